"""Baseline rhythm: what stands in a column ends where a line of the grid ends.

CSS has a draft for it (css-rhythm-1), which WeasyPrint doesn't know. A theme names the grid's line
on the element that has columns, `--grid: 21pt`, and takes it back from what is inside with
`--grid: none`; every block there then gets a little more space below, or less.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from presskit.model.units import POINT_IN_PIXELS

if TYPE_CHECKING:
    from collections.abc import Callable

_KEPT = 0.5  # of the space that a theme puts below a block, where that spares a line
_HAIR = 0.05  # CSS pixels that don't make a line


def on_grid(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Stand in for `block_level_layout`."""

    def lay_out(context: Any, box: Any, space: Any, skip: Any, holder: Any, *more: Any) -> Any:
        done = stock(context, box, space, skip, holder, *more)
        line = grid_of(holder)
        made, resume_at, next_page, margins, *rest = done
        if not line or made is None or resume_at is not None or not made.is_in_normal_flow():
            return done
        bottom = made.border_box_y() + made.border_height() - holder.content_box_y()
        margin = max([made.margin_bottom, *margins])
        lines = ceil((bottom + margin * _KEPT - _HAIR) / line)
        made.margin_bottom = lines * line - bottom
        return made, resume_at, next_page, [*margins, made.margin_bottom], *rest

    return lay_out


def grid_of(holder: Any) -> float:
    """The grid's line in CSS pixels; 0 where there is none."""
    tokens = [token for token in holder.style["__grid"] or () if token.type != "whitespace"]
    if len(tokens) == 1 and tokens[0].type == "dimension" and tokens[0].lower_unit == "pt":
        return float(tokens[0].value) * POINT_IN_PIXELS
    return 0.0
