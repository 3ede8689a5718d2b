"""Runs of a text put around its inlines: an `Isolate` for each, emphasis cut where it must be."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model.inlines import Dressed, Inline, Isolate, Link, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from presskit.layout.runs import Run
    from presskit.model.inlines import Direction, Inlines

    Settle: TypeAlias = Callable[[Inlines, Direction], Inlines]

_Piece: TypeAlias = tuple[Inline, int, int]


def wrap(inlines: Inlines, runs: Sequence[Run], settle: Settle, offset: int = 0) -> Inlines:
    """The inlines with an isolate around each run; one inside emphasis or a link stays in it.

    Runs count characters from `offset`, in order, and cut no link. `settle` gets what is inside
    an isolate with its direction.
    """
    if not runs:
        return inlines
    inner, outer = _parted(inlines, runs, offset)
    done: list[Inline] = []
    inside: list[Inline] = []
    edges = [edge for run in outer for edge in run[:2]]
    at = within = 0
    for piece, start, end in _cut(inlines, offset, edges):
        while at < len(outer) and outer[at].end <= start:
            at += 1
        if at < len(outer) and outer[at].start <= start < end:
            inside.append(piece)
            if end == outer[at].end:
                done.append(_isolate(tuple(inside), outer[at].direction, settle))
                inside = []
            continue
        first = within
        while within < len(inner) and inner[within].end <= end:
            within += 1
        done.append(_wrap_children(piece, inner[first:within], settle, start))
    return tuple(done)


def links_in(inlines: Inlines, offset: int) -> Iterator[tuple[int, int]]:
    """Where links stand, in order; characters are counted from `offset` as runs do."""
    for inline in inlines:
        end = offset + length(inline)
        if isinstance(inline, Link):
            yield offset, end
        if isinstance(inline, Dressed | Link):
            yield from links_in(inline.children, offset)
        offset = end


def clear_of(links: Sequence[tuple[int, int]], run: Run, symbols: str) -> Iterator[Run]:
    """The run, cut where it would cut a link in two: a link is whole inside it or around it.

    `links` are the places of links among the symbols, in order.
    """
    cuts = []
    for edge in (run.start, run.end):
        found = bisect_right(links, (edge, len(symbols) + 1)) - 1
        start, end = links[found] if found >= 0 else (0, 0)
        if run.start < start < run.end < end:
            cuts.append(start)
        if start < run.start < end < run.end:
            cuts.append(end)
    for begin, stop in pairwise([run.start, *cuts, run.end]):
        piece = symbols[begin:stop]
        if not cuts or set("LREA") & set(piece):
            blanks = len(piece) - len(piece.lstrip())
            yield run._replace(start=begin + blanks, end=begin + len(piece.rstrip()))


def _isolate(children: Inlines, direction: Direction, settle: Settle) -> Isolate:
    if len(children) == 1 and isinstance(children[0], Isolate):
        return children[0]
    return Isolate(direction, settle(children, direction))


def _wrap_children(piece: Inline, runs: Sequence[Run], settle: Settle, start: int) -> Inline:
    if not runs or not isinstance(piece, Dressed | Link):
        return piece
    return replace(piece, children=wrap(piece.children, runs, settle, start))


def _parted(inlines: Inlines, runs: Sequence[Run], offset: int) -> tuple[list[Run], list[Run]]:
    """The runs inside a single emphasis or link, and the others."""
    inner: list[Run] = []
    outer: list[Run] = []
    at = 0
    position = offset
    for inline in inlines:
        end = position + length(inline)
        holds = isinstance(inline, Dressed | Link)
        while at < len(runs) and runs[at].start < end:
            inside = holds and position <= runs[at].start and runs[at].end <= end
            (inner if inside else outer).append(runs[at])
            at += 1
        position = end
    return inner, outer


def length(inline: Inline) -> int:
    """The characters that runs count: those of texts, and one for anything else."""
    match inline:
        case Text(text=text):
            return len(text)
        case Dressed() | Link():
            return sum(map(length, inline.children))
        case _:
            return 1


def _cut(inlines: Inlines, offset: int, edges: Sequence[int]) -> Iterator[_Piece]:
    """The inlines with their spans, text and emphasis cut at the edges, which are in order."""
    at = 0
    for inline in inlines:
        end = offset + length(inline)
        start = offset
        while at < len(edges) and edges[at] < end:
            if edges[at] > start:
                yield _slice(inline, start - offset, edges[at] - offset), start, edges[at]
                start = edges[at]
            at += 1
        yield _slice(inline, start - offset, end - offset), start, end
        offset = end


def _slice(inline: Inline, start: int, stop: int) -> Inline:
    """The characters from `start` to `stop` of a text, or of an emphasis or a link around texts.

    A link is cut only where article JSON holds one link inside another.
    """
    if start == 0 and stop == length(inline):
        return inline
    if isinstance(inline, Text):
        at = inline.at and Position(inline.at.line, inline.at.column + start)
        return Text(inline.text[start:stop], at)
    assert isinstance(inline, Dressed | Link)
    pieces = _cut(inline.children, 0, [start, stop])
    inside = tuple(piece for piece, begin, end in pieces if start <= begin and end <= stop)
    return replace(inline, children=inside)
