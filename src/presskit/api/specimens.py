"""How a theme looks: the specimens in all editions, and a sheet of all their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.api.articles import export, read_article
from presskit.api.theme_check import specimens
from presskit.files.writing import write_whole
from presskit.model.edition import FORMATS, Options
from presskit.prepress.pictures import page_pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL import Image

_PPI = 60
_AIR, _GROUND = 16, "#d9d6d0"


def make_specimens(theme: str, folder: Path) -> Iterator[Path]:
    """Write every edition of each specimen in a theme into a folder, then the contact sheet.

    A row a language, a picture a page. Raises PresskitError.
    """
    rows: list[list[Image.Image]] = []
    for path in specimens():
        editions = export(read_article(path), FORMATS, Options(theme=theme))
        for edition in editions:
            target = folder / f"{path.stem}.{edition.format}"
            write_whole(target, edition.data)
            yield target
            if edition.format == "pdf":
                rows.append(list(page_pictures(edition.data, _PPI)))
    sheet = _sheet(rows)
    for name in ("contact-sheet.png", "contact-sheet.pdf"):
        target = folder / name
        write_whole(target, _encoded(sheet, target.suffix[1:]))
        yield target


def _sheet(rows: list[list[Image.Image]]) -> Image.Image:
    from PIL import Image

    heights = [max(page.height for page in row) + _AIR for row in rows]
    width = max(sum(page.width + _AIR for page in row) for row in rows) + _AIR
    sheet = Image.new("RGB", (width, sum(heights) + _AIR), _GROUND)
    top = _AIR
    for row, height in zip(rows, heights, strict=True):
        left = _AIR
        for page in row:
            sheet.paste(page, (left, top))
            left += page.width + _AIR
        top += height
    return sheet


def _encoded(image: Image.Image, kind: str) -> bytes:
    from io import BytesIO

    buffer = BytesIO()
    if kind == "pdf":  # its dates would differ from day to day
        image.save(buffer, "PDF", resolution=_PPI, creationDate=None, modDate=None)
    else:
        image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
