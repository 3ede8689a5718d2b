"""Numbers among symbols: phones, dates, scores, amounts, each found whole (docs/direction.md)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple
from unicodedata import digit

from presskit.layout.symbols import LRM, STUCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presskit.layout.symbols import Symbols

    Span = tuple[int, int]

UNIT = r"°?L{1,3}(?:/L{1,2})?E?(?![LREA])"  # kg, km/h, m2, °C
_MARKS = f"#%$°′±∓½{LRM}"  # what touches a number belongs to it, on either side
_JOINTS = rf".,:/\-–+−×*=·'’_÷<>^&@|\\~⁺⁻،{STUCK}"  # what joins two groups of digits
# A sign belongs to the number behind it unless it hangs on something before it; a letter alone
# is a prefix (`و+963…`), on which a hyphen alone hangs.
_SIGN = r"(?<![LREA)\]}%$°′½#٪»+\-−.*])[+\-~≈*]|(?<![EA])−|(?<![LREA]R)(?<=R)[+~≈*]"
_CHAIN = re.compile(
    rf"{LRM}?(?:{_SIGN})?[{_MARKS}]{{0,2}}(?:(?<=\$)[+\-−])?"
    rf"[EA]++(?:[{_JOINTS}{_MARKS}]{{1,3}}[EA]++)*[{_MARKS}]{{0,2}}\+?"
)
# Signs and percent of Arabic digits run with the line: CLDR writes U+061C before them.
_ARABIC_CHAIN = re.compile(rf"A+(?:[.,:/\-–،{STUCK}]A+)*")
_DIGITS = re.compile("[EA]+")
_ENDS = "EA" + _MARKS
_BEGINNINGS = _ENDS + "+-−"
_SPAN = re.compile("–|(?<=A)-(?=A)")
_GAP = re.compile(rf"\)?[ {STUCK}]?[\-–.]?\(?|\)?[\-–][ {STUCK}]\(?")
_PHONE = re.compile(rf"[{LRM}(+]*[EA()\-–./ {STUCK}]+")
_LONGEST_PHONE = 40  # characters
_MOST_GROUPS = 8
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15  # of a phone: what is usual, and the most by ITU-T E.164
_GROUP_LENGTHS = {3, 4}  # of the groups behind a phone's first, where no 0 or + begins it
_CARD, _THREE_YEARS = [4, 4, 4, 4], [4, 4, 4]
_GROUPED = re.compile(rf"[^EA]*[EA]{{1,3}}(?:[ {STUCK}][EA]{{3}})+(?:[.,][EA]+)?[^EA]*")
_MEASURE = re.compile(rf"[ {STUCK}]?(?:[%$]|{UNIT})")
_UNIT_SIGN = re.compile(rf"[ {STUCK}][%$](?![ {STUCK}]?[EA])")
_OPERATOR = re.compile(rf"[ {STUCK}]+[+=×÷−*<>≤≥≈/][ {STUCK}]+")


class Token(NamedTuple):
    """A piece with letters, or a number: mere digits, a phone, or an amount of any other kind."""

    start: int
    end: int
    kind: Literal["letters", "digits", "amount", "phone"]


def numbers(text: Symbols, bare: str) -> Iterator[Token]:
    """The numbers of a text in order.

    `bare` are the text's symbols with an `L` for every character of a piece that has letters.
    """
    last: Token | None = None
    for number in _amounts(text, bare):
        if last and _calculates(bare, last, number):
            last = Token(last.start, number.end, "amount")
        else:
            if last:
                yield last
            last = number
    if last:
        yield last


def _calculates(bare: str, last: Token, number: Token) -> bool:
    """Whether an operator with blanks around it makes one of two numbers: `5 + 3`."""
    gap = _OPERATOR.fullmatch(bare, last.end, number.start)
    return gap is not None and bare[last.end - 1] != "A" and bare[number.end - 1] != "A"


def _amounts(text: Symbols, bare: str) -> Iterator[Token]:
    chains = list(_chains(bare))
    place = done = 0
    while place < len(chains):
        count, is_phone = _written_apart(text, bare, chains, place)
        start, end = chains[place][0], chains[place + count - 1][1]
        if is_phone:
            yield Token(_before_bracket(bare, start, end), end, "phone")
        else:
            limits = done, chains[place + count][0] if place + count < len(chains) else len(bare)
            start, end = _with_sign_apart(bare, start, end, limits)
            if _DIGITS.fullmatch(bare, start, end):
                yield Token(start, end, "digits")
            else:
                parts = [(start, end)] if count > 1 else _parts(bare, start, end)
                for first, last in parts:
                    digits = _DIGITS.fullmatch(bare, first, last)
                    yield Token(first, last, "digits" if digits else "amount")
        place, done = place + count, end


def _chains(bare: str) -> Iterator[Span]:
    """Groups of digits with what joins them and what belongs to them, without blanks."""
    for match in _CHAIN.finditer(bare):
        if "A" in match[0] and "E" not in match[0]:
            for part in _ARABIC_CHAIN.finditer(bare, *match.span()):
                yield part.span()
        else:
            yield match.span()


def _written_apart(
    text: Symbols, bare: str, chains: Sequence[Span], place: int
) -> tuple[int, bool]:
    """How many of the chains, from one on, are one number, and whether that is a phone."""
    start, end = chains[place]
    most = min(len(chains) - place, _MOST_GROUPS)
    count = 1
    if most > 1 and _may_be_apart(text, bare, start, chains[place + 1][0]):
        while count < most and _goes_on(
            bare, chains[place + count - 1][1], chains[place + count][0]
        ):
            count += 1
    if count == 1 and _DIGITS.fullmatch(bare, start, end):
        return 1, False
    for tried in range(count, 1, -1):
        if _is_grouped(text, bare, start, chains[place + tried - 1][1]):
            return tried, False
    for tried in range(count, 0, -1):
        if _is_phone(text, start, chains[place + tried - 1][1]):
            return tried, True
    return 1, False


def _may_be_apart(text: Symbols, bare: str, start: int, second: int) -> bool:
    """Whether the second group of digits is as long as it must be, or the first begins a phone."""
    match = _DIGITS.match(bare, second)
    if match and len(match[0]) in _GROUP_LENGTHS:
        return True
    before = bare[max(start - 2, 0) : start + 2]
    return "+" in before or digit(text.characters[start], 1) == 0 or LRM in before


def _goes_on(bare: str, end: int, start: int) -> bool:
    touches_digits = bare[end - 1] in "EA" and bare[start] in "EA"
    return touches_digits and _GAP.fullmatch(bare, end, start) is not None


def _is_phone(text: Symbols, start: int, end: int) -> bool:
    """Whether groups of digits are a phone's, by its first characters or by their lengths."""
    if end - start > _LONGEST_PHONE or not _PHONE.fullmatch(text.symbols, start, end):
        return False
    groups = list(_DIGITS.finditer(text.symbols, start, end))
    first, *rest = [len(group[0]) for group in groups]
    if [first, *rest] == _CARD:
        return True
    if not rest or not _FEWEST_DIGITS <= first + sum(rest) <= _MOST_DIGITS:
        return False
    begin = groups[0].start()
    if text.symbols[max(begin - 2, 0) : begin].rstrip("(").endswith("+"):
        return True
    if first > 1 and digit(text.characters[begin], 1) == 0:
        return True
    return len(rest) > 1 and set(rest) <= _GROUP_LENGTHS and [first, *rest] != _THREE_YEARS


def _is_grouped(text: Symbols, bare: str, start: int, end: int) -> bool:
    """Whether thousands are set off by blanks: `1 000 000`; a single blank needs a unit behind."""
    if not _GROUPED.fullmatch(bare, start, end):
        return False
    blanks = sum(bare.count(blank, start, end) for blank in (" ", STUCK))
    return blanks > 1 or bare[end - 1] in "%$" or _MEASURE.match(text.symbols, end) is not None


def _before_bracket(bare: str, start: int, end: int) -> int:
    """Where a phone begins: at the bracket around its first group, or the plus before that."""
    if ")" in bare[start:end]:
        start -= bare[start - 1 : start] == "("
        start -= bare[start - 1 : start] == "+"
    return start


def _with_sign_apart(bare: str, start: int, end: int, limits: Span) -> Span:
    """A number with its percent or currency sign that a blank sets off: `5 %`, `$ 5`.

    `limits` are the end of the number before and the start of that behind.
    """
    if bare[end - 1] in "EA" and end + 2 <= limits[1] and _UNIT_SIGN.match(bare, end):
        end += 2
    if bare[max(start - 2, limits[0]) : start] in {"$ ", "$" + STUCK}:
        start -= 2
    return start, end


def _parts(bare: str, start: int, end: int) -> Iterator[Span]:
    """The two ends of a span (`2020–2025`), which run with the line; else the number itself."""
    spans = [match.start() for match in _SPAN.finditer(bare, start, end)]
    if len(spans) != 1:
        yield start, end
        return
    first_end, second = spans[0], spans[0] + 1
    while bare[first_end - 1] not in _ENDS:
        first_end -= 1
    while bare[second] not in _BEGINNINGS:
        second += 1
    yield start, first_end
    yield second, end
