"""The edges of a run: which punctuation goes with it and which with the text around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SENTENCE_END = re.compile(r"(?<=LLLLL)[.!?;]++ (?=.)|[!?;] (?=.)|[)”] (?=[(“])")
_ABBREVIATION = re.compile(r"(?:^|[^L])L\.L\.$")
_LONGEST_ABBREVIATION = 5  # what the pattern looks at
_BRACKETS = {")": "(", "]": "[", "}": "{", "”": "“", "’": "‘", "»": "«"}
_OPENERS = {opener: closer for closer, opener in _BRACKETS.items()}
_MIRRORED = re.compile(r"[()\[\]{}]")  # the brackets that UAX 9 pairs (N0)
_DEEPEST = 63  # brackets in brackets that it pairs
_STRONG = "LREA\u200e"


def sentences(symbols: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A phrase cut where one sentence ends and the next begins."""
    begin = start
    for match in _SENTENCE_END.finditer(symbols, start, end):
        yield begin, match.end() - 1
        begin = match.end()
    yield begin, end


def pairs_of(symbols: str) -> dict[int, int]:
    """The place of the partner of each bracket that UAX 9 pairs (BD16)."""
    partners: dict[int, int] = {}
    waiting: list[int] = []
    for match in _MIRRORED.finditer(symbols):
        place, bracket = match.start(), match[0]
        if bracket in _OPENERS:
            if len(waiting) == _DEEPEST:
                break
            waiting.append(place)
            continue
        for depth in reversed(range(len(waiting))):
            if symbols[waiting[depth]] == _BRACKETS[bracket]:
                partners[place], partners[waiting[depth]] = waiting[depth], place
                del waiting[depth:]
                break
    return partners


def within_brackets(span: tuple[int, int], pairs: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """A run parted at each bracket whose partner is outside: both stand in the text around it.

    UAX 9 would pair them across the edge of the run, and so would the eye.
    """
    begin, end = span
    for place in range(*span):
        if not span[0] <= pairs.get(place, place) < end:
            yield begin, place
            begin = place + 1
    yield begin, end


def trimmed(
    symbols: str, start: int, end: int, *, keep_start: str, keep_end: str
) -> tuple[int, int]:
    """A run without the punctuation at its edges that belongs to the text around it.

    A bracket stays where its partner is inside too, unless the two hold the whole run.
    """
    partners = _partners(symbols, start, end)
    last = end - 1
    while last > start and symbols[last] in ".,;:!?":
        last -= 1
    while start < end and symbols[start] not in _STRONG:
        first = symbols[start]
        if first in _OPENERS:
            if partners.get(start, last) < last:
                break
        elif first in keep_start and not _joins(symbols, start):
            break
        start += 1
    while end > start and symbols[end - 1] not in _STRONG:
        final = symbols[end - 1]
        if final in keep_end or partners.get(end - 1, -1) >= start:
            break
        if final == "." and _ends_abbreviation(symbols, start, end):
            break
        end -= 1
    return start, end


def _partners(symbols: str, start: int, end: int) -> dict[int, int]:
    """The place of the other bracket for each that has one; pairs of a kind may be nested."""
    partners: dict[int, int] = {}
    open_at: dict[str, list[int]] = {opener: [] for opener in _OPENERS}
    for place in range(start, end):
        symbol = symbols[place]
        if symbol in _OPENERS:
            open_at[symbol].append(place)
        elif symbol in _BRACKETS and open_at[_BRACKETS[symbol]]:
            opener = open_at[_BRACKETS[symbol]].pop()
            partners[opener], partners[place] = place, opener
    return partners


def _joins(symbols: str, place: int) -> bool:
    """Whether a mark ties a right-to-left word to the run: a hyphen, or a full stop typed close.

    After a prefix of one letter (`و.NET`, `و+16 dB`) a full stop, a plus or a star belongs to the run.
    """
    if place == 0 or symbols[place - 1] not in "RA":
        return False
    prefixed = symbols[place] in ".+*" and symbols[max(place - 2, 0) : place - 1] != "R"
    return symbols[place] in "-./*+" and not prefixed


def _ends_abbreviation(symbols: str, start: int, end: int) -> bool:
    """Whether the full stop at the end is one of an abbreviation, or stands before a bracket."""
    if symbols[end : end + 1] in _BRACKETS:
        return True
    return _ABBREVIATION.search(symbols[max(start, end - _LONGEST_ABBREVIATION) : end]) is not None
