"""Tables of a page: those that hold facts, and those that only place things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model import blocks as model
from presskit.sources.doors.elements import is_all_in
from presskit.sources.doors.inlines import unbold

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import html

    from presskit.model.inlines import Inlines

_MOST_PARAGRAPHS = 3
_WIDEST = 50


def is_layout(table: html.HtmlElement) -> bool:
    """Whether a table only places things: one cell a row or a column, or whole texts in cells."""
    rows = [row for row in map(_cells, table.iter("tr")) if row]
    if len(rows) < 2 or max(map(len, rows)) == 1 or table.get("role") == "presentation":
        return True
    if sum(map(len, rows)) < sum(1 for _ in table.iter("td", "th")):
        return True
    if not is_all_in(table, "td", "th", "caption") or len(table.findall(".//caption")) > 1:
        return True
    if any(one is not table for one in table.iter("table", "h1", "h2", "article", "blockquote")):
        return True
    return any(sum(1 for _ in cell.iter("p")) > _MOST_PARAGRAPHS for row in rows for cell in row)


def table_of(table: html.HtmlElement, read: Callable[[html.HtmlElement], Inlines]) -> model.Table:
    """A table whose cells `read` reads; cells that span others leave those empty."""
    below: dict[int, int] = {}  # how many rows each column stays taken
    rows = [_row(cells, below, read) for cells in map(_cells, table.iter("tr")) if cells]
    caption = table.find(".//caption")
    said = read(caption) if caption is not None else ()
    return model.Table(rows[0], tuple(rows[1:]), (), said)


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _row(
    cells: list[html.HtmlElement],
    below: dict[int, int],
    read: Callable[[html.HtmlElement], Inlines],
) -> model.Row:
    done: list[model.Cell] = []

    def skip() -> None:
        while below.get(len(done), 0) > 0:
            below[len(done)] -= 1
            done.append(model.Cell(()))

    for cell in cells:
        skip()
        inlines = unbold(read(cell)) if cell.tag == "th" else read(cell)
        tall = _span(cell, "rowspan") - 1
        for number in range(_span(cell, "colspan")):
            below[len(done)] = tall
            done.append(model.Cell(() if number else inlines))
    skip()
    return model.Row(tuple(done))


def _span(cell: html.HtmlElement, name: str) -> int:
    said = cell.get(name) or "1"
    is_number = said.isascii() and said.isdecimal() and len(said) < 6
    return max(1, min(int(said), _WIDEST)) if is_number else 1
