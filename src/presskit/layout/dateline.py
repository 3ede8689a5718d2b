"""The dateline runs in to the first paragraph, as newspapers set it: a bold place and a dash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.language.datelines import separator
from presskit.model.inlines import Strong, Text, plain
from presskit.model.layout import LayoutDeskNote, LayoutFigure, LayoutHeading, LayoutParagraph

if TYPE_CHECKING:
    from presskit.model.layout import LayoutBlocks, Opening


def run_in(opening: Opening, body: LayoutBlocks, language: str) -> tuple[Opening, LayoutBlocks]:
    """The opening without its dateline, and the body whose text begins with it.

    Crossheads, pictures and notes to the desk may stand before the text. One that doesn't begin with
    a paragraph of the article's direction leaves the dateline where it is, on a line of its own.
    """
    before = (LayoutHeading, LayoutFigure, LayoutDeskNote)
    start = next((at for at, one in enumerate(body) if not isinstance(one, before)), len(body))
    first = body[start] if start < len(body) else None
    if (
        not opening.dateline
        or not isinstance(first, LayoutParagraph)
        or not first.children
        or first.direction
    ):
        return opening, body
    children = (
        Strong(opening.dateline),
        Text(separator(plain(opening.dateline), language)),
        *first.children,
    )
    body = (*body[:start], replace(first, children=children), *body[start + 1 :])
    return replace(opening, dateline=()), body
