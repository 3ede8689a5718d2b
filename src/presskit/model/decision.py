"""Decision: what a reader of pasted copy took some lines for, and how sure it was."""

from __future__ import annotations

from typing import Literal, TypeAlias

from presskit.model.blocks import Part

Taken: TypeAlias = Literal[
    "headline",
    "kicker",
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
    "question",
    "answer",
    "table",
    "break",
    "block",
    "caption",
    "source",
    "tags",
    "left-out",
]


class Decision(Part, frozen=True):
    """What the lines `first` to `last` of a copy were taken for, and why.

    `confidence` goes from 0 to 1; `text` is how the lines begin; `block` is the number, from 0, of
    the block of the article's body that was made of them.
    """

    taken: Taken
    first: int
    last: int
    confidence: float
    why: str
    text: str = ""
    block: int | None = None
