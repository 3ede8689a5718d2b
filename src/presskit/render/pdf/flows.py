"""Flows: the body cut into runs of columns and blocks that go across them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.model.layout import LayoutBlocks, LayoutDelegations, LayoutHeading, LayoutTable

if TYPE_CHECKING:
    from presskit.model.layout import LayoutBlock

_WIDE_COLUMNS = 4


class Flow(Struct, frozen=True):
    """Blocks set together: in columns, or across the page."""

    blocks: LayoutBlocks
    wide: bool


def flows(body: LayoutBlocks, columns: int) -> tuple[Flow, ...]:
    """The body as flows, in order.

    With several columns, tables of four columns or more and facing delegations go across the
    page, and the headings over them with them, so that no heading is cut off from its text.
    """
    if columns == 1:
        return (Flow(body, wide=False),) if body else ()
    done: list[Flow] = []
    gathered: list[LayoutBlock] = []
    for block in body:
        if not _is_wide(block):
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


def _is_wide(block: LayoutBlock) -> bool:
    match block:
        case LayoutDelegations():
            return len(block.tables) > 1
        case LayoutTable():
            return len(block.widths) >= _WIDE_COLUMNS
        case _:
            return False
