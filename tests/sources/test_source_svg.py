"""Drawings: what is read of SVG, and what is refused."""

from __future__ import annotations

import base64
import gzip

import pytest
from PIL import Image

import pictures
from presskit.pictures.svg import Drawing, RefusedError, read_drawing
from sources.reading import HEAD, codes, manuscript

SIZED = pictures.SVG + 'width="300" height="200">'
LAUGHS = "<!DOCTYPE svg [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def drawing(inside: str, start: str = SIZED) -> Drawing:
    return read_drawing(f"{start}{inside}</svg>".encode())


def data_url(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ('width="300" height="200"', (300, 200)),
        ('width="300px" height="2in"', (300, 192)),
        ('width="72pt" height="25.4mm"', (96, 96)),
        ('width="300" height="200" viewBox="0 0 10 10"', (300, 200)),
        ('width="300" viewBox="0 0 60 20"', (300, 100)),
        ('height="300" viewBox="-5,-5 60 20"', (900, 300)),
        ('viewBox="0 0 60 20"', (1200, 400)),
        ('width="100%" height="100%" viewBox="0 0 60 20"', (1200, 400)),
    ],
)
def test_size(size, expected, tmp_path):
    (tmp_path / "a.svg").write_text(f"{pictures.SVG}{size}/>", "utf-8")
    picture = manuscript(f"{HEAD}![نص](a.svg)", tmp_path).pictures["a.svg"]
    assert (picture.media_type, picture.width, picture.height) == ("image/svg+xml", *expected)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        "<SCRIPT>1</SCRIPT>",
        '<script xmlns="http://www.w3.org/1999/xhtml">1</script>',
        '<x xmlns="urn:x"><script>1</script></x>',
        '<rect onload="1"/>',
        '<rect onClick="1"/>',
        "<foreignObject/>",
        '<image href="a.png"/>',
        '<image xlink:href="/etc/passwd"/>',
        '<image href="file:///etc/passwd"/>',
        '<image href="//e.org/a.png"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
        '<image href="data:text/html;base64,PHN2Zy8+"/>',
        '<use href="b.svg#a"/>',
        '<use href="https://e.org/b.svg#a"/>',
        '<feImage href="a.png"/>',
        '<rect fill="url(https://e.org/a)"/>',
        "<rect fill=\"url( 'a.svg#b' )\"/>",
        '<rect style="fill:URL(a.svg#b)"/>',
        '<rect style="fill:u\\72 l(a.svg#b)"/>',
        '<rect style="fill:url/**/(a.svg#b)"/>',
        "<style>@import 'a.css';</style>",
        "<style>@\\69mport 'a.css';</style>",
        "<style>@font-face{src:url(a.ttf)}</style>",
        "<style><![CDATA[rect{fill:url(a.svg)}]]></style>",
        '<g xml:base="https://e.org/"/>',
        "<g>" * 120 + "</g>" * 120,
        "<g>" * 400 + "</g>" * 400,
    ],
)
def test_unsafe(inside):
    with pytest.raises(RefusedError) as caught:
        drawing(inside)
    assert caught.value.code == "image-unsafe"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (f"{LAUGHS}]>{SIZED}<text>&i;</text></svg>", "image-unsafe"),
        (f'<!DOCTYPE svg SYSTEM "file:///etc/passwd">{SIZED}</svg>', "image-unsafe"),
        (
            f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{SIZED}<text>&x;</text></svg>',
            "image-unsafe",
        ),
        (f'<?xml-stylesheet href="a.css"?>{SIZED}</svg>', "image-unsafe"),
        (f"{pictures.SVG}/>", "image-unreadable"),
        (f'{pictures.SVG}width="0" height="9"/>', "image-unreadable"),
        (f'{pictures.SVG}viewBox="0 0 nan 9"/>', "image-unreadable"),
        (f'{pictures.SVG}width="1e9" height="9"/>', "image-too-large"),
        (f'{pictures.SVG}viewBox="0 0 1 100000"/>', "image-too-large"),
        ("<svg/>", "image-unreadable"),
        ("<html/>", "image-unreadable"),
        (f"{SIZED}<g></svg>", "image-unreadable"),
        (f"{SIZED}&what;</svg>", "image-unreadable"),
        (f"{SIZED}{'<g/>' * 100_001}</svg>", "image-too-large"),
        (f"{SIZED}<!--{' ' * 5_000_000}--></svg>", "image-too-large"),
        (f"{SIZED}</svg>".encode("utf-16"), "image-unreadable"),
        (gzip.compress(f"{SIZED}</svg>".encode()), "image-unreadable"),
        (f'{SIZED}<image href="{data_url(b"x")}"/></svg>', "image-unreadable"),
        (
            f'{SIZED}<image href="{data_url(pictures.png_claiming(9000, 9000))}"/></svg>',
            "image-too-large",
        ),
        (
            f'{SIZED}<image href="{data_url(pictures.jpeg(pictures.photo())[:900])}"/></svg>',
            "image-unreadable",
        ),
    ],
)
def test_refused(data, code, tmp_path):
    (tmp_path / "a.svg").write_bytes(data if isinstance(data, bytes) else data.encode())
    assert codes(f"{HEAD}![نص](a.svg)", tmp_path) == [code]


def test_what_is_harmless_is_kept_or_left_out():
    image = data_url(pictures.png(Image.new("RGB", (4, 4))))
    root, *_ = drawing(
        '<metadata><x xmlns="urn:x"/></metadata><!-- on -->'
        '<a href="https://e.org/"><rect id="r" fill="url(#g)"/></a><use xlink:href="#r"/>'
        f'<animate attributeName="x"/> ذيل <image href="{image}"/>'
        "<text style=\"font-family:'A'\">نص<set/> آخر</text>"
    )
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert names == ["svg", "a", "rect", "use", "image", "text"]
    assert not root[0].attrib
    assert "".join(root.itertext()).split() == ["ذيل", "نص", "آخر"]


def test_a_drawing_is_told_by_what_is_in_it(tmp_path):
    (tmp_path / "a.png").write_bytes(b"\xef\xbb\xbf\n" + f"{SIZED}</svg>".encode())
    pictures_found = manuscript(f"{HEAD}![نص](a.png)", tmp_path).pictures
    assert pictures_found["a.png"].media_type == "image/svg+xml"
