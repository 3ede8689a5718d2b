"""compose(): the passes in their order, from an article to the layout of its editions."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.language.dates import write_date
from presskit.language.digits import digits_of
from presskit.language.facts import base_language, direction_of
from presskit.language.words import join_names, labels_of
from presskit.layout import levels
from presskit.layout.body import Body
from presskit.layout.boxes import open_inner
from presskit.layout.dateline import run_in
from presskit.layout.links import without_dead_links
from presskit.layout.notes import Notes
from presskit.layout.unbroken import settled
from presskit.layout.verses import tell_of_single
from presskit.layout.writers import writers_of
from presskit.model.blocks import DeskNote
from presskit.model.ids import Ids, Scope, headline_id
from presskit.model.inlines import Text, plain
from presskit.model.layout import (
    Furniture,
    Layout,
    LayoutFigure,
    LayoutHeading,
    LayoutNote,
    Metadata,
    Opening,
    OutlineEntry,
)
from presskit.model.publication import LOGO, Publication
from presskit.model.signs import BETWEEN
from presskit.model.walk import walk
from presskit.proof.find import repaired

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presskit.diagnostics import Report
    from presskit.model.article import Article
    from presskit.model.inlines import Direction, Inlines
    from presskit.model.layout import LayoutBlocks
    from presskit.model.publication import Digits

_LONGEST_DESCRIPTION = 300


def compose(
    article: Article,
    report: Report,
    publication: Publication | None = None,
    sizes: Mapping[str, tuple[int, int]] | None = None,
    slug: str = "",
    scope: Scope | None = None,
    *,
    repair: bool = True,
) -> Layout:
    """What every edition of the article says.

    `sizes` are the upright pixel sizes of pictures by `src`; `slug` names the article where it
    doesn't name itself; `scope` is its place in an issue. Texts get their safe repairs, unless `repair` is
    off. Repairs and findings go to the report, whose errors the caller raises.
    """
    publication = publication or Publication()
    if repair:
        article = repaired(article, report)
    article = _with_open_boxes(article, report)
    tell_of_single(article, report)
    direction = direction_of(article.language)
    digits = publication.digits or digits_of(_all_text(article), article.language)
    labels = labels_of(article.language)
    scope = scope or Scope()
    ids = Ids(scope.prefix)
    notes = Notes(article.notes, digits, report, scope.prefix)
    body = Body(article.language, digits, ids, notes, sizes or {}, scope)
    opening = _opening(article, publication, direction, digits, body, scope)
    blocks = body.blocks(levels.mend(article.body, report))
    opening, blocks = run_in(opening, blocks, article.language)
    source = _source(article, labels.source, body)
    layout_notes = _notes(body, notes, report)
    notes.report_unused()
    layout = Layout(
        language=article.language,
        direction=direction,
        metadata=_metadata(article, publication, slug, runs_in=not opening.dateline),
        labels=labels,
        opening=opening,
        furniture=_furniture(article, publication, opening, direction, digits, sizes or {}),
        body=blocks,
        notes=layout_notes,
        source=source,
        outline=(
            OutlineEntry(1, article.title, opening.id),
            *(OutlineEntry(h.level, plain(h.children), h.id) for h in _headings(blocks)),
        ),
    )
    return without_dead_links(layout, scope.articles.values(), report)


def _with_open_boxes(article: Article, report: Report) -> Article:
    notes = (replace(note, blocks=open_inner(note.blocks, report)) for note in article.notes)
    return replace(article, body=open_inner(article.body, report), notes=tuple(notes))


def _opening(
    article: Article,
    publication: Publication,
    direction: Direction,
    digits: Digits,
    body: Body,
    scope: Scope,
) -> Opening:
    def settle(text: str) -> Inlines:
        return settled((Text(text),), direction, article.language) if text else ()

    date = article.printed_date
    if article.date and not date:
        regional = base_language(publication.locale) == base_language(article.language)
        locale = publication.locale if regional else article.language
        date = write_date(article.date, locale, digits)
    image = body.figure(article.image) if article.image else None
    return Opening(
        headline=settle(article.title),
        kicker=settle(article.kicker),
        deck=settle(article.deck),
        byline=settle(article.byline or join_names(article.authors, article.language)),
        dateline=settle(article.dateline),
        date=settle(date),
        lead=tuple(body.paragraph(paragraph) for paragraph in article.lead),
        image=image,
        id=headline_id(scope.prefix),
    )


def _notes(body: Body, notes: Notes, report: Report) -> tuple[LayoutNote, ...]:
    """The notes; one may itself refer to another, which then follows."""
    done: list[LayoutNote] = []
    while len(done) < len(notes.numbered):
        note = list(notes.numbered.values())[len(done)]
        for remark in (one for one in walk(note.note.blocks) if isinstance(one, DeskNote)):
            report.add(
                "desk-note-lost",
                "Word has no comments in footnotes: this remark stands in no edition",
                remark.at,
                "put it after the paragraph that refers to the footnote",
            )
        blocks = body.blocks(note.note.blocks)
        done.append(LayoutNote(note.id, notes.mark(note), (), blocks))
    return tuple(
        replace(note, refs=tuple(numbered.refs))
        for note, numbered in zip(done, notes.numbered.values(), strict=True)
    )


def _metadata(article: Article, publication: Publication, slug: str, *, runs_in: bool) -> Metadata:
    slug = article.slug or slug
    name = f"presskit:{publication.name}:{slug or article.title}"
    return Metadata(
        title=article.title,
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}",
        slug=slug,
        authors=article.authors,
        writers=article.authors or writers_of(article.byline, article.language),
        publication=publication.name,
        section=article.kicker,
        date=article.date,
        dateline=article.dateline if runs_in else "",
        printed_date=article.printed_date,
        tags=article.tags,
        draft=article.draft,
        extra=article.extra,
        description=_shortened(" ".join(plain(p.children) for p in article.lead)),
    )


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_DESCRIPTION:
        return text
    return text[:_LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + "…"


def _furniture(
    article: Article,
    publication: Publication,
    opening: Opening,
    direction: Direction,
    digits: Digits,
    sizes: Mapping[str, tuple[int, int]],
) -> Furniture:
    """The publication at the start side; section and date at the end side."""
    logo = None
    if LOGO in sizes:
        logo = LayoutFigure(LOGO, "logo", publication.name, *sizes[LOGO])
    name = publication.name or article.kicker
    section = article.kicker if publication.name else ""
    end = BETWEEN.join(part for part in (section, plain(opening.date)) if part)
    return Furniture(
        start=settled((Text(name),), direction, article.language) if name else (),
        end=settled((Text(end),), direction, article.language) if end else (),
        digits=digits,
        logo=logo,
    )


def _source(article: Article, label: str, body: Body) -> Inlines:
    return body.inlines((Text(f"{label}: "), *article.source)) if article.source else ()


def _headings(blocks: LayoutBlocks) -> Iterator[LayoutHeading]:
    return (block for block in blocks if isinstance(block, LayoutHeading))


def _all_text(article: Article) -> str:
    inlines = walk((article.lead, article.body, article.notes))
    return article.title + "".join(i.text for i in inlines if isinstance(i, Text))
