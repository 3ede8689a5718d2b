"""Justified lines as wide as their column, where a font kerns its blanks.

Pango sets letters apart from blanks that are widened, so that kerning between them is lost; Amiri's
lines then stand some points over the margin, as WeasyPrint counts the kerning in. Here each text of
the line first gets the width that it has without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = "presskit_apart"
_UNIT = 1 / 1024  # of a CSS pixel: the least spacing that Pango knows


def justify_line(stock: Callable[..., None]) -> Callable[..., None]:
    """Stand in for `justify_line` of `weasyprint.layout.inline`."""

    def justify(context: Any, line: Any, extra_width: float) -> None:
        stock(context, line, extra_width - _settle(context, line, 0))

    return justify


def _settle(context: Any, box: Any, advance: float) -> Any:
    """Widen the texts of a box and move what follows; returns how far the next one moves."""
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

    if isinstance(box, TextBox):
        box.position_x += advance
        more = _apart(context, box) - box.width
        box.width += more
        return advance + more
    if isinstance(box, LineBox | InlineBox):
        box.position_x += advance
        after = advance
        for child in box.children[:: -1 if box.style["direction"] == "rtl" else 1]:
            if child.is_in_normal_flow():
                after = _settle(context, child, after)
        box.width += after - advance
        return after
    box.translate(advance, 0)
    return advance


def _apart(context: Any, box: Any) -> float:
    """The width of a text whose blanks are set apart from its letters."""
    from weasyprint.layout.inline import count_expandable_spaces
    from weasyprint.text.line_break import create_layout, line_size

    blanks = count_expandable_spaces(box)
    if not blanks or box.text == " ":
        return float(box.width)
    kept = context.__dict__.setdefault(_NAME, {})
    key = (box.text, id(box.style))
    if key not in kept:
        layout = create_layout(box.text, box.style, context, None, _UNIT)
        layout.set_text(box.text, justify=True)
        width, _ = line_size(layout.get_first_line()[0], box.style)
        kept[key] = box.style, width - blanks * _UNIT  # the style lives on with its id
    return float(kept[key][1])
