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
