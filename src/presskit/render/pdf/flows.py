"""Flows: the body cut into runs of columns and blocks that go across them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.model.inlines import plain
from presskit.model.layout import (
    LayoutBlocks,
    LayoutBox,
    LayoutDelegations,
    LayoutGallery,
    LayoutHeading,
    LayoutTable,
    LayoutVerse,
)
from presskit.render.pdf.breaks import longest_part

if TYPE_CHECKING:
    from presskit.model.layout import LayoutBlock
    from presskit.render.pdf.verses import Measures
    from presskit.theming.theme import Theme

_WIDE_COLUMNS, _WIDE_PICTURES = 4, 3
_CHARACTER = 0.5  # of an em that a character takes: a digit's width, and more than most letters'


class Flow(Struct, frozen=True):
    """Blocks set together: in columns, or across the page."""

    blocks: LayoutBlocks
    wide: bool


def flows(
    body: LayoutBlocks, columns: int, theme: Theme, room: float, measures: Measures | None = None
) -> tuple[Flow, ...]:
    """The body as flows, in order; `room` is how wide a column is, in points, `measures` those of poems.

    With several columns, what needs more room goes across the page: tables of four columns or more
    or of long words, and facing delegations; and the headings over them with them, so that no
    heading is cut off from its text.
    """
    if columns == 1:
        return (Flow(body, wide=False),) if body else ()
    done: list[Flow] = []
    gathered: list[LayoutBlock] = []
    for block in body:
        if not _is_wide(block, theme, room, measures):
            gathered.append(block)
            continue
        cut = len(gathered)
        while cut and isinstance(gathered[cut - 1], LayoutHeading):
            cut -= 1
        if cut:
            done.append(Flow(tuple(gathered[:cut]), wide=False))
        done.append(Flow((*gathered[cut:], block), wide=True))
        gathered = []
    if gathered:
        done.append(Flow(tuple(gathered), wide=False))
    return tuple(done)


def least_width(table: LayoutTable, theme: Theme) -> float:
    """How wide a data table is, in points, whose lines are as short as its words; an estimate."""
    widths = [0.0] * len(table.widths)
    for row, style in (
        (table.head, theme.styles["table-head"]),
        *((row, theme.styles["table-cell"]) for row in table.rows),
    ):
        for column, cell in enumerate(row.cells):
            words = longest_part(plain(cell.children)) * _CHARACTER * style.size
            widths[column] = max(widths[column], words + 2 * style.padding)
    return sum(widths)


def _is_wide(block: LayoutBlock, theme: Theme, room: float, measures: Measures | None) -> bool:
    match block:
        case LayoutDelegations():
            return len(block.tables) > 1
        case LayoutTable():
            return len(block.widths) >= _WIDE_COLUMNS or least_width(block, theme) > room
        case LayoutGallery():
            return len(block.figures) >= _WIDE_PICTURES
        case LayoutVerse():
            return block.paired and measures is not None and measures.pair(block) > room
        case LayoutBox():
            inside = room - 2 * theme.styles["box"].padding
            return block.wide or any(_is_wide(b, theme, inside, measures) for b in block.blocks)
        case _:
            return False
