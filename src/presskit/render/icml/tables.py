"""Tables: a grid of equal rows with a header row, and the styles of their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model.inlines import plain
from presskit.render.icml.flow import Flow
from presskit.render.icml.xml import (
    DIRECTIONS,
    NO_PARAGRAPH_STYLE,
    add,
    add_properties,
    name_of,
    points,
    typed,
)
from presskit.render.runs.direction import has_rtl
from presskit.theming.paper import PAPERS
from presskit.wordml import names

if TYPE_CHECKING:
    from collections.abc import Callable

    from presskit.model.inlines import Inlines
    from presskit.model.layout import LayoutTable
    from presskit.model.roles import Role
    from presskit.render.icml.styles import Sheet
    from presskit.render.icml.xml import Element
    from presskit.theming.theme import Theme

    WriteCell = Callable[[Flow, str, Role, Inlines], None]

CAPTIONS: dict[str, Role] = {"delegation": "party", "data": "table-caption"}
_NAMES = {"delegation": names.DELEGATION_TABLE.name, "data": names.DATA_TABLE.name}
_HEADS: dict[str, Role] = {"delegation": "delegation-head", "data": "table-head"}
_CELLS: dict[str, tuple[Role, ...]] = {"delegation": ("role", "name"), "data": ("table-cell",)}
_NO_CELL_STYLE = "CellStyle/$ID/[None]"
_NO_TABLE_STYLE = "TableStyle/$ID/[No table style]"
_HAIRLINE, _RULE = 0.5, 0.8  # points, as in the DOCX
_AIR = 12  # points below a table
_LEAST_HEIGHT = "3"  # points: InDesign's own; a row grows with its text
_SIDES = ("Top", "Left", "Bottom", "Right")


def add_table(
    run: Element, table: LayoutTable, name: str, sheet: Sheet, write_cell: WriteCell
) -> None:
    """Append a table to a run of characters, as wide as a column of the theme's page.

    `name` is its `Self`; `write_cell` puts text into a cell, in a style.
    """
    rows = (table.head, *table.rows)
    element = add(
        run,
        "Table",
        Self=name,
        AppliedTableStyle=_table_style(_NAMES[table.kind]),
        TableDirection=DIRECTIONS[sheet.direction],
        HeaderRowCount="1",
        FooterRowCount="0",
        BodyRowCount=str(len(table.rows)),
        ColumnCount=str(len(table.head.cells)),
    )
    for number in range(len(rows)):
        values = {"Name": str(number), "MinimumHeight": _LEAST_HEIGHT, "AutoGrow": "true"}
        add(element, "Row", Self=f"{name}-row-{number}", **values)
    shares = table.widths or (1,) * len(table.head.cells)
    width = column_width(sheet.theme)
    for number, share in enumerate(shares):
        values = {"Name": str(number), "SingleColumnWidth": points(width * share / sum(shares))}
        add(element, "Column", Self=f"{name}-column-{number}", **values)
    for number, row in enumerate(rows):
        roles = _CELLS[table.kind] if number else (_HEADS[table.kind],)
        for column, cell in enumerate(row.cells):
            role = roles[column % len(roles)]
            added = add(
                element,
                "Cell",
                Self=f"{name}-cell-{column}-{number}",
                Name=f"{column}:{number}",
                RowSpan="1",
                ColumnSpan="1",
                AppliedCellStyle=_cell_style(role),
            )
            style = sheet.cell(role, cell.align, has_rtl=has_rtl(plain(cell.children)))
            write_cell(Flow(added), style, role, cell.children)


def write_table_styles(document: Element, sheet: Sheet) -> None:
    """Append the styles of tables and of their cells, these named like the text in them."""
    group = add(document, "RootCellStyleGroup", Self="cell-styles")
    none, own = name_of(_NO_CELL_STYLE), name_of(_NO_TABLE_STYLE)
    add(
        group,
        "CellStyle",
        Self=_NO_CELL_STYLE,
        AppliedParagraphStyle=NO_PARAGRAPH_STYLE,
        Name=none,
    )
    for kind, head in _HEADS.items():
        for role in (head, *_CELLS[kind]):
            element = add(
                group,
                "CellStyle",
                Self=_cell_style(role),
                AppliedParagraphStyle=sheet.role(role),
                Name=names.PARAGRAPHS[role].name,
                **_cell_look(role, sheet, is_head=role == head),
            )
            add_properties(element, (typed("BasedOn", "string", none),))
    group = add(document, "RootTableStyleGroup", Self="table-styles")
    add(group, "TableStyle", Self=_NO_TABLE_STYLE, Name=own)
    for name in _NAMES.values():
        values = {f"{side}BorderStrokeWeight": "0" for side in _SIDES}
        values |= {"Name": name, "SpaceAfter": str(_AIR)}
        element = add(group, "TableStyle", Self=_table_style(name), **values)
        add_properties(element, (typed("BasedOn", "string", own),))


def _cell_look(role: Role, sheet: Sheet, *, is_head: bool) -> dict[str, str]:
    style, colours = sheet.theme.styles[role], sheet.colours
    values = {f"{side}Inset": points(style.padding) for side in _SIDES}
    values |= {f"{side}EdgeStrokeWeight": "0" for side in _SIDES}
    rule = colours.swatch(style.color) if is_head else colours.hairline(style.color)
    return values | {
        "BottomEdgeStrokeWeight": points(_RULE if is_head else _HAIRLINE),
        "BottomEdgeStrokeColor": rule,
    }


def column_width(theme: Theme) -> float:
    """The width of a column of the theme's own page, in points."""
    page = theme.page
    room = PAPERS[page.paper].width - page.margins.start - page.margins.end
    return (room - page.gutter * (page.columns - 1)) / page.columns


def _cell_style(role: Role) -> str:
    return f"CellStyle/{names.PARAGRAPHS[role].name}"


def _table_style(name: str) -> str:
    return f"TableStyle/{name}"
