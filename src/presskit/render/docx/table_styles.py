"""The two table styles: rules between rows, a rule under the head, air after the last row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.render.docx.properties import border
from presskit.wordml import names
from presskit.wordml.xml import add, twips

if TYPE_CHECKING:
    from presskit.theming.styles import RoleStyle
    from presskit.theming.theme import Theme
    from presskit.wordml.names import Name
    from presskit.wordml.xml import Element

_HAIRLINE, _RULE = 0.5, 0.8
_AIR = 12  # points below the last row: Word knows no space after a table


def add_table_styles(styles: Element, theme: Theme) -> None:
    """Append the styles of data tables and of delegation tables."""
    _table_style(styles, names.DATA_TABLE, theme, theme.styles["table-cell"])
    _table_style(styles, names.DELEGATION_TABLE, theme, theme.styles["name"])


def _table_style(styles: Element, name: Name, theme: Theme, cell: RoleStyle) -> None:
    ink, hairline = theme.color(cell.color), theme.colors.get("hairline", theme.color(cell.color))
    element = add(styles, "style", type="table", customStyle="1", styleId=name.id)
    add(element, "name", val=name.name)
    add(element, "basedOn", val="TableNormal")
    add(element, "uiPriority", val="59")
    add(element, "qFormat")
    properties = add(element, "tblPr")
    add(properties, "tblInd", w="0", type="dxa")
    borders = add(properties, "tblBorders")
    border(borders, "insideH", _HAIRLINE, hairline)
    margins = add(properties, "tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        add(margins, side, w=twips(cell.padding), type="dxa")
    first = add(add(element, "tblStylePr", type="firstRow"), "tcPr")
    border(add(first, "tcBorders"), "bottom", _RULE, ink)
    last = add(add(element, "tblStylePr", type="lastRow"), "tcPr")
    add(add(last, "tcMar"), "bottom", w=twips(_AIR + cell.padding), type="dxa")
