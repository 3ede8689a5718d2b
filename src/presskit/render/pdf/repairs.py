"""Defects of WeasyPrint that no style sheet can get round, mended in the versions known.

The mending holds only while presskit makes a PDF: another part of the program that uses WeasyPrint
gets it as it is. So does presskit under a version that it doesn't know; the PDF is then what stock
WeasyPrint makes of it, as a whole.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import TYPE_CHECKING, Any

from presskit.render.pdf import (
    balance,
    codes,
    justify,
    lines,
    numbering,
    overlong,
    remembered,
    rhythm,
    rules,
    tables,
    tags,
)
from presskit.render.pdf.paragraphs import seam

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KNOWN = frozenset(["70.0"])
_mending: ContextVar[bool] = ContextVar("mending", default=False)


@contextmanager
def repaired(version: str) -> Iterator[None]:
    """Mend WeasyPrint of this version while the context lasts."""
    if version in KNOWN:
        _install()
    token = _mending.set(version in KNOWN)
    try:
        yield
    finally:
        _mending.reset(token)


def is_mending() -> bool:
    """Whether WeasyPrint is mended here and now."""
    return _mending.get()


@cache
def _install() -> None:
    """Put a switch before each function of WeasyPrint that presskit mends, once."""
    from weasyprint import document, draw, layout, pdf
    from weasyprint.draw import border, text
    from weasyprint.layout import block, inline, preferred, table
    from weasyprint.pdf.fonts import Font
    from weasyprint.pdf.stream import Stream

    inline.split_first_line = preferred.split_first_line = _switch(
        inline.split_first_line,
        overlong.split_first_line(remembered.split_first_line(inline.split_first_line)),
    )
    inline.split_inline_box = _switch(
        inline.split_inline_box, overlong.split_inline_box(inline.split_inline_box)
    )
    inline.can_break_text = _switch(
        inline.can_break_text, overlong.can_break_text(inline.can_break_text)
    )
    inline.get_next_linebox = _switch(
        inline.get_next_linebox, seam.get_next_linebox(inline.get_next_linebox)
    )
    inline.justify_line = _switch(inline.justify_line, justify.justify_line(inline.justify_line))
    table.auto_table_layout = _switch(
        table.auto_table_layout, tables.auto_table_layout(table.auto_table_layout)
    )
    inline.split_text_box = _switch(
        inline.split_text_box, lines.split_text_box(inline.split_text_box)
    )
    inline.remove_last_whitespace = _switch(inline.remove_last_whitespace, _remove_last_whitespace)
    block.block_box_layout = _switch(
        block.block_box_layout, balance.block_box_layout(block.block_box_layout)
    )
    block.block_level_layout = _switch(
        block.block_level_layout, rhythm.on_grid(block.block_level_layout)
    )
    layout.make_margin_boxes = _switch(
        layout.make_margin_boxes, numbering.make_margin_boxes(layout.make_margin_boxes)
    )
    document.gather_anchors = _switch(document.gather_anchors, _links_once(document.gather_anchors))
    text.draw_first_line = _switch(text.draw_first_line, lines.draw_first_line)
    draw.draw_text = _switch(draw.draw_text, lines.draw_text(draw.draw_text))
    draw.draw_inline_level = _switch(
        draw.draw_inline_level, lines.draw_inline_level(draw.draw_inline_level)
    )
    border.draw_column_rules = _switch(border.draw_column_rules, rules.draw_column_rules)
    Font.__init__ = _switch(Font.__init__, codes.named_by_its_file(Font.__init__))
    Font.clean = _switch(Font.clean, codes.leave_whole)
    Stream.marked = _switch(Stream.marked, tags.marked)
    Stream.artifact = _switch(Stream.artifact, tags.artifact)
    pdf.add_tags = _switch(pdf.add_tags, tags.add_tags)


def _switch(stock: Callable[..., Any], mended: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(stock)
    def either(*args: Any, **kwargs: Any) -> Any:
        return (mended if _mending.get() else stock)(*args, **kwargs)

    return either


def _links_once(stock: Callable[..., None]) -> Callable[..., None]:
    """WeasyPrint makes an annotation for a link, and one more for each inline inside it."""

    def gather_anchors(page: Any, anchors: Any, links: list[Any], *others: Any) -> None:
        stock(page, anchors, links, *others)
        links[:] = [link for link in links if link[3].link]

    return gather_anchors


def _remove_last_whitespace(context: Any, line: Any) -> None:
    """Take the blank off a line's end.

    WeasyPrint keeps the layout that still has the blank. In a justified right-to-left line that
    breaks before an inline element, the line is set anew without it and a hole as wide as a blank
    opens before the last run.
    """
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.inline import split_text_box

    ancestors = []
    box = line
    while isinstance(box, boxes.LineBox | boxes.InlineBox):
        ancestors.append(box)
        if not box.children:
            return
        box = box.children[-1]
    if not isinstance(box, boxes.TextBox) or box.style["white_space"] not in _COLLAPSING:
        return
    text = box.text.rstrip(" ")
    if text == box.text:
        return
    box.presskit_parted = True
    width = box.width
    rtl = box.pango_layout.first_line_direction % 2
    box.text = text
    box.width = 0
    if text:
        set_anew, _, _ = split_text_box(context, box, None, 0)
        box.width = set_anew.width
        box.pango_layout = set_anew.pango_layout
    blank = width - box.width
    if rtl:
        for child in line.children:
            child.translate(dx=-blank, ignore_floats=True)
        # The blank stood at the run's left: the run itself and what holds it keep their place.
        for holder in (*ancestors[1:], box):
            holder.position_x += blank
    for ancestor in ancestors:
        ancestor.width -= blank


_COLLAPSING = frozenset(["normal", "nowrap", "pre-line"])
