"""QR codes: the address in a fenced div, and the text beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.model import blocks as b
from presskit.model.inlines import Link, Text
from presskit.model.walk import walk

if TYPE_CHECKING:
    from presskit.diagnostics import Position, Report
    from presskit.model.inlines import Inlines

LONGEST = 1000  # bytes of an address: a code of more is too fine to be read from newsprint
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def read_qr_code(
    blocks: b.Blocks, title: Inlines, at: Position, report: Report
) -> tuple[b.Block, ...]:
    """The code of the first address in a div; its paragraphs, after a title, are the text beside it.

    Without an address that a phone can open the blocks stay, which is reported.
    """
    links = [one for one in walk((title, blocks)) if isinstance(one, Link)]
    href = next((link.href for link in links if _is_whole(link.href)), "")
    if not href:
        report.add(
            "qr-code-missing",
            "there is no web address here that fits into a QR code; the text was kept",
            at,
            "write a link: [watch the film](https://example.org/film)",
        )
        return (*([b.Paragraph(title, at)] if title else ()), *blocks)
    said = title
    left: list[b.Block] = []
    for block in blocks:
        if isinstance(block, b.Paragraph):
            said = (*said, Text(" "), *block.children) if said else block.children
        else:
            left.append(block)
    if not any(isinstance(one, Link) and one.href == href for one in walk(said)):
        said = (*said, *([Text(" ")] if said else []), Link(href, (Text(href),)))
    return (b.QrCode(href, said, at), *left)


def _is_whole(href: str) -> bool:
    return bool(_ADDRESS.match(href)) and len(href.encode()) <= LONGEST
