"""Tables of a Word file: those that hold facts, and those that only place things."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presskit.model import blocks as model
from presskit.sources.doors.lines import undressed
from presskit.sources.doors.word.xml import VAL, W, number, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presskit.model.inlines import Inlines
    from presskit.sources.doors.word.xml import Element

_MOST_PARAGRAPHS = 3
_WIDEST = 63  # Word's own limit
_HOLDERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


class Spanned(NamedTuple):
    """A cell, how many columns it takes, and whether it goes on from the row above."""

    element: Element
    columns: int
    goes_on: bool


def rows_of(table: Element) -> list[list[Spanned | None]]:
    """The cells of a table by rows; None for a place that a row leaves out."""
    return [row for one in _children(table, "tr") if (row := _row(one))]


def is_layout(
    table: Element, rows: list[list[Spanned | None]], kinds: Callable[[Element], str]
) -> bool:
    """Whether a table only places things: one cell a row or a column, or whole texts in cells."""
    if len(rows) < 2 or max(map(len, rows)) == 1:
        return True
    if next(table.iterdescendants(f"{W}tbl"), None) is not None:
        return True
    for cell in (one for row in rows for one in row if one is not None):
        paragraphs = [one for one in cell.element.iter(f"{W}p") if _has_text(one)]
        is_text = len(paragraphs) > _MOST_PARAGRAPHS
        if is_text or any(kinds(one) == "heading" for one in paragraphs):
            return True
    return False


def table_of(rows: list[list[Spanned | None]], read: Callable[[Element], Inlines]) -> model.Table:
    """A table whose cells `read` reads; cells that span others leave those empty."""
    done = [model.Row(tuple(_cells(row, read))) for row in rows]
    head = model.Row(tuple(model.Cell(undressed(cell.children)) for cell in done[0].cells))
    return model.Table(head, tuple(done[1:]))


def _cells(row: list[Spanned | None], read: Callable[[Element], Inlines]) -> Iterator[model.Cell]:
    for cell in row:
        if cell is None:
            yield model.Cell(())
            continue
        yield model.Cell(read(cell.element))
        yield from [model.Cell(())] * (cell.columns - 1)


def _row(row: Element) -> list[Spanned | None]:
    properties = row.find(f"{W}trPr")
    before, after = (_count(value(properties, name, "0")) for name in ("gridBefore", "gridAfter"))
    cells = [_cell(one) for one in _children(row, "tc")]
    return [*[None] * before, *cells, *[None] * after] if cells else []


def _cell(cell: Element) -> Spanned:
    properties = cell.find(f"{W}tcPr")
    merged = None if properties is None else properties.find(f"{W}vMerge")
    goes_on = merged is not None and merged.get(VAL, "continue") == "continue"
    return Spanned(cell, max(1, _count(value(properties, "gridSpan", "1"))), goes_on)


def _count(text: str) -> int:
    return min(max(number(text), 0), _WIDEST)


def _children(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _HOLDERS:
            yield from _children(child, name)


def _has_text(paragraph: Element) -> bool:
    return any((one.text or "").strip() for one in paragraph.iter(f"{W}t"))
