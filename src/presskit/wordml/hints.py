"""What a DOCX cannot say of an article, in a part of its own, for the way back.

A custom XML part (ECMA-376 part 1, 15.2.5), which Word and LibreOffice keep. It holds nothing of
the text: what staff take out of the document is out.
"""

from __future__ import annotations

from typing import Any

import msgspec

from presskit.model.blocks import Part

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
