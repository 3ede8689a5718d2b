"""Manuscript: an article as it was delivered, with its pictures and what was found in it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from presskit.diagnostics import Diagnostic, Position
from presskit.model.article import Article


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
    """

    article: Article
    name: str
    folder: Path
    pictures: dict[str, Picture]
    diagnostics: tuple[Diagnostic, ...]
