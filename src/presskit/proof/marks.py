"""Quotation marks and brackets: primes, pairs that don't match, pairs that aren't there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.proof.passages import HIDDEN, Finding, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSERS = {"“": "”", "«": "»", "„": "“”", "‹": "›"}
_TURNED = str.maketrans("“”", "”“")
_PRIMES = {"″": ("“", "”"), "′": ("‘", "’")}
_BRACKETS = {"(": ")", "[": "]", "{": "}", "﴿": "﴾"}
_LETTER = r"[^\W\d_]"
# Lists and clauses are numbered with a lone bracket: 1) أ)
_ENUMERATION = re.compile(rf"(?:^|[\s،,؛;])(?:\d{{1,3}}|{_LETTER})\)")
_SMILEY = re.compile(r"[:;]-?[()]")
_GERESH = re.compile(r"(?<=[\u05d0-\u05ea])[\"'](?=[\u05d0-\u05ea])")
# An inch, a foot, a minute of arc: a number stands before a prime that is right.
_MEASURE = re.compile(r"(?<=[\d٠-٩۰-۹])[″′]")


def primes(passage: Passage) -> Iterator[Finding]:
    """A prime that closes a quotation which is open in the same passage.

    WordPress makes them: its closing rule doesn't know `،`.
    """
    text = passage.text
    for match in re.finditer("[″′]", text):
        before = text[: match.start()]
        opening, closing = _PRIMES[match[0]]
        is_open = before.count(opening) > before.count(closing) + _closed_by_primes(
            before, match[0]
        )
        if is_open:
            yield Finding(
                "quote-prime",
                match.start(),
                match.end(),
                f"{match[0]} is a prime and closes no quotation: {closing} does",
                closing,
            )
        elif not _MEASURE.match(text, match.start()):
            yield Finding(
                "quote-prime",
                match.start(),
                match.end(),
                f"{match[0]} is a prime, no quotation mark, and follows no number",
            )


def _closed_by_primes(before: str, prime: str) -> int:
    """Primes that close quotations before this one, so that one opening is closed once."""
    opening, closing = _PRIMES[prime]
    open_ones = closed = 0
    for character in before:
        if character == opening:
            open_ones += 1
        elif character == closing:
            open_ones -= 1
        elif character == prime and open_ones > closed:
            closed += 1
    return closed


def quotes(passage: Passage) -> Iterator[Finding]:
    """Quotation marks that are closed by others, or by none, or open nowhere."""
    text = passage.text
    if passage.base == "ur":  # its marks are the other way round: ”…“
        text = text.translate(_TURNED)
    stack: list[tuple[str, int]] = []
    for number, character in enumerate(text):
        if character in "«“„‹":
            if character == "“" and stack and stack[-1][0] == "„":
                stack.pop()
                continue
            stack.append((character, number))
        elif character in "»”›″":
            if not stack:
                if character != "″":
                    yield _unopened(character, number)
                continue
            opening, at = stack.pop()
            if character != "″" and character not in _CLOSERS[opening]:
                yield Finding(
                    "quote-mixed",
                    at,
                    number + 1,
                    f"{opening} is closed by {character}",
                    hint=f"close it with {_CLOSERS[opening][0]}, or open it with the other kind",
                )
    # A quotation of several paragraphs opens each of them and closes the last.
    if stack and not (len(stack) == 1 and stack[0][1] == 0):
        opening, at = stack[-1]
        yield Finding(
            "quote-unclosed",
            at,
            at + 1,
            f"{opening} is never closed",
            hint=f"put {_CLOSERS[opening][0]} where the quotation ends",
        )
    yield from _straight(passage)


def _unopened(character: str, number: int) -> Finding:
    return Finding(
        "quote-unopened",
        number,
        number + 1,
        f"{character} closes a quotation that was never opened",
        hint="open it, or delete the mark",
    )


def _straight(passage: Passage) -> Iterator[Finding]:
    text = _GERESH.sub("x", passage.text) if passage.base in {"he", "yi"} else passage.text
    text = re.sub(r"(?<=\d)\"", "x", text)
    if text.count('"') % 2 and not (text.startswith('"') and text.count('"') == 1):
        last = text.rindex('"')
        yield Finding(
            "quote-unclosed",
            last,
            last + 1,
            'a " has no partner in this passage',
            hint="close the quotation, or delete the mark",
        )


def brackets(passage: Passage) -> Iterator[Finding]:
    """Brackets that are closed by others, or by none, or open nowhere."""
    text = passage.text
    text = _SMILEY.sub(lambda match: HIDDEN * len(match[0]), text)
    numbered = {match.end() - 1 for match in _ENUMERATION.finditer(text)}
    # The ornate parentheses of verses are written in either order.
    if text.count("﴿") == text.count("﴾"):
        text = re.sub("[﴿﴾]", HIDDEN, text)
    stack: list[tuple[str, int]] = []
    for number, character in enumerate(text):
        if character in _BRACKETS:
            stack.append((character, number))
        elif character in _BRACKETS.values():
            if stack and _BRACKETS[stack[-1][0]] == character:
                stack.pop()
                continue
            if number in numbered:
                continue
            yield Finding(
                "bracket-unbalanced",
                number,
                number + 1,
                f"{character} closes a bracket that was never opened",
                hint="open it, or delete it",
            )
    for character, number in stack:
        yield Finding(
            "bracket-unbalanced",
            number,
            number + 1,
            f"{character} is never closed",
            hint=f"put {_BRACKETS[character]} where it ends",
        )
