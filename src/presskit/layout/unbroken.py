"""What stays on one line: said here, so that no line breaker's version decides it.

A piece without blanks that one breaker cuts and another doesn't (`C++`, `3–5`, a prefix and its
hyphen before a Latin word) becomes an isolate of the direction it stands in, which editions keep
whole. No character is added for it: a word joiner would come along into what readers copy. Blanks
inside guillemets, and before a mark in French, become blanks that don't break.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.language.facts import base_language
from presskit.layout.direction import isolate
from presskit.layout.runs import Run
from presskit.layout.symbols import symbols_of
from presskit.layout.wrapping import clear_of, links_in, wrap
from presskit.model.inlines import Dressed, Isolate, Link, Text, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.inlines import Direction, Inline, Inlines

_LONGEST = 20  # characters; what is longer may need a break to fit its column
_HELD = "\ufdd1"  # stands for an isolate that may stand on one line
_AROUND = ".,;:!?،؛؟…()\\[\\]«»\"'“”‘’"  # punctuation that may go to another line
_PIECE = re.compile(rf"(?![{_AROUND}])\S+(?<![{_AROUND}])")
_SIGNS = re.compile(r"(?<=[LEA])[+#]")
# An en dash or a hyphen beside a digit, and a hyphen in a right-to-left word or before a run.
_JOINED = re.compile(r"(?<=.)[–-][EA]|[EA][–-]|R[–-](?!$)|-R|-\ufdd1|\ufdd1-")
_LETTER = re.compile(r"[LREA\ufdd1]")
_IN_QUOTES = re.compile(r"(?<=«) | (?=»)")
_BEFORE_MARK = re.compile(r"(?<=«) | (?=[»;:!?%€])(?!:\w)")
_NO_BREAK, _NARROW = "\u00a0", "\u202f"


def settled(inlines: Inlines, base: Direction, language: str) -> Inlines:
    """The inlines with their directions settled, and with what must stand on one line."""
    return keep_whole(isolate(with_fixed_blanks(inlines, language), base), base)


def with_fixed_blanks(inlines: Inlines, language: str) -> Inlines:
    """The same texts with blanks that don't break where a line must not begin or end.

    In French those are narrow, and stand before `; : ! ? % €` too (Imprimerie nationale). Only
    blanks that are there become others: none is added, and every character keeps its place.
    """
    french = base_language(language) == "fr"
    pattern, blank = (_BEFORE_MARK, _NARROW) if french else (_IN_QUOTES, _NO_BREAK)

    def change(inline: Inline) -> Inline:
        match inline:
            case Text(text=text):
                return replace(inline, text=pattern.sub(blank, text))
            case Dressed() | Link():
                return replace(inline, children=tuple(map(change, inline.children)))
            case _:
                return inline

    return tuple(map(change, inlines))


def keep_whole(inlines: Inlines, base: Direction) -> Inlines:
    """Inlines whose directions are settled, with an isolate around what must not be broken."""
    text = "".join(_texts(inlines))
    held = iter(_held(inlines))
    links = list(links_in(inlines, 0))
    found = [
        piece
        for match in _PIECE.finditer(text)
        if _must_hold(match[0], sum(next(held) - 1 for _ in range(match[0].count(_HELD))))
        for piece in clear_of(links, Run(*match.span(), base), text)
    ]
    return wrap(inlines, found, lambda children, _: children)


def _must_hold(piece: str, more: int) -> bool:
    """Whether a piece is kept whole; `more` are the characters of its isolates but for one each."""
    if not 1 < len(piece) <= _LONGEST - more:
        return False
    symbols = _HELD.join(symbols_of(part) for part in piece.split(_HELD))
    signs = _SIGNS.search(symbols) or _JOINED.search(symbols)
    return signs is not None and _LETTER.search(symbols) is not None


def _texts(inlines: Inlines) -> Iterator[str]:
    """The characters of inlines, one for each that is no text, as runs count them."""
    for inline in inlines:
        match inline:
            case Text(text=text):
                yield text
            case Dressed() | Link():
                yield from _texts(inline.children)
            case Isolate():
                yield _HELD if _may_hold(inline) else " "
            case _:
                yield " "


def _held(inlines: Inlines) -> Iterator[int]:
    """How long each isolate is that may stand on one line."""
    for inline in inlines:
        if isinstance(inline, Dressed | Link):
            yield from _held(inline.children)
        elif isinstance(inline, Isolate) and _may_hold(inline):
            yield len(plain(inline.children))


def _may_hold(isolate: Isolate) -> bool:
    said = plain(isolate.children)
    return len(said) <= _LONGEST and bool(said.strip())
