"""Ink where it doesn't belong: letters over letters, and letters outside the type area."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pymupdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARGIN = 1.0  # points that a letter may stand over the type area: italics, rounding
_SHARED = 0.6  # of the narrower letter's width that two letters may share
_SAME_LINE = 0.35  # of the size that baselines of lines lie apart at least


class Letter(NamedTuple):
    """A letter: what it is, its left and right edge, its baseline, its size in points."""

    said: str
    left: float
    right: float
    baseline: float
    size: float


def misplaced(data: bytes, margin: float) -> list[str]:
    """What stands over other text of a PDF, or nearer than `margin` points to a page's side."""
    with pymupdf.open(stream=data) as document:
        return [
            f"page {number}: {found}"
            for number, page in enumerate(document, 1)
            for found in (*_outside(page, margin), *_overprinted(page))
        ]


def _letters(page: pymupdf.Page) -> Iterator[Letter]:
    """The letters of a page that are seen."""
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            if abs(line["dir"][0]) < 1:
                continue
            for span in line["spans"]:
                for one in span["chars"]:
                    left, _, right, _ = one["bbox"]
                    if not one["c"].isspace() and right - left > span["size"] * 0.05:
                        yield Letter(one["c"], left, right, one["origin"][1], span["size"])


def _outside(page: pymupdf.Page, margin: float) -> Iterator[str]:
    left, top, right, bottom = page.rect
    for one in _letters(page):
        if (
            one.left < left + margin - _MARGIN
            or one.right > right - margin + _MARGIN
            or not top < one.baseline < bottom
        ):
            yield f"{one.said} stands outside at {one.left:.0f}, {one.baseline:.0f}"


def _overprinted(page: pymupdf.Page) -> Iterator[str]:
    """Letters that share ground with others: on one baseline, or on two that are too near."""
    rows: dict[int, list[Letter]] = defaultdict(list)
    for one in _letters(page):
        rows[round(one.baseline)].append(one)
    for row in sorted(rows):
        near = [one for at in range(row, row + 4) for one in rows.get(at, ())]
        near = [
            one
            for one in near
            if round(one.baseline) == row or one.baseline - row < one.size * _SAME_LINE
        ]
        for one, other in pairwise(sorted(near, key=lambda letter: letter.left)):
            shared = min(one.right, other.right) - other.left
            if shared > _SHARED * min(one.right - one.left, other.right - other.left):
                where = f"{other.left:.0f}, {other.baseline:.0f}"
                yield f"{one.said} and {other.said} share ground at {where}"
