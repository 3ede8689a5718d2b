"""DigestReport: what became of every article of an issue, for people and programs."""

from __future__ import annotations

import datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from presskit.diagnostics import Diagnostic

Outcome: TypeAlias = Literal["included", "repeated", "failed"]


class ArticleReport(Struct, frozen=True):
    """What became of an article; `words` and `images` are counted where it could be read."""

    file: str
    outcome: Outcome
    section: str = ""
    title: str = ""
    words: int = 0
    images: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


class EditionReport(Struct, frozen=True):
    """A finished edition: its file's name, its size and its digest."""

    file: str
    format: str
    bytes: int
    sha256: str


class DigestReport(Struct, frozen=True):
    """What became of an issue; without editions nothing was written."""

    publication: str
    title: str
    number: str
    date: datetime.date | None
    articles: tuple[ArticleReport, ...]
    editions: tuple[EditionReport, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
