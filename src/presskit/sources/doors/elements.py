"""HTML's elements: which are blocks, which are no part of an article, which are unseen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.diagnostics import Position
from presskit.sources.html import BLOCKS as HTML_BLOCKS

if TYPE_CHECKING:
    from lxml import html

# What a browser never shows as text, and what it shows in a way that no edition can.
_SILENT = frozenset(
    [
        "head",
        "link",
        "map",
        "meta",
        "noscript",
        "script",
        "style",
        "template",
        "title",
    ]
)
_ACTIVE = frozenset(
    ["applet", "audio", "canvas", "embed", "frameset", "iframe", "object", "svg", "video"]
)
_CONTROLS = frozenset(["button", "input", "select", "textarea"])
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:screen-reader-text|sr-only|visually-?hidden)(?:\s|$)")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = HTML_BLOCKS - {"caption", "col", "colgroup"} | {"optgroup", "plaintext", "search", "xmp"}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)")
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)")
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def is_unseen(element: html.HtmlElement) -> bool:
    """Whether a reader of the page sees nothing of it."""
    if element.tag in _SILENT or element.get("hidden") is not None:
        return True
    is_hidden = _HIDDEN_CLASS.search(element.get("class") or "")
    return bool(is_hidden or _HIDDEN.search(element.get("style") or ""))


def is_left_out(element: html.HtmlElement) -> bool:
    """Whether no edition can have it: what acts, what is filled in, what is struck through."""
    if element.tag in _ACTIVE or element.tag in _CONTROLS or element.tag in {"del", "s", "strike"}:
        return True
    return bool(_STRUCK.search(element.get("style") or ""))


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
    """Whether an item of a list is a line and nothing else."""
    blocks = [one for one in item.iterdescendants() if one.tag in BLOCKS or one.tag == "img"]
    if not blocks:
        return True
    only = blocks[0]
    is_alone = not (item.text or "").strip() and not (only.tail or "").strip()
    return len(blocks) == 1 == len(item) and only.tag in {"p", "div"} and is_alone


def is_contents(element: html.HtmlElement) -> bool:
    """Whether a paragraph is nothing but links to places of its page."""
    if element.tag != "p":
        return False
    links = list(element.iter("a"))
    inside = all(re.match("#.", link.get("href", "")) for link in links)
    said = " ".join(link.text_content() for link in links)
    rest = element.text_content().translate(str.maketrans("", "", "|·•,،;؛/>›"))
    return bool(links) and inside and len("".join(rest.split())) <= len("".join(said.split())) > 0


def is_all_in(element: html.HtmlElement, *tags: str) -> bool:
    """Whether all text of an element stands in others of these kinds."""
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        return False
    return all(child.tag in tags or is_all_in(child, *tags) for child in element)


def start_of(element: html.HtmlElement) -> int:
    """The number that a list starts with."""
    first = element.find("li")
    start = (None if first is None else first.get("value")) or element.get("start") or "1"
    is_number = start.isascii() and start.isdecimal() and len(start) <= 9
    return int(start) if is_number and element.tag == "ol" else 1


def text_in(element: html.HtmlElement) -> str:
    """All text inside an element, in one line, the texts of its elements apart."""
    return " ".join(" ".join(element.itertext()).split())


def place_of(element: html.HtmlElement) -> Position | None:
    """Where an element stands in its file; nowhere, where its HTML is no file."""
    return Position(element.sourceline) if element.sourceline else None
