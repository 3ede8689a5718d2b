"""Pages of a PDF as pictures, as a screen shows them."""

from __future__ import annotations

from io import BytesIO

from msgspec import Struct

# A tenth of the time that a PNG takes; letters keep their edges without subsampling.
_JPEG = {"quality": 90, "subsampling": 0}


class View(Struct, frozen=True):
    """A page as a JPEG, and its width and height in pixels."""

    jpeg: bytes
    width: int
    height: int


class Views(Struct, frozen=True):
    """The first pages of a PDF, and how many it has."""

    pages: tuple[View, ...]
    total: int


def views(data: bytes, width: int, most: int) -> Views:
    """The first `most` pages of a PDF, `width` pixels wide.

    Raises pypdfium2.PdfiumError when it cannot open the file or a page.
    """
    from pypdfium2 import PdfDocument

    with PdfDocument(data) as document:
        total = len(document)
        pages = tuple(_view(document[number], width) for number in range(min(most, total)))
    return Views(pages, total)


def _view(page: object, width: int) -> View:
    picture = page.render(scale=width / page.get_width()).to_pil()  # type: ignore[attr-defined]
    page.close()  # type: ignore[attr-defined]
    jpeg = BytesIO()
    picture.save(jpeg, "JPEG", **_JPEG)
    return View(jpeg.getvalue(), *picture.size)
