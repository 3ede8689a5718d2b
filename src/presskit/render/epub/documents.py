"""The documents of an EPUB that no theme shapes: navigation, and the NCX for old readers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.render.epub.content import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presskit.model.issue_layout import IssueLayout
    from presskit.model.layout import Layout

LANDMARKS = {"cover": "cover.xhtml", "toc": "nav.xhtml"}


class Entry(Struct, frozen=True):
    """An entry of the contents, and those under it."""

    title: str
    href: str
    entries: tuple[Entry, ...] = ()


def nested(flat: Sequence[tuple[int, str, str]]) -> tuple[Entry, ...]:
    """Entries of levels, titles and hrefs, each with the deeper ones that follow it."""
    made = []
    rest = list(flat)
    while rest:
        level, title, href = rest.pop(0)
        below = []
        while rest and rest[0][0] > level:
            below.append(rest.pop(0))
        made.append(Entry(title, href, nested(below)))
    return tuple(made)


def navigation(
    layout: Layout | IssueLayout, entries: Sequence[Entry], landmarks: Mapping[str, str]
) -> bytes:
    """The navigation document (EPUB 3.3, 7): contents, and landmarks that stay hidden.

    `landmarks` are the documents by their `epub:type`: "cover", "toc" and "bodymatter".
    """
    labels = layout.labels
    titles = {"cover": labels.cover, "toc": labels.contents, "bodymatter": labels.start}
    marks = "\n".join(
        f'<li><a epub:type="{kind}" href="{href}">{escape(titles[kind])}</a></li>'
        for kind, href in landmarks.items()
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{layout.language}" xml:lang="{layout.language}" dir="{layout.direction}">
<head><title>{escape(labels.contents)}</title>
<link rel="stylesheet" type="text/css" href="{STYLE}"/></head>
<body dir="{layout.direction}">
<nav epub:type="toc" role="doc-toc" id="toc">
<h1 class="contents">{escape(labels.contents)}</h1>
<ol>{_items(entries)}</ol>
</nav>
<nav epub:type="landmarks" id="landmarks" hidden="hidden">
<ol>
{marks}
</ol>
</nav>
</body>
</html>
""".encode()


def _items(entries: Sequence[Entry]) -> str:
    """Entries as nested list items."""
    return "".join(
        f'<li><a href="{entry.href}">{escape(entry.title)}</a>'
        + (f"<ol>{_items(entry.entries)}</ol>" if entry.entries else "")
        + "</li>"
        for entry in entries
    )


def ncx(layout: Layout | IssueLayout, entries: Sequence[Entry]) -> bytes:
    """The NCX (OPF 2.0.1, 2.4.1), with the identifier of the package, without levels."""
    points = "".join(
        f'<navPoint id="n{number}" playOrder="{number}"><navLabel><text>{escape(entry.title)}'
        f'</text></navLabel><content src="{entry.href}"/></navPoint>'
        for number, entry in enumerate(_all(entries), 1)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" \
xml:lang="{layout.language}" dir="{layout.direction}">
<head><meta name="dtb:uid" content="{layout.metadata.identifier}"/></head>
<docTitle><text>{escape(layout.metadata.title)}</text></docTitle>
<navMap>{points}</navMap>
</ncx>
""".encode()


def _all(entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _all(entry.entries)
