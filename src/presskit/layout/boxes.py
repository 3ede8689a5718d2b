"""Boxes: none stands in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.model.blocks import BlockQuote, Box, DefinitionList, List, Paragraph, PullQuote
from presskit.model.inlines import Strong, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report
    from presskit.model.blocks import Block, Blocks


def open_inner(blocks: Blocks, report: Report, *, inside: bool = False) -> Blocks:
    """Blocks whose boxes hold no other box: what an inner one holds stands in the outer one.

    Its title becomes a bold paragraph. `inside` says that a box is around these blocks already.
    Each box that was opened is reported.
    """
    return tuple(done for block in blocks for done in _opened(block, report, inside=inside))


def _opened(block: Block, report: Report, *, inside: bool) -> Iterator[Block]:
    match block:
        case Box() if inside:
            report.add(
                "box-nested",
                f"a box stands in another: “{plain(block.title)}” was set as part of it",
                block.at,
                "end the first box with ::: before the next one",
            )
            if block.title:
                yield Paragraph((Strong(block.title),), block.at)
            yield from open_inner(block.blocks, report, inside=True)
        case Box():
            yield replace(block, blocks=open_inner(block.blocks, report, inside=True))
        case BlockQuote() | PullQuote():
            yield replace(block, blocks=open_inner(block.blocks, report, inside=inside))
        case List() | DefinitionList():
            items = (
                replace(item, blocks=open_inner(item.blocks, report, inside=inside))
                for item in block.items
            )
            yield replace(block, items=tuple(items))
        case _:
            yield block
