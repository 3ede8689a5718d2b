"""The dateline taken out of the first paragraph again, where the layout pass ran it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.language.datelines import DASHES, ENDS
from presskit.model.blocks import DeskNote, Figure, Heading, Paragraph
from presskit.model.inlines import Strong, Text, plain

if TYPE_CHECKING:
    from presskit.model.blocks import Blocks


def run_out(dateline: str, body: Blocks) -> tuple[str, Blocks]:
    """The dateline and the body without it, where the text of an article still begins with it."""
    before = (Heading, Figure, DeskNote)
    start = next((at for at, one in enumerate(body) if not isinstance(one, before)), len(body))
    match body[start:]:
        case (
            Paragraph(children=(Strong() as place, Text(text=text) as after, *rest)) as first,
            *more,
        ):
            if not dateline or plain((place,)) != dateline:
                return "", body
            dash, text = text[:3], text.lstrip(" ")
            if dateline[-1] not in ENDS and dash in DASHES:
                text = text[2:]
            children = (replace(after, text=text), *rest) if text else tuple(rest)
            return dateline, (*body[:start], replace(first, children=children), *more)
    return "", body
