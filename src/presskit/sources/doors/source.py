"""What every door makes of its input: lines of copy with markup, and what is known besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from presskit.model.article import Note
from presskit.sources.pasted.article import read_units
from presskit.sources.pasted.lines import Line
from presskit.sources.pasted.opening import Given
from presskit.sources.pasted.wraps import Habits, Unit

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.model.article import Article
    from presskit.model.decision import Decision

# Markup says where paragraphs end: no line goes on in the next.
_NOT_WRAPPED = Habits(0, 0, spaced=False, apart=True)


class Source(Struct, frozen=True):
    """One article as a door finds it.

    `pictures` are bytes by the names its figures have, `notes` those that its lines refer to, and
    `entry` names the entry of a feed that it was.
    """

    lines: list[Line]
    given: Given
    pictures: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    entry: str = ""


def read_source(
    source: Source, report: Report, *, untitled: bool = False
) -> tuple[Article, tuple[Decision, ...]]:
    """The article of a source, and what its lines were taken for."""
    units = [Unit((line,)) for line in source.lines]
    article, decisions = read_units(units, _NOT_WRAPPED, source.given, report, untitled=untitled)
    return replace(article, notes=source.notes), decisions
