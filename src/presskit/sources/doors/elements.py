"""HTML's elements: which are blocks, which are no part of an article, which are unseen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import html

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "iframe",
        "template",
        "svg",
        "object",
        "embed",
        "link",
        "meta",
        "head",
        "title",
        "canvas",
        "audio",
        "video",
        "map",
    ]
)
_FURNITURE = frozenset(["nav", "form", "button", "select", "footer", "input", "menu"])
_BOXES = frozenset(["div", "section", "ul", "p", "aside"])
_FURNITURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|newsletter|advert\w*|ads?|promo|comments?|"
    r"breadcrumbs?|sidebar|cookie|popup|subscribe|most-read|sharedaddy|jp-relatedposts)(?:$|[\s_-])",
    re.IGNORECASE,
)
BLOCKS = _FURNITURE | frozenset(
    [
        "address",
        "article",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "figcaption",
        "header",
        "hgroup",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
    ]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)")
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def is_unseen(element: html.HtmlElement) -> bool:
    """Whether a reader of the page sees nothing of it."""
    return element.tag in _DROPPED or bool(_HIDDEN.search(element.get("style") or ""))


def is_furniture(element: html.HtmlElement) -> bool:
    """Whether a block is one of the page around the article."""
    if element.tag in _FURNITURE:
        return True
    return element.tag in _BOXES and bool(_FURNITURE_CLASS.search(element.get("class") or ""))


def is_block(element: html.HtmlElement) -> bool:
    """Whether an element is a block, or holds one."""
    return element.tag in BLOCKS or any(one.tag in BLOCKS for one in element.iterdescendants())


def is_bold(element: html.HtmlElement) -> bool:
    """Whether an element's text is bold; Google Docs wraps all in `<b>` that isn't."""
    style = element.get("style") or ""
    is_marked = element.tag in {"b", "strong"} and not _NOT_BOLD.search(style)
    return is_marked or bool(_BOLD.search(style))


def is_slanted(element: html.HtmlElement) -> bool:
    """Whether an element's text is in italics."""
    return element.tag in {"i", "em", "cite"} or bool(_ITALIC.search(element.get("style") or ""))


def is_line(item: html.HtmlElement) -> bool:
    """Whether an item is a line, and lists of lines under it."""
    paragraphs = 0
    for child in item.iterdescendants():
        if child.tag in {"table", "blockquote", "figure", "pre", "dl", *HEADINGS}:
            return False
        paragraphs += child.tag in {"p", "div"} and child.getparent() is item
    return paragraphs <= 1


def start_of(element: html.HtmlElement) -> int:
    """The number that a list starts with."""
    start = element.get("start") or "1"
    return int(start) if start.isdecimal() and element.tag == "ol" else 1
