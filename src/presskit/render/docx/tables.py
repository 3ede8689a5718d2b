"""Tables: one grid of equal rows, its header row repeated on every page, no row ever split."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from presskit.model.inlines import plain
from presskit.render.runs.direction import has_rtl
from presskit.wordml import names
from presskit.wordml.xml import add, add_paragraph, is_table, last_child

if TYPE_CHECKING:
    from presskit.model.inlines import Direction, Inlines
    from presskit.model.layout import LayoutCell, LayoutRow, LayoutTable
    from presskit.model.roles import Role
    from presskit.render.docx.styles import Sheet
    from presskit.wordml.xml import Element

_CAPTIONS: dict[str, Role] = {"delegation": "party", "data": "table-caption"}
_HEADS: dict[str, Role] = {"delegation": "delegation-head", "data": "table-head"}
_CELLS: dict[str, tuple[Role, ...]] = {"delegation": ("role", "name"), "data": ("table-cell",)}


class Paragraphs(Protocol):
    """What a table needs of the blocks around it: how paragraphs are written there.

    `width` is that of the text in points; `turned` says that the text runs in the other direction
    than the document's. The methods are those of `blocks.Blocks`.
    """

    sheet: Sheet
    width: float
    rtl: bool
    turned: bool

    def paragraph(self, parent: Element, role: Role, inlines: Inlines) -> Element | None:
        """Append a paragraph in a role's style."""

    def styled(
        self,
        parent: Element,
        style: str,
        role: Role,
        inlines: Inlines,
        *,
        around: Direction | None = None,
    ) -> Element:
        """Append a paragraph in the style with this id."""
        ...

    def bookmarked(self, paragraph: Element | None, identifier: str) -> None:
        """Put a bookmark round a paragraph's text."""
        ...


def add_table(parent: Element, table: LayoutTable, blocks: Paragraphs) -> None:
    """Append a table, its caption in a paragraph before it.

    A table right after another would become one with it, so a gap keeps them apart.
    """
    caption = _CAPTIONS[table.kind]
    if table.caption:
        blocks.bookmarked(blocks.paragraph(parent, caption, table.caption), table.id)
    elif is_table(last_child(parent)):
        add_paragraph(parent, names.GAP.id)
    element = add(parent, "tbl")
    widths = _widths(table, blocks.width)
    _properties(element, table, sum(widths), rtl=blocks.rtl)
    grid = add(element, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=str(width))
    head: tuple[Role, ...] = (_HEADS[table.kind],)
    _add_row(element, table.head, widths, head, blocks, is_head=True)
    for row in table.rows:
        _add_row(element, row, widths, _CELLS[table.kind], blocks, is_head=False)


def _widths(table: LayoutTable, width: float) -> list[int]:
    """The columns in twips; they fill the width whatever the shares add up to."""
    shares = table.widths or (1,) * len(table.head.cells)
    total = round(width * 20)
    edges = [round(total * sum(shares[:n]) / sum(shares)) for n in range(len(shares) + 1)]
    return [after - before for before, after in pairwise(edges)]


def _properties(element: Element, table: LayoutTable, width: int, *, rtl: bool) -> None:
    style = names.DELEGATION_TABLE if table.kind == "delegation" else names.DATA_TABLE
    has_row_heads = any(cell.scope == "row" for row in table.rows for cell in row.cells)
    properties = add(element, "tblPr")
    add(properties, "tblStyle", val=style.id)
    if rtl:
        add(properties, "bidiVisual")
    add(properties, "tblW", w=str(width), type="dxa")
    add(properties, "tblLayout", type="fixed")
    add(
        properties,
        "tblLook",
        val="04E0" if has_row_heads else "0460",
        firstRow="1",
        lastRow="1",
        firstColumn=str(int(has_row_heads)),
        lastColumn="0",
        noHBand="0",
        noVBand="1",
    )
    if table.caption:
        add(properties, "tblCaption", val=plain(table.caption))
    if table.description:
        add(properties, "tblDescription", val=table.description)


def _add_row(
    element: Element,
    row: LayoutRow,
    widths: list[int],
    roles: tuple[Role, ...],
    blocks: Paragraphs,
    *,
    is_head: bool,
) -> None:
    added = add(element, "tr")
    properties = add(added, "trPr")
    add(properties, "cantSplit")
    if is_head:
        add(properties, "tblHeader")
    for number, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
        _add_cell(added, cell, width, roles[number % len(roles)], blocks)


def _add_cell(row: Element, cell: LayoutCell, width: int, role: Role, blocks: Paragraphs) -> None:
    added = add(row, "tc")
    add(add(added, "tcPr"), "tcW", w=str(width), type="dxa")
    if blocks.turned:
        if blocks.paragraph(added, role, cell.children) is None:
            add_paragraph(added, names.PARAGRAPHS[role].id)
        return
    text = plain(cell.children)
    style = blocks.sheet.cell(role, cell.align, has_rtl=has_rtl(text))
    around = blocks.sheet.cell_direction(style)
    blocks.styled(added, style, role, cell.children, around=around)
