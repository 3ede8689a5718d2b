"""Tables: header cells, alignment and column widths; delegations become tables."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from presskit.language.facts import direction_of
from presskit.language.words import labels_of, listed
from presskit.model.alignment import is_numeric, natural_align
from presskit.model.blocks import Cell
from presskit.model.inlines import Text, plain
from presskit.model.layout import LayoutCell, LayoutDelegations, LayoutRow, LayoutTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from presskit.model.blocks import Delegations, Table
    from presskit.model.ids import Ids
    from presskit.model.inlines import Inlines

_WIDEST_CELL = 60
_NARROWEST = 10


def data_table(
    table: Table, ids: Ids, language: str, settle: Callable[[Inlines], Inlines]
) -> LayoutTable:
    """An ordinary table: the first row heads the columns, every row is as wide as the widest.

    A column of numbers is set so that its units stand under each other: numbers run left to
    right in every language, so that is the start side of right-to-left text, else the end. A writer
    who asks for the end side of such a column (`---:`) means its units.
    """
    rows = (table.head, *table.rows)
    count = max(len(row.cells) for row in rows)
    texts = [[plain(cell.children) for cell in _padded(row.cells, count)] for row in rows]
    columns = list(zip(*texts, strict=True))
    aligns = [
        natural_align(column[1:], direction_of(language))
        if given is None or (given == "end" and is_numeric(column[1:]))
        else given
        for column, given in zip_longest(columns, table.align[:count])
    ]
    name = ids.numbered("table")
    heads = [f"{name}-c{column}" for column in range(1, count + 1)]
    return LayoutTable(
        kind="data",
        id=name,
        caption=settle(table.caption),
        description=listed([column[0] for column in columns], language),
        head=LayoutRow(
            tuple(
                LayoutCell(settle(cell.children), scope="column", id=head, align=align)
                for cell, head, align in zip(
                    _padded(table.head.cells, count), heads, aligns, strict=True
                )
            )
        ),
        rows=tuple(
            LayoutRow(
                tuple(
                    LayoutCell(settle(cell.children), headers=(head,), align=align)
                    for cell, head, align in zip(
                        _padded(row.cells, count), heads, aligns, strict=True
                    )
                )
            )
            for row in table.rows
        ),
        widths=column_widths(columns),
        at=table.at,
    )


def delegation_tables(
    block: Delegations, ids: Ids, language: str, settle: Callable[[Inlines], Inlines]
) -> LayoutDelegations:
    """One table a party, its name as caption; columns are role and name, equal in all of them.

    The role heads its row, so that a screen reader says it with the name.
    """
    labels = labels_of(language)
    members = [member for party in block.delegations for member in party.members]
    widths = column_widths(
        [
            (labels.role, *(plain(member.role) for member in members)),
            (labels.name, *(plain(member.name) for member in members)),
        ]
    )
    tables = []
    for party in block.delegations:
        name = ids.numbered("delegation")
        role_head, name_head = f"{name}-c1", f"{name}-c2"
        rows = []
        for number, member in enumerate(party.members, 1):
            row = f"{name}-r{number}"
            role = LayoutCell(settle(member.role), scope="row", id=row, headers=(role_head,))
            rows.append(
                LayoutRow((role, LayoutCell(settle(member.name), headers=(row, name_head))))
            )
        head = tuple(
            LayoutCell((Text(text),), scope="column", id=column)
            for text, column in ((labels.role, role_head), (labels.name, name_head))
        )
        tables.append(
            LayoutTable(
                kind="delegation",
                id=name,
                caption=settle(party.party),
                description=listed((labels.role, labels.name), language),
                head=LayoutRow(head),
                rows=tuple(rows),
                widths=widths,
                at=party.at,
            )
        )
    return LayoutDelegations(tuple(tables))


def column_widths(columns: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The share of each column in whole percent, adding up to 100.

    Estimated from the mean and the longest text, so that one long cell doesn't take all.
    """
    weights = []
    for column in columns:
        lengths = [min(len(text), _WIDEST_CELL) for text in column]
        weights.append(max(1.0, max(lengths) + sum(lengths) / len(lengths)))
    floor = min(_NARROWEST, 100 // len(weights))
    spare = 100 - floor * len(weights)
    shares = [floor + int(spare * weight / sum(weights)) for weight in weights]
    shares[weights.index(max(weights))] += 100 - sum(shares)
    return tuple(shares)


def _padded(cells: tuple[Cell, ...], count: int) -> tuple[Cell, ...]:
    return cells + (Cell(()),) * (count - len(cells))
