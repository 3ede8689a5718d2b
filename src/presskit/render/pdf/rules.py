"""Rules between columns, on the side where the next column stands.

WeasyPrint puts them at the left of each column but the first: in right-to-left text that is
beside the last column instead of between two.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any


def draw_column_rules(stream: Any, box: Any) -> None:
    """Stand in for WeasyPrint's function of this name; a rule is as tall as its taller column."""
    from weasyprint.draw.border import clip_border_segment, draw_rect_border
    from weasyprint.draw.color import get_color, styled_color

    width, look = box.style["column_rule_width"], box.style["column_rule_style"]
    sides = (0, 0, 0, width)
    color = styled_color(look, get_color(box.style, "column_rule_color"), "left")
    for one, other in pairwise(box.children):
        if "all" in (one.style["column_span"], other.style["column_span"]):
            continue
        left, right = sorted((one, other), key=lambda column: column.position_x)
        middle = (left.position_x + left.width + right.position_x) / 2
        height = max(one.height, other.height)
        place = (middle - width / 2, one.position_y, width, height)
        with stream.stacked():
            clip_border_segment(stream, look, width, "left", place, sides)
            draw_rect_border(stream, place, sides, look, color)
