"""Files: what cannot be an article is refused with one clear line, fast."""

from __future__ import annotations

import io
import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from presskit.diagnostics import Position, PresskitError
from presskit.sources import read
from sources.reading import codes, manuscript

if TYPE_CHECKING:
    from pathlib import Path

ARABIC = "العنوان: خبر من صنعاء\n\nوصل الوفد إلى المدينة مساء أمس.\n"


def refused(data: bytes) -> tuple[str, str, Position | None]:
    with pytest.raises(PresskitError) as caught:
        manuscript(data)
    (found,) = caught.value.diagnostics
    return found.code, found.message, found.place.at


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "file-empty", "empty"),
        (b" \n\t\r\n", "file-empty", "empty"),
        (b"\xef\xbb\xbf\n", "file-empty", "empty"),
        (ARABIC.encode("utf-16"), "encoding-not-utf8", "UTF-16"),
        (ARABIC.encode("utf-16-be"), "encoding-not-utf8", "UTF-16"),
        (ARABIC.encode("utf-16-le"), "encoding-not-utf8", "UTF-16"),
        ("title: plain words".encode("utf-16-le"), "encoding-not-utf8", "UTF-16"),
        (ARABIC.encode("utf-32"), "encoding-not-utf8", "UTF-32"),
        (ARABIC.encode("windows-1256"), "encoding-not-utf8", "windows-1256"),
        ("שלום לכולם, זה מאמר".encode("windows-1255"), "encoding-not-utf8", "windows-1255"),
        ("Le café est fermé".encode("latin-1"), "encoding-not-utf8", "Latin-1"),
        (b"# t\n" + b"a" * 3_000_000, "file-too-large", "3,000,000"),
        (b"# t\n" + b"a\n" * 11_000_000, "file-too-large", "20 MB"),
        ("# ت\nنص\x00 هنا\x01".encode(), "control-character", "U+0000"),
        ("# ت\nنص\x1b هنا".encode(), "control-character", "U+001B"),
    ],
)
def test_refused(data: bytes, code: str, word: str) -> None:
    start = time.perf_counter()
    found = refused(data)
    assert time.perf_counter() - start < 1
    assert found[0] == code
    assert word in found[1]


def test_places() -> None:
    assert refused("# ت\nنص\x00 هنا".encode())[2] == Position(2, 3)
    assert refused("# ت\nنص ".encode() + b"\xff")[2] == Position(2, 4)
    assert refused(b"# t\r\n\r\n" + b"a" * 3_000_000)[2] == Position(3)


def test_bom_and_line_ends() -> None:
    article = manuscript(b"\xef\xbb\xbf---\r\ntitle: a\r\n---\r\nb\rc\r\n").article
    assert article.title == "a"
    assert [text.at for text in article.body[0].children] == [Position(4), Position(5)]


def test_missing_folder_unreadable_unknown(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_text("x")
    (tmp_path / "loop.md").symlink_to("loop.md")
    for name, code in (
        ("none.md", "file-missing"),
        ("", "file-is-folder"),
        ("a.odt", "file-kind-unknown"),
        ("a.odt/b.md", "file-missing"),
        ("loop.md", "file-unreadable"),
        ("a\0.md", "file-unreadable"),
    ):
        with pytest.raises(PresskitError) as caught:
            read(tmp_path / name)
        assert [found.code for found in caught.value.diagnostics] == [code], name


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no endless file here")
def test_endless_file() -> None:
    with pytest.raises(PresskitError, match="file-too-large"):
        read("/dev/zero")


@pytest.mark.parametrize(
    ("data", "title"), [(b' \n{"title": "json"}', "json"), (b"# markdown\n", "markdown")]
)
def test_stdin(data: bytes, title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    read_in = read("-")
    assert (read_in.article.title, read_in.name) == (title, "-")


def test_kind_goes_by_the_ending() -> None:
    assert codes("{x} ليس JSON", name="a.md") == ["title-missing"]
    assert codes("[]", name="a.json") == ["json-invalid"]
