"""The documents of an EPUB that no theme shapes: navigation, and the NCX for old readers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presskit.model.layout import Layout, OutlineEntry

_TEXT = "article.xhtml"


def navigation(layout: Layout, style: str) -> bytes:
    """The navigation document (EPUB 3.3, 7): contents, and landmarks that stay hidden."""
    labels = layout.labels
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{layout.language}" xml:lang="{layout.language}" dir="{layout.direction}">
<head><title>{escape(labels.contents)}</title>
<link rel="stylesheet" type="text/css" href="{style}"/></head>
<body dir="{layout.direction}">
<nav epub:type="toc" role="doc-toc" id="toc">
<h1 class="contents">{escape(labels.contents)}</h1>
<ol>{_entries(list(layout.outline))}</ol>
</nav>
<nav epub:type="landmarks" id="landmarks" hidden="hidden">
<ol>
<li><a epub:type="cover" href="cover.xhtml">{escape(labels.cover)}</a></li>
<li><a epub:type="toc" href="nav.xhtml">{escape(labels.contents)}</a></li>
<li><a epub:type="bodymatter" href="{_TEXT}">{escape(labels.start)}</a></li>
</ol>
</nav>
</body>
</html>
""".encode()


def _entries(outline: list[OutlineEntry]) -> str:
    """Outline entries as nested list items."""
    items = []
    while outline:
        entry = outline.pop(0)
        below = []
        while outline and outline[0].level > entry.level:
            below.append(outline.pop(0))
        inner = f"<ol>{_entries(below)}</ol>" if below else ""
        items.append(f'<li><a href="{_TEXT}#{entry.id}">{escape(entry.title)}</a>{inner}</li>')
    return "".join(items)


def ncx(layout: Layout) -> bytes:
    """The NCX (OPF 2.0.1, 2.4.1), with the identifier of the package."""
    points = "".join(
        f'<navPoint id="n{number}" playOrder="{number}"><navLabel><text>{escape(entry.title)}'
        f'</text></navLabel><content src="{_TEXT}#{entry.id}"/></navPoint>'
        for number, entry in enumerate(layout.outline, 1)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" \
xml:lang="{layout.language}" dir="{layout.direction}">
<head><meta name="dtb:uid" content="{layout.metadata.identifier}"/></head>
<docTitle><text>{escape(layout.metadata.title)}</text></docTitle>
<navMap>{points}</navMap>
</ncx>
""".encode()
