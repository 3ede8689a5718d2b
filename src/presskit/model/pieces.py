"""Pieces: what the lines of an article were taken for, and what an editor says they are."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from presskit.model.blocks import Part

PieceKind: TypeAlias = Literal[
    "kicker",
    "headline",
    "deck",
    "byline",
    "date",
    "dateline",
    "lead",
    "heading",
    "paragraph",
    "list",
    "delegation",
    "quote",
    "pull-quote",
    "note",
    "source",
    "tags",
    "left-out",
]
# What can only stay as it is, or be left out.
Whole: TypeAlias = Literal[
    "table", "figure", "gallery", "code", "definitions", "break", "box", "verse", "qr-code"
]


class Piece(Part, frozen=True):
    """A line of an article, or what is read as a whole, and what it was taken for.

    An item of a list, a member of a delegation and the name of its party are pieces each. `text`
    is what it says, without markup; of a figure its alternative text, and `src` its picture. `line` is the line of the
    Markdown where it begins, 0 where that isn't known. `doubt` says why it may be something else.
    One that `is_fixed` can only stay as it is or be left out.
    """

    taken: PieceKind | Whole
    text: str
    line: int = 0
    doubt: str = ""
    is_fixed: bool = False
    src: str = ""


class Correction(Part, frozen=True):
    """What an editor takes the pieces `first` to `last` for, counted from 0.

    With a `text`, a new piece that says it is put before the piece `first`, such as a line that was
    left out. Only a figure is taken for a `figure`, and then the text is its alternative text.
    """

    first: Annotated[int, Meta(ge=0)]
    taken: PieceKind | Literal["figure"]
    last: int | None = None
    text: Annotated[str, Meta(max_length=100_000)] = ""
