"""What units of pasted copy become: inlines with their places, and sentences counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.model.inlines import Text
from presskit.sources.pasted.cutting import cut
from presskit.sources.pasted.words import keys, words

if TYPE_CHECKING:
    from presskit.model.inlines import Inlines
    from presskit.sources.pasted.wraps import Unit

_SENTENCE = re.compile(r"(?P<last>\S*)[.؟?!۔…]+[\"”’»)\]]*(?:\s+|$)(?=(?P<next>\S?))")
_ENDS = re.compile('[.۔…]["”’»)\\]]*$')


def inlines_of(unit: Unit) -> Inlines:
    """The text of a unit, each line of it with its place."""
    *before, last = unit.lines
    inlines: Inlines = ()
    for line in before:
        inlines = (*inlines, *(line.inlines or (Text(f"{line.text} ", line.at),)))
    return (*inlines, *(last.inlines or (Text(last.text, last.at),)))


def part_of(unit: Unit, start: int, end: int | None = None) -> Inlines:
    """Some of a unit's text, by offsets in `unit.text`, without the blanks around it."""
    return cut(inlines_of(unit), start, end)


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a full stop."""
    return _ENDS.search(text) is not None


def sentences(text: str) -> int:
    """How many sentences a text has; an abbreviation or an initial ends none."""
    count = 0
    rest = len(text)
    for match in _SENTENCE.finditer(text):
        last = keys(match["last"])
        if match["next"] and last and (last[-1] in words().abbreviation or len(last[-1]) == 1):
            continue
        count += 1
        rest = len(text) - match.end()
    return count + (rest > 0)
