"""Interviews in pasted copy: which units ask, and which answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.sources.pasted.headings import Guess
from presskit.sources.pasted.lines import Kind, labelled
from presskit.sources.pasted.people import is_member
from presskit.sources.pasted.words import opens_with, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presskit.sources.pasted.wraps import Unit

_SURE_TURNS = 2
_LONGEST_REQUEST = 120


def turns(units: Sequence[Unit], *, is_interview: bool) -> dict[int, Guess]:
    """The questions and answers of an interview: marked, by two speakers, or by question marks."""
    marked = {n for n, unit in enumerate(units) if unit.kind in (Kind.QUESTION, Kind.ANSWER)}
    if sum(units[n].kind is Kind.QUESTION for n in marked) >= 1 and len(marked) > 1:
        why = "an interview's letters or names"
        return dict.fromkeys(marked, Guess(0.95, why))
    if found := _speakers(units):
        return found
    if not is_interview:
        return {}
    asked = [_is_question(unit) or _is_request(unit) for unit in units]
    apart = [n for n, is_asked in enumerate(asked[:-1]) if is_asked and not asked[n + 1]]
    if len(apart) >= _SURE_TURNS:
        replies = [n + 1 for n in apart if units[n].kind is units[n + 1].kind is Kind.ITEM]
        return dict.fromkeys(apart, Guess(0.85, "a question by itself, in an interview")) | (
            dict.fromkeys(replies, Guess(0.85, "a marked line under a question, which it answers"))
        )
    return {}


def _is_question(unit: Unit) -> bool:
    is_text = unit.kind in (Kind.TEXT, Kind.ITEM)
    return is_text and unit.text.rstrip('»”" ').endswith(("؟", "?")) and len(unit.text) < 400


def _is_request(unit: Unit) -> bool:
    """`حدثنا عن أول كتاب بعته.`: a question without its mark."""
    is_short = unit.kind is Kind.TEXT and len(unit.text) < _LONGEST_REQUEST
    return is_short and opens_with(unit.text, words().request) is not None


def _speakers(units: Sequence[Unit]) -> dict[int, Guess]:
    """Two names that take turns before a colon, one of them with questions."""
    said: dict[str, list[int]] = {}
    for number, unit in enumerate(units):
        cut = labelled(unit.text) if unit.kind is Kind.TEXT else None
        if cut and cut[1] and len(cut[0].split()) <= 4 and not opens_with(cut[0], words().speech):
            said.setdefault(cut[0], []).append(number)
    often = [numbers for numbers in said.values() if len(numbers) >= _SURE_TURNS]
    if len(often) != 2 or any(is_member(units[n]) for numbers in often for n in numbers):
        return {}
    asking = max(
        often, key=lambda numbers: sum(_is_question(units[n]) for n in numbers) / len(numbers)
    )
    if sum(_is_question(units[n]) for n in asking) * 2 < len(asking):
        return {}
    answering = often[1] if asking is often[0] else often[0]
    return dict.fromkeys(asking, Guess(0.9, "a speaker who asks")) | dict.fromkeys(
        answering, Guess(0.9, "a speaker who answers")
    )
