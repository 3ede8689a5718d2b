"""Tables of Markdown: the cells as written, those that a row has too many among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.model.blocks import Cell, Row, Table
from presskit.sources.bidi import with_true_places
from presskit.sources.parser import parse_inline

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

    from presskit.diagnostics import Report
    from presskit.model.blocks import Align, Figure
    from presskit.sources.inlines import InlineReader
    from presskit.sources.positions import Lines

_MARGIN = re.compile(r"[ \t>]*\|?")
_ESCAPED = re.compile(r"\\\|")
_PIPE = re.compile(r"(?<!\\)\|")


def read_table(
    node: SyntaxTreeNode, lines: Lines, reader: InlineReader, report: Report
) -> tuple[Table, tuple[Figure, ...]]:
    """A table and the pictures that stood in its cells.

    A row that is longer or shorter than the head is reported as `table-ragged`; it stays so.
    """
    head, *rows = (row for part in node.children for row in part.children)
    width = len(head.children)
    read = []
    for row in rows:
        number = row.map[0] if row.map else 0
        cells = _cells(lines.lines[number])
        if len(cells) != width:
            report.add(
                "table-ragged",
                f"cells in this row: {len(cells)}; in the table's head: {width}",
                lines.at(number),
                "write as many cells as the head has; a cell may be empty",
            )
        read.append(_row(row, cells[width:], lines, reader))
    table = Table(
        _row(head, [], lines, reader),
        tuple(read),
        tuple(_align(cell) for cell in head.children),
        at=lines.at(node.map[0] if node.map else 0),
    )
    return table, tuple(reader.figures)


def _row(row: SyntaxTreeNode, more: list[str], lines: Lines, reader: InlineReader) -> Row:
    """A row; `more` are the cells beyond the head's last, which markdown-it leaves out."""
    number = row.map[0] if row.map else 0
    column = 0
    nodes = [cell.children[0] for cell in row.children]
    nodes += [parse_inline(text.strip().replace(r"\|", "|")) for text in more]
    cells = []
    for node in nodes:
        content = node.content.replace("|", r"\|")
        column = max(lines.lines[number].find(content, column), column)
        at = lines.at(number, column)
        # markdown-it takes the backslashes before pipes away; places count them.
        escapes = [at.column + found.start() for found in _ESCAPED.finditer(content)]
        cells.append(Cell(with_true_places(reader.read(node, [at]), {at.line: escapes})))
        column += len(content)
    return Row(tuple(cells), lines.at(number))


def _cells(line: str) -> list[str]:
    """The cells of a row as written, without the pipes at its ends."""
    row = line[_MARGIN.match(line).end() :].rstrip()  # type: ignore[union-attr]
    cells = _PIPE.split(row)
    return cells[:-1] if not cells[-1].strip() and len(cells) > 1 else cells


def _align(cell: SyntaxTreeNode) -> Align | None:
    """The alignment that a column asks for; left and right mean start and end."""
    style = str(cell.attrs.get("style", ""))
    if "center" in style:
        return "center"
    return "end" if "right" in style else "start" if "left" in style else None
