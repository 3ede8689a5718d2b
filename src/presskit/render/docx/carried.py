"""The part of a DOCX that carries what the document cannot say of its article."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import msgspec

from presskit.model.inlines import plain
from presskit.wordml.hints import SPACE, Carried

if TYPE_CHECKING:
    from presskit.model.layout import Layout
    from presskit.render.docx.package import Package
    from presskit.wordml.hints import Hints


def write_hints(package: Package, layout: Layout, hints: Hints) -> None:
    """Add the part to an article's document."""
    data = layout.metadata
    carried = Carried(
        language=layout.language,
        slug=data.slug,
        authors=data.authors,
        tags=data.tags,
        date=data.date.isoformat() if data.date else "",
        printed_date=plain(layout.opening.date),
        dateline=data.dateline,
        as_written=bool(data.printed_date),
        ids=hints.ids,
        code=hints.code,
        shares=hints.shares,
        draft=data.draft,
        extra=data.extra,
    )
    text = escape(msgspec.json.encode(carried).decode(), quote=False)
    package.carry(f'<presskit xmlns="{SPACE}">{text}</presskit>', SPACE)
