"""Quotes: the line under one that says whose words they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model.blocks import Paragraph
from presskit.model.inlines import LineBreak, Text
from presskit.sources.inlines import from_column, stripped

if TYPE_CHECKING:
    from presskit.model.blocks import Blocks
    from presskit.model.inlines import Inlines

_DASHES = ("—", "―", "--")


def split_attribution(blocks: Blocks) -> tuple[Blocks, Inlines]:
    """A quote's blocks, and its attribution: a last paragraph or line that opens with a dash."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph):
        return blocks, ()
    opening = [number for number, _ in enumerate(last.children) if _opens(last.children, number)]
    if len(opening) != 1 or (opening == [0] and len(blocks) == 1):
        return blocks, ()
    number = opening[0]
    text = last.children[number]
    assert isinstance(text, Text)
    words = text.text.lstrip("—―- ")
    attribution = from_column(text, len(text.text) - len(words))
    before = stripped(last.children[:number])
    rest = (Paragraph(before, last.at),) if before else ()
    return (*blocks[:-1], *rest), stripped((attribution, *last.children[number + 1 :]))


def _opens(inlines: Inlines, number: int) -> bool:
    """Whether a line starts here with a dash; lines are told apart by their places."""
    text = inlines[number]
    if not isinstance(text, Text) or not text.text.startswith(_DASHES):
        return False
    before = inlines[number - 1] if number else None
    if not isinstance(before, Text):
        return before is None or isinstance(before, LineBreak)
    # The blank of a line's end stands alone, without a place, behind other inlines.
    return before.at is None or (text.at is not None and before.at.line < text.at.line)
