"""Article: one story as the newsroom wrote it."""

from __future__ import annotations

import datetime

from presskit.model.blocks import Blocks, Figure, Paragraph, Part
from presskit.model.inlines import Inlines


class Note(Part, frozen=True):
    """A footnote, referred to by its label."""

    label: str
    blocks: Blocks


class Article(Part, frozen=True):
    """One story: its metadata, its body and its notes.

    `deck` is the line under the headline that goes on where it ends. `language` is a BCP 47 tag and settles the direction. `byline` and `dateline` are as
    printed. `source` is where the story first appeared. `image` is the main picture.
    """

    title: str
    language: str = "ar"
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    date: datetime.date | None = None
    dateline: str = ""
    lead: tuple[Paragraph, ...] = ()
    tags: tuple[str, ...] = ()
    source: Inlines = ()
    image: Figure | None = None
    slug: str = ""
    body: Blocks = ()
    notes: tuple[Note, ...] = ()
