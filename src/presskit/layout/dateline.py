"""The dateline runs in to the first paragraph, as newspapers set it: a bold place and a dash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.model.blocks import Paragraph
from presskit.model.inlines import Strong, Text, plain
from presskit.model.languages import base_language
from presskit.model.layout import LayoutParagraph

if TYPE_CHECKING:
    from presskit.model.blocks import Blocks
    from presskit.model.layout import LayoutBlocks, Opening

# Between the place and the text: a dash in most papers, shorter where dashes are short.
_DASH = " — "
_DASHES = {
    "da": " – ",
    "de": " – ",
    "fi": " – ",
    "he": " – ",
    "nb": " – ",
    "sv": " – ",
    "yi": " – ",
}
_ENDS = frozenset(":-–—.،,؛;")


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
    children = (Strong(opening.dateline), Text(separator(opening, language)), *first.children)
    return replace(opening, dateline=()), (replace(first, children=children), *body[1:])


def separator(opening: Opening, language: str) -> str:
    """What stands between a dateline and the text, blanks and all."""
    if plain(opening.dateline)[-1:] in _ENDS:
        return " "
    return _DASHES.get(base_language(language), _DASH)


def run_out(dateline: str, body: Blocks) -> tuple[str, Blocks]:
    """The dateline and the body without it, where the body of an article still begins with it."""
    match body:
        case (
            Paragraph(children=(Strong() as place, Text(text=text) as after, *rest)) as first,
            *more,
        ):
            if not dateline or plain((place,)) != dateline:
                return "", body
            dash, text = text[:3], text.lstrip(" ")
            if dateline[-1] not in _ENDS and dash in (_DASH, *_DASHES.values()):
                text = text[2:]
            children = (replace(after, text=text), *rest) if text else tuple(rest)
            return dateline, (replace(first, children=children), *more)
    return "", body
