"""The end of a line: its blank is taken off without a hole in the line."""

from __future__ import annotations

from typing import Any

_COLLAPSING = frozenset(["normal", "nowrap", "pre-line"])


def remove_last_whitespace(context: Any, line: Any) -> None:
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
