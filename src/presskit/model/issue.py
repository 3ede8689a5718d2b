"""Issue: one dated number of a publication, its articles by section."""

from __future__ import annotations

import datetime

from presskit.model.article import Article
from presskit.model.blocks import Figure, Part


class Section(Part, frozen=True):
    """A part of an issue."""

    title: str
    articles: tuple[Article, ...]


class Issue(Part, frozen=True):
    """One dated number of a publication.

    `number` and `volume` are as printed, and so is `hijri_date`, which stands beside the date only
    where it is given. `cover` is a finished cover; without one the theme designs it, round
    `cover_picture` or the first main picture. `note` is the editor's, `colophon` says who made the
    issue; both, and a section of what is left, may be without a title. `flowing` lets articles follow one another on a page of
    print; else each opens a page.
    """

    publication: str
    title: str
    sections: tuple[Section, ...]
    number: str = ""
    volume: str = ""
    issn: str = ""
    date: datetime.date | None = None
    hijri_date: str = ""
    language: str = "ar"
    slug: str = ""
    cover: Figure | None = None
    cover_picture: Figure | None = None
    note: Article | None = None
    colophon: Article | None = None
    flowing: bool = False
