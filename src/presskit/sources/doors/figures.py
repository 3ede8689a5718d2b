"""Figures of a page: what stands in a frame with its caption and its credit."""

from __future__ import annotations

from lxml import html
from msgspec import Struct

from presskit.sources.doors.elements import text_in
from presskit.sources.doors.names import Role, roles_of
from presskit.sources.doors.tables import is_layout

_LONGEST_CAPTION, _LONGEST_BARE_CAPTION = 700, 250
_BOXES = frozenset(["div", "section", "figure", "table"])


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
    if element.tag in _BOXES and (said := _only_text(element)) is not None:
        return said
    for one in element.iterdescendants():
        if one.tag != "figcaption" and Role.CAPTION not in roles_of(one):
            continue
        if one.find(".//img") is None and _is_own(one, element):
            return one
    return None


def is_caption(element: html.HtmlElement) -> bool:
    """Whether an element is the caption of a picture that isn't here."""
    if element.tag != "figcaption" and Role.CAPTION not in roles_of(element):
        return False
    return element.find(".//img") is None and len(text_in(element)) <= _LONGEST_CAPTION


def _only_text(box: html.HtmlElement) -> html.HtmlElement | None:
    """The one short text in a box with one picture: what stands under it."""
    if box.find(".//img") is None:
        return None
    said = [one for one in box.iterdescendants() if _has_own_text(one)]
    is_bare = not (box.text or "").strip() and not any((one.tail or "").strip() for one in box)
    if len(said) != 1 or not is_bare or len(text_in(said[0])) > _LONGEST_BARE_CAPTION:
        return None
    one = said[0]
    is_text = one.tag in {"p", "div", "span", "small", "em", "i", "center", "td"}
    return one if is_text and one.find(".//img") is None and text_in(one) == text_in(box) else None


def _has_own_text(element: html.HtmlElement) -> bool:
    tails = (child.tail or "" for child in element)
    return bool((element.text or "").strip() or any(tail.strip() for tail in tails))


def _is_credit(element: html.HtmlElement, frame: html.HtmlElement) -> bool:
    return Role.CREDIT in roles_of(element) and _is_own(element, frame)


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
