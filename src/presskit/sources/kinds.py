"""Which kind of copy a file is: by its ending, else by how it begins."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

_ENDINGS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "word",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".wxr": "feed",
}
_UNSAID = frozenset([".txt", ".text", ".copy", ""])
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n")
# What only someone who writes Markdown puts into a text.
_MARKDOWN = re.compile(r"^(?:#{1,6}[ \t]+\S|:::+[ \t]*\S|```|\[\^[^\]\s]+\]:)", re.MULTILINE)
_OPENING = r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*"
_PAGE = re.compile(
    rf"{_OPENING}<(?:!doctype html|html|head|body|meta)\b", re.IGNORECASE | re.DOTALL
)
_HTML = re.compile(
    rf"{_OPENING}<(?:article|section|main|header|div|p|h[1-6]|span|a|b|strong|em|ul|ol|dl|table|figure|"
    r"blockquote|img)\b[^<]*>",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(
    rf"{_OPENING}(?:<!DOCTYPE[^>]*>\s*)?<(?:rss|feed|rdf:RDF|nitf|newsItem|newsMessage|packageItem)\b",
    re.DOTALL,
)
_JSON = re.compile(r"\s*(?:\{|\[\s*\{)")
_ZIP = b"PK\x03\x04"


class Kind(StrEnum):
    """A kind of copy."""

    MARKDOWN = "markdown"
    JSON = "json"
    COPY = "copy"
    HTML = "html"
    WORD = "word"
    FEED = "feed"


def kind_of_name(name: str) -> Kind | None:
    """The kind that a file's ending names; None where the text must say, or for no kind at all."""
    ending = _ENDINGS.get(Path(name).suffix.lower())
    return Kind(ending) if ending else None


def is_known(name: str) -> bool:
    """Whether presskit reads files with this ending."""
    suffix = Path(name).suffix.lower()
    return suffix in _ENDINGS or suffix in _UNSAID


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of a file, by its name, else by how its content begins."""
    if named := kind_of_name(name):
        return named
    if data.startswith(_ZIP):
        return Kind.WORD
    text = data.decode("utf-8", "replace").lstrip("\ufeff")
    if _JSON.match(text):
        return Kind.JSON
    if _XML.match(text):
        return Kind.FEED
    if _PAGE.match(text):
        return Kind.HTML
    if _FRONT_MATTER.match(text) or _MARKDOWN.search(text):
        return Kind.MARKDOWN
    return Kind.HTML if _HTML.match(text) else Kind.COPY
