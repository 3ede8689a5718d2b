"""Columns balanced a line at a time, where WeasyPrint tries heights a pixel apart.

It makes the columns of a text higher until all of it fits, each time by the least that any column
has lacked so far for its next block: a hair, or a pixel where a rule of breaks holds the block back
(orphans and widows, a heading with its text). On a grid only whole lines make a difference.
"""

from __future__ import annotations

from math import ceil, inf
from typing import TYPE_CHECKING, Any

from presskit.render.pdf.rhythm import grid_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NAME = "presskit_column"
_HAIR = 0.001  # of a line
_MARGINS = 2  # their place behind `empty`; columns that stay are set without them


def block_box_layout(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Stand in for `block_box_layout` of `weasyprint.layout.block`.

    `columns_layout` sets columns in all the space there is, as on an empty page, and then tries
    heights, which become whole lines here. After each column it sets what comes next without any
    space, to see how high that is; the answer makes whole lines of what is lacking.
    """

    def lay_out(
        context: Any,
        box: Any,
        space: Any,
        skip: Any,
        holder: Any,
        empty: Any,
        *more: Any,
        **named: Any,
    ) -> Any:
        line = grid_of(box) if box.is_column else 0
        if not line:
            return stock(context, box, space, skip, holder, empty, *more, **named)
        least, given, whole, consumed = context.__dict__.get(_NAME, (space, 0.0, 0.0, 0.0))
        if space == inf:
            done = stock(context, box, space, skip, holder, empty, *more, **named)
            if first := next(_in_flow(done[0]), None):
                lack = first.margin_height() - (whole - consumed)
                lines = max(1, _lines(lack, line))
                first.margin_bottom += lines * line - (lack + whole - given)
            return done
        if empty and more[_MARGINS] is not None:
            least = space
        given = whole = context.page_bottom - box.position_y - space
        if space > least:
            whole = min(_lines(given, line) * line, given + space - least)
        done = stock(context, box, space + given - whole, skip, holder, empty, *more, **named)
        context.__dict__[_NAME] = least, given, whole, _consumed(box, done[0])
        return done

    return lay_out


def _lines(height: float, line: float) -> int:
    return ceil(height / line - _HAIR)


def _consumed(box: Any, made: Any) -> float:
    *_, last = (None, *_in_flow(made))
    return last.position_y + last.margin_height() - box.position_y if last else 0.0


def _in_flow(made: Any) -> Iterator[Any]:
    return (child for child in (made.children if made else ()) if child.is_in_normal_flow())
