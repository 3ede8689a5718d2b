"""Inlines cut by offsets in their plain text, markup kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model.inlines import Code, LineBreak, NoteRef, Text, plain

if TYPE_CHECKING:
    from presskit.model.inlines import Inline, Inlines


def cut(inlines: Inlines, start: int, end: int | None) -> Inlines:
    """What stands between two offsets of `plain(inlines)`, without the blanks around it."""
    text = plain(inlines)
    end = len(text) if end is None else end
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    end = start + len(inside.strip())
    return _between(inlines, start, end)


def _between(inlines: Inlines, start: int, end: int) -> Inlines:
    done: list[Inline] = []
    offset = 0
    for inline in inlines:
        length = len(plain((inline,)))
        head, tail = max(start - offset, 0), min(end - offset, length)
        is_at_edge = isinstance(inline, NoteRef) and start <= offset <= end
        offset += length
        if head >= tail and not is_at_edge:
            continue
        match inline:
            case Text(text=text, at=at):
                place = at and Position(at.line, at.column + head)
                done.append(Text(text[head:tail], place))
            case Code() | LineBreak() | NoteRef():
                done.append(inline)
            case _:
                done.append(replace(inline, children=_between(inline.children, head, tail)))
    return tuple(done)
