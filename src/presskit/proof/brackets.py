"""Brackets that have no partner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.proof.passages import HIDDEN, Finding, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACKETS = {"(": ")", "[": "]", "{": "}", "﴿": "﴾"}
# Lists and clauses are numbered with a lone bracket: 1) 4.10.2) أ) iv) الف)
_ENUMERATION = re.compile(
    r"(?:^|[\s،,؛;(])(?:\d{1,3}(?:[.-]\w{1,2}){0,4}|[^\W\d_]\d{0,2}|[ivxIVX]{1,5}|الف)\)"
)
_SMILEY = re.compile(r"(?<!\S)[:;=][-'’]?[()]+|(?<!\S)[()]+-?[:;=](?!\S)")
# What site generators fill in: {{ name }}, {% if %}, {{< figure >}}, which may go over lines.
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{[<%]?|[>%]?\}\}", re.DOTALL)
_AFTER_EYES = re.compile(r"(?<=[:;])\)|(?<=[:;]-)\)")
# Half-open intervals, in either way of writing them: [0, 1) and ]0, 1]
_END = r"[-+−]?(?:[\d٠-٩۰-۹.,٫]*[\d٠-٩۰-۹]|∞|[a-zA-Z])"
_INTERVAL = re.compile(rf"[\[\](]\s*{_END}\s*[,،;؛]\s*{_END}\s*[\[\])]")


def brackets(passage: Passage) -> Iterator[Finding]:
    """Brackets that are closed by others, or by none, or open nowhere."""
    text = _INTERVAL.sub(_hidden, _TEMPLATE.sub(_hidden, passage.text))
    # A smiley may close a bracket as well, (like this :), and (= 5) is none.
    yield from min(list(_lone(_SMILEY.sub(_hidden, text))), list(_lone(text)), key=len)


def _hidden(match: re.Match[str]) -> str:
    return HIDDEN * len(match[0])


def _lone(text: str) -> Iterator[Finding]:
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
            elif number not in numbered and not _AFTER_EYES.match(text, number):
                yield _finding(number, f"{character} closes a bracket that was never opened")
    for character, number in stack:
        hint = f"put {_BRACKETS[character]} where it ends"
        yield _finding(number, f"{character} is never closed", hint)


def _finding(number: int, said: str, hint: str = "open it, or delete it") -> Finding:
    return Finding("bracket-unbalanced", number, number + 1, said, hint=hint)
