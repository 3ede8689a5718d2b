"""Lists, delegations and quotes made of lines that an editor says are such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from presskit.model import blocks as b
from presskit.model.inlines import Inlines, plain
from presskit.sources.delegations import cut_at_colon, without_colon
from presskit.sources.pasted.cutting import cut
from presskit.sources.pasted.lines import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presskit.diagnostics import Position

_BY = re.compile(r"\s*[—–―-]\s*(?=\S)")
_MOST_BY = 70


def items_of(kept: Any, texts: tuple[Inlines, ...]) -> Iterator[b.ListItem]:
    """The item that a piece was, or one for each line that it says, without its bullet or number."""
    if isinstance(kept, b.ListItem):
        yield kept
        return
    for inlines in texts:
        yield b.ListItem((b.Paragraph(_unmarked(inlines)),))


def list_of(items: Sequence[b.ListItem], first: Inlines, like: b.Block | None) -> b.List:
    """A list as the one that it goes on, else as the mark of its first line says."""
    if isinstance(like, b.List):
        return b.List(tuple(items), like.ordered, like.start, like.at)
    line = line_of(first, 1, gap=False)
    number = line.marker.number if line and line.marker else None
    return b.List(tuple(items), number is not None, number or 1)


def delegations_of(
    rows: Sequence[tuple[Any, tuple[Inlines, ...]]], at: Position | None
) -> b.Delegations:
    """The delegations of lines: one that ends in a colon names a party, the others its members."""
    made: list[b.Delegation] = []
    for kept, texts in rows:
        for inlines in texts:
            if plain(inlines).rstrip().endswith((":", "：")):
                made.append(b.Delegation(without_colon(_unmarked(inlines)), (), at))
                continue
            member = kept if isinstance(kept, b.Member) else _member(_unmarked(inlines))
            last = made.pop() if made else b.Delegation((), (), at)
            made.append(b.Delegation(last.party, (*last.members, member), last.at))
    return b.Delegations(tuple(made), at)


def _member(inlines: Inlines) -> b.Member:
    parts = cut_at_colon(inlines)
    return b.Member(*parts) if parts else b.Member((), inlines)


def quote_of(
    kind: type[b.BlockQuote | b.PullQuote], texts: Sequence[Inlines], at: Position | None
) -> b.BlockQuote | b.PullQuote:
    """A quote; a last line that opens with a dash says whose words they are."""
    said = list(texts)
    by: Inlines = ()
    match = _BY.match(plain(said[-1])) if len(said) > 1 else None
    if match and len(plain(said[-1])) <= _MOST_BY:
        by = cut(said.pop(), match.end(), None)
    return kind(tuple(b.Paragraph(inlines) for inlines in said), by, at)


def _unmarked(inlines: Inlines) -> Inlines:
    """A line without the bullet or the number that it opens with."""
    line = line_of(inlines, 1, gap=False)
    return line.inlines if line and line.inlines and line.marker else inlines
