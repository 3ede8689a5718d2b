"""IssueLayout: what every edition of an issue says, resolved.

Each article is a `Story` with a layout of its own, whose ids and pictures start with the story's
name, so that no two stories of an issue can clash, in one document or in many.
"""

from __future__ import annotations

from presskit.model.blocks import Part
from presskit.model.inlines import Direction, Inlines
from presskit.model.layout import Furniture, Labels, Layout, LayoutFigure, Metadata


class IssueLabels(Part, frozen=True):
    """Words presskit adds to an issue, in its language.

    `minutes` are patterns by CLDR's plural category, with `{}` for the number.
    """

    number: str
    volume: str
    reading: str
    minutes: dict[str, str]
    previous: str
    next: str
    editor_note: str
    colophon: str
    miscellany: str


class StoryLink(Part, frozen=True):
    """Where a link to another story leads, and what it says."""

    id: str
    title: Inlines


class Listed(Part, frozen=True):
    """What contents and covers say of a story, in the issue's direction."""

    headline: Inlines
    kicker: Inlines = ()
    summary: Inlines = ()
    byline: Inlines = ()
    reading: Inlines = ()


class Story(Part, frozen=True):
    """An article in its place in the issue.

    `name` starts its ids; `file` is the article as the user named it. `reading` says how long it
    takes to read, in its own language.
    """

    name: str
    file: str
    layout: Layout
    listed: Listed
    reading: Inlines = ()
    previous: StoryLink | None = None
    next: StoryLink | None = None


class SectionLayout(Part, frozen=True):
    """A section with its stories; `id` is that of its opener."""

    id: str
    title: Inlines
    stories: tuple[Story, ...]


class CoverLine(Part, frozen=True):
    """A headline on the cover, and the section that it is from."""

    section: Inlines
    headline: Inlines


class Cover(Part, frozen=True):
    """The cover: a finished picture, or what a theme's design of it shows."""

    finished: LayoutFigure | None = None
    picture: LayoutFigure | None = None
    lines: tuple[CoverLine, ...] = ()


class IssueLayout(Part, frozen=True):
    """What every edition of an issue says.

    `nameplate` is the publication's name, `title`, `number` (with the volume) and `date` are as printed on the cover. `furniture` is that
    of all pages; its end is the issue's title.
    """

    language: str
    direction: Direction
    metadata: Metadata
    labels: Labels
    issue_labels: IssueLabels
    nameplate: Inlines
    title: Inlines
    number: Inlines
    date: Inlines
    furniture: Furniture
    cover: Cover
    sections: tuple[SectionLayout, ...]
    note: Story | None = None
    colophon: Story | None = None
    flowing: bool = False

    def stories(self) -> tuple[Story, ...]:
        """All stories in reading order: the editor's note, the sections' and the colophon."""
        inside = (story for section in self.sections for story in section.stories)
        return tuple(story for story in (self.note, *inside, self.colophon) if story)
