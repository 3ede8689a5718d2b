"""What a DOCX cannot say of an article, in a part of its own, for the way back.

A custom XML part (ECMA-376 part 1, 15.2.5), which Word and LibreOffice keep. It holds nothing of
the text: what staff take out of the document is out.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import msgspec

from presskit.model.blocks import Part
from presskit.model.inlines import plain

if TYPE_CHECKING:
    from presskit.model.layout import Layout
    from presskit.render.docx.package import Package

SPACE = "urn:presskit:article"


class Hints(msgspec.Struct):
    """What is gathered while a document is written.

    `ids` are those of headings and figures by their bookmarks, where these differ; `code` are the
    languages of program text by theirs; `shares` are the widths asked for, by a picture's name.
    """

    ids: dict[str, str] = msgspec.field(default_factory=dict)
    code: dict[str, str] = msgspec.field(default_factory=dict)
    shares: dict[str, int] = msgspec.field(default_factory=dict)


class Carried(Part, frozen=True, omit_defaults=True):
    """What the part holds; `printed_date` is the date as it stands in the document.

    `dateline` is the one that begins the first paragraph.
    `as_written` says that it is so because its writer gave it so.
    """

    language: str
    slug: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    date: str = ""
    printed_date: str = ""
    dateline: str = ""
    as_written: bool = False
    ids: dict[str, str] = msgspec.field(default_factory=dict)
    code: dict[str, str] = msgspec.field(default_factory=dict)
    shares: dict[str, int] = msgspec.field(default_factory=dict)
    draft: bool = False
    extra: dict[str, Any] = msgspec.field(default_factory=dict)


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
