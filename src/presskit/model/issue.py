"""Issue: one dated number of a publication, its articles by section."""

from __future__ import annotations

import datetime

from presskit.model.article import Article
from presskit.model.blocks import Part


class Section(Part, frozen=True):
    """A part of an issue."""

    title: str
    articles: tuple[Article, ...]


class Issue(Part, frozen=True):
    """One dated number of a publication."""

    publication: str
    title: str
    sections: tuple[Section, ...]
    number: str = ""
    date: datetime.date | None = None
    language: str = "ar"
