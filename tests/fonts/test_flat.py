"""Flat pictures show what resvg shows of the same shapes, and say so where they cannot."""

from __future__ import annotations

from io import BytesIO
from itertools import product

import pytest
import resvg_py
from PIL import Image, ImageChops

from presskit.diagnostics import Report
from presskit.fonts.flat import Box, Placed, flat_png
from presskit.fonts.library import load_library
from presskit.fonts.outline import Line, Word, set_lines
from presskit.render.epub.shapes import flat_shapes

_WHITE, _RED, _INK = (255, 255, 255), (140, 20, 30), (20, 20, 20)
_LIBRARY = load_library((), Report())
_SIZE = (300, 200)
_PAGE = Box(0, 0, *_SIZE, _WHITE)


def _line(text: str, size: float = 60) -> Line:
    faces = [_LIBRARY.face("IBM Plex Sans Arabic", 700)]
    (line,) = set_lines([Word(text, "rtl", 0)], faces, size, 999, "rtl")
    return line


def _pixels(png: bytes | None) -> Image.Image:
    assert png is not None
    with Image.open(BytesIO(png)) as image:
        return image.convert("RGB")


def _svg(*inside: str) -> str:
    width, height = _SIZE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>{"".join(inside)}</svg>'
    )


def test_a_line_is_filled_as_resvg_fills_its_path() -> None:
    line = _line("مدينة")
    svg = _svg(f'<path transform="translate(20.5,90.3)" fill="#141414" d="{line.path}"/>')
    theirs = _pixels(bytes(resvg_py.svg_to_bytes(svg_string=svg)))
    ours = _pixels(flat_png(*_SIZE, [_PAGE, Placed(line, 20.5, 90.3, _INK)]))
    differs = ImageChops.difference(ours, theirs).convert("L").histogram()
    assert ours.getcolors() != _pixels(flat_png(*_SIZE, [_PAGE])).getcolors()
    assert sum(differs[90:]) == 0


def test_boxes_lie_over_one_another_in_their_order() -> None:
    picture = _pixels(flat_png(*_SIZE, [_PAGE, Box(10, 20, 5, 6, _RED), Box(12, 20, 9, 1, _INK)]))
    assert [picture.getpixel(at) for at in ((9, 20), (10, 20), (10, 25), (10, 26), (12, 20))] == [
        *(_WHITE, _RED, _RED, _WHITE, _INK)
    ]


def test_letters_blend_with_the_box_that_they_stand_on() -> None:
    shapes = [_PAGE, Box(0, 0, 300, 100, _RED), Placed(_line("مدينة"), 20.5, 70, _WHITE)]
    colors = _pixels(flat_png(*_SIZE, shapes)).crop((0, 0, 300, 100)).getcolors()
    lit = [color for _, color in colors or () if isinstance(color, tuple)]
    assert all(_RED[n] <= color[n] <= _WHITE[n] for color, n in product(lit, range(3)))


def test_a_line_shows_through_the_blanks_of_the_next() -> None:
    line = _line("مدينة")
    alone = _pixels(flat_png(*_SIZE, [_PAGE, Placed(line, 20, 90, _INK)]))
    both = [_PAGE, Placed(line, 20, 90, _INK), Placed(_line("...", 20), 60, 40, _RED)]
    together = _pixels(flat_png(*_SIZE, both))
    assert _count(alone, _INK) == _count(together, _INK)
    assert _count(together, _RED)


@pytest.mark.parametrize(
    "shapes",
    [
        [_PAGE, Box(0, 60, 300, 10, _RED), Placed(_line("مدينة"), 20, 90, _INK)],
        [_PAGE, Box(290, 0, 20, 10, _RED)],
        [_PAGE, Placed(_line("مدينة"), 250, 90, _INK)],
    ],
    ids=["a line over an edge", "a box that leaves the picture", "a line that leaves it"],
)
def test_what_is_not_flat_is_left_to_others(shapes: list[Box | Placed]) -> None:
    assert flat_png(*_SIZE, shapes) is None


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="data:," width="9" height="9"/>',
        '<rect x="0.5" width="9" height="9" fill="#000000"/>',
        '<rect width="9" height="9" fill="red"/>',
        '<rect width="9" height="9" rx="3" fill="#000000"/>',
        '<path transform="rotate(9)" fill="#000000" d="0"/>',
        '<g><path transform="translate(1,2)" fill="#000000" d="0"/></g>',
    ],
)
def test_only_boxes_and_lines_are_read_from_a_cover(inside: str) -> None:
    line = _line("مدينة")
    placed = '<path transform="translate(1.5,2)" fill="#141414" d="0"/>'
    assert flat_shapes(_svg(placed), [line]) == [_PAGE, Placed(line, 1.5, 2, _INK)]
    assert flat_shapes(_svg(placed, inside), [line]) is None


def _count(picture: Image.Image, color: tuple[int, int, int]) -> int:
    return sum(count for count, one in picture.getcolors() or () if one == color)
