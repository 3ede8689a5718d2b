"""InDesign's own notes: what layout staff read beside the text and no reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.render.icml.flow import Flow
from presskit.render.icml.xml import NO_PARAGRAPH_STYLE, add, add_range, add_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.model.layout import Metadata
    from presskit.render.icml.xml import Element


class Desk:
    """Writes notes; the newsroom signs them, dated like the text."""

    def __init__(self, metadata: Metadata) -> None:
        author = metadata.publication or ", ".join(metadata.authors) or metadata.title
        self._values = {"Collapsed": "false", "UserName": author}
        if metadata.date:
            date = f"{metadata.date.isoformat()}T00:00:00"
            self._values |= {"CreationDate": date, "ModificationDate": date}

    def write(self, run: Element, paragraphs: Iterable[str]) -> None:
        """Append a note to a run of characters; InDesign's notes have no styles."""
        flow = Flow(add(run, "Note", **self._values))
        for text in paragraphs:
            add_text(add_range(flow.paragraph(NO_PARAGRAPH_STYLE)), text)
