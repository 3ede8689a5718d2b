"""Where the lines of a paragraph end, chosen for the paragraph as a whole.

After D. E. Knuth and M. F. Plass, "Breaking paragraphs into lines" (Software: Practice and
Experience 11, 1981): of all ways to break a paragraph the one with the least demerits. A blank
takes two thirds of its width at least and rather not more than one and a half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

IDEAL = 0.8  # of a blank's width, that blanks of a narrow column should rather have
SHRINK = 1 / 3  # of a blank's width that it may lose
_STRETCH = 1 / 2  # of a blank's width that it gains without looking open
_FULL = 100  # the badness of a line whose blanks gave or took all of that
_UNEVEN = 600  # demerits of a line whose blanks differ from the last line's by all of that
_HYPHENS = 10_000  # demerits of a second line in a row that ends with a hyphen
_REPEATED = 900  # demerits of a line that begins or ends as the line before does
_WIDOW = 150_000  # demerits of a last line of one short word
_WIDOW_WIDTH = 0.2  # of the measure: what a last line takes that is more than a short word
_AWFUL = 4.0  # how open a line is before its badness grows no longer by the cube
_STEEP = 10  # times as fast as its openness, from there on
_SINGLE = 40.0  # how open a line of a single word counts, by the share of the measure left empty
_HAIR = 0.01  # of a CSS pixel


class Break(NamedTuple):
    """A place where a line may end.

    The line's text ends before byte `end`, the next one's begins at byte `next`; between are
    blanks that go. `hyphen` is the width of what is added there. `penalty` counts as badness does.
    `before` and `after` are the words at its sides.
    """

    end: int
    next: int
    hyphen: float = 0.0
    penalty: float = 0.0
    before: bytes = b""
    after: bytes = b""


class Measures(NamedTuple):
    """What stands before each byte of a paragraph: width, width of blanks and number of blanks.

    Lengths are CSS pixels.
    """

    width: Sequence[float]
    blank: Sequence[float]
    blanks: Sequence[int]


def fit(
    breaks: Sequence[Break], measures: Measures, start: int, first: float, others: float
) -> Mapping[int, Break] | None:
    """The lines of the text from byte `start` on: where each begins, and its break.

    The last of `breaks` is the paragraph's end. `first` and `others` are how wide the first and
    the other lines are. None where a word is wider than its line.
    """
    active = [_Node(0.0, 0.0, Break(start, start), first, None)]
    best: _Node | None = None
    for one in breaks:
        if one.end <= start:
            continue
        best, kept = None, []
        for node in active:
            line = _Line(measures, node, one)
            if not line.is_too_wide(0.0):
                kept.append(node)
            if line.is_too_wide(one.hyphen):
                continue
            ratio, demerits = line.judged(is_last=one is breaks[-1])
            if best is None or demerits < best.demerits:
                best = _Node(demerits, ratio, one, others, node)
        active = [*kept, best] if best is not None else kept
        if not active:
            return None
    return _lines(best) if best is not None else None


class _Node(NamedTuple):
    """The best way to the end of a line, and how wide the next one is."""

    demerits: float
    ratio: float
    at: Break
    room: float
    before: _Node | None


class _Line:
    """A line from where one ended to a break."""

    def __init__(self, measures: Measures, node: _Node, end: Break) -> None:
        begin = node.at.next
        self._node = node
        self._end = end
        self._over = measures.width[end.end] - measures.width[begin] - node.room
        self._blank = measures.blank[end.end] - measures.blank[begin]
        self._blanks = measures.blanks[end.end] - measures.blanks[begin]

    def is_too_wide(self, hyphen: float) -> bool:
        """Whether its words don't fit, though its blanks give what they can."""
        return self._over + hyphen > self._blank * SHRINK + _HAIR

    def judged(self, *, is_last: bool) -> tuple[float, float]:
        """How far its blanks are stretched (of what is well) or shrunk (-1 at most); all demerits."""
        node, end = self._node, self._end
        ratio = self._ratio(self._over + end.hyphen)
        demerits = 0.0
        if is_last:
            ratio = min(ratio, 0.0)
            if self._over < (_WIDOW_WIDTH - 1) * node.room and not self._blanks and node.before:
                demerits += _WIDOW
        badness = _FULL * (min(abs(ratio), _AWFUL) ** 3 + _STEEP * max(ratio - _AWFUL, 0.0))
        demerits += (1 + badness + end.penalty) ** 2
        if node.before is not None:
            demerits += _UNEVEN * (ratio - node.ratio) ** 2
            if end.hyphen and node.at.hyphen:
                demerits += _HYPHENS
            if end.before and end.before == node.at.before:
                demerits += _REPEATED
            if node.at.after and node.at.after == node.before.at.after:
                demerits += _REPEATED
        return ratio, node.demerits + demerits

    def _ratio(self, over: float) -> float:
        if not self._blank:
            return max(-over, 0.0) / self._node.room * _SINGLE
        over -= self._blank * (1 - IDEAL)
        if over > 0:
            return -over / (self._blank * (IDEAL - 1 + SHRINK))
        return -over / (self._blank * _STRETCH)


def _lines(node: _Node) -> dict[int, Break]:
    """The lines on the way to a node."""
    lines = {}
    while node.before is not None:
        lines[node.before.at.next] = node.at
        node = node.before
    return lines
