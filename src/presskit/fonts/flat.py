"""Flat pictures: boxes and lines of text in plain colours, as a PNG with a palette.

HarfBuzz fills the outlines, a line in a millisecond; a program that draws any SVG takes a hundred
times as long and writes twice the bytes.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from presskit.fonts.outline import Line, covered

if TYPE_CHECKING:
    from collections.abc import Sequence

Color: TypeAlias = tuple[int, int, int]

_LEVELS = 32  # from what lies under a letter to its own colour
_MOST_COLORS = 256
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DEPTH, _PALETTE = 8, 3  # as a PNG's header names them


class Box(Struct, frozen=True):
    """A filled rectangle, in pixels from the picture's left top."""

    x: int
    y: int
    width: int
    height: int
    color: Color

    def holds(self, x: int, y: int, width: int, height: int) -> bool:
        """Whether a rectangle lies in it as a whole."""
        inside = self.x <= x and x + width <= self.x + self.width
        return inside and self.y <= y and y + height <= self.y + self.height

    def touches(self, x: int, y: int, width: int, height: int) -> bool:
        """Whether a rectangle lies in it with any part."""
        inside = x < self.x + self.width and self.x < x + width
        return inside and y < self.y + self.height and self.y < y + height


class Placed(Struct, frozen=True):
    """A line of text: the left end of its baseline, in pixels from the picture's left top."""

    line: Line
    x: float
    y: float
    color: Color


def flat_png(width: int, height: int, shapes: Sequence[Box | Placed]) -> bytes | None:
    """A PNG of shapes, each over those before it; the first is a box that fills the picture.

    None where that is no flat picture: a line that stands on no one box as a whole, or too many colours.
    """
    picture = _Picture(width, height)
    for shape in shapes:
        done = picture.fill(shape) if isinstance(shape, Box) else picture.write(shape)
        if not done:
            return None
    return picture.png()


class _Picture:
    """Pixels by their number in a palette."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._pixels = bytearray(width * height)
        self._boxes: list[Box] = []
        self._colors: dict[Color, int] = {}

    def fill(self, box: Box) -> bool:
        if not Box(0, 0, self._width, self._height, box.color).holds(
            box.x, box.y, box.width, box.height
        ):
            return False
        self._boxes.append(box)
        row = bytes([self._number(box.color)]) * box.width
        for y in range(box.y, box.y + box.height):
            self._put(box.x, y, row)
        return True

    def write(self, placed: Placed) -> bool:
        found = covered(placed.line, placed.x, self._height - placed.y)
        if found is None:
            return True
        x, bottom, width, height = found.place
        y = self._height - bottom - height
        under = next(
            (box for box in reversed(self._boxes) if box.touches(x, y, width, height)), None
        )
        if under is None or not under.holds(x, y, width, height):
            return False
        table = self._blended(under.color, placed.color)
        if table is None:
            return False
        plain = bytes([table[0]]) * width
        for number, coverage in enumerate(found.rows()):
            row = coverage.translate(table)
            if row != plain:
                self._put_over(x, y + height - 1 - number, row, plain)
        return True

    def png(self) -> bytes:
        width, height = self._width, self._height
        rows = (self._pixels[start : start + width] for start in range(0, width * height, width))
        header = struct.pack(">IIBBBBB", width, height, _DEPTH, _PALETTE, 0, 0, 0)
        palette = b"".join(map(bytes, self._colors))
        # Letters are runs of a colour with something between: looking for more takes thrice as long.
        packer = zlib.compressobj(strategy=zlib.Z_RLE)
        data = packer.compress(b"".join(b"\0" + row for row in rows)) + packer.flush()
        chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b""))
        return _SIGNATURE + b"".join(_chunk(name, said) for name, said in chunks)

    def _put(self, x: int, y: int, row: bytes) -> None:
        start = y * self._width + x
        self._pixels[start : start + len(row)] = row

    def _put_over(self, x: int, y: int, row: bytes, plain: bytes) -> None:
        """Put a row over what is there, which shows through where nothing of a letter is."""
        start = y * self._width + x
        before = self._pixels[start : start + len(row)]
        if before != plain:
            row = bytes(
                old if new == plain[0] else new for new, old in zip(row, before, strict=True)
            )
        self._put(x, y, row)

    def _number(self, color: Color) -> int:
        return self._colors.setdefault(color, len(self._colors))

    def _blended(self, under: Color, over: Color) -> bytes | None:
        """For each coverage from 0 to 255 the number of its colour, if the palette has room."""
        ramp = [
            tuple(
                round(a + (b - a) * level / (_LEVELS - 1)) for a, b in zip(under, over, strict=True)
            )
            for level in range(_LEVELS)
        ]
        numbers = [self._number(color) for color in ramp]  # type: ignore[arg-type]
        if len(self._colors) > _MOST_COLORS:
            return None
        return bytes(numbers[round(one * (_LEVELS - 1) / 255)] for one in range(256))


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)
