"""Direction run by run, as Word needs it, and kept for readers that ignore `w:rtl`.

Word takes a run's direction from `w:rtl`: blanks, signs and separators inside a run without it
run left to right, so an isolate needs nothing more there. LibreOffice, Scribus and plain-text
readers go by the characters alone (UAX 9), where `-5`, `+966 11 123 4567` and `C++` fall apart
in right-to-left text; a directional mark (U+200E, U+200F) holds them together. It is added only
where the characters at the edge of a run don't settle its direction themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from presskit.render.docx.characters import Traits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presskit.model.inlines import Direction, NoteRef

_LRM, _RLM = "\u200e", "\u200f"
# The right-to-left scripts (blocks of DerivedBidiClass) without digits and punctuation.
_RTL_LETTER = (
    "\u0590-\u05ff\u0620-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_R = f"[{_RTL_LETTER}]"
_L = rf"(?:(?!{_R})[^\W\d_])"
_RTL_STRONG = re.compile(f"{_RLM}|{_R}")
_LTR_STRONG = re.compile(f"{_LRM}|{_L}")
_LATIN = rf"{_L}(?:[^\s{_RTL_LETTER}،؛؟«»]*(?!{_R})\w)?"
_LTR_PIECE = re.compile(rf"{_LATIN}(?: {_LATIN})*|\d+(?:[.,:/\-]\d+)+")
_RTL_PIECE = re.compile(rf"{_R}(?:(?:(?!{_L}).)*{_R})?", re.DOTALL)
_PLAIN_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_HAS_RTL = re.compile(_R)
_HAS_LATIN_OR_SEPARATOR = re.compile(rf"{_L}|\d[.,:/\-]\d")


@dataclass(slots=True)
class Run:
    """A run of text."""

    text: str
    traits: Traits
    rtl: bool


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


def split(text: str, direction: Direction) -> Iterator[tuple[str, bool]]:
    """Text cut into what is right to left (True) and what is not.

    The layout settles directions; this holds Word's own rule on top of it: no Latin letter and
    no separated digits in an `rtl` run, no right-to-left letter outside one.
    """
    rtl = direction == "rtl"
    if not (_HAS_LATIN_OR_SEPARATOR if rtl else _HAS_RTL).search(text):
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
    if all(piece.rtl == rtl for piece in pieces if isinstance(piece, Run)):
        return list(pieces)
    runs = [piece for piece in pieces if isinstance(piece, Run)]
    groups = [
        (turned, list(group)) for turned, group in groupby(runs, lambda r: _turned(r, rtl=rtl))
    ]
    before: dict[int, Run] = {}
    for number, (turned, group) in enumerate(groups):
        if turned:
            _hold(group, rtl=not rtl)
        elif number and _needs_mark(group, is_last=number == len(groups) - 1, rtl=rtl):
            _mark_start(group[0], before, rtl=rtl)
    guarded: list[Piece] = []
    for piece in pieces:
        if id(piece) in before:
            guarded.append(before[id(piece)])
        guarded.append(piece)
    return guarded


def _turned(run: Run, *, rtl: bool) -> bool:
    """Whether a run goes against the paragraph; a plain number stands in either direction."""
    return run.rtl != rtl and not _PLAIN_NUMBER.fullmatch(run.text)


def _hold(group: list[Run], *, rtl: bool) -> None:
    """Mark the edges of a run that goes against the paragraph, where they are not letters."""
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
