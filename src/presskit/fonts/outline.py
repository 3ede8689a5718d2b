"""Outlines: lines of text as paths or filled, for pictures that must not depend on any renderer's fonts."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import groupby, pairwise, zip_longest
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from presskit.fonts.coverage import uncovered
from presskit.fonts.face import Face
from presskit.fonts.files import open_face
from presskit.model.inlines import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_GLYPHS = 4096  # whose outlines are kept
# Digits run left to right in any text (UAX 9, classes EN and AN).
_NUMBER = re.compile(r"\d+(?:[.,:/٫٬]\d+)*")


_Steps: TypeAlias = tuple[tuple[str, tuple[float, ...]], ...]


class Word(Struct, frozen=True):
    """A word with the direction it is set in; words of one `phrase` keep their own order.

    A `glued` word follows the one before it without a blank.
    """

    text: str
    direction: Direction
    phrase: int
    glued: bool = False


class _Glyph(Struct, frozen=True):
    """A glyph and its place in a word; `scale` makes units of its font into those of its size."""

    face: Face
    number: int
    scale: float
    left: float
    dx: float
    dy: float

    def path(self, x: float) -> str:
        """The data of an SVG path, whose y grows downwards, in a word that begins at `x`."""
        x += self.left
        scale, dx, dy = self.scale, self.dx, self.dy
        return "".join(
            name
            + " ".join(
                f"{-(n * scale + dy) if odd % 2 else n * scale + dx + x:.1f}"
                for odd, n in enumerate(numbers)
            )
            for name, numbers in _outline(self.face, self.number)
        )


class Line(Struct, frozen=True):
    """A line of text from left to right: its glyphs, each with the place of its word.

    Its baseline is y = 0, its left edge x = 0.
    """

    glyphs: tuple[tuple[_Glyph, float], ...]
    width: float

    @property
    def path(self) -> str:
        """The line as the data of one SVG path."""
        return "".join(glyph.path(x) for glyph, x in self.glyphs)


class Covered(Struct, frozen=True):
    """How much of each pixel the letters of a line cover, from 0 to 255.

    `place` is left, bottom, width and height in pixels; rows stand from the bottom up.
    """

    place: tuple[int, int, int, int]
    data: bytes
    stride: int

    def rows(self) -> Iterator[bytes]:
        """The rows of `place`."""
        width = self.place[2]
        for start in range(0, len(self.data), self.stride):
            yield self.data[start : start + width]


def covered(line: Line, x: float, y: float) -> Covered | None:
    """A line filled, whose baseline begins at `x` and `y`, which grows upwards; None for blanks."""
    import uharfbuzz as hb

    drawing = hb.RasterDraw()
    for glyph, start in line.glyphs:
        scale = glyph.scale
        left = x + start + glyph.left + glyph.dx
        drawing.transform = (scale, 0, 0, scale, left, y + glyph.dy)
        drawing.draw_glyph(_font(glyph.face), glyph.number)
    image = drawing.render()
    extents = image.extents
    if not extents.width or not extents.height:
        return None
    place = (extents.x_origin, extents.y_origin, extents.width, extents.height)
    return Covered(place, image.buffer, extents.stride)


def set_lines(
    words: Sequence[Word], faces: Sequence[Face], size: float, measure: float, base: Direction
) -> tuple[Line, ...]:
    """Words broken into lines of at most `measure`, as even as their number allows.

    Lengths are in the unit of `size`. Each character is set in the first face that has it.
    """
    pieces = [_Piece(word, faces, size) for word in words]
    blank = _Piece(Word(" ", base, 0), faces, size).width
    count = len(_broken(pieces, blank, measure))
    narrow, wide = max((piece.width for piece in pieces), default=0.0), measure
    while wide - narrow > size / 20:
        middle = (narrow + wide) / 2
        if len(_broken(pieces, blank, middle)) > count:
            narrow = middle
        else:
            wide = middle
    return tuple(_line(line, blank, base) for line in _broken(pieces, blank, wide))


class _Piece:
    """A word, shaped: its runs from left to right."""

    def __init__(self, word: Word, faces: Sequence[Face], size: float) -> None:
        self.word = word
        self.glyphs: list[_Glyph] = []
        self.width = 0.0
        for text, direction in _runs(word):
            for face, part in _by_face(text, direction, faces):
                self.width = _shape(part, direction, face, size, self.width, self.glyphs)


def _runs(word: Word) -> list[tuple[str, Direction]]:
    """A word cut into runs of one direction, in visual order."""
    if word.direction == "ltr":
        return [(word.text, "ltr")]
    runs: list[tuple[str, Direction]] = []
    end = 0
    for match in _NUMBER.finditer(word.text):
        runs.append((word.text[end : match.start()], "rtl"))
        runs.append((match[0], "ltr"))
        end = match.end()
    runs.append((word.text[end:], "rtl"))
    return [run for run in reversed(runs) if run[0]]


def _by_face(text: str, direction: Direction, faces: Sequence[Face]) -> Iterator[tuple[Face, str]]:
    def first(character: str) -> Face:
        return next((face for face in faces if not uncovered(character, [face])), faces[0])

    groups = [(face, "".join(part)) for face, part in groupby(text, first)]
    yield from groups if direction == "ltr" else reversed(groups)


def _shape(
    text: str,
    direction: Direction,
    face: Face,
    size: float,
    x: float,
    glyphs: list[_Glyph],
) -> float:
    """Add the outlines of a run that begins at `x`; returns where it ends."""
    import uharfbuzz as hb

    font = _font(face)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = direction
    hb.shape(font, buffer)
    scale = size / font.face.upem
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        dx, dy = at.x_offset * scale, at.y_offset * scale
        glyphs.append(_Glyph(face, info.codepoint, scale, x, dx, dy))
        x += at.x_advance * scale
    return x


@cache
def _font(face: Face) -> Any:
    import uharfbuzz as hb

    return hb.Font(open_face(face))


@lru_cache(maxsize=_GLYPHS)
def _outline(face: Face, glyph: int) -> _Steps:
    """The steps of a glyph's path, in the units of its font."""
    pen = _Pen()
    _font(face).draw_glyph(glyph, _draw_funcs(), pen)
    return tuple(pen.steps)


class _Pen:
    """Gathers the steps of a path."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, tuple[float, ...]]] = []

    def add(self, step: str, *numbers: float) -> None:
        self.steps.append((step, numbers))


@cache
def _draw_funcs() -> Any:
    import uharfbuzz as hb

    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, pen: pen.add("M", x, y))
    funcs.set_line_to_func(lambda x, y, pen: pen.add("L", x, y))
    funcs.set_quadratic_to_func(lambda *p: p[-1].add("Q", *p[:-1]))
    funcs.set_cubic_to_func(lambda *p: p[-1].add("C", *p[:-1]))
    funcs.set_close_path_func(lambda pen: pen.add("Z"))
    return funcs


def _broken(pieces: list[_Piece], blank: float, measure: float) -> list[list[_Piece]]:
    lines: list[list[_Piece]] = []
    width = 0.0
    for piece in pieces:
        gap = 0.0 if piece.word.glued else blank
        if lines and (piece.word.glued or width + gap + piece.width <= measure):
            lines[-1].append(piece)
            width += gap + piece.width
        else:
            lines.append([piece])
            width = piece.width
    return lines


def _line(pieces: list[_Piece], blank: float, base: Direction) -> Line:
    """Pieces from left to right: phrases in the base direction, words of one in their own."""
    phrases = [list(group) for _, group in groupby(pieces, lambda piece: piece.word.phrase)]
    ordered: list[_Piece] = []
    for phrase in phrases if base == "ltr" else reversed(phrases):
        ordered += phrase if phrase[0].word.direction == "ltr" else reversed(phrase)
    glued = {id(a) for a in pieces if a.word.glued} | {
        id(before) for before, after in pairwise(pieces) if after.word.glued
    }
    x = 0.0
    placed: list[tuple[_Glyph, float]] = []
    for piece, after in zip_longest(ordered, ordered[1:]):
        placed += [(glyph, x) for glyph in piece.glyphs]
        together = after is None or (id(piece) in glued and id(after) in glued)
        x += piece.width + (0.0 if together else blank)
    return Line(tuple(placed), x)
