"""The runs of a text that get a direction of their own, found among its symbols.

docs/direction.md has the rules in words; every step takes time in proportion to the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from presskit.layout.numbers import UNIT, Token, numbers
from presskit.layout.symbols import HARD, LRM, STUCK
from presskit.layout.trimming import pairs_of, sentences, trimmed, within_brackets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presskit.layout.symbols import Symbols
    from presskit.model.inlines import Direction


# Punctuation of right-to-left text, which never belongs to a Latin phrase.
_RTL_MARKS = "،؛؟٪«»…"
_BLANK = rf"[ {STUCK}]"
_NO_BLANK = rf"{HARD} {STUCK}"
_PIECE = re.compile(rf"[^{_NO_BLANK}R{_RTL_MARKS}]+")
_RTL_PIECE = re.compile(rf"[^{_NO_BLANK}L{LRM}]+")
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9.+-])"
    r"(?:[A-Za-z][A-Za-z0-9+.-]*+://|mailto:|www\.|(?:[A-Za-z0-9-]++\.)+[A-Za-z]{2,}+/)"
    rf"[^\s\ufdd0<>\"{_RTL_MARKS}]*+"
)
_DOLLARS = re.compile(r"\$\$?")
_FORMULA_HAS = re.compile(r"[L\\=^_]")
_UNIT = re.compile(UNIT)
_BLANKS = re.compile(f"{_BLANK}+")
_CONNECTED = re.compile(rf"{_BLANK}+[&+/|=<>×*–—-]{_BLANK}+")
_MOVE_NUMBER = re.compile(rf"\.+{_BLANK}+(?=L{{1,4}}E(?![LREA]))")  # of chess: 2. Nf3
_NAME_NUMBER = re.compile(r"E+(?:[.,:]E+)*")
_AFTER_NUMBER = re.compile(rf"[\s.,;:!?)\]}}\"'”’{_RTL_MARKS}]|\Z")
# What a phrase of each direction must have, and what stays with it before and behind.
_PHRASES = {
    "ltr": (frozenset("LEA"), "@#$+-−./\\~&*°±", "+#%°$′"),
    "rtl": (frozenset("R"), "#@", ""),
}
_RTL_LINKS = frozenset("&+/|=–—-")
_RTL_WORD = re.compile("R+")
_DIGITS = re.compile("A+(?:[.,:/]A+)*")
_DIGIT_ENDS = "EA°"


class Run(NamedTuple):
    """Symbols from `start` to `end` that get a direction of their own."""

    start: int
    end: int
    direction: Direction


def runs(text: Symbols, base: Direction) -> Iterator[Run]:
    """The runs of a text whose direction is `base`, in order, none touching another."""
    return _in_rtl(text) if base == "rtl" else _in_ltr(text)


def _in_rtl(text: Symbols) -> Iterator[Run]:
    """Phrases with letters from left to right, and numbers that are more than digits."""
    symbols = _filled(text.symbols, _units(text))
    pieces = [m.span() for m in _PIECE.finditer(symbols) if "L" in m[0]]
    bare = _filled(symbols, pieces)
    tokens = sorted([*(Token(*piece, "letters") for piece in pieces), *numbers(text, bare)])
    pairs = pairs_of(symbols)
    place = 0
    while place < len(tokens):
        count = _phrase(text.symbols, symbols, tokens, place)
        start, end = tokens[place].start, tokens[place + max(count, 1) - 1].end
        if count:
            for sentence in sentences(symbols, start, end):
                yield from _phrase_runs(symbols, sentence, pairs, "ltr")
        elif tokens[place].kind != "digits":
            yield Run(start, end, "ltr")
        place += max(count, 1)


def _in_ltr(text: Symbols) -> Iterator[Run]:
    """Phrases with letters from right to left; words of addresses and Arabic digits one by one."""
    addresses = list(_addresses(text))
    found = [
        Run(*match.span(), "rtl")
        for address in addresses
        for match in _RTL_WORD.finditer(text.symbols, *address)
    ]
    symbols = _filled(text.symbols, addresses)
    pairs = pairs_of(symbols)
    for phrase in _rtl_phrases(symbols):
        found += _phrase_runs(symbols, phrase, pairs, "rtl")
    digits = _filled(text.symbols, sorted(found))
    found += [Run(*match.span(), "ltr") for match in _DIGITS.finditer(digits)]
    return iter(sorted(found))


def _phrase_runs(
    symbols: str, phrase: tuple[int, int], pairs: Mapping[int, int], direction: Direction
) -> Iterator[Run]:
    """A phrase without its outer punctuation, and without brackets whose partners it lacks."""
    strong, keep_start, keep_end = _PHRASES[direction]
    for part in within_brackets(phrase, pairs):
        if not strong.isdisjoint(symbols[slice(*part)]):
            start, end = trimmed(symbols, *part, keep_start=keep_start, keep_end=keep_end)
            yield Run(start, end, direction)


def _phrase(written: str, symbols: str, tokens: Sequence[Token], place: int) -> int:
    """How many tokens from this place on are one phrase with letters; 0 for a mere number.

    `written` are the symbols as they were before addresses and formulas became letters.
    """
    first, count = tokens[place], 1
    if first.kind != "letters":
        if place + 1 == len(tokens) or not _leads(written, symbols, first, tokens[place + 1]):
            return 0
        count = 2
    while place + count < len(tokens):
        if not _goes_on(symbols, tokens[place + count - 1], tokens[place + count]):
            break
        count += 1
    return count


def _leads(written: str, symbols: str, number: Token, following: Token) -> bool:
    """Whether a number begins a phrase: one with its unit, or the number of a move."""
    if following.kind != "letters":
        return False
    if _is_move(symbols, number, following):
        return True
    blank = _BLANKS.fullmatch(symbols, number.end, following.start)
    measured = blank and number.kind != "phone" and symbols[number.end - 1] in _DIGIT_ENDS
    if not measured:
        return False
    # An address or a formula is no unit: one is too long as letters, the other begins with no letter.
    return all(_UNIT.match(each, following.start) for each in (written, symbols))


def _goes_on(symbols: str, last: Token, following: Token) -> bool:
    """Whether a phrase goes on with the next token."""
    gap = last.end, following.start
    if not (_BLANKS.fullmatch(symbols, *gap) or _CONNECTED.fullmatch(symbols, *gap)):
        return _is_move(symbols, last, following)
    if following.kind == "letters":
        return True
    is_name = _NAME_NUMBER.fullmatch(symbols, following.start, following.end)
    return is_name is not None and _AFTER_NUMBER.match(symbols, following.end) is not None


def _is_move(symbols: str, number: Token, following: Token) -> bool:
    if number.kind != "digits" or following.kind != "letters":
        return False
    match = _MOVE_NUMBER.match(symbols, number.end)
    return match is not None and match.end() == following.start


def _rtl_phrases(symbols: str) -> Iterator[tuple[int, int]]:
    """Pieces with letters, blanks between them, and what joins two: a number, a dash, a sign."""
    start = end = 0  # of the phrase so far; it may go on after what ends at `joined`
    joined = 0
    for match in _RTL_PIECE.finditer(symbols):
        piece = match[0]
        touches = end > start and _BLANKS.fullmatch(symbols, max(end, joined), match.start())
        if "R" in piece:
            if end > start and not touches:
                yield start, end
            if not touches:
                start = match.start()
            end = match.end()
        elif touches and joined < end and (piece in _RTL_LINKS or set("EA") & set(piece)):
            joined = match.end()
        elif end > start:
            yield start, end
            start = end
    if end > start:
        yield start, end


def _units(text: Symbols) -> list[tuple[int, int]]:
    """Addresses and formulas, each from left to right as a whole."""
    found: list[tuple[int, int]] = []
    for start, end in sorted([*_addresses(text), *_formulas(text)]):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _addresses(text: Symbols) -> Iterator[tuple[int, int]]:
    """Web and mail addresses, without the punctuation behind them."""
    for match in _ADDRESS.finditer(text.characters):
        start, end = trimmed(text.symbols, *match.span(), keep_start="", keep_end="/#%$+=&_-")
        yield start, end


def _formulas(text: Symbols) -> Iterator[tuple[int, int]]:
    """What stands between dollars as TeX writes it, and holds a letter or an operator."""
    dollars = list(_DOLLARS.finditer(text.characters))
    pairs = pairs_of(text.symbols) if len(dollars) > 1 else {}
    at = 0
    while at + 1 < len(dollars):
        opener, closer = dollars[at : at + 2]
        at += 1
        start, end = opener.start(), closer.end()
        if (
            opener[0] == closer[0]
            and _is_formula(text, start, end, opener[0])
            and all(start <= pairs.get(place, place) < end for place in range(start, end))
        ):
            yield start, end
            at += 1


def _is_formula(text: Symbols, start: int, end: int, dollars: str) -> bool:
    inside = slice(start + len(dollars), end - len(dollars))
    written, symbols = text.characters[inside], text.symbols[inside]
    before, after = text.characters[max(start - 1, 0) : start], text.characters[end : end + 1]
    return (
        written.strip() == written != ""
        and not (before.isalnum() or before in {"_", "\\"} or after.isdigit())
        and not set("R" + HARD) & set(symbols)
        and _FORMULA_HAS.search(symbols) is not None
    )


def _filled(symbols: str, spans: Iterable[tuple[int, int] | Run]) -> str:
    """The symbols with an `L` for each of the spans, which are in order."""
    parts, done = [], 0
    for start, end, *_ in spans:
        parts += [symbols[done:start], "L" * (end - start)]
        done = end
    return "".join([*parts, symbols[done:]])
