"""Links that lead nowhere in an edition: only their text stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from presskit.model.inlines import Link, Text
from presskit.model.walk import walk

if TYPE_CHECKING:
    from collections.abc import Collection, Container

    from presskit.diagnostics import Report
    from presskit.model.layout import Layout

# A relative reference (RFC 3986, 4.2) is relative to the article's file, which no edition holds.
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
Record = TypeVar("Record")


def without_dead_links(layout: Layout, elsewhere: Collection[str], report: Report) -> Layout:
    """The layout without links to files, or to ids that are neither in it nor `elsewhere`."""
    records = list(walk(layout))
    ids = {*elsewhere, *(getattr(record, "id", None) for record in records)}
    dead = [link for link in records if isinstance(link, Link) and not _leads(link.href, ids)]
    for link in dead:
        texts = (record for record in walk(link.children) if isinstance(record, Text))
        report.add(
            "link-dead",
            f"the link to “{link.href}” leads nowhere in an edition; its text was kept",
            next((text.at for text in texts), None),
            "link to a web address, a heading's {#id}, or the file of another article of the issue",
        )
    return _without(layout, {link.href for link in dead}) if dead else layout


def _leads(href: str, ids: Container[object]) -> bool:
    return href[1:] in ids if href.startswith("#") else bool(_ABSOLUTE.match(href))


def _without(value: Record, dead: Container[str]) -> Record:
    """A record or a tuple, with the children of dead links in their places."""
    if isinstance(value, tuple):
        parts: list[object] = []
        for part in value:
            if isinstance(part, Link) and part.href in dead:
                parts += _without(part.children, dead)
            else:
                parts.append(_without(part, dead))
        return tuple(parts)  # type: ignore[return-value]
    if isinstance(value, Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        changed = {n: _without(v, dead) for n, v in fields.items() if isinstance(v, tuple | Struct)}
        return replace(value, **changed)
    return value
