"""Roles and names: which runs of units are the members of a delegation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from presskit.model import blocks as model
from presskit.sources.delegations import looks_like_member
from presskit.sources.pasted.lines import Kind, labelled
from presskit.sources.pasted.pieces import part_of
from presskit.sources.pasted.words import has_any, opens_with, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presskit.sources.pasted.wraps import Unit

_FEWEST = 2
_LONGEST_NAME = 4
_COMMA = re.compile(r"\s*[،,]\s*")
_NO_NAME = re.compile(r"[\d.؛;:؟?!«»“”\"()/]")
# Lines of a crew that would be an article's byline or a picture's caption by themselves.
_CREDITS = (Kind.BYLINE, Kind.CAPTION)


class Party(NamedTuple):
    """A run of members: the units `start` to `end` (excluded), and how sure it is."""

    start: int
    end: int
    confidence: float
    why: str


def is_member(unit: Unit) -> bool:
    """Whether a unit is a role and a name, or several names, with a colon between them."""
    if unit.kind not in (Kind.TEXT, Kind.ITEM, *_CREDITS) or len(unit.lines) > 1:
        return False
    cut = labelled(unit.text)
    if cut is None or not cut[1]:
        return False
    role, name = cut[0], cut[1].removesuffix(".")
    if opens_with(role, words().speech) or opens_with(role, words().ordinal):
        return False
    first, *more = _COMMA.split(name)
    if more:
        return looks_like_member(role, "— —") and all(map(_is_short_name, (first, *more)))
    return looks_like_member(role, name)


def _is_short_name(name: str) -> bool:
    """Whether a text between commas can be a name: a line-up has last names too."""
    return 0 < len(name.split()) <= _LONGEST_NAME and not _NO_NAME.search(name)


def member(unit: Unit) -> model.Member:
    """The role and the name of a unit that is a member."""
    colon = unit.text.replace("：", ":").index(":")
    stop = len(unit.text.rstrip(". "))
    return model.Member(part_of(unit, 0, colon), part_of(unit, colon + 1, stop), unit.first.at)


def party_at(units: Sequence[Unit], start: int, heading: str, label: Unit | None) -> Party | None:
    """The run of members that starts here, under a heading and a label or without them."""
    end = start
    while end < len(units) and is_member(units[end]) and _is_same_run(units, start, end):
        end += 1
    while end > start and units[end - 1].kind in _CREDITS:
        end -= 1
    if end - start < _FEWEST:
        return None
    roles = [unit.text.partition(":")[0] for unit in units[start:end]]
    known = sum(has_any(role, words().role | words().party) for role in roles)
    about = f"{heading} {label.text if label else ''}"
    if has_any(about, words().party):
        return Party(start, end, 0.95, "lines of a role and a name, under words for a party")
    if known * 2 >= len(roles):
        sure = 0.95 if label else 0.85
        return Party(start, end, sure, "lines of a role and a name, most roles known")
    if label and known:
        return Party(start, end, 0.75, "lines of a role and a name under a label")
    return None


def _is_same_run(units: Sequence[Unit], start: int, number: int) -> bool:
    return (units[start].kind is Kind.ITEM) == (units[number].kind is Kind.ITEM)
