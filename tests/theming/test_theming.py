"""Themes: loaded, inherited, checked; their role styles as CSS."""

from __future__ import annotations

import re

import pytest

from presskit.diagnostics import PresskitError, Report
from presskit.model.roles import ROLES
from presskit.theming.checks import check_theme
from presskit.theming.css import print_css, reader_css
from presskit.theming.loading import load_theme, theme_names
from presskit.theming.paper import PAPERS, find_paper

SAHIFA = load_theme("sahifa", Report())


def theme(folder, text: str, name: str = "own") -> str:
    (folder / name).mkdir()
    (folder / name / "theme.toml").write_text(text, "utf-8")
    return str(folder / name)


def test_every_theme_of_ours_loads():
    assert "sahifa" in theme_names()
    for name in theme_names():
        check_theme(load_theme(name, Report()), ROLES, Report())


def test_an_heir_changes_what_it_says_and_keeps_the_rest(tmp_path):
    own = theme(
        tmp_path,
        'inherits = "sahifa"\ntitle = "Own"\n[colors]\naccent = "#1f4e79"\n'
        "[styles]\nlead = { size = 20, leading = 30 }\n",
    )
    heir = load_theme(own, Report())
    assert (heir.name, heir.title) == ("own", "Own")
    assert heir.color("accent") == "#1f4e79"
    assert heir.color("ink") == SAHIFA.color("ink")
    assert heir.styles["lead"].size == 20
    assert heir.styles["lead"].rule_start == SAHIFA.styles["lead"].rule_start
    assert heir.file("print.css") == SAHIFA.file("print.css")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = [", "theme.toml"),
        ('inherits = "nowhere"\n', "nowhere"),
        ('inherits = "sahifa"\nlooks = 1\n', "looks"),
        ('inherits = "sahifa"\n[styles]\nlead = { color = "pink" }\n', "pink"),
        ('inherits = "sahifa"\n[styles]\nlead = { font = "comic" }\n', "comic"),
        ('inherits = "sahifa"\n[styles]\nlead = { size = "big" }\n', "size"),
        ('title = "Bare"\n', "page"),
        ('inherits = "sahifa"\n[colors]\nink = "red"\n', "the colour"),
        ('inherits = "sahifa"\n[colors]\nink = "#000000;} * {"\n', "the colour"),
        ('inherits = "sahifa"\n[fonts]\ntext = []\n', "families"),
        ('inherits = "sahifa"\n[fonts]\ntext = [\'A"; src: url(b)\']\n', "quotes"),
        ('inherits = "sahifa"\n[styles]\nlead = { size = inf }\n', "size"),
        ('inherits = "sahifa"\n[styles]\nlead = { size = 0 }\n', "size"),
        ('inherits = "sahifa"\n[styles]\nlead = { before = 1e9 }\n', "before"),
        ('inherits = "sahifa"\n[page]\ncolumns = 0\n', "columns"),
        ('inherits = "sahifa"\n[languages.he.styles]\nlead = { size = "big" }\n', "size"),
        ('inherits = "sahifa"\n[languages.he.colors]\nink = "blue"\n', "the colour"),
    ],
)
def test_a_broken_theme_is_told_where(tmp_path, text, says):
    with pytest.raises(PresskitError) as raised:
        load_theme(theme(tmp_path, text), Report())
    found = raised.value.diagnostics[-1]
    assert found.code in {"theme-invalid", "theme-unknown"}
    assert says in found.message


def test_a_theme_cannot_inherit_itself(tmp_path):
    path = theme(tmp_path, "")
    (tmp_path / "own" / "theme.toml").write_text(f'inherits = "{path}"\n')
    with pytest.raises(PresskitError, match="inherits itself"):
        load_theme(path, Report())


def test_a_language_has_its_own_faces():
    assert SAHIFA.for_language("he").families("paragraph")[0] == "Frank Ruhl Libre"
    assert SAHIFA.for_language("he-IL").families("paragraph")[0] == "Frank Ruhl Libre"
    assert SAHIFA.for_language("ar") is SAHIFA


def test_smaller_paper_takes_smaller_type():
    small = SAHIFA.on_paper(PAPERS["a5"])
    share = small.styles["paragraph"].size / SAHIFA.styles["paragraph"].size
    assert share == pytest.approx(0.84, abs=0.01)
    assert small.styles["lead"].rule_start is not None
    assert small.styles["kicker"].weight == SAHIFA.styles["kicker"].weight
    assert SAHIFA.on_paper(PAPERS["a3"]) is SAHIFA


def test_an_unknown_paper_names_the_known_ones():
    report = Report()
    with pytest.raises(PresskitError):
        find_paper("a99", report)
    assert "a4" in str(report.diagnostics[0].hint)
    assert find_paper("A4", report).name == "a4"


def test_print_css_takes_logical_sides():
    css = print_css(SAHIFA)
    assert not re.search(r"(?:margin|padding|border)-(?:left|right)", css)
    assert "border-inline-start: 2.2pt" in css


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_reader_css_is_what_old_engines_take(direction):
    css = reader_css(SAHIFA, direction)
    assert not re.search(r"\d(?:pt|px)\b|background|var\(|calc\(|@media|!important", css)
    assert ("border-right" in css) == (direction == "rtl")
    party = re.search(r"^\.party \{(.*)\}$", css, re.MULTILINE)
    assert party is not None
    assert SAHIFA.color("accent") in party[1], "white on a bar becomes the bar's colour on white"
    code = re.search(r"^\.code-block \{(.*)\}$", css, re.MULTILINE)
    assert code is not None
    assert SAHIFA.color("tint") not in code[1]
    byline = re.search(r"^\.byline \{(.*)\}$", css, re.MULTILINE)
    assert byline is not None
    assert "color" not in byline[1], "a grey is the reader's ink made fainter, by night too"
    assert "opacity" in byline[1]
    kept = re.search(r"^\.crosshead \{(.*)\}$", css, re.MULTILINE)
    assert kept is not None
    assert "page-break-after: avoid; break-after: avoid" in kept[1]


def test_no_folder_takes_the_place_of_a_theme_of_ours_or_the_user_s(tmp_path, monkeypatch):
    config = tmp_path / "config"
    home = config / "presskit" / "themes"
    home.mkdir(parents=True)
    theme(home, 'inherits = "sahifa"\ntitle = "The user\'s"\n', "house")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
    here = tmp_path / "here"
    here.mkdir()
    for name in ("sahifa", "house"):
        theme(here, 'inherits = "sahifa"\ntitle = "A folder"\n', name)
    monkeypatch.chdir(here)
    assert load_theme("sahifa", Report()).title == SAHIFA.title
    assert load_theme("house", Report()).title == "The user's"
    assert load_theme("./house", Report()).title == "A folder"
    assert theme_names() == ("sahifa", "house")
