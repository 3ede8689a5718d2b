"""The kit: themes found by name, begun, checked, shown."""

from __future__ import annotations

import json
import runpy
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from presskit import resources
from presskit.api.theme_check import check_theme
from presskit.api.theme_kit import find_themes, new_theme, show_theme
from presskit.cli.main import presskit
from presskit.diagnostics import PresskitError, Report
from presskit.sources.publication import find_publication
from presskit.theming.loading import load_theme, theme_names

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project's folder, in which the test works."""
    home = tmp_path / "project"
    (home / "articles").mkdir(parents=True)
    (home / "presskit.toml").write_text('name = "a"\ntheme = "daily"\n', "utf-8")
    monkeypatch.chdir(home / "articles")
    return home


def own(folder: Path, text: str = "", **files: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text(f'inherits = "sahifa"\ntitle = "Own"\n{text}', "utf-8")
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content, "utf-8")
    return folder


def test_a_project_has_themes_of_its_own(project):
    folder = own(project / "themes" / "daily")
    publication, _ = find_publication(project / "articles")
    assert Path(publication.theme) == folder
    assert load_theme("daily", Report()).folders[0] == folder
    found = {one.name: one for one in find_themes()}
    assert found["daily"].home == "project"
    assert found["sahifa"].home == "presskit"
    assert found["sahifa"].thumbnail.endswith("thumbnail.png")


def test_a_project_s_theme_is_no_link_out_of_it(project, tmp_path):
    own(tmp_path / "elsewhere")
    (project / "themes").mkdir()
    (project / "themes" / "daily").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PresskitError, match="outside"):
        find_publication(project)


def test_an_installed_theme_comes_before_the_project_s(project):
    own(project / "themes" / "sahifa")
    assert load_theme("sahifa", Report()).title == "Sahifa"


def test_a_package_can_bring_themes(tmp_path, monkeypatch):
    own(tmp_path / "acme" / "looks" / "evening")
    (tmp_path / "acme" / "__init__.py").write_text("raise RuntimeError('imported')", "utf-8")
    info = tmp_path / "acme-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: acme\nVersion: 1\n", "utf-8")
    entry = "[presskit.themes]\nevening = acme.looks.evening\nsahifa = acme.looks.evening\n"
    (info / "entry_points.txt").write_text(entry, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    resources.packaged_themes.cache_clear()
    try:
        assert "evening" in theme_names()
        assert load_theme("evening", Report()).title == "Own"
        assert load_theme("sahifa", Report()).title == "Sahifa"
        assert {one.name: one.home for one in find_themes()}["evening"] == "package"
    finally:
        resources.packaged_themes.cache_clear()
    assert "acme" not in sys.modules


def test_a_theme_begins_with_what_its_base_says(project):
    files = new_theme("weekly")
    assert [path.name for path in files] == ["theme.toml", "print.css", "reader.css"]
    assert files[0].parent == project / "themes" / "weekly"
    theme, base = load_theme("weekly", Report()), load_theme("sahifa", Report())
    assert theme.colors == base.colors
    text = files[0].read_text("utf-8")
    active = "".join(line.removeprefix("# ") for line in text.splitlines(keepends=True)[3:])
    assert tomllib.loads(active)["colors"] == dict(base.colors), "what is commented out is TOML"
    for name, code in (("weekly", "output-exists"), ("sahifa", "output-exists")):
        with pytest.raises(PresskitError, match=code):
            new_theme(name)
    new_theme("late", "weekly")
    assert load_theme("late", Report()).folders[1].resolve() == files[0].parent


CHECKED = {
    "a theme that only adds": ("", {}, []),
    "fonts": ('[fonts]\ntext = ["Amiry"]\n', {}, ["theme.toml:4:1 font-missing “Amiri”?"]),
    "a language's font": (
        '[languages.he.fonts]\ntext = ["Frank Rul Libre"]\n',
        {},
        ["theme.toml:4:1 font-missing Libre”?"],
    ),
    "contrast": (
        '[styles]\nbyline = { color = "hairline" }\n',
        {},
        ["theme.toml:4:12 theme-contrast byline 1.7:1"],
    ),
    "contrast of a token": (
        '[colors]\nquiet = "#a8a8a8"\n',
        {},
        ["theme.toml:4:1 theme-contrast #a8a8a8"] * 8,
    ),
    "letters": (
        '[languages.ur.fonts]\ntext = ["Noto Serif"]\n',
        {},
        ["theme.toml:4:1 theme-letters ur"],
    ),
    "inks": (
        "[print.colors]\naccent = [1, 0, 0, 0]\n",
        {},
        ["theme.toml:4:1 theme-inks accent"],
    ),
    "templates, each": (
        "",
        {"cover_svg": "{% if %}", "print_html": "\n{{ a|nosuch }}"},
        ["cover.svg:1 theme-invalid", "print.html:2 theme-invalid nosuch"],
    ),
    "CSS for print": ("", {"print_css": "p { colr: red }"}, ["print.css:1:5 render-warning color"]),
    "CSS of issues": (
        "",
        {"issue_css": "p { margin: x }"},
        ["issue.css:1:5 render-warning margin"],
    ),
    "CSS for readers": (
        "",
        {"reader_css": "p { margin: 0 } }\nq { height: calc(1em) }"},
        ["reader.css:2:1 epub-css-old calc", "reader.css:1:1 theme-invalid closes"],
    ),
}


@pytest.mark.parametrize("name", CHECKED)
def test_check_tells_every_mistake_at_its_place(tmp_path, monkeypatch, name):
    monkeypatch.setattr("presskit.api.theme_check._MADE", ())
    text, files, expected = CHECKED[name]
    folder = own(tmp_path / "own", text, **files)
    found = check_theme(str(folder))
    assert len(found) == len(expected), found
    for one, words in zip(found, expected, strict=True):
        said = f"{one.place} {one.code} {one.message} {one.hint}"
        assert all(word in said for word in words.split()), (said, words)


@pytest.mark.parametrize("name", theme_names())
def test_nothing_is_wrong_with_our_themes(monkeypatch, name):
    monkeypatch.setattr("presskit.api.theme_check._MADE", ())
    assert not check_theme(name)


def test_show_says_where_a_value_comes_from(tmp_path):
    text = "[styles]\nlead = { size = 20 }\n[languages.he.styles]\nlead = { size = 19 }\n"
    folder = own(tmp_path / "own", text)
    plain = {one.key: one for one in show_theme(str(folder))}
    assert (plain["styles.lead.size"].value, str(plain["styles.lead.size"].place)) == (
        20,
        f"{folder}/theme.toml:4:10",
    )
    assert plain["styles.lead.leading"].place.file.endswith("sahifa/theme.toml")
    assert plain["page.narrowest"].place.file is None
    hebrew = {one.key: one for one in show_theme(str(folder), "he")}
    assert str(hebrew["styles.lead.size"].place) == f"{folder}/theme.toml:6:10"
    assert hebrew["fonts.text"].value[0] == "Frank Ruhl Libre"


def test_the_commands(project):
    run = CliRunner().invoke
    made = run(presskit, ["theme", "new", "daily"])
    assert made.exit_code == 0, made.output
    assert "daily" in run(presskit, ["themes"]).output
    shown = run(presskit, ["theme", "show", "daily", "--output-format", "json"])
    assert {"key", "value", "place"} == set(json.loads(shown.output)[0])
    (project / "themes" / "daily" / "theme.toml").write_text("inherits = 3\n", "utf-8")
    for command in (["theme", "check", "daily"], ["theme", "show", "daily"], ["themes"]):
        result = run(presskit, command)
        assert result.exit_code == 1, command
        assert "theme.toml:1:1" in result.output
    found = run(presskit, ["theme", "check", "daily", "--output-format", "json"])
    assert json.loads(found.output)["diagnostics"][0]["code"] == "theme-invalid"
    assert run(presskit, ["theme", "new", "../a"]).exit_code == 2


def test_the_reference_is_made_of_the_code_s_tables():
    made = runpy.run_path(str(DOCS / "themes.py"))["page"]()
    assert made == (DOCS / "themes.md").read_text("utf-8"), "run: python docs/themes.py"


def test_the_schema_takes_our_themes():
    schema = json.loads((DOCS / "schema" / "theme.json").read_text("utf-8"))
    keys = schema["$defs"]["ThemeFile"]["properties"]
    for name in theme_names():
        table = tomllib.loads((resources.themes_folder() / name / "theme.toml").read_text("utf-8"))
        assert table.keys() <= keys.keys()
    assert "required" not in json.dumps(schema)
    assert msgspec.json.decode(json.dumps(schema))
