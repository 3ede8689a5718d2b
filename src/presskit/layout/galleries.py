"""Galleries: how many pictures stand in a row, and how wide each is."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = 2.0  # percent of the room between two pictures
_IN_A_ROW = 3
_SLACK = 0.1  # percent, for what is rounded
_UNKNOWN = 4 / 3  # the shape of a picture whose size isn't known


def rows_of(sizes: Sequence[tuple[int, int]]) -> tuple[tuple[float, ...], ...]:
    """The widths of pictures in percent, row by row; those of a row are equally high.

    No row has more than three, and the first ones have fewer, where they can't all have as many.
    """
    shapes = [width / height if width and height else _UNKNOWN for width, height in sizes]
    return tuple(_shared(row) for row in _cut(shapes))


def _cut(shapes: list[float]) -> Iterator[list[float]]:
    count = ceil(len(shapes) / _IN_A_ROW)
    start = 0
    for number in range(count):
        end = len(shapes) * (number + 1) // count
        yield shapes[start:end]
        start = end


def _shared(row: list[float]) -> tuple[float, ...]:
    room = 100 - GAP * (len(row) - 1) - _SLACK
    return tuple(round(room * shape / sum(row), 2) for shape in row)
