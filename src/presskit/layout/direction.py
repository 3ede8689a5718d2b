"""Direction: every run that would be misplaced becomes an isolate with a settled direction.

The Unicode bidirectional algorithm (UAX 9) places most mixed text well, but phones, signed
numbers, scores, `C++` or two Latin words with markup between them come out in the wrong order,
and Word and older readers follow it only in part. So every run of the other direction, and every
number that is more than digits, is found here by its characters' bidi classes and isolated. The
rules stand in docs/direction.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.layout.runs import runs
from presskit.layout.symbols import read_symbols, symbols_of
from presskit.layout.wrapping import clear_of, links_in, wrap
from presskit.model.inlines import Code, Dressed, Inline, Isolate, Link

if TYPE_CHECKING:
    from presskit.model.inlines import Direction, Inlines

_FLIP_WORDS = 3
_LATIN_WORD = re.compile(r"L{2,}")


def isolate(inlines: Inlines, base: Direction) -> Inlines:
    """The same inlines with every run that needs it wrapped in an `Isolate`.

    No character is added, lost or moved; an isolate that the writer asked for is kept, and what
    is inside an isolate is treated in its own direction.
    """
    return _settled(tuple(_inside(inline, base) for inline in inlines), base)


def paragraph_direction(text: str, base: Direction) -> Direction:
    """The direction of a paragraph: the other one where it holds no word of the base's.

    A lone name or word stays where the article's direction puts it.
    """
    symbols = symbols_of(text)
    if base == "ltr":
        return "rtl" if "R" in symbols and "L" not in symbols else "ltr"
    words = len(_LATIN_WORD.findall(symbols))
    return "ltr" if words >= _FLIP_WORDS and not set("RA") & set(symbols) else "rtl"


def _settled(inlines: Inlines, base: Direction) -> Inlines:
    text = read_symbols(inlines)
    links = [
        (bisect_left(text.offsets, start), bisect_left(text.offsets, end))
        for start, end in links_in(inlines, 0)
    ]
    whole = 0, len(text.symbols), base
    placed = [
        piece._replace(start=text.offsets[piece.start], end=text.offsets[piece.end])
        for run in runs(text, base)
        for piece in clear_of(links, run, text.symbols)
        if piece != whole
    ]
    return wrap(inlines, placed, _settled)


def _inside(inline: Inline, base: Direction) -> Inline:
    """Settle what the writer isolated, and code, which runs left to right in any language."""
    match inline:
        case Isolate():
            return replace(inline, children=isolate(inline.children, inline.direction))
        case Code(text=text):
            symbols = symbols_of(text)
            own: Direction = "rtl" if "R" in symbols and "L" not in symbols else "ltr"
            return inline if own == base == "ltr" else Isolate(own, (inline,))
        case Dressed() | Link():
            return replace(inline, children=tuple(_inside(c, base) for c in inline.children))
        case _:
            return inline
