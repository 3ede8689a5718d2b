"""Themes: loaded, inherited, checked; their role styles as CSS."""

from __future__ import annotations

import re

import pytest

from presskit.diagnostics import PresskitError, Report
from presskit.resources import profiles_folder
from presskit.theming.colours import converted, inks, unlike
from presskit.theming.css import print_css, reader_css
from presskit.theming.loading import every_wrong, load_theme, theme_names
from presskit.theming.paper import PAPERS, find_paper

FOGRA = profiles_folder() / "fogra39.icc"
SAHIFA = load_theme("sahifa", Report())


def theme(folder, text: str, name: str = "own") -> str:
    (folder / name).mkdir()
    (folder / name / "theme.toml").write_text(text, "utf-8")
    return str(folder / name)


def test_every_theme_of_ours_loads():
    assert "sahifa" in theme_names()
    for name in theme_names():
        assert not list(every_wrong(load_theme(name, Report())))


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


BASE = 'inherits = "sahifa"\n'
BROKEN = {
    "no TOML": ("title = [", ["1:1 this is not TOML"]),
    "an unknown base": ('title = "a"\ninherits = "sahfia"\n', ["2:1 no theme “sahfia” sahifa"]),
    "an unknown key": (BASE + "looks = 1\n", ["2:1 looks"]),
    "a key nearly right": (BASE + '[colors]\nink = "#000000"\n[pge]\n', ["4:2 pge “page”?"]),
    "a token": (BASE + '[styles]\nlead = { color = "acent" }\n', ["3:10 acent “accent”?"]),
    "a font": (BASE + '[styles]\nlead = { size = 9, font = "dsplay" }\n', ["3:20 “display”?"]),
    "a role": (BASE + "[styles.leed]\nsize = 3\n", ["2:9 leed “lead”?"]),
    "a property": (BASE + "[styles]\nlead.sise = 3\n", ["3:6 sise “size”?"]),
    "a text for a number": (BASE + '[styles]\nlead = { size = "big" }\n', ["3:10 big a number"]),
    "a choice": (BASE + '[styles]\nlead = { align = "left" }\n', ["3:10 left center"]),
    "nothing at all": ('title = "Bare"\n', ["page", "colors", "fonts", "styles"]),
    "a colour's name": (BASE + '[colors]\nink = "red"\n', ["3:1 the colour"]),
    "a colour with CSS in it": (BASE + '[colors]\nink = "#000000;} * {"\n', ["3:1 the colour"]),
    "no families": (BASE + "[fonts]\ntext = []\n", ["3:1 no families"]),
    "a family with CSS in it": (BASE + "[fonts]\ntext = ['A\"; src: url(b)']\n", ["3:1 quotes"]),
    "no end": (BASE + "[styles]\nlead = { size = inf }\n", ["3:10 size is inf"]),
    "no number": (BASE + "[styles]\nlead = { before = nan }\n", ["3:10 before is nan"]),
    "a size of 0": (BASE + "[styles]\nlead = { size = 0 }\n", ["3:10 size is 0 above 0"]),
    "a huge length": (BASE + "[styles]\nlead = { before = 1e9 }\n", ["3:10 before at most"]),
    "no columns": (BASE + "[page]\ncolumns = 0\n", ["3:1 columns is 0"]),
    "half a column": (BASE + "[page]\ncolumns = 1.5\n", ["3:1 columns whole number"]),
    "a paper": (BASE + '[page]\npaper = "a44"\n', ["3:1 a44 “a4”?"]),
    "a sheet": (BASE.replace("\n", '\nreplaces = ["print.cs"]\n'), ["2:1 “print.css”?"]),
    "inks that are no shares": (
        BASE + "[print.colors]\nink = [0, 0, 0, 100]\n",
        ["3:1 100 at most 1"],
    ),
    "three inks": (BASE + "[print.colors]\nink = [0, 0, 1]\n", ["3:1 list of 4 numbers"]),
    "inks of no colour": (BASE + "[print.colors]\nblue = [1, 0, 0, 0]\n", ["3:1 blue"]),
    "a language's size": (BASE + '[languages.he.styles]\nlead = { size = "b" }\n', ["3:10 size"]),
    "a language's colour": (BASE + '[languages.he.colors]\nink = "blue"\n', ["3:1 the colour"]),
    "several": (
        BASE + "a = 1\n[styles]\n# b\nkicker = { size = 9, sie = 1 }\nlead.siz = 3\n",
        ["2:1 a", "5:22 sie", "6:6 siz"],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_every_mistake_of_a_theme_is_told_at_its_place(tmp_path, name):
    text, expected = BROKEN[name]
    with pytest.raises(PresskitError) as raised:
        load_theme(theme(tmp_path, text), Report())
    found = raised.value.diagnostics
    assert len(found) == len(expected), found
    for one, says in zip(found, expected, strict=True):
        assert one.code in {"theme-invalid", "theme-unknown"}
        assert one.place.file == f"{tmp_path}/own/theme.toml"
        at = f"{one.place.at.line}:{one.place.at.column}" if one.place.at else ""
        assert all(word in f"{at} {one.message} {one.hint}" for word in says.split()), one


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
    assert theme_names()[-1] == "house"
    assert "sahifa" in theme_names()


TEAL = BASE + '[colors]\naccent = "#0f766e"\n'
INKS = {
    "none of its own": (BASE, SAHIFA.print.colors["accent"], set()),
    "a colour of its own": (TEAL, converted("#0f766e", FOGRA), set()),
    "the same colour again": (
        BASE + '[colors]\naccent = "#8f1d21"\n',
        SAHIFA.print.colors["accent"],
        set(),
    ),
    "inks of its own": (
        TEAL + "[print.colors]\naccent = [1, 0, 0.5, 0.3]\n",
        (1, 0, 0.5, 0.3),
        set(),
    ),
    "inks of another colour": (
        TEAL + "[print.colors]\naccent = [0.15, 1, 0.9, 0.3]\n",
        (0.15, 1, 0.9, 0.3),
        {"accent"},
    ),
}


@pytest.mark.parametrize("name", INKS)
def test_inks_follow_the_colours_of_the_screen(tmp_path, name):
    text, accent, apart = INKS[name]
    own = load_theme(theme(tmp_path, text), Report())
    made = inks(own.colors, own.print.colors, FOGRA)
    assert made.keys() == own.colors.keys()
    assert made["accent"] == accent
    assert made["ink"] == (0, 0, 0, 1)
    assert unlike(own.colors, own.print.colors, FOGRA).keys() == apart


def test_a_language_s_colours_have_inks_of_their_own(tmp_path):
    text = BASE + '[languages.he.colors]\naccent = "#0f766e"\n'
    own = load_theme(theme(tmp_path, text), Report())
    assert "accent" not in own.for_language("he").print.colors
    assert own.for_language("ar").print.colors == SAHIFA.print.colors


def test_dark_greys_are_black_ink_alone():
    assert converted("#1c1a17", FOGRA) == (0, 0, 0, 1)
    for grey, least, most in (("#6b6459", 0.6, 0.8), ("#cfc8bb", 0.2, 0.4)):
        *others, black = converted(grey, FOGRA)
        assert not any(others)
        assert least < black < most
    assert converted("#ffffff", FOGRA) == (0, 0, 0, 0)
