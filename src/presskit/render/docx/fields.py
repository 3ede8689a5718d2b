"""Complex fields: an instruction to Word, and the text that stands for it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.wordml.xml import add, add_text

if TYPE_CHECKING:
    from presskit.wordml.xml import Element


def start_field(paragraph: Element, instruction: str) -> None:
    """Begin a complex field; its result follows, then `end_field`.

    Links are fields too: Scribus loses the text inside `w:hyperlink`.
    """
    add(add(paragraph, "r"), "fldChar", fldCharType="begin")
    add_text(add(paragraph, "r"), "instrText", f" {instruction} ")
    add(add(paragraph, "r"), "fldChar", fldCharType="separate")


def end_field(paragraph: Element) -> None:
    """End a complex field."""
    add(add(paragraph, "r"), "fldChar", fldCharType="end")
