"""The dateline runs in to the first paragraph, as newspapers set it: a bold place and a dash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.language.datelines import separator
from presskit.model.inlines import Strong, Text, plain
from presskit.model.layout import LayoutParagraph

if TYPE_CHECKING:
    from presskit.model.layout import LayoutBlocks, Opening


def run_in(opening: Opening, body: LayoutBlocks, language: str) -> tuple[Opening, LayoutBlocks]:
    """The opening without its dateline, and the body that begins with it.

    A body that doesn't begin with a paragraph of the article's direction leaves the dateline where
    it is, on a line of its own.
    """
    first = body[0] if body else None
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
    return replace(opening, dateline=()), (replace(first, children=children), *body[1:])
