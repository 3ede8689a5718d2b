"""Cells of Word's tables: what they say, and how their columns are aligned."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from presskit.model.alignment import natural_align
from presskit.model.inlines import LineBreak, plain
from presskit.sources.edited.paragraphs import style_of
from presskit.wordml.xml import clark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.model.blocks import Align
    from presskit.model.inlines import Direction, Inlines
    from presskit.sources.edited.inlines import InlineReader
    from presskit.sources.edited.opened import Opened
    from presskit.wordml.xml import Element


class TableReader:
    """Reads the cells of one document, whose text runs in a direction."""

    def __init__(self, opened: Opened, inlines: InlineReader, direction: Direction) -> None:
        self._opened = opened
        self._inlines = inlines
        self._direction = direction

    def cell(self, cell: Element) -> Inlines:
        """What a cell says; its paragraphs become lines."""
        inlines: Inlines = ()
        for paragraph in cell.iter(clark("p")):
            said = self._inlines.read(paragraph)
            inlines = (*inlines, LineBreak(), *said) if inlines and said else inlines or said
        return inlines

    def aligns(
        self, rows: list[list[Element]], cells: list[list[Inlines]]
    ) -> tuple[Align | None, ...]:
        """The alignment of each column that is not the one it has by itself."""
        columns = list(zip_longest(*rows))
        texts = list(zip_longest(*([plain(cell) for cell in row] for row in cells), fillvalue=""))
        found: list[Align | None] = []
        for column, text in zip(columns, texts, strict=True):
            align = self._align([cell for cell in column[1:] or column if cell is not None])
            found.append(None if align == natural_align(text[1:], self._direction) else align)
        return tuple(found) if any(found) else ()

    def _align(self, column: Iterable[Element]) -> Align:
        styles = [
            self._opened.variant(style_of(p)) for cell in column for p in cell.iter(clark("p"))
        ]
        if any(style.endswith(" End") for style in styles):
            return "end"
        return "center" if any(style.endswith(" Center") for style in styles) else "start"
