"""An article that ends with a few lines on a page of its own is set again, a little closer.

What gives way first is the height of pictures (wide photos are cropped, others shrink), then the
leading, by a hair; what doesn't spare the page is not done at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from presskit.model.units import POINT_IN_PIXELS
from presskit.render.pdf.insides import box_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weasyprint.document import Document

    from presskit.model.manuscript import Picture
    from presskit.theming.theme import Theme

_SHORT = 0.15  # of a page: less than that on the last one is a few lines
PICTURES = (0.85, 0.7)  # of the height that pictures may have else, in turn
_PHOTOS = frozenset(["image/jpeg", "image/webp", "image/avif"])  # others may be charts
_WIDE = 1.2  # times as wide as high, so that a strip less above and below doesn't hurt
_HAIR = 0.98  # of the leading
_TEXT = ("paragraph", "list-item")


def ends_short(document: Document) -> bool:
    """Whether the last of several pages has a few lines only."""
    if len(document.pages) < 2:
        return False
    page: Any = box_of(document.pages[-1])
    text = next(box for box in page.children if box.element_tag == "html")
    return bool(text.margin_height() < _SHORT * page.height)


def crops(pictures: Mapping[str, Picture], urls: Mapping[str, str], width: float) -> str:
    """CSS by which photos that fill the text's width, in points, keep it when they are less high."""
    return "".join(
        f'img[src="{urls[src]}"] {{ width: 100%; object-fit: cover }}\n'
        for src, one in pictures.items()
        if one.media_type in _PHOTOS
        and one.width >= one.height * _WIDE
        and one.width >= width * POINT_IN_PIXELS
    )


def closer(theme: Theme) -> Theme:
    """The theme with its running text set closer by a hair; the grid follows the paragraphs."""
    styles = {
        role: replace(style, leading=round(style.leading * _HAIR, 2)) if role in _TEXT else style
        for role, style in theme.styles.items()
    }
    return replace(theme, styles=styles)
