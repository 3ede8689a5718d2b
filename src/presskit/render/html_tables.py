"""Tables as HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.model.inlines import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from presskit.model import layout as says
    from presskit.model.inlines import Inlines

_LONG_WORD = re.compile(r"\S{18}")  # one that a cell on a phone must break
_BROAD = 4  # columns of a table that may be wider than a phone
LONG = 16  # rows; longer tables stand one under the other, where they can break over pages
_HEAD = {"data": "table-head", "delegation": "delegation-head"}
_ROW = {"data": ("table-cell", "table-cell"), "delegation": ("role", "name")}


class TableWriter:
    """Writes the tables of one layout.

    `inline` is that of its writer; `tight` says which tables have too little room. `boxed` tables
    stand in a box that scrolls, for screens.
    """

    def __init__(
        self,
        inline: Callable[[Inlines], str],
        tight: Callable[[says.LayoutTable], bool],
        *,
        boxed: bool,
    ) -> None:
        self._inline = inline
        self._tight = tight
        self._boxed = boxed

    def write(self, table: says.LayoutTable) -> str:
        """A table, its caption inside it."""
        delegation = table.kind == "delegation"
        caption = "party" if delegation else "table-caption"
        columns = "".join(f'<col style="width:{width}%"/>' for width in table.widths)
        rows = "".join(
            f"<tr>{''.join(self._cell(cell, _ROW[table.kind][n > 0]) for n, cell in enumerate(r.cells))}</tr>"
            for r in table.rows
        )
        head = "".join(self._cell(cell, _HEAD[table.kind]) for cell in table.head.cells)
        title = self._inline(table.caption)
        short = "" if len(table.rows) > LONG else " short"
        tight = " tight" if not delegation and self._tight(table) else ""
        made = (
            f'<table class="{table.kind}{short}{tight}" id="{table.id}">'
            + (f'<caption class="{caption}">{title}</caption>' if title else "")
            + f"<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )
        if not self._boxed:
            return made
        # What may be moved must be reached by a keyboard too (WCAG 2.2, 2.1.1).
        reach = ' tabindex="0"' if len(table.widths) >= _BROAD else ""
        return f'<div class="table-box"{reach}>{made}</div>'

    def _cell(self, cell: says.LayoutCell, role: str) -> str:
        tag = "th" if cell.scope else "td"
        scope = {"column": ' scope="col"', "row": ' scope="row"', None: ""}[cell.scope]
        name = f' id="{cell.id}"' if cell.id else ""
        headers = f' headers="{" ".join(cell.headers)}"' if cell.headers else ""
        align = f" align-{cell.align}" if cell.align != "start" else ""
        breaks = " breaks" if _LONG_WORD.search(plain(cell.children)) else ""
        inside = self._inline(cell.children)
        return f'<{tag} class="{role}{align}{breaks}"{scope}{name}{headers}>{inside}</{tag}>'
