"""Article: one story as the newsroom wrote it."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec

from presskit.model.blocks import Blocks, Figure, Paragraph, Part
from presskit.model.inlines import Inlines


class Note(Part, frozen=True):
    """A footnote, referred to by its label."""

    label: str
    blocks: Blocks


class Article(Part, frozen=True):
    """One story: its metadata, its body and its notes.

    `deck` is the line under the headline that goes on where it ends. `printed_date` is a date as it
    is to be printed, of any calendar. A `draft` is not to be published. `extra` is what its front
    matter says besides, for programs: texts, lists and maps of them. `language` is a BCP 47 tag and settles the direction. `byline` and `dateline` are as
    printed. `source` is where the story first appeared. `image` is the main picture.
    """

    title: str
    language: str = "ar"
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    date: datetime.date | None = None
    printed_date: str = ""
    dateline: str = ""
    lead: tuple[Paragraph, ...] = ()
    tags: tuple[str, ...] = ()
    source: Inlines = ()
    image: Figure | None = None
    slug: str = ""
    body: Blocks = ()
    notes: tuple[Note, ...] = ()
    draft: bool = False
    extra: dict[str, Any] = msgspec.field(default_factory=dict)
