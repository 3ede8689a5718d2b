"""Pictures that are small on disk and absurd when opened: refused at once, for little memory."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib

import pytest
from PIL import Image

import pictures

_MOST_SECONDS = 0.9
_MOST_MEGABYTES = 60
# What an article with a sane picture needs is loaded first, so that only the bomb is measured.
_PROGRAM = """
import json, resource, sys, time
from presskit import PresskitError, api
def make(path):
    try:
        return [e.data for e in api.export(api.read_article(path), ["docx"])] and []
    except PresskitError as error:
        return [(found.code, found.place.at.line, found.message) for found in error.diagnostics]
assert make(sys.argv[1]) == []
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
def spent():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
begun = spent()
found = make(sys.argv[2])
seconds = spent() - begun
more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
print(json.dumps({"found": found, "seconds": seconds, "megabytes": more / 1024}))
"""
_ZEROS = zlib.compress(bytes(200_000_000), 9)
_SIZED = pictures.SVG + 'width="300" height="200">'


def jpeg_claiming(width: int, height: int) -> bytes:
    data = bytearray(pictures.jpeg(Image.new("L", (8, 8))))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(data)


def many_scans() -> bytes:
    data = pictures.jpeg(Image.new("L", (4000, 4000)), progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * 2000 + data[-2:]


def laughs() -> bytes:
    entities = "".join(
        f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" if n else "<!ENTITY l0 'ha'>" for n in range(12)
    )
    return f"<!DOCTYPE svg [{entities}]>{_SIZED}<text>&l11;</text></svg>".encode()


def quadratic() -> bytes:
    big = f"<!DOCTYPE svg [<!ENTITY a '{'x' * 100_000}'>]>"
    return f"{big}{_SIZED}<text>{'&a;' * 100_000}</text></svg>".encode()


def deep_svg() -> bytes:
    return f"{_SIZED}{'<g>' * 200_000}</svg>".encode()


def laughing_uses() -> bytes:
    groups = "".join(
        f'<g id="a{n}">{f"<use href={chr(34)}#a{n - 1}{chr(34)}/>" * 10}</g>' for n in range(1, 12)
    )
    return f'{_SIZED}<g id="a0"><rect/></g>{groups}</svg>'.encode()


BOMBS = {
    "png": (pictures.png_claiming(30_000, 30_000), "image-too-large"),
    "png of 2^31": (pictures.png_claiming(2**31 - 1, 2**31 - 1), "image-too-large"),
    "png zTXt": (
        pictures.png_claiming(9, 9, pictures.chunk(b"zTXt", b"a\0\0" + _ZEROS)),
        "image-unreadable",
    ),
    "png iTXt": (
        pictures.png_claiming(9, 9, pictures.chunk(b"iTXt", b"a\0\1\0\0\0" + _ZEROS)),
        "image-unreadable",
    ),
    "png iCCP": (
        pictures.png_claiming(9, 9, pictures.chunk(b"iCCP", b"a\0\0" + _ZEROS)),
        "image-unreadable",
    ),
    "jpeg": (jpeg_claiming(65_500, 65_500), "image-too-large"),
    "long jpeg": (jpeg_claiming(65_500, 1), "image-too-large"),
    "jpeg of many scans": (many_scans(), "image-too-large"),
    "svg of entities": (laughs(), "image-unsafe"),
    "svg of one entity": (quadratic(), "image-unsafe"),
    "deep svg": (deep_svg(), "image-unsafe"),
    "svg of uses": (laughing_uses(), "image-unreadable"),
    "vast svg": (f'{pictures.SVG}width="1e9" height="1e9"/>'.encode(), "image-too-large"),
}


def measured(tmp_path, data: bytes) -> dict:
    for name in ("sane", "bomb"):
        (tmp_path / name).mkdir()
    sane = pictures.article(tmp_path / "sane", "a.jpg", pictures.jpeg(pictures.photo()))
    sane.write_text(sane.read_text("utf-8") + "\n![رسم](b.svg)\n", "utf-8")
    (tmp_path / "sane/b.svg").write_text(f"{_SIZED}<text y='9'>نص</text></svg>", "utf-8")
    bomb = pictures.article(tmp_path / "bomb", "a.png", data)
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM, sane, bomb], capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once(name, tmp_path):
    data, code = BOMBS[name]
    assert len(data) < 1_000_000
    result = measured(tmp_path, data)
    ((found, line, message),) = result["found"]
    assert (found, line) == (code, 8)
    assert len(message.splitlines()) == 1
    assert result["seconds"] < _MOST_SECONDS
    assert result["megabytes"] < _MOST_MEGABYTES


def test_a_film_of_thousands_of_pictures_costs_one(tmp_path):
    result = measured(tmp_path, pictures.animation(3000))
    assert result["found"] == []
    assert result["seconds"] < _MOST_SECONDS
    assert result["megabytes"] < _MOST_MEGABYTES
