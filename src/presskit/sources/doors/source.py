"""What every door makes of its input: lines of copy with markup, and what is known besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from presskit.model.article import Note
from presskit.model.blocks import Paragraph
from presskit.model.inlines import NoteRef
from presskit.model.walk import walk
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
    `entry` names the entry of a feed that it was. `spare_title` is what the file is called inside,
    for an article without a headline.
    """

    lines: list[Line]
    given: Given
    pictures: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    entry: str = ""
    spare_title: str = ""


def read_source(
    source: Source, report: Report, *, untitled: bool = False
) -> tuple[Article, tuple[Decision, ...]]:
    """The article of a source, and what its lines were taken for.

    One without a headline gets the file's own title, where it has one.
    """
    units = [Unit((line,)) for line in source.lines]
    may_lack = untitled or bool(source.spare_title)
    article, decisions = read_units(units, _NOT_WRAPPED, source.given, report, untitled=may_lack)
    if not article.title and source.spare_title:
        article = replace(article, title=source.spare_title)
        said = f"no line is the headline; the file calls itself “{source.spare_title[:80]}”"
        report.add("copy-doubtful", said, hint="write the headline that is meant")
    return _with_all_notes(replace(article, notes=source.notes), report), decisions


def _with_all_notes(article: Article, report: Report) -> Article:
    """The article with a place for the notes of its headline, which holds none: in the first text.

    Bylines and datelines hold none either.
    """
    used = {one.label for one in walk(article) if isinstance(one, NoteRef)}
    lost = [NoteRef(note.label) for note in article.notes if note.label not in used]
    if not lost:
        return article
    lead, body = list(article.lead), list(article.body)
    for blocks in (lead, body):
        for place, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                blocks[place] = replace(block, children=(*block.children, *lost))
                for one in lost:
                    said = f"note {one.label} was on the headline or over the text"
                    report.add("copy-doubtful", f"{said}; it stands on the first paragraph now")
                return replace(article, lead=tuple(lead), body=tuple(body))
    return article
