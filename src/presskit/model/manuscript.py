"""Manuscript: an article as it was delivered, with its pictures and what was found in it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from presskit.diagnostics import Diagnostic, Position
from presskit.model.article import Article
from presskit.model.decision import Decision
from presskit.model.issue import Issue


class Picture(Struct, frozen=True):
    """A picture's file; width and height are pixels as it stands upright (EXIF applied).

    Those of a drawing (SVG) are CSS pixels, 96 an inch. `name` and `at` say what the article
    calls it and where, for whoever finds something wrong with it later.
    """

    path: Path
    media_type: str
    width: int
    height: int
    name: str = ""
    at: Position | None = None


class Manuscript(Struct, frozen=True):
    """An article with what its editions need besides it.

    `name` is the file as the user named it (`-` for stdin), `pictures` are keyed by their `src`.
    Of one that was pasted copy `decisions` say what its lines were taken for. `source` is the text
    of the file, where it is one.
    """

    article: Article
    name: str
    folder: Path
    pictures: dict[str, Picture]
    diagnostics: tuple[Diagnostic, ...]
    decisions: tuple[Decision, ...] = ()
    source: str = ""


class Failed(Struct, frozen=True):
    """An article that could not be read, or that an issue leaves out; and why."""

    file: str
    section: str
    diagnostics: tuple[Diagnostic, ...]


class IssueManuscript(Struct, frozen=True):
    """An issue with what its editions need besides it.

    `sections` are the manuscripts of the issue's articles, section by section. `pictures` are the
    issue's own, by the names that its layout gives them. `failed` are the articles that could not
    be read, `repeated` those left out because the same words stand in the issue already.
    """

    issue: Issue
    name: str
    sections: tuple[tuple[Manuscript, ...], ...]
    note: Manuscript | None
    colophon: Manuscript | None
    pictures: dict[str, Picture]
    failed: tuple[Failed, ...]
    repeated: tuple[Failed, ...]
    diagnostics: tuple[Diagnostic, ...]
