"""Roles: the words that text and look agree upon; CSS classes and Word styles bear their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from presskit.model.blocks import BoxKind, Pairs

Role: TypeAlias = Literal[
    "kicker",
    "headline",
    "deck",
    "byline",
    "lead",
    "paragraph",
    "crosshead",
    "crosshead-3",
    "crosshead-4",
    "list-item",
    "block-quote",
    "pull-quote",
    "attribution",
    "caption",
    "credit",
    "code-block",
    "break",
    "term",
    "definition",
    "fact",
    "fact-text",
    "question",
    "answer",
    "moment",
    "event",
    "box-title",
    "box",
    "verse",
    "qr-code",
    "related-title",
    "related",
    "note",
    "source",
    "table-caption",
    "table-head",
    "table-cell",
    "party",
    "delegation-head",
    "role",
    "name",
    "section",
    "entry",
    "summary",
    "issue-line",
    "running-head",
    "folio",
]
ROLES: tuple[Role, ...] = get_args(Role)
# The role of a heading by its level, of a quotation by its kind.
HEADING_ROLES: dict[int, Role] = {2: "crosshead", 3: "crosshead-3", 4: "crosshead-4"}
QUOTE_ROLES: dict[str, Role] = {"block": "block-quote", "pull": "pull-quote"}
# A term and what is said of it, by the kind of pairs; a box's title and the paragraphs in it.
PAIR_ROLES: dict[Pairs, tuple[Role, Role]] = {
    "terms": ("term", "definition"),
    "facts": ("fact", "fact-text"),
    "questions": ("question", "answer"),
    "timeline": ("moment", "event"),
}
BOX_ROLES: dict[BoxKind, tuple[Role, Role]] = {
    "aside": ("box-title", "box"),
    "related": ("related-title", "related"),
}
# What has no variant in a box: it has a ground of its own, or stands in a table.
UNBOXED: frozenset[Role] = frozenset(
    ["box", "box-title", "table-head", "table-cell", "party", "delegation-head", "role", "name"]
)
