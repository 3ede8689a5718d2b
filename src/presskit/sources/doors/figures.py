"""Figures of a page: what stands in a frame with its caption and its credit."""

from __future__ import annotations

import re

from lxml import html
from msgspec import Struct

from presskit.sources.doors.elements import text_in
from presskit.sources.doors.tables import is_layout

_CAPTION = re.compile(r"(?i)(?:^|[\s_-])caption(?:$|[\s_-])")
_CREDIT = re.compile(r"(?i)(?:^|[\s_-])(?:credits?|copyright|photographer|photo-by)(?:$|[\s_-])")


class Framed(Struct, frozen=True):
    """What a caption stands under: an `img`, a `table` or a `blockquote`, else the frame itself."""

    content: html.HtmlElement
    caption: html.HtmlElement | None
    credit: html.HtmlElement | None
    is_pulled: bool


def framed(element: html.HtmlElement) -> Framed | None:
    """The frame that an element is, its caption and its credit taken out; None for any other."""
    is_figure = element.tag == "figure"
    if not is_figure and element.tag not in {"div", "table", "p", "dl", "section"}:
        return None
    if not is_figure and element.xpath("count(.//img)") != 1:
        return None
    caption = _caption(element)
    if not is_figure and caption is None:
        return None
    credit = next((e for e in element.iterdescendants() if _is_credit(e, element)), None)
    if caption is not None and not is_figure and _other_text(element, caption):
        return None
    for one in (credit, caption):
        if one is not None and one.getparent() is not None:
            one.drop_tree()
    is_pulled = "pull" in (element.get("class") or "")
    return Framed(_content(element), caption, credit, is_pulled)


def _caption(element: html.HtmlElement) -> html.HtmlElement | None:
    """The caption that is this frame's own, and not that of a frame inside it."""
    for one in element.iterdescendants():
        if one.tag != "figcaption" and not _CAPTION.search(one.get("class") or ""):
            continue
        if one.find(".//img") is None and _is_own(one, element):
            return one
    return None


def _is_credit(element: html.HtmlElement, frame: html.HtmlElement) -> bool:
    said = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return bool(_CREDIT.search(said)) and _is_own(element, frame)


def _is_own(element: html.HtmlElement, frame: html.HtmlElement) -> bool:
    """Whether no other figure stands between an element and its frame."""
    around = next(one for one in element.iterancestors() if one is frame or one.tag == "figure")
    return around is frame


def _other_text(element: html.HtmlElement, caption: html.HtmlElement) -> bool:
    return len(text_in(element)) > len(text_in(caption)) + 1


def _content(element: html.HtmlElement) -> html.HtmlElement:
    """The one thing in a frame, where there is no text beside it."""
    for tag in ("blockquote", "table", "img"):
        found = list(element.iter(tag))
        inside = text_in(found[0]) if len(found) == 1 else None
        is_facts = tag != "table" or (inside is not None and not is_layout(found[0]))
        if inside == text_in(element) and is_facts:
            return found[0]
    return element
