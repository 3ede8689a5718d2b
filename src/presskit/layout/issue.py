"""compose_issue(): the layouts of articles, from their places in the issue, made one."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec.structs import replace

from presskit.language.dates import write_date
from presskit.language.digits import in_digits
from presskit.language.facts import base_language, direction_of
from presskit.language.words import issue_labels_of, join_names, labels_of
from presskit.layout.reading import reading_minutes, write_minutes
from presskit.layout.unbroken import settled
from presskit.model.inlines import Isolate, Text, plain
from presskit.model.issue_layout import (
    Cover,
    CoverLine,
    IssueLayout,
    Listed,
    SectionLayout,
    Story,
    StoryLink,
)
from presskit.model.layout import Furniture, LayoutFigure, Metadata
from presskit.model.publication import COVER, COVER_PICTURE, LOGO, Publication
from presskit.model.signs import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presskit.model.article import Article
    from presskit.model.blocks import Figure
    from presskit.model.inlines import Direction, Inlines
    from presskit.model.issue import Issue
    from presskit.model.layout import Layout
    from presskit.model.publication import Digits

_MOST_LINES = 5
_Neighbours: TypeAlias = tuple[StoryLink | None, StoryLink | None]
_UNSAFE = re.compile(r"[^a-z0-9]+")


class Composed(NamedTuple):
    """An article of the issue: its name in it, its file and its layout."""

    name: str
    file: str
    article: Article
    layout: Layout


class Parts(NamedTuple):
    """The composed articles of an issue, in the order of its sections."""

    sections: Sequence[Sequence[Composed]]
    note: Composed | None = None
    colophon: Composed | None = None


def compose_issue(
    issue: Issue,
    parts: Parts,
    publication: Publication | None = None,
    sizes: Mapping[str, tuple[int, int]] | None = None,
) -> IssueLayout:
    """What every edition of the issue says.

    `sizes` are the upright pixel sizes of the issue's own pictures: LOGO, COVER, COVER_PICTURE.
    """
    return _Composer(issue, parts, publication or Publication(), sizes or {}).compose()


def with_titles(issue: Issue) -> Issue:
    """The issue with titles, in its language, where parts of it have none of their own."""
    labels = issue_labels_of(issue.language)

    def titled(article: Article | None, title: str) -> Article | None:
        return replace(article, title=article.title or title) if article else None

    return replace(
        issue,
        note=titled(issue.note, labels.editor_note),
        colophon=titled(issue.colophon, labels.colophon),
        sections=tuple(
            replace(section, title=section.title or labels.miscellany) for section in issue.sections
        ),
    )


class _Composer:
    def __init__(
        self,
        issue: Issue,
        parts: Parts,
        publication: Publication,
        sizes: Mapping[str, tuple[int, int]],
    ) -> None:
        self._issue = issue
        self._parts = parts
        self._publication = publication
        self._sizes = sizes
        self._direction: Direction = direction_of(issue.language)
        self._labels = labels_of(issue.language)
        self._words = issue_labels_of(issue.language)
        self._digits: Digits = publication.digits or _commonest(parts)

    def compose(self) -> IssueLayout:
        """The layout, its stories linked in reading order."""
        issue = self._issue
        links = _links(self._parts, issue.language)
        sections = tuple(
            SectionLayout(
                f"s{number}",
                self._settle(section.title),
                tuple(self._story(one, links) for one in composed),
            )
            for number, (section, composed) in enumerate(
                zip(issue.sections, self._parts.sections, strict=True), 1
            )
            if composed
        )
        note, colophon = self._parts.note, self._parts.colophon
        return IssueLayout(
            language=issue.language,
            direction=self._direction,
            metadata=self._metadata(),
            labels=self._labels,
            issue_labels=self._words,
            nameplate=self._settle(issue.publication or issue.title),
            title=self._settle(issue.title),
            number=self._settle(self._numbered()),
            date=self._settle(self._dated()),
            furniture=self._furniture(),
            cover=self._cover(sections),
            sections=sections,
            note=self._story(note, links) if note else None,
            colophon=self._story(colophon, links) if colophon else None,
            flowing=issue.flowing,
        )

    def _settle(self, text: str) -> Inlines:
        return settled((Text(text),), self._direction, self._issue.language) if text else ()

    def _story(self, one: Composed, links: Mapping[str, _Neighbours]) -> Story:
        layout, opening, language = one.layout, one.layout.opening, self._issue.language
        previous, following = links[one.name]
        said = "" if one is self._parts.colophon else self._reading(one)
        return Story(
            name=one.name,
            file=one.file,
            layout=layout,
            listed=Listed(
                headline=listed(layout, plain(opening.headline), language),
                kicker=listed(layout, plain(opening.kicker), language),
                summary=listed(layout, layout.metadata.description, language),
                byline=listed(layout, plain(opening.byline), language),
                reading=listed(layout, said, language),
            ),
            reading=settled((Text(said),), layout.direction, layout.language) if said else (),
            previous=previous,
            next=following,
        )

    def _reading(self, one: Composed) -> str:
        """How long the story takes to read, in its language."""
        language, words = one.layout.language, issue_labels_of(one.layout.language)
        minutes = reading_minutes(one.article)
        digits = one.layout.furniture.digits
        return f"{words.reading}: {write_minutes(minutes, words, language, digits)}"

    def _numbered(self) -> str:
        labels, issue = self._words, self._issue
        pairs = ((labels.number, issue.number), (labels.volume, issue.volume))
        return BETWEEN.join(
            f"{label} {in_digits(value, self._digits)}" for label, value in pairs if value
        )

    def _dated(self) -> str:
        return BETWEEN.join(filter(None, (self._day(), self._issue.hijri_date)))

    def _day(self) -> str:
        """The date as its region writes it: the issue's, else the publication's."""
        date, locale, home = self._issue.date, self._issue.language, self._publication.locale
        if "-" not in locale and base_language(home) == base_language(locale):
            locale = home
        return write_date(date, locale, self._digits) if date else ""

    def _metadata(self) -> Metadata:
        issue = self._issue
        own = f"{self._words.number} {issue.number}" if issue.number else self._day()
        title = join_names(filter(None, (issue.title, own)), issue.language)
        date = issue.date.isoformat() if issue.date else ""
        key = issue.number or date or issue.title
        # Numbers may begin anew each year, and a corrected day must not make another issue.
        series = issue.volume or (issue.date.year if issue.number and issue.date else "")
        name = f"presskit:{issue.publication}:{series}:{key}:issue"
        titles = (one.layout.metadata.title for one in chain(*self._parts.sections))
        note = (self._parts.note,) if self._parts.note else ()
        writers = (
            w for s in (*note, *chain(*self._parts.sections)) for w in s.layout.metadata.writers
        )
        slug = issue.slug or f"issue-{_UNSAFE.sub('-', key.lower()).strip('-') or 'digest'}"
        return Metadata(
            title=title,
            identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}",
            slug=slug,
            writers=tuple(dict.fromkeys(writers)),
            publication=issue.publication,
            date=issue.date,
            tags=tuple(section.title for section in issue.sections),
            description=BETWEEN.join(list(titles)[:_MOST_LINES]),
            number=issue.number,
            volume=issue.volume,
            issn=issue.issn,
        )

    def _furniture(self) -> Furniture:
        name = self._issue.publication
        logo = None
        if LOGO in self._sizes:
            logo = LayoutFigure(LOGO, "logo", name, *self._sizes[LOGO])
        number = f"{self._words.number} {in_digits(self._issue.number, self._digits)}"
        start = BETWEEN.join(filter(None, (name, number if self._issue.number else "")))
        return Furniture(
            start=self._settle(start),
            end=self._settle(self._issue.title),
            digits=self._digits,
            logo=logo,
        )

    def _cover(self, sections: tuple[SectionLayout, ...]) -> Cover:
        """The first headline of each section, before more of the first ones."""
        issue = self._issue
        if issue.cover:
            title = f"{self._labels.cover}: {self._metadata().title}"
            return Cover(finished=self._figure(COVER, issue.cover, title))
        own = issue.cover_picture
        ranks = sorted(
            (rank, place) for place, s in enumerate(sections) for rank in range(len(s.stories))
        )
        chosen = ((sections[place], sections[place].stories[rank]) for rank, place in ranks)
        return Cover(
            picture=self._figure(COVER_PICTURE, own, self._labels.cover)
            if own
            else _main_picture(sections),
            lines=tuple(
                CoverLine(section.title, story.listed.headline)
                for section, story in islice(chosen, _MOST_LINES)
            ),
        )

    def _figure(self, src: str, figure: Figure, alt: str) -> LayoutFigure:
        width, height = self._sizes.get(src, (0, 0))
        return LayoutFigure(src, "cover", figure.alt or alt, width, height)


def _main_picture(sections: tuple[SectionLayout, ...]) -> LayoutFigure | None:
    images = (story.layout.opening.image for section in sections for story in section.stories)
    return next((replace(image, id="cover") for image in images if image), None)


def listed(layout: Layout, text: str, language: str) -> Inlines:
    """A story's text where an issue, maybe of another language, speaks of it."""
    if not text:
        return ()
    said = settled((Text(text),), layout.direction, layout.language)
    if base_language(layout.language) == base_language(language):
        return said
    return (Isolate(layout.direction, said, layout.language),)


def _links(parts: Parts, language: str) -> dict[str, _Neighbours]:
    """For each story, the one before it and the one after it."""
    stories = [
        one
        for one in (parts.note, *chain.from_iterable(parts.sections), parts.colophon)
        if one is not None
    ]
    links = [
        StoryLink(one.layout.opening.id, listed(one.layout, one.article.title, language))
        for one in stories
    ]
    before, after = [None, *links[:-1]], [*links[1:], None]
    return {
        one.name: pair for one, pair in zip(stories, zip(before, after, strict=True), strict=True)
    }


def _commonest(parts: Parts) -> Digits:
    counted = Counter(one.layout.furniture.digits for one in chain.from_iterable(parts.sections))
    return counted.most_common(1)[0][0] if counted else "latn"
