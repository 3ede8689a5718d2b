"""SVG in editions: drawn with presskit's fonts, as large as it says, and never for long."""

from __future__ import annotations

import io

import pymupdf
import pytest
from PIL import Image, ImageChops

import pictures
from presskit import api
from presskit.diagnostics import Report
from presskit.fonts.library import load_library
from presskit.fonts.outline import Word, set_lines
from presskit.pictures import drawings
from presskit.pictures.svg import RefusedError
from presskit.theming.loading import load_theme
from render.test_pictures import images_of

THEME = load_theme("sahifa", Report())
_USER = 'patternUnits="userSpaceOnUse"'
LIBRARY = load_library((), Report())


def drawn(inside: str) -> Image.Image:
    svg = f'{pictures.SVG}width="600" height="100">{inside}</svg>'
    return Image.open(io.BytesIO(drawings.draw(svg.encode(), (600, 100), THEME, LIBRARY)[0]))


def _uses(number: int) -> str:
    return f'<use href="#a{number}"/>' * 10


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    return image.getchannel("A").getbbox()


def outlined(text: str, family: str, x: float) -> str:
    """The text as HarfBuzz shapes it, in outlines, beginning at its right end `x`."""
    faces = [LIBRARY.face(family, 400)]
    (line,) = set_lines([Word(text, "rtl", 0, False)], faces, 40, 999, "rtl")
    return f'<path transform="translate({x - line.width},60)" d="{line.path}"/>'


@pytest.mark.parametrize(
    ("text", "family"), [("المؤسسة", "IBM Plex Sans Arabic"), ("فڢلة", "Amiri")]
)
def test_arabic_is_joined_and_begins_at_the_right(text, family):
    """As HarfBuzz joins it; a word that the display font cannot set whole gets one that can."""
    asked = f'<text x="580" y="60" font-size="40" direction="rtl">{text}</text>'
    difference = ImageChops.difference(drawn(asked), drawn(outlined(text, family, 580)))
    different = sum(difference.getchannel("A").histogram()[96:])
    assert different < 60


@pytest.mark.parametrize(
    ("attributes", "at"),
    [
        ('x="300"', "start"),
        ('x="300" text-anchor="end"', "end"),
        ('x="300" direction="rtl"', "end"),
        ('x="300" style="direction: rtl; text-anchor: start"', "end"),
        ('x="300" direction="rtl" text-anchor="end"', "start"),
        ('x="300" direction="rtl" text-anchor="middle"', "middle"),
    ],
)
def test_where_text_begins(attributes, at):
    left, _, right, _ = ink(drawn(f'<text y="60" font-size="30" {attributes}>السلام عليكم</text>'))
    spot = {"start": left, "middle": (left + right) / 2, "end": right}[at]
    assert spot == pytest.approx(300, abs=6)


def test_text_without_a_face_is_said_with_its_place(tmp_path):
    svg = f'{pictures.SVG}width="300" height="200"><text y="50">中文</text></svg>'
    path = pictures.article(tmp_path, "a.svg", svg.encode())
    (edition,) = api.export(api.read_article(path), ["pdf"])
    (found,) = edition.diagnostics
    assert (found.code, found.place.at.line) == ("character-uncovered", 8)
    assert "U+4E2D" in found.message


def test_no_system_font_is_used():
    """A family that is not there looks like the display font."""
    named = drawn('<text x="9" y="60" font-size="40" font-family="DejaVu Sans, Arial">Abc</text>')
    plain = drawn('<text x="9" y="60" font-size="40" font-family="IBM Plex Sans Arabic">Abc</text>')
    assert named.tobytes() == plain.tobytes()


def test_a_drawing_is_placed_as_large_as_it_says_and_printed_finely(tmp_path):
    svg = f'{pictures.SVG}width="200" height="100"><rect width="200" height="100"/></svg>'
    path = pictures.article(tmp_path, "a.svg", svg.encode())
    for edition in api.export(api.read_article(path), api.FORMATS):
        (image,) = images_of(edition)
        assert image.size == (625, 312), edition.format
        if edition.format == "pdf":
            placed = pymupdf.open("pdf", edition.data)[0].get_image_info()[-1]
            left, _, right, _ = placed["bbox"]
            assert right - left == pytest.approx(150, abs=1)


def test_a_drawing_without_a_size_fills_its_place(tmp_path):
    svg = f'{pictures.SVG}viewBox="0 0 30 10"><rect width="30" height="10"/></svg>'
    path = pictures.article(tmp_path, "a.svg", svg.encode())
    (edition,) = api.export(api.read_article(path), ["pdf"], api.Options(columns=1))
    (placed,) = pymupdf.open("pdf", edition.data)[0].get_image_info()
    assert placed["bbox"][2] - placed["bbox"][0] > 350


@pytest.mark.parametrize(
    "inside",
    [
        "<g id='a0'><rect width='1' height='1'/></g>"
        + "".join(f"<g id='a{n}'>{_uses(n - 1)}</g>" for n in range(1, 9)),
        (
            f'<pattern id="c" width="1e5" height="1e5" {_USER}><rect width="600" height="9"/></pattern>'
            '<rect width="600" height="100" fill="url(#c)"/>'
        ),
        (
            '<filter id="f"><feTurbulence baseFrequency="0.01" numOctaves="100000"/></filter>'
            '<rect width="600" height="100" filter="url(#f)"/>'
        ),
    ],
    ids=["laughing uses", "memory", "hours"],
)
def test_resvg_harms_nobody(inside, monkeypatch):
    monkeypatch.setattr(drawings, "_SECONDS", 1)
    with pytest.raises(RefusedError):
        drawn(inside)


def test_a_crash_of_resvg_is_an_error(tmp_path, monkeypatch):
    crash = tmp_path / "crash.py"
    crash.write_text("import os; os.abort()")
    monkeypatch.setattr(drawings, "_PROCESS", crash)
    with pytest.raises(RefusedError, match="memory"):
        drawn("")
