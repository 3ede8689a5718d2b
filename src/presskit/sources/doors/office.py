"""Lists as Word and Outlook put them on the clipboard: paragraphs with their markers as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.sources.doors.elements import text_in
from presskit.sources.pasted.lines import Marker

if TYPE_CHECKING:
    from lxml import html

_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(?P<level>\d)")
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(\d{1,4})[.)\-–]*")


class OfficeItem(Struct, frozen=True):
    """An item's marker, and how deep it is."""

    marker: Marker
    level: int


def office_item(element: html.HtmlElement) -> OfficeItem | None:
    """The item that a paragraph of Word is, its marker taken out; None for any other element."""
    found = _LIST.search(element.get("style") or "") if element.tag == "p" else None
    if found is None:
        return None
    mark = next((e for e in element.iter("span") if _IGNORED.search(e.get("style") or "")), None)
    if mark is None:
        return None
    said = text_in(mark).strip("\u00a0 ")
    mark.drop_tree()
    number = _NUMBER.fullmatch(said)
    level = int(found["level"]) - 1
    if number:
        return OfficeItem(Marker(f"{number[1]}.", int(number[1])), level)
    # Bullets are letters of fonts for signs; a letter that counts is kept with its text.
    return OfficeItem(Marker("•"), level)
