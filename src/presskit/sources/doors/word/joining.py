"""Inlines of paragraphs put together, cut and made into other texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model.inlines import LineBreak, Text, plain

if TYPE_CHECKING:
    from presskit.model.inlines import Inlines


def joined_letter(letter: Inlines, rest: Inlines) -> Inlines:
    """A large first letter before the paragraph that it opens."""
    if rest and isinstance(first := rest[0], Text):
        return (Text(plain(letter) + first.text), *rest[1:])
    return (*letter, *rest)


def one_line(inlines: Inlines) -> Inlines:
    """Inlines with blanks for line breaks."""
    return tuple(Text(" ") if isinstance(one, LineBreak) else one for one in inlines)


def without_edges(inlines: Inlines) -> Inlines:
    """Inlines without the line breaks at their ends."""
    parts = list(inlines)
    while parts and isinstance(parts[0], LineBreak):
        parts.pop(0)
    while parts and isinstance(parts[-1], LineBreak):
        parts.pop()
    return tuple(parts)


def lines_of(inlines: Inlines) -> str:
    """The text of inlines, a line of it for each of theirs."""
    return "".join("\n" if isinstance(one, LineBreak) else plain((one,)) for one in inlines)
