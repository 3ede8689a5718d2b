"""Texts as symbols: one for each character, for its bidi class (UAX 9) or for what it is used as.

`L` and `R` are letters from left to right and from right to left, `E` European and extended
Arabic-Indic digits, `A` Arabic-Indic digits, a blank and a no-break blank themselves, a newline
what no run may cross. `-` stands for every hyphen, `$` for every currency, `%` `°` `′` `/` `½` for
their kin; other punctuation for itself. Marks and characters that draw nothing have no symbol:
they go with the character before them (UAX 9, W1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unicodedata import bidirectional, category, normalize

from presskit.model.inlines import Code, Dressed, Isolate, Link, Subscript, Superscript, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presskit.model.inlines import Inlines

HARD = "\n"
STUCK = "\u00a0"  # the symbol of blanks that don't break
LRM = "\u200e"  # a letter to the algorithm; a writer puts it to a number as well
_CODE = "\ufdd0"  # stands for a piece of code; no text has this noncharacter
_CLASSES = {
    "L": "L",
    "R": "R",
    "AL": "R",
    "EN": "E",
    "AN": "A",
    "WS": " ",
    "S": " ",
    "B": HARD,
    "NSM": "",
    "BN": "",
}
# A raised or lowered sign is a charge or an exponent's: it belongs to what it stands at.
_SIGNS = dict.fromkeys(map(ord, "+-−–="), _CODE)
_KIN = {
    "-": "\u2010\u2011\u2012\ufe63\uff0d",
    "%": "\u2030\u2031",
    "°": "\u2103\u2109",
    "′": "\u2033\u2034",
    "/": "\u2044\u2215",
    STUCK: "\u00a0\u202f\u2007",
    LRM: LRM,
    "L": _CODE,
}


class _Table(dict[int, str]):
    """The symbol of each character that was met, for `str.translate`."""

    def __missing__(self, point: int) -> str:
        self[point] = symbol = _symbol(chr(point))
        return symbol


class Symbols(NamedTuple):
    """The symbols of a text, the characters they stand for, and where in the text each stands.

    `offsets` has one entry more: the text's length.
    """

    symbols: str
    characters: str
    offsets: Sequence[int]


def symbols_of(text: str) -> str:
    """One symbol for each character that has one."""
    return text.translate(_TABLE)


def read_symbols(inlines: Inlines) -> Symbols:
    """The symbols of inlines as one text; an isolate, a note or a line end is one that is hard."""
    text = "".join(_texts(inlines))
    symbols = symbols_of(text)
    if len(symbols) == len(text):
        return Symbols(symbols, text, range(len(text) + 1))
    offsets = [place for place, character in enumerate(text) if _TABLE[ord(character)]]
    characters = "".join(text[place] for place in offsets)
    return Symbols(symbols, characters, [*offsets, len(text)])


def _texts(inlines: Inlines) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text=text):
                yield text
            case Superscript() | Subscript():
                yield from (text.translate(_SIGNS) for text in _texts(inline.children))
            case Dressed() | Link():
                yield from _texts(inline.children)
            case Code() | Isolate(children=(Code(),), direction="ltr"):
                yield _CODE
            case _:
                yield HARD


def _symbol(character: str) -> str:
    found = bidirectional(character)
    if found in _CLASSES:
        return _CLASSES[found]
    if found == "ET" and category(character) == "Sc":
        return "$"
    if category(character) == "No" and "\u2044" in normalize("NFKC", character):
        return "½"
    return character


_TABLE = _Table({ord(one): symbol for symbol, kin in _KIN.items() for one in kin})
