"""Direction run by run, as Word needs it, and kept for readers that ignore `w:rtl`.

Word takes a run's direction from `w:rtl`: blanks, signs and separators inside a run without it
run left to right, so an isolate needs nothing more there. LibreOffice, Scribus and plain-text
readers go by the characters alone (UAX 9), where `-5`, `+966 11 123 4567` and `C++` fall apart
in right-to-left text; a directional mark (U+200E, U+200F) holds them together. It is added only
where the characters at the edge of a run don't settle its direction themselves. Runs of both
directions inside a run, as in an address with Arabic words, need an isolate (U+2066–2069): nothing
else tells their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING, TypeAlias

from presskit.render.runs.traits import Traits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presskit.model.inlines import Direction, NoteRef

_LRM, _RLM = "\u200e", "\u200f"
_LRI, _RLI, _PDI = "\u2066", "\u2067", "\u2069"
ISOLATES = _LRI + _RLI + _PDI
# The right-to-left scripts (blocks of DerivedBidiClass) without digits and punctuation.
_RTL_LETTER = (
    "\u0590-\u05ff\u0620-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_R = f"[{_RTL_LETTER}]"
# Numbers that are no digits (½, ², ①): word characters to Python, neutral or numbers to UAX 9.
_NUMERALS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u215f\u2189\u2460-\u249b\u24ea-\u24ff"
)
_L = rf"(?:(?![{_NUMERALS}]|{_R})[^\W\d_])"
_RTL_STRONG = re.compile(f"{_RLM}|{_R}")
_LTR_STRONG = re.compile(f"{_LRM}|{_L}")
_LATIN = rf"{_L}(?:[^\s{_RTL_LETTER}،؛؟«»]*(?!{_R})\w)?"
_SEPARATED = "[0-9\u06f0-\u06f9]+(?:[.,:/-][0-9\u06f0-\u06f9]+)+"
_LTR_PIECE = re.compile(rf"{_LATIN}(?: {_LATIN})*|{_SEPARATED}")
_RTL_PIECE = re.compile(rf"{_R}(?:(?:(?!{_L}).)*{_R})?", re.DOTALL)
_PLAIN_NUMBER = re.compile(
    r"[0-9\u06f0-\u06f9]+(?:[.,:/][0-9\u06f0-\u06f9]+)*|[\u0660-\u0669]+(?:[.,:/][\u0660-\u0669]+)*"
)
_ARABIC_DIGITS = re.compile("[\u0660-\u0669\u066b\u066c]+(?:[.,:/][\u0660-\u0669]+)*")
_HAS_RTL = re.compile(_R)
_HAS_LTR = re.compile(f"{_L}|{_SEPARATED}")


@dataclass(slots=True)
class Run:
    """A run of text.

    One that `begins` is the first of the layout's isolate; a `held` one stands in an isolate
    whose characters are there already.
    """

    text: str
    traits: Traits
    rtl: bool
    held: bool = False
    begins: bool = False


@dataclass(slots=True)
class LineEnd:
    """A line break inside a paragraph."""


@dataclass(slots=True)
class LinkStart:
    """The begin of a link's text."""

    href: str


@dataclass(slots=True)
class LinkEnd:
    """The end of a link's text."""


@dataclass(slots=True)
class Reference:
    """A reference to a note."""

    ref: NoteRef
    rtl: bool


Piece: TypeAlias = Run | LineEnd | LinkStart | LinkEnd | Reference


def has_rtl(text: str) -> bool:
    """Whether the text holds a letter of a right-to-left script."""
    return _HAS_RTL.search(text) is not None


def has_digits_in_brackets(runs: Sequence[Run]) -> bool:
    """Whether there are Arabic digits and a bracket, which would go with them (UAX 9, N0)."""
    text = "".join(run.text for run in runs)
    return _ARABIC_DIGITS.search(text) is not None and not set("()[]{}").isdisjoint(text)


def split(text: str, direction: Direction) -> Iterator[tuple[str, bool]]:
    """Text cut into what is right to left (True) and what is not.

    The layout settles directions; this holds Word's own rule on top of it: no Latin letter and
    no separated European digits in an `rtl` run, no right-to-left letter outside one.
    """
    rtl = direction == "rtl"
    if not (_HAS_LTR if rtl else _HAS_RTL).search(text):
        yield text, rtl
        return
    end = 0
    for match in (_LTR_PIECE if rtl else _RTL_PIECE).finditer(text):
        if match.start() > end:
            yield text[end : match.start()], rtl
        yield match[0], not rtl
        end = match.end()
    if end < len(text):
        yield text[end:], rtl


def guard(pieces: Sequence[Piece], direction: Direction) -> list[Piece]:
    """The pieces with a directional mark where a run's own characters don't settle it."""
    rtl = direction == "rtl"
    runs = [piece for piece in pieces if isinstance(piece, Run)]
    if not rtl and (any(run.rtl for run in runs) or _holds_numbers(runs)):
        _part_digits(runs)
    if all(run.rtl == rtl and not run.held for run in runs):
        return list(pieces)
    groups = _groups(runs, rtl=rtl)
    before: dict[int, Run] = {}
    for number, (turned, group) in enumerate(groups):
        if turned and not group[0].held:
            if number and _would_join(groups[number - 1], rtl=rtl):
                before[id(group[0])] = Run(_RLM if rtl else _LRM, Traits(), rtl)
            _hold(group, rtl=not rtl)
        is_last = number == len(groups) - 1
        if not turned and number and _needs_mark(group, is_last=is_last, rtl=rtl):
            _mark_start(group[0], before, rtl=rtl)
    guarded: list[Piece] = []
    for piece in pieces:
        if id(piece) in before:
            guarded.append(before[id(piece)])
        guarded.append(piece)
    return guarded


def hold(pieces: Sequence[Piece], direction: Direction) -> list[Piece]:
    """Pieces of both directions as one isolate of the given direction."""
    guarded = guard(pieces, direction)
    runs = [piece for piece in guarded if isinstance(piece, Run)]
    if direction == "rtl":
        _part_from_words(runs)
    for run in runs:
        run.held = True
    runs[0].text = (_RLI if direction == "rtl" else _LRI) + runs[0].text
    runs[-1].text += _PDI
    return guarded


def begun(pieces: list[Piece], own: Direction, around: Direction) -> list[Piece]:
    """The pieces of an isolate of one direction, its begin noted where it goes against the rest."""
    first = next((piece for piece in pieces if isinstance(piece, Run)), None)
    if first and own != around:
        first.begins = True
    return pieces


def _part_from_words(runs: list[Run]) -> None:
    """Mark the edges of numbers beside right-to-left words, which Word sets run by run.

    Two numbers with a word between them would else run on from left to right around it.
    """
    for run, following in pairwise(runs):
        if following.rtl and not run.rtl:
            run.text += _RLM
        elif run.rtl and not following.rtl:
            following.text = _RLM + following.text


def _would_join(before: tuple[bool, list[Run]], *, rtl: bool) -> bool:
    """Whether a turned run would be one with the group before: another, or one that ends in a digit."""
    turned, runs = before
    return turned or (rtl and runs[-1].text[-1:].isdigit())


def _groups(runs: list[Run], *, rtl: bool) -> list[tuple[bool, list[Run]]]:
    """Neighbours that go one way, and whether that is against the paragraph.

    A plain number stands in either direction; each isolate is a group of its own.
    """
    groups: list[tuple[bool, list[Run]]] = []
    numbered = zip(runs, accumulate(run.begins for run in runs), strict=True)
    for (held, turned, _), group in groupby(
        numbered, lambda one: (one[0].held, one[0].rtl != rtl, one[1])
    ):
        found = [run for run, _ in group]
        against = held or (
            turned and not _PLAIN_NUMBER.fullmatch("".join(run.text for run in found))
        )
        if groups and not against and not groups[-1][0]:
            groups[-1][1].extend(found)
        else:
            groups.append((against, found))
    return groups


def _part_digits(runs: list[Run]) -> None:
    """Put marks around Arabic digits in text from left to right, where they touch no letter.

    What stands between two numbers of such digits, or between one and a right-to-left letter,
    would go from right to left (UAX 9, N1).
    """
    for run in runs:
        if not run.rtl and not run.held:
            run.text = _ARABIC_DIGITS.sub(_between_marks, run.text)


def _holds_numbers(runs: list[Run]) -> bool:
    """Whether there are two numbers of Arabic digits or more."""
    return sum(len(_ARABIC_DIGITS.findall(run.text)) for run in runs) > 1


def _between_marks(match: re.Match[str]) -> str:
    text, (start, end) = match.string, match.span()
    before = "" if _LTR_STRONG.match(text[max(start - 1, 0) : start]) else _LRM
    behind = "" if _LTR_STRONG.match(text[end : end + 1]) else _LRM
    return f"{before}{match[0]}{behind}"


def _hold(group: list[Run], *, rtl: bool) -> None:
    """Mark the edges of a run that goes against the paragraph, where they are not letters."""
    if not rtl:
        _part_digits(group)
    strong, mark = (_RTL_STRONG, _RLM) if rtl else (_LTR_STRONG, _LRM)
    first, last = group[0], group[-1]
    ends_well = strong.match(last.text[-1:]) or last.text[-1:].isdigit()
    if not strong.match(first.text):
        first.text = mark + first.text
    if not ends_well:
        last.text += mark


def _needs_mark(group: list[Run], *, is_last: bool, rtl: bool) -> bool:
    """Whether text after a turned run would join it: no letter before a digit or the next one."""
    text = "".join(run.text for run in group)
    strong = (_RTL_STRONG if rtl else _LTR_STRONG).search(text)
    head = text[: strong.start()] if strong else text
    return any(c.isdigit() for c in head) or (strong is None and not is_last)


def _mark_start(first: Run, before: dict[int, Run], *, rtl: bool) -> None:
    mark = _RLM if rtl else _LRM
    if first.rtl == rtl:
        first.text = mark + first.text
    else:
        before[id(first)] = Run(mark, Traits(), rtl)
