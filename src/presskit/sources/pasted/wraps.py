"""Units: the lines of pasted copy with those that were only wrapped put together again.

How a copy uses line ends and blank lines is measured first, for the whole of it; then each line is
weighed against the next.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from presskit.sources.pasted.lines import Kind, Line
from presskit.sources.pasted.words import leaves_open

if TYPE_CHECKING:
    from collections.abc import Sequence

# Nearly every line stands alone: blank lines mean nothing (knowledge: the Arabic press).
_ALWAYS_APART = 0.9
_SHORTEST_OPEN = 40
_FEWEST_OPEN = 3
# Little of a wrapped copy stands in lines that are longer than its width by this much.
_OVERLONG = 1.35
_MOST_OVERLONG = 0.25
_FULL = 0.82
_KICKER_WORDS = 3
_NEVER_GO_ON = frozenset(
    [Kind.LABEL, Kind.RULE, Kind.FURNITURE, Kind.TEASER, Kind.BYLINE, Kind.TABLE, Kind.VERSE]
)
_STARTERS = _NEVER_GO_ON | frozenset(
    [Kind.ITEM, Kind.CAPTION, Kind.SOURCE, Kind.TAGS, Kind.QUESTION, Kind.ANSWER]
)
_RUNNING = frozenset([Kind.TEXT, Kind.ITEM])
_COMMA = re.compile('[،,؛–—]["”’»›)]*$')
_CLOSING = re.compile("[،؛.,;:!؟?)»”’]")
_PAIRS = {"«": "»", "“": "”", "(": ")", "[": "]"}


class Habits(Struct, frozen=True):
    """How a copy is laid out.

    `width` is that of its wrapped lines in characters, 0 where lines are not wrapped; `spaced`
    says that blank lines part paragraphs and nothing else; `apart` that they stand between all
    lines; `full` is the length from which a line goes on in the next.
    """

    width: int
    limit: int
    spaced: bool
    apart: bool

    @property
    def full(self) -> float:
        """The length from which a line was wrapped."""
        return _FULL * self.width


# `المدينة (الوكالة) 3 آذار - قالت`: with this an article of a wire opens.
_RUN_IN = re.compile(r"[^\W\d][^().،,:؛;]{1,40}\s\([^()]{2,40}\)\s*(?:\d[^–—-]{3,30})?[–—-]\s")


class Unit(Struct, frozen=True):
    """A paragraph, a heading, an item: one or more lines that belong together."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        """Its first line, which says what kind it is of."""
        return self.lines[0]

    @property
    def kind(self) -> Kind:
        """What its first line is."""
        return self.first.kind

    @property
    def text(self) -> str:
        """Its text in one line."""
        return " ".join(line.text for line in self.lines)

    @property
    def gap(self) -> bool:
        """Whether a blank line stands before it."""
        return self.first.gap

    @property
    def is_closed(self) -> bool:
        """Whether it ends as sentences do."""
        return self.lines[-1].is_closed

    @property
    def span(self) -> tuple[int, int]:
        """The numbers of its first and its last line."""
        return self.lines[0].number, self.lines[-1].number


def habits_of(lines: Sequence[Line]) -> Habits:
    """How the copy is laid out, from the lengths of its lines and the blank ones between them."""
    gaps = sum(line.gap for line in lines[1:])
    apart = len(lines) > 2 and gaps > _ALWAYS_APART * (len(lines) - 1)
    spaced = gaps > 0 and not apart
    running = [line for line in lines if line.kind in (Kind.TEXT, Kind.ITEM, Kind.CITED)]
    lengths = sorted(len(line.text) for line in running)
    pairs = [
        (line, after)
        for line, after in pairwise(lines)
        if line in running and after.kind in (Kind.TEXT, Kind.CITED)
    ]
    opened = [
        len(line.text)
        for line, after in pairs
        if not line.is_closed and len(line.text) >= _SHORTEST_OPEN and not (spaced and after.gap)
    ]
    # Where blank lines part paragraphs, two lines inside one already tell.
    if len(opened) < (2 if spaced else _FEWEST_OPEN):
        return Habits(0, 0, spaced, apart)
    width = int(median(opened))
    overlong = sum(length for length in lengths if length > _OVERLONG * width)
    if overlong > _MOST_OVERLONG * sum(lengths):
        return Habits(0, 0, spaced, apart)
    limit = max(length for length in lengths if length <= _OVERLONG * width)
    return Habits(width, limit, spaced, apart)


def join(lines: Sequence[Line], habits: Habits) -> list[Unit]:
    """Units of the lines, in their order."""
    done: list[list[Line]] = []
    headline = _headline(lines, habits)
    for number, line in enumerate(lines):
        if headline is not None and number == headline + 1:
            done.append([line])
        elif done and _is_number_in_text(done, line, habits):
            done[-1].append(_with_marker(line))
        elif done and _goes_on(done[-1], line, habits):
            done[-1].append(line)
        else:
            done.append([line])
    return [Unit(tuple(unit)) for unit in done]


def _headline(lines: Sequence[Line], habits: Habits) -> int | None:
    """The line that is all of the headline, where blank lines don't tell; None where it may go on.

    That is the first with more words than a kicker, unless its sentence or the opening goes on.
    """
    texts = [n for n, line in enumerate(lines) if line.kind is Kind.TEXT]
    first = next((n for n in texts if len(lines[n].text.split()) > _KICKER_WORDS), None)
    if first is None or not habits.apart or first + 2 >= len(lines):
        return None
    line, after, third = lines[first : first + 3]
    is_two_lines = third.kind is Kind.BYLINE or (not after.is_closed and third.text[0].isdecimal())
    return None if is_two_lines or is_unfinished(line.text, after.text) else first


def _is_number_in_text(done: Sequence[Sequence[Line]], line: Line, habits: Habits) -> bool:
    """Whether the number that a line opens with is the last word of a sentence: `passed by 1,902 to`."""
    before = done[-1][-1]
    if line.marker is None or line.marker.number is None or line.gap or before.is_closed:
        return False
    last = done[-1][0].marker
    follows = line.marker.number == (last.number + 1 if last and last.number is not None else 1)
    return not follows and before.kind in _RUNNING and 0 < habits.full <= len(before.text)


def _with_marker(line: Line) -> Line:
    assert line.marker is not None
    text = f"{line.marker.text} {line.text}"
    column = line.column - len(line.marker.text) - 1
    return structs.replace(line, text=text, column=column, kind=Kind.TEXT, marker=None)


def _goes_on(unit: Sequence[Line], after: Line, habits: Habits) -> bool:
    line = unit[-1]
    if unit[0].kind in _NEVER_GO_ON or line.kind in _NEVER_GO_ON:
        return False
    is_tail = after.kind is Kind.LABEL and bool(habits.width) and line.kind in _RUNNING
    if after.kind in _STARTERS and not is_tail:
        return False
    if unit[0].kind is Kind.CAPTION and after.gap:
        return False
    if (unit[0].kind is Kind.CITED) != (after.kind is Kind.CITED):
        return False
    if (habits.spaced and after.gap) or _RUN_IN.match(after.text):
        return False
    if unit[0].kind is Kind.ITEM and after.indent > unit[0].indent and not after.gap:
        return True
    if is_unfinished(line.text, after.text) and (line.is_closed is False):
        return bool(habits.width) or len(line.text) >= _SHORTEST_OPEN or len(unit) > 1
    if not habits.width:
        return False
    if line.is_closed:
        # A sentence may end at the edge, where blank lines or short last lines part paragraphs.
        is_full = len(line.text) + 1 + len(after.text.split()[0]) > habits.limit
        wrapped_on = habits.spaced or not habits.apart
        return wrapped_on and is_full and len(line.text) >= 0.9 * habits.width
    return len(line.text) >= habits.full


def is_unfinished(text: str, after: str) -> bool:
    """Whether a sentence cannot end here, whatever the lengths of its lines."""
    if _COMMA.search(text) or _CLOSING.match(after):
        return True
    if leaves_open(text.rsplit(maxsplit=1)[-1]):
        return True
    if after[0].islower() and after[0].isascii():
        return True
    return any(
        text.count(opening) > text.count(closing) and after.count(closing) > after.count(opening)
        for opening, closing in _PAIRS.items()
    )
