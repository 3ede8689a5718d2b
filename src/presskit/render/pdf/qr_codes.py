"""QR codes as drawings (ISO/IEC 18004), made when WeasyPrint asks for their URL."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

_PREFIX = "presskit:qr-code/"
_QUIET = 4  # modules of white around a code that readers need (9.1)


def qr_code_url(href: str, ink: str) -> str:
    """The URL of the code for an address, in a CSS colour."""
    return f"{_PREFIX}{quote(ink, safe='')}/{quote(href, safe='')}"


def qr_code_of(url: str) -> bytes | None:
    """The drawing at such a URL, as SVG; None for any other."""
    if not url.startswith(_PREFIX):
        return None
    import segno

    ink, href = map(unquote, url.removeprefix(_PREFIX).split("/"))
    rows = list(segno.make_qr(href, error="m").matrix_iter(border=_QUIET))
    path = "".join(_runs(row, y) for y, row in enumerate(rows))
    size = len(rows)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'width="{size}" height="{size}"><path fill="{ink}" d="{path}"/></svg>'
    )
    return svg.encode()


def _runs(row: Iterable[int], y: int) -> str:
    """The dark modules of a row as rectangles, one for those that touch."""
    parts, x = [], 0
    for dark, modules in groupby(row):
        count = len(list(modules))
        if dark:
            parts.append(f"M{x} {y}h{count}v1h-{count}z")
        x += count
    return "".join(parts)
