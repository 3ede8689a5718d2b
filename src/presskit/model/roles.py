"""Roles: the words that text and look agree upon; CSS classes and Word styles bear their names."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

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
