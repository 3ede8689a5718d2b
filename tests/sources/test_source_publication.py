"""presskit.toml: found upwards, strictly read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presskit.diagnostics import PresskitError
from presskit.model.publication import Publication
from presskit.sources.publication import find_publication

if TYPE_CHECKING:
    from pathlib import Path


def test_found_upwards(tmp_path: Path) -> None:
    (tmp_path / "presskit.toml").write_text('\ufeffname = "الصحيفة"\nlocale = "ar_ye"\n', "utf-8")
    (tmp_path / "a" / "b").mkdir(parents=True)
    publication, path = find_publication(tmp_path / "a" / "b")
    assert publication == Publication(name="الصحيفة", locale="ar-YE")
    assert path == (tmp_path / "presskit.toml").resolve()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('name = "أ"\nname = ', ":2:"),
        ('name = "أ"\nتصميم = 1', ":2:"),
        ('name = "أ"\nfoo = 1', ":2:1:"),
        ('name = "أ"\n\ncolumns = "two"', ":3:1:"),
        ('locale = "عربي"', ":1:1:"),
        ('digits = "roman"', ":1:1:"),
    ],
)
def test_invalid(text: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "presskit.toml").write_text(text, "utf-8")
    with pytest.raises(PresskitError) as caught:
        find_publication(tmp_path)
    (found,) = caught.value.diagnostics
    assert found.code == "config-invalid"
    assert place in str(found)


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "presskit.toml").write_bytes('name = "é"'.encode("latin-1"))
    with pytest.raises(PresskitError, match="config-invalid"):
        find_publication(tmp_path)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of articles with two themes, beside another folder with one, a picture and a link."""
    for name, inherits in (("in/own", "../base"), ("in/base", "sahifa"), ("out/theirs", "sahifa")):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "theme.toml").write_text(f'inherits = "{inherits}"\n', "utf-8")
    (tmp_path / "in/away").mkdir()
    (tmp_path / "in/away/theme.toml").write_text('inherits = "../../out/theirs"\n', "utf-8")
    (tmp_path / "out/logo.png").write_bytes(b"")
    (tmp_path / "in/link.png").symlink_to(tmp_path / "out/logo.png")
    return tmp_path / "in"


@pytest.mark.parametrize(
    "text",
    [
        'logo = "../out/logo.png"',
        'logo = "OUT/logo.png"',
        'logo = "link.png"',
        'theme = "../out/theirs"',
        'theme = "OUT/theirs"',
        'theme = "away"',
        '[docx]\ntemplate = "../out/logo.png"',
        '[docx]\ntemplate = "OUT/logo.png"',
    ],
)
def test_it_reaches_nothing_outside_its_folder(home: Path, text: str) -> None:
    text = text.replace("OUT", str(home.parent / "out"))
    (home / "presskit.toml").write_text(text + "\n", "utf-8")
    with pytest.raises(PresskitError) as caught:
        find_publication(home)
    (found,) = caught.value.diagnostics
    assert found.code == "config-invalid"
    assert found.place.at
    assert "outside" in found.message


def test_paths_count_from_its_folder_and_names_are_names(home: Path) -> None:
    (home / "sahifa").mkdir()
    (home / "sahifa/theme.toml").write_text('inherits = "sahifa"\n', "utf-8")
    for said, theme in (
        ("sahifa", "sahifa"),
        ("own", str(home / "own")),
        ("./own", str(home / "own")),
    ):
        (home / "presskit.toml").write_text(f'theme = "{said}"\nlogo = "a/b.png"\n', "utf-8")
        publication, _ = find_publication(home)
        assert publication.theme == theme
        assert publication.logo == str(home / "a/b.png")
