"""The lines of a paragraph as they were written, which mean something in some divs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model.inlines import LineBreak, Text
from presskit.model.walk import walk
from presskit.sources.inlines import stripped

if TYPE_CHECKING:
    from presskit.model.inlines import Inline, Inlines


def written_lines(inlines: Inlines) -> list[Inlines]:
    """The lines that a paragraph was written in, by line breaks and by the places of its texts."""
    lines: list[list[Inline]] = [[]]
    number = 0
    for inline in inlines:
        if isinstance(inline, LineBreak):
            lines.append([])
            continue
        places = [one.at.line for one in walk(inline) if isinstance(one, Text) and one.at]
        if places and number and places[0] > number and lines[-1]:
            lines.append([])
        number = places[-1] if places else number
        lines[-1].append(inline)
    return [line for line in map(stripped, map(tuple, lines)) if line]
