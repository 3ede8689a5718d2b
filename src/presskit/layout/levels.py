"""Heading levels: the headline is level 1, crossheads 2 to 4, and none is skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.model.blocks import BlockQuote, Box, DefinitionList, Heading, List, PullQuote
from presskit.model.inlines import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report
    from presskit.model.blocks import Block, Blocks

_DEEPEST = 4


def mend(body: Blocks, report: Report) -> Blocks:
    """The body with its headings, those in quotes and lists too, on levels 2 to 4.

    Each change is reported. Where the first heading is on level 1, all go down by one; any other
    on level 1 becomes level 2. A heading that skips a level is raised, one without text left out.
    """
    first = next(_headings(body), None)
    shift = 1 if first is not None and first.level <= 1 else 0
    return _Mender(shift, report).blocks(body)


def _headings(blocks: Blocks) -> Iterator[Heading]:
    for block in blocks:
        match block:
            case Heading():
                yield block
            case BlockQuote() | PullQuote() | Box():
                yield from _headings(block.blocks)
            case List() | DefinitionList():
                for item in block.items:
                    yield from _headings(item.blocks)


class _Mender:
    """Goes through the blocks in reading order and remembers the level of the last heading."""

    def __init__(self, shift: int, report: Report) -> None:
        self._shift = shift
        self._report = report
        self._above = 1

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(mended for block in blocks for mended in self._block(block))

    def _block(self, block: Block) -> Iterator[Block]:
        match block:
            case Heading():
                yield from self._heading(block)
            case BlockQuote() | PullQuote() | Box():
                yield replace(block, blocks=self.blocks(block.blocks))
            case List() | DefinitionList():
                items = (replace(item, blocks=self.blocks(item.blocks)) for item in block.items)
                yield replace(block, items=tuple(items))
            case _:
                yield block

    def _heading(self, heading: Heading) -> Iterator[Heading]:
        name = plain(heading.children).strip()
        if not name:
            self._report.add("heading-empty", "a heading without text was left out", heading.at)
            return
        self._above = self._level(heading, name)
        yield replace(heading, level=self._above)

    def _level(self, heading: Heading, name: str) -> int:
        level = max(heading.level, 1) + self._shift
        if heading.level <= 1:
            level = 2
            self._report.add(
                "heading-demoted",
                f"“{name}” is a level-1 heading; in the body it became level 2",
                heading.at,
                "write ## for a crosshead; # is the headline",
            )
        below = min(_DEEPEST, self._above + 1)
        if level > _DEEPEST:
            self._report.add(
                "heading-too-deep",
                f"“{name}” is on level {level}; it became level {below}",
                heading.at,
                "an article has crossheads on levels 2 to 4",
            )
        elif level > below:
            self._report.add(
                "heading-skipped",
                f"“{name}” jumps to level {level}; it became level {below}",
                heading.at,
                f"write {'#' * (below - self._shift)} here, or add the heading above it",
            )
        return min(level, below)
