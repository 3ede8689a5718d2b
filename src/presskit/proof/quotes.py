"""Quotations: primes that should close them, pairs that don't match, pairs that aren't there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.language.facts import comma_of, direction_of
from presskit.proof.passages import HIDDEN, Finding, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CLOSERS = {"“": "”", "«": "»", "„": "”“", "‹": "›", "”": "”"}
_TURNED = str.maketrans("“”", "”“")
# Languages that open a quotation with the mark that closes it.
_SAME = frozenset(["he", "yi", "sv", "fi"])
# Marks as other languages turn them: »Faust«, ›Eins‹, ”Röda rummet”.
_FOREIGN = re.compile(r"»[^«»]*«|›[^‹›]*‹|(?<![^\s(])”(?=\w)[^“”]*”")
_TURNED_PAIR = re.compile(r"(?<![^\s(:،؛])”(?=\S)[^“”]*(?<=\S)“(?!\w)")
_PRIMES = {"″": '“„«"', "′": "‘"}
_CLOSED = {
    "“": re.compile("[“”]"),
    "„": re.compile("[„”“]"),
    "«": re.compile("[«»]"),
    "‘": re.compile(r"‘|’(?!\w)"),
}
# Feet, inches and minutes of arc follow a number; x′ and f″(x) a single letter.
_NUMBER = re.compile(r"(?<=\d)[″′]")
_LETTER = re.compile(r"(?<![^\W\d_])[A-Za-z][″′]")
_ENDS = re.compile(r"[″′](?=\s*(?:$|[.،,؛;:!?؟…)»”]))")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_AT_END = re.compile(r"\s*(?:$|[.،,؛;:!?؟…—–]|--?\s)")
_STOPS = ".!?؟…"
_DASHES = "-–—"
_FURTHEST = 20  # paragraphs and items that a quotation without marks between may take
_HEBREW = "[\u05d0-\u05ea]"
_GERESH = re.compile(rf"(?<={_HEBREW})[\"'](?={_HEBREW})")
_PREFIXED = re.compile(rf"(?<!{_HEBREW})[ושבלכמהד]{{1,3}}\"(?={_HEBREW}{{2}})")
_AFTER_DIGIT = re.compile(r"\d\"")


class _Marks(Struct):
    """The marks of a passage that have no partner, those that have a wrong one, and the pairs."""

    opened: list[tuple[str, int]] = []
    unopened: list[tuple[str, int]] = []
    mixed: list[Finding] = []
    pairs: list[tuple[int, int]] = []


def primes(passage: Passage) -> Iterator[Finding]:
    """A prime that closes a quotation which is open in the same passage.

    WordPress makes them: its closing rule doesn't know `،`. One behind a number may be right.
    """
    if "″" not in passage.text and "′" not in passage.text:
        return
    text = _turned(passage)
    stack: list[tuple[str, int]] = []
    for number, character in enumerate(text):
        if character in "“„«‘" and not (character == "“" and _top(stack) == "„"):
            stack.append((character, number))
        elif (
            character == '"'
            and not text[number - 1 : number].isdigit()
            and passage.base not in _SAME
        ):
            if _top(stack) == '"':
                stack.pop()
            else:
                stack.append((character, number))
        elif character in "“”»’" and _closes(text, number, _top(stack)):
            stack.pop()
        elif character in _PRIMES:
            opening, start = stack[-1] if stack else ("", 0)
            finding = _prime(passage, text, number, opening, start)
            if finding is not None and finding.mended is not None:
                stack.pop()
            if finding is not None:
                yield finding


def _top(stack: list[tuple[str, int]]) -> str:
    return stack[-1][0] if stack else ""


def _closes(text: str, number: int, opening: str) -> bool:
    if opening == "‘":
        return text[number] == "’" and _CLOSED["‘"].match(text, number) is not None
    return bool(opening) and text[number] in _CLOSERS[opening]


def _prime(passage: Passage, text: str, number: int, opening: str, start: int) -> Finding | None:
    """What is to be said of a prime in the quotation that opens at `start`, or in none."""
    mark = text[number]
    is_measure = bool(_NUMBER.match(text, number) or _LETTER.match(text, number - 1))
    is_open = bool(opening) and opening in _PRIMES[mark]
    if opening == '"':  # one that comes later would close it
        is_open = not is_measure and text.count('"', number) % 2 == 0
    elif is_open:
        following = _CLOSED[opening].search(text, number + 1)
        is_open = following is None or following[0] == opening
    if is_open and is_measure:
        is_ayn = opening == "‘" and _LATIN.match(text, start + 1)
        is_open = bool(_ENDS.match(text, number)) and not is_ayn
    if is_open:
        alike = {"‘": "’", '"': '"'}
        closing = alike.get(opening) or _as_written(_CLOSERS[opening][0], passage)
        said = f"{mark} is a prime and closes no quotation: {closing} does"
        return Finding("quote-prime", number, number + 1, said, closing)
    if is_measure:
        return None
    said = f"{mark} is a prime, no quotation mark, and follows no number"
    hint = "write the mark that is meant: a quotation mark, or an apostrophe"
    return Finding("quote-prime", number, number + 1, said, hint=hint)


def quotations(all_passages: Sequence[Passage]) -> Iterator[tuple[Passage, Finding]]:
    """Quotation marks that are closed by others, or by none, or open nowhere.

    A quotation of several paragraphs opens each of them, or only the first, and closes the last.
    """
    read = [(passage, _marks(passage)) for passage in all_passages]
    for number, (passage, marks) in enumerate(read):
        for finding in marks.mixed:
            yield passage, finding
        opened = marks.opened
        if opened and not passage.field:
            opened = opened[_gone_on(opened, read[number + 1 : number + 1 + _FURTHEST]) :]
        if opened and not _may_go_over_blocks(passage, *opened[-1]):
            yield passage, _unclosed(passage, *opened[-1])
        for mark, at in marks.unopened:
            if not _may_go_over_blocks(passage, mark, at):
                yield passage, _unopened(passage, mark, at)


def _may_go_over_blocks(passage: Passage, mark: str, at: int) -> bool:
    """Whether a straight mark is the first or the last of its paragraph.

    Quotations of several paragraphs and lists are written so, with nothing that tells which is which.
    """
    text = passage.text.strip()
    tail = passage.text[at + 1 :].strip(f" .،,{HIDDEN}")
    is_edge = not tail or tail[0] in _DASHES or at == passage.text.find(text)
    return mark == '"' and is_edge and not passage.field


def quoted(passage: Passage) -> list[tuple[int, int]]:
    """Where the quotations of a passage start and end, marks included."""
    marks = _marks(passage)
    spans = [(at, len(passage.text) + 1) for _, at in marks.opened]
    spans += [(-1, at + 1) for _, at in marks.unopened]
    single = [match.span() for match in re.finditer("‘[^‘’]*’", passage.text)]
    straight = [match.span() for match in re.finditer('"[^"]*"', passage.text)]
    return [*marks.pairs, *spans, *single, *straight]


def _gone_on(opened: list[tuple[str, int]], later: list[tuple[Passage, _Marks]]) -> int:
    """How many of the marks that open here go on in the passages behind."""
    marks = "".join(mark for mark, _ in opened)
    for number, (passage, others) in enumerate(later):
        if passage.field:
            return 0
        if number == 0 and _turned(passage).lstrip().startswith(marks):
            return len(marks)
        if number == 0 and passage.text.lstrip()[:1] in _again(marks[0], passage):
            return 1
        if others.unopened and _ends(passage, *others.unopened[0], marks[0]):
            others.unopened.pop(0)
            return 1
        if any(
            (mark == '"') == (marks[0] == '"') for mark, _ in (*others.opened, *others.unopened)
        ):
            return 0
    return 0


def _again(mark: str, passage: Passage) -> str:
    return _as_written(mark, passage) + ("»" if passage.base == "fr" and mark == "«" else "")


def _ends(passage: Passage, mark: str, at: int, opening: str) -> bool:
    """Whether a mark ends a sentence, as the last one of a long quotation does."""
    is_partner = mark in _CLOSERS.get(opening, opening)
    before = passage.text[:at].rstrip()
    is_end = bool(_AT_END.match(passage.text, at + 1)) or before[-1:] in tuple(_STOPS)
    return is_partner and is_end and bool(before)


def _marks(passage: Passage) -> _Marks:
    text = _turned(passage)
    if direction_of(passage.base) == "ltr" and passage.base != "fr":
        text = _FOREIGN.sub(lambda match: HIDDEN + match[0][1:-1] + HIDDEN, text)
    closing_primes = {one.start for one in primes(passage) if one.mended in ("”", "“", "»")}
    marks = _Marks()
    for number, character in enumerate(text):
        if _is_opener(character, number, passage, marks):
            marks.opened.append(("«" if character == "»" else character, number))
        elif character in "“»”›" or number in closing_primes:
            _close(marks, character, number, passage)
    _straight(passage, marks)
    return marks


def _is_opener(character: str, number: int, passage: Passage, marks: _Marks) -> bool:
    if character == "“":
        return _top(marks.opened) != "„"
    if character == "”":
        return passage.base in _SAME and _top(marks.opened) not in {"“", "„", "”"}
    if character == "»":  # French paragraphs inside a quotation begin so
        return passage.base == "fr" and number == 0
    return character in "«„‹"


def _close(marks: _Marks, character: str, number: int, passage: Passage) -> None:
    if not marks.opened:
        marks.unopened.append((character, number))
        return
    opening, at = marks.opened.pop()
    marks.pairs.append((at, number + 1))
    if character == "″" or character in _CLOSERS[opening]:
        return
    shown, closer = passage.text[at], _as_written(_CLOSERS[opening][0], passage)
    marks.mixed.append(
        Finding(
            "quote-mixed",
            at,
            number + 1,
            f"{shown} is closed by {passage.text[number]}",
            hint=f"close it with {closer}, or open it with the other kind",
        )
    )


def _straight(passage: Passage, marks: _Marks) -> None:
    """A straight mark too many; marks behind numbers and Hebrew prefixes may be something else."""
    text = passage.text
    if passage.base in {"he", "yi"}:
        if _PREFIXED.search(text):
            return
        text = _GERESH.sub(HIDDEN, text)
    closing_primes = sum(one.mended == '"' for one in primes(passage))
    if (text.count('"') + closing_primes) % 2 == 0 or _AFTER_DIGIT.search(text):
        return
    last = text.rindex('"')
    before = text[:last].rstrip()
    is_end = _AT_END.match(text, last + 1) and before and not text.lstrip().startswith('"')
    marks_of = marks.unopened if is_end else marks.opened
    marks_of.append(('"', last))


def _unclosed(passage: Passage, mark: str, at: int) -> Finding:
    if mark == '"':
        return _lone(at)
    closer = _as_written(_CLOSERS[mark][0], passage)
    hint = f"put {closer} where the quotation ends"
    said = f"{passage.text[at]} is never closed"
    return Finding("quote-unclosed", at, at + 1, said, hint=hint)


def _unopened(passage: Passage, mark: str, at: int) -> Finding:
    if mark == '"':
        return _lone(at)
    said = f"{passage.text[at]} closes a quotation that was never opened"
    return Finding("quote-unopened", at, at + 1, said, hint="open it, or delete the mark")


def _lone(at: int) -> Finding:
    said = 'a " has no partner in this passage'
    hint = "close the quotation, or delete the mark"
    return Finding("quote-unclosed", at, at + 1, said, hint=hint)


def _is_turned(passage: Passage) -> bool:
    """Whether marks stand the other way round: Urdu and Arabic have ”…“ beside “…”."""
    opening, closing = (passage.text.find(mark) for mark in "“”")
    if closing < 0 or 0 <= opening < closing:
        return False
    if passage.base == "ur":
        return True
    is_pair = opening > closing and _TURNED_PAIR.search(passage.text) is not None
    return is_pair and comma_of(passage.base) == "،"


def _turned(passage: Passage) -> str:
    """The text with marks as most languages have them."""
    return passage.text.translate(_TURNED) if _is_turned(passage) else passage.text


def _as_written(mark: str, passage: Passage) -> str:
    return mark.translate(_TURNED) if _is_turned(passage) else mark
