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
    from collections.abc import Iterator, Mapping

    from weasyprint.document import Document

    from presskit.model.manuscript import Picture
    from presskit.theming.theme import Theme

_SHORT = 0.2  # of a page: less than that on the last one is a few lines
PICTURES = (0.85, 0.7)  # of the height that pictures may have else, in turn
_PHOTOS = frozenset(["image/jpeg", "image/webp", "image/avif"])  # others may be charts
_WIDE = 1.2  # times as wide as high, so that a strip less above and below doesn't hurt
_HAIR = 0.98  # of the leading
_LOOSE = 0.06  # of a page: what a line that just fits may bring along, such as a crosshead's text
_TEXT = ("paragraph", "list-item")


def ends_short(document: Document) -> bool:
    """Whether the last of several pages has a few lines only, no more than could stand before it."""
    *before, last = (box_of(page) for page in document.pages)
    height = next(box for box in last.children if box.element_tag == "html").margin_height()
    if not before or height >= _SHORT * last.height:
        return False
    pictures = sum(one.height for page in before for one in _pictures(page))
    spared = pictures * (1 - min(PICTURES)) + len(before) * last.height * (1 - _HAIR)
    return bool(height <= spared + last.height * _LOOSE)


def _pictures(page: Any) -> Iterator[Any]:
    return (box for box in page.descendants(placeholders=True) if hasattr(box, "replacement"))


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
