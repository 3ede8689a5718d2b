"""Galleries: the pictures of a fenced div with their one caption, and the credit under a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.model import blocks as b
from presskit.model.inlines import Text
from presskit.sources.inlines import from_column, stripped

if TYPE_CHECKING:
    from presskit.diagnostics import Position, Report
    from presskit.model.inlines import Inlines

MOST = 6
_CREDITS = frozenset(["credit", "photo", "تصوير", "عدسة", "عکس", "تصویر", "צילום"])


def read_gallery(
    blocks: b.Blocks, title: Inlines, at: Position, report: Report
) -> tuple[b.Block, ...]:
    """The gallery in a div, and what in it is neither a picture nor a text.

    Paragraphs are its caption, after a title behind its name. One of a lone picture is a figure, one
    without any is its blocks; both are reported, and so are more pictures than stand well together.
    """
    figures = tuple(block for block in blocks if isinstance(block, b.Figure))
    if not figures:
        _tell(report, at, "a gallery has no pictures; its text was kept")
        return (*([b.Paragraph(title, at)] if title else ()), *blocks)
    caption = title
    credit: Inlines = ()
    left: list[b.Block] = []
    for block in blocks:
        if isinstance(block, b.Paragraph):
            text, found = split_credit(block.children)
            caption, credit = _after(caption, text), _after(credit, found)
        elif not isinstance(block, b.Figure):
            left.append(block)
    if len(figures) == 1:
        _tell(report, at, "a gallery has one picture; it is set as a picture")
        (one,) = figures
        caption, credit = _after(one.caption, caption), _after(one.credit, credit)
        return (replace(one, caption=caption, credit=credit), *left)
    if len(figures) > MOST:
        _tell(report, at, f"a gallery has {len(figures)} pictures, which will be small")
    return (b.Gallery(figures, caption, credit, at), *left)


def split_credit(inlines: Inlines) -> tuple[Inlines, Inlines]:
    """What stands before a line `credit: …`, and the credit."""
    for number, inline in enumerate(inlines):
        if not isinstance(inline, Text):
            continue
        name, colon, rest = inline.text.partition(":")
        if colon and name.strip().casefold() in _CREDITS:
            words = from_column(inline, len(inline.text) - len(rest))
            return stripped(inlines[:number]), stripped((words, *inlines[number + 1 :]))
    return inlines, ()


def _after(before: Inlines, text: Inlines) -> Inlines:
    return (*before, Text(" "), *text) if before and text else before or text


def _tell(report: Report, at: Position, message: str) -> None:
    report.add("gallery-count", message, at, f"put two to {MOST} pictures into it")
