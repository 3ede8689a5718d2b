"""Blocks made of units: paragraphs, rows of tables, lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.model import blocks as model
from presskit.sources.pasted.pieces import inlines_of, part_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.sources.pasted.wraps import Unit


def paragraph(unit: Unit) -> model.Paragraph:
    """All of a unit as running text."""
    return model.Paragraph(inlines_of(unit), unit.first.at)


def row(unit: Unit) -> model.Row:
    """What stands between the tabs of a unit, as the cells of a table."""
    cells = [
        model.Cell(part_of(unit, match.start(), match.end()))
        for match in re.finditer(r"[^\t]+|(?<=\t)(?=\t)", unit.text)
    ]
    return model.Row(tuple(cells), unit.first.at)


def flat_list(units: Iterable[Unit]) -> model.List:
    """An item a unit, without numbers."""
    items = tuple(model.ListItem((paragraph(unit),), unit.first.at) for unit in units)
    return model.List(items, at=items[0].at)


def nested_list(units: list[Unit]) -> model.List:
    """A list of marked units; those set further in are a list inside the item before them."""
    outer = units[0].first
    items: list[model.ListItem] = []
    inner: list[Unit] = []

    def close() -> None:
        if inner:
            last = items[-1]
            items[-1] = model.ListItem((*last.blocks, nested_list(inner)), last.at)
            inner.clear()

    shape = outer.marker.shape if outer.marker else ""
    for unit in units:
        mark = unit.first.marker
        is_deeper = bool(items) and (
            unit.first.indent > outer.indent + 1
            or (mark is not None and mark.shape != shape and unit.first.indent >= outer.indent)
        )
        if is_deeper:
            inner.append(unit)
            continue
        close()
        items.append(model.ListItem((paragraph(unit),), unit.first.at))
    close()
    number = outer.marker.number if outer.marker else None
    start = 1 if number is None else number
    return model.List(tuple(items), number is not None, start, items[0].at)
