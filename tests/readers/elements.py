"""The common tongue of the readers: an edition as a sequence of elements."""

from __future__ import annotations

import re
from typing import NamedTuple

# What no reader sees: directional marks, which an edition may add and a writer may type.
_INVISIBLE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Element(NamedTuple):
    """One thing that an edition says.

    `kind` is a role of the glossary; `level` is a heading's level, an item's depth, a cell's
    column, else 0. Line breaks in `text` are `\\n`, a reference to a note is `[^mark]`.
    """

    kind: str
    level: int
    text: str


class Note(NamedTuple):
    """A note: its mark and what it says."""

    mark: str
    elements: tuple[Element, ...]


class Said(NamedTuple):
    """All that an edition says: its text and its notes by their marks."""

    elements: tuple[Element, ...]
    notes: tuple[Note, ...]


def visible(text: str) -> str:
    """Text without directional marks."""
    return _INVISIBLE.sub("", text)
