"""Pages of a PDF as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image


def page_pictures(data: bytes, ppi: float) -> Iterator[Image.Image]:
    """Each page of a PDF as PDFium draws it, at so many pixels an inch.

    Raises pypdfium2.PdfiumError when it cannot open the file.
    """
    from pypdfium2 import PdfDocument

    with PdfDocument(data) as pdf:
        for page in pdf:
            yield page.render(scale=ppi / 72).to_pil().convert("RGB")
