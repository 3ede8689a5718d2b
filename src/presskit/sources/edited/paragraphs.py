"""What is asked of a paragraph of Word's besides its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.wordml.xml import clark

if TYPE_CHECKING:
    from presskit.wordml.xml import Element


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style; empty for the default one."""
    style = paragraph.find(f"{clark('pPr')}/{clark('pStyle')}")
    return "" if style is None else style.get(clark("val"), "")


def bookmark_of(paragraph: Element) -> str:
    """The bookmark of a heading that links lead to: none of Word's own, and none of the marks."""
    names = (start.get(clark("name"), "") for start in paragraph.iter(clark("bookmarkStart")))
    return next((name for name in names if not name.startswith("_")), "")


def program_of(paragraph: Element) -> str:
    """Program text as it stands, lines and blanks too."""
    parts = []
    for child in paragraph.iter(clark("t"), clark("br"), clark("tab")):
        text = {clark("br"): "\n", clark("tab"): "\t"}.get(str(child.tag), child.text or "")
        parts.append(text)
    return "".join(parts)
