"""Text that is printed over other text, or that the page's edge cuts; read with PDFium.

What stands wholly outside is left alone: marks of the press and notes on the pasteboard do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from ctypes import byref, c_double
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from presskit.prepress.records import Box

_CUT = 1.0  # points that stand over the edge, so that it isn't a rounding
_LINE = 0.5  # points that baselines of one run lie apart at most
_GAP = 1.0  # of a letter's height between two of one run at most
_NEAR = 0.15  # of a letter's height between baselines that share ground
_SHARED = 0.6  # of the narrower letter's width that two of them share
_ALIKE = 2.0  # times as high as the other: larger ones are initials or watermarks
_FEW = 3  # letters over others that are an accident of the font
_UPRIGHT = 0.02  # radians
_BLANK = 0.1  # of a letter's height: a blank between two words
_LONGEST = 30
_MOST = 300_000


class Ink(NamedTuple):
    """What is wrong on a page: the run that its edge cuts, and that which is printed over another."""

    cut: str = ""
    over: str = ""


class _Letter(NamedTuple):
    said: str
    left: float
    right: float
    baseline: float
    height: float
    number: int


def page_inks(data: bytes, edges: Mapping[int, Box]) -> dict[int, Ink]:
    """What is wrong on each page that has an edge here; pages are counted from 1.

    A long document is looked at as far as its first 300,000 characters.

    Raises pypdfium2.PdfiumError when it cannot open the file or a page.
    """
    from pypdfium2 import PdfDocument

    found: dict[int, Ink] = {}
    left = _MOST
    with PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            if number in edges and left > 0:
                text = page.get_textpage()
                left -= text.count_chars()
                runs = list(_runs(text))
                found[number] = Ink(_cut(text, runs, edges[number]), _over(text, runs))
    return found


def _runs(textpage: Any) -> Iterator[list[_Letter]]:
    """The letters that are seen, in runs that follow each other on one baseline."""
    run: list[_Letter] = []
    for one in _letters(textpage):
        if run and not _follows(run[-1], one):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _follows(before: _Letter, one: _Letter) -> bool:
    gap = max(one.left - before.right, before.left - one.right)
    return abs(one.baseline - before.baseline) < _LINE and gap < _GAP * one.height


def _letters(textpage: Any) -> Iterator[_Letter]:
    """The letters and digits; PDFium gives those of replacement text one place, which says nothing."""
    for _, same in groupby(_characters(textpage), key=lambda one: one[1:5]):
        first, *more = same
        if not more and first.said.isalnum() and first.right > first.left:
            yield first


def _characters(textpage: Any) -> Iterator[_Letter]:
    from pypdfium2 import raw

    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    for number in range(raw.FPDFText_CountChars(textpage)):
        said = chr(raw.FPDFText_GetUnicode(textpage, number))
        raw.FPDFText_GetLooseCharBox(textpage, number, byref(box))
        raw.FPDFText_GetCharOrigin(textpage, number, byref(x), byref(y))
        yield _Letter(said, box.left, box.right, y.value, abs(box.top - box.bottom), number)


def _is_read(textpage: Any, one: _Letter) -> bool:
    """Whether a letter is one for readers: it is seen, and stands upright."""
    from pypdfium2 import raw

    shown = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(textpage, one.number))
    angle = abs(raw.FPDFText_GetCharAngle(textpage, one.number))
    return bool(shown != raw.FPDF_TEXTRENDERMODE_INVISIBLE and angle < _UPRIGHT)


def _cut(textpage: Any, runs: list[list[_Letter]], edge: Box) -> str:
    """The first run of which a part stands inside of the edge and a part outside."""

    def over(one: _Letter) -> float:
        sides = (edge.left - one.left, one.right - edge.right)
        return max(*sides, edge.bottom - one.baseline, one.baseline - edge.top)

    for run in runs:
        reach = [over(one) for one in run]
        if max(reach) > _CUT and min(reach) < 0 and all(_is_read(textpage, one) for one in run):
            return _words(run)
    return ""


def _over(textpage: Any, runs: list[list[_Letter]]) -> str:
    """The first run of which some letters stand on letters of others."""
    rows: dict[int, list[tuple[float, int, _Letter]]] = defaultdict(list)
    for number, run in enumerate(runs):
        for one in run:
            rows[round(one.baseline)].append((one.left, number, one))
    for row in rows.values():
        row.sort(key=lambda entry: entry[0])
    for number, run in enumerate(runs):
        under = [other for one in run for other in _under(rows, number, one)[:1]]
        if len(under) >= _FEW and all(_is_read(textpage, one) for one in (*run, *under)):
            return _words(run)
    return ""


def _under(
    rows: Mapping[int, list[tuple[float, int, _Letter]]], own: int, one: _Letter
) -> list[_Letter]:
    """The letters of other runs that share their ground with a letter."""
    found = []
    reach = int(one.height * _NEAR) + 1
    for at in range(round(one.baseline) - reach, round(one.baseline) + reach + 1):
        row = rows.get(at, [])
        for place in range(bisect_right(row, one.right, key=_left) - 1, -1, -1):
            left, number, other = row[place]
            if left < one.left - one.height:
                break
            if number != own and other.said != one.said and _share(one, other):
                found.append(other)
    return found


def _left(entry: tuple[float, int, _Letter]) -> float:
    return entry[0]


def _share(one: _Letter, other: _Letter) -> bool:
    low, high = sorted((one.height, other.height))
    shared = min(one.right, other.right) - max(one.left, other.left)
    return (
        high < _ALIKE * low
        and abs(one.baseline - other.baseline) < _NEAR * low
        and shared > _SHARED * min(one.right - one.left, other.right - other.left)
    )


def _words(run: list[_Letter]) -> str:
    gaps = (max(b.left - a.right, a.left - b.right) > _BLANK * b.height for a, b in pairwise(run))
    text = run[0].said + "".join(
        " " * gap + one.said for gap, one in zip(gaps, run[1:], strict=True)
    )
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
