"""Lines that were set before: WeasyPrint balances columns by setting their text again and again.

Nine of ten lines of an article in columns are asked for once more with the same text, style and
width. What came out is kept with the context, which is that of one document and ends with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = "presskit_lines"


def split_first_line(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Stand in for `split_first_line` of `weasyprint.layout.inline`."""

    def split(
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        justification_spacing: Any,
        is_line_start: bool = True,  # noqa: FBT001, FBT002
        minimum: bool = False,  # noqa: FBT001, FBT002
    ) -> Any:
        given = (text, style, context, max_width, justification_spacing, is_line_start, minimum)
        if context is None:
            return stock(*given)
        kept = context.__dict__.setdefault(_NAME, {})
        key = (text, id(style), max_width, justification_spacing, is_line_start, minimum)
        if key not in kept:
            kept[key] = style, stock(*given)  # the style lives on, so that its id stays its own
        return kept[key][1]

    return split
