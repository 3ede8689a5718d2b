"""White between the words of justified lines, in ems of the text, as it stands on the page.

A line counts where it is as wide as most lines are: the last of a paragraph, an indented first and
ragged text don't. A gap is a stretch without ink, wider than any between letters, in a band round
the baseline.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Any, NamedTuple

import pymupdf
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_SCALE = 8  # pixels a point
_LEAST = 0.16  # of an em: what is narrower stands between letters
_ABOVE, _BELOW = 0.75, 0.4  # of an em, the band round the baseline
_INK = 150  # a darker pixel is ink
_OPEN = 0.5  # of an em: the mean gap of a line that looks open
_SLACK = 1.5  # points by which a full line may miss its column
_ALIKE = 0.3  # points by which a size may miss the text's
_GUTTER = 1.4  # ems of white that part two columns


class Grey(NamedTuple):
    """How even the grey is: of all gaps, then of the lines' mean gaps; `open` is a share."""

    lines: int
    mean: float
    p95: float
    largest: float
    open: float
    spread: float

    def row(self) -> str:
        """The cells of a table."""
        return (
            f"{self.lines} | {self.mean:.3f} | {self.p95:.3f} | {self.largest:.2f} | "
            f"{self.open:.0%} | {self.spread:.3f}"
        )


HEAD = "lines | mean | 95th percentile | largest | lines over 0.5 em | spread of the lines' means"


def grey(paths: Iterable[Path]) -> Grey:
    """Measure the justified text of some PDFs together."""
    lines = [gaps for path in paths for gaps in _lines_of(path)]
    if not lines:
        return Grey(0, 0, 0, 0, 0, 0)
    every = sorted(gap for line in lines for gap in line)
    means = [fmean(line) for line in lines]
    return Grey(
        len(lines),
        fmean(every),
        _percentile(every, 0.95),
        every[-1],
        sum(mean > _OPEN for mean in means) / len(means),
        pstdev(means),
    )


def _percentile(ordered: list[float], share: float) -> float:
    """The value that a share of them is under, between two of them where it falls there."""
    at = share * (len(ordered) - 1)
    low, high = ordered[int(at)], ordered[min(int(at) + 1, len(ordered) - 1)]
    return low + (high - low) * (at - int(at))


def _lines_of(path: Path) -> Iterator[list[float]]:
    """The gaps of each full line."""
    with pymupdf.open(path) as pdf:
        pages = [(page, list(_spans(page))) for page in pdf]
        sizes = Counter[float]()
        for _, spans in pages:
            for span in spans:
                sizes[round(span["size"], 1)] += len(span["text"])
        if not sizes:
            return
        em = sizes.most_common(1)[0][0]
        lines = [(page, line) for page, spans in pages for line in _lines(spans, em)]
        widths = Counter(round(right - left) for _, (_, left, right) in lines)
        full = max(widths, key=lambda width: (widths[width] + widths[width + 1], width))
        for page, (base, left, right) in lines:
            if abs(right - left - full) <= _SLACK and (found := _gaps(page, base, left, right, em)):
                yield found


def _spans(page: Any) -> Iterator[dict[str, Any]]:
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", ()):
            yield from (span for span in line["spans"] if span["text"].strip())


def _lines(spans: list[dict[str, Any]], em: float) -> Iterator[tuple[float, float, float]]:
    """Baseline, left and right edge of each line of the text's size, a column at a time."""
    by_base: dict[int, list[dict[str, Any]]] = {}
    for span in spans:
        base = round(span["origin"][1])
        near = next((one for one in (base, base - 1, base + 1) if one in by_base), base)
        by_base.setdefault(near, []).append(span)
    for base, together in by_base.items():
        ordered = sorted(together, key=lambda span: span["bbox"][0])
        starts = [
            number
            for number, (one, other) in enumerate(pairwise(ordered), 1)
            if other["bbox"][0] - one["bbox"][2] > _GUTTER * em
        ]
        for start, end in pairwise([0, *starts, len(ordered)]):
            part = ordered[start:end]
            if abs(max(span["size"] for span in part) - em) <= _ALIKE:
                left = min(span["bbox"][0] for span in part)
                yield base, left, max(span["bbox"][2] for span in part)


def _gaps(page: Any, base: float, left: float, right: float, em: float) -> list[float]:
    """The gaps of a line, in ems."""
    band = pymupdf.Rect(left, base - em * _ABOVE, right, base + em * _BELOW)
    made = page.get_pixmap(
        matrix=pymupdf.Matrix(_SCALE, _SCALE), clip=band, colorspace=pymupdf.csGRAY
    )
    image = Image.frombytes("L", (made.width, made.height), made.samples)
    columns, _ = image.point([255 * (value < _INK) for value in range(256)]).getprojection()
    inked = [number for number, has_ink in enumerate(columns) if has_ink]
    white = ((other - one - 1) / _SCALE / em for one, other in pairwise(inked))
    return [gap for gap in white if gap > _LEAST]
