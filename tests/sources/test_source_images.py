"""Pictures: sizes as they stand upright, and what is refused."""

from __future__ import annotations

import os
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from sources.reading import HEAD, codes, manuscript

if TYPE_CHECKING:
    from pathlib import Path


def png(width: int, height: int) -> bytes:
    """A PNG that claims a size without having its pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.jpg", "image/jpeg"),
        ("a.png", "image/png"),
        ("a.gif", "image/gif"),
        ("a.webp", "image/webp"),
        ("a.avif", "image/avif"),
        ("صورة.png", "image/png"),
        ("a b%.png", "image/png"),
    ],
)
def test_kinds(name: str, media_type: str, tmp_path: Path) -> None:
    Image.new("RGB", (40, 20)).save(tmp_path / name)
    pictures = manuscript(f"{HEAD}![نص](<{name}>)", tmp_path).pictures
    assert [(p.media_type, p.width, p.height) for p in pictures.values()] == [(media_type, 40, 20)]
    assert list(pictures) == [name]


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (40, 20)), (3, (40, 20)), (6, (20, 40)), (8, (20, 40))]
)
def test_turned_upright(orientation: int, size: tuple[int, int], tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", (40, 20)).save(tmp_path / "a.jpg", exif=exif)
    picture = manuscript(f"{HEAD}![نص](a.jpg)", tmp_path).pictures["a.jpg"]
    assert (picture.width, picture.height) == size


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "image-unreadable"),
        (b"not a picture", "image-unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image-unreadable"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\xff", "image-unreadable"),
        (png(0, 10), "image-unreadable"),
        (png(30_001, 1), "image-too-large"),
        (png(10_001, 10_000), "image-too-large"),
        (png(29_000, 29_000), "image-too-large"),
    ],
)
def test_refused(data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(data)
    assert codes(f"{HEAD}![نص](a.png)", tmp_path) == [code]


def test_links_out_of_the_folder(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    (inside / "deep").mkdir(parents=True)
    Image.new("RGB", (4, 4)).save(tmp_path / "out.png")
    Image.new("RGB", (4, 4)).save(inside / "deep" / "in.png")
    (inside / "out.png").symlink_to("../out.png")
    (inside / "in.png").symlink_to("deep/in.png")
    (inside / "loop.png").symlink_to("loop.png")
    os.mkfifo(inside / "pipe.png")
    for src, expected in (
        ("out.png", ["image-outside"]),
        ("../inside/deep/in.png", []),
        ("in.png", []),
        ("loop.png", ["image-missing"]),
        ("pipe.png", ["image-missing"]),
        (f"{tmp_path}/out.png", ["image-outside"]),
        ("a" * 300 + ".png", ["image-missing"]),
        ("%00.png", ["image-missing"]),
        ("ftp://e.org/a.png", ["image-remote"]),
        ("file:///a.png", ["image-remote"]),
        ("HTTPS://e.org/a.png", ["image-remote"]),
    ):
        assert codes(f"{HEAD}![نص]({src})", inside) == expected, src


def test_no_picture_is_opened_twice_and_all_are_found(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    text = f"{HEAD}![](a.png)\n\n- ![نص](a.png)\n\n> نص[^1]\n\n[^1]: ![نص](b.png)\n"
    assert codes(text, tmp_path) == ["image-alt-missing", "image-missing"]


def test_figure_with_caption_and_credit(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    for text in (
        '![بديل](a.png "شرح"){credit="سامي"}',
        "::: figure\n![بديل](a.png)\n\nشرح\nعدسة: سامي\n:::",
        "::: صورة\n![بديل](a.png)\n\nشرح\n\ncredit: سامي\n:::",
    ):
        (figure,) = manuscript(HEAD + text, tmp_path).article.body
        assert (figure.alt, figure.caption[0].text, figure.credit[0].text) == (
            "بديل",
            "شرح",
            "سامي",
        )


def test_picture_in_a_sentence(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    read = manuscript(HEAD + "قبلها ![نص](a.png) بعدها", tmp_path)
    paragraph, figure = read.article.body
    assert "".join(part.text for part in paragraph.children) == "قبلها بعدها"
    assert (figure.src, [found.code for found in read.diagnostics]) == ("a.png", ["image-inline"])
