"""Text files of a handoff: the story, and its tables as tab-separated values."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from presskit.handoffs.lines import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.handoffs.lines import Line
    from presskit.model.layout import LayoutTable

# Excel, Notepad and InDesign take a file without one for an older encoding.
_BOM = "\ufeff"
_CLOSE = ({"list-item"}, {"table-head", "table-cell"}, {"delegation-head", "role"}, {"note"})
_INDENT = "  "


def write_text(lines: Iterable[Line]) -> bytes:
    """Lines as plain text: UTF-8 with a byte order mark, blank lines between paragraphs."""
    return _encoded("".join(_paragraphs(list(lines))))


def write_table(table: LayoutTable) -> bytes:
    """A table as tab-separated values (IANA text/tab-separated-values), its head first."""
    return _encoded("".join("\t".join(row) + "\n" for row in rows_of(table)))


def _paragraphs(lines: list[Line]) -> Iterator[str]:
    if lines:
        yield _written(lines[0])
    for before, line in pairwise(lines):
        together = any(before.role in roles and line.role in roles for roles in _CLOSE)
        yield _written(line) if together else "\n" + _written(line)


def _written(line: Line) -> str:
    label = f"{line.label} " if line.label else ""
    return f"{_INDENT * line.depth}{label}{line.text}\n"


def _encoded(text: str) -> bytes:
    return (_BOM + text).encode()
