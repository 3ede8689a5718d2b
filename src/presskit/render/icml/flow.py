"""Paragraphs one after another, in a story, a cell or a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.render.icml.xml import NO_CHARACTER_STYLE, add, add_range

if TYPE_CHECKING:
    from presskit.render.icml.xml import Element


class Flow:
    """Appends paragraphs to a parent.

    InDesign has no element for a paragraph's end but `Br`, inside a run of characters; the last
    paragraph of a story, a cell or a note has none.
    """

    def __init__(self, parent: Element) -> None:
        self._parent = parent
        self.last: Element | None = None

    def paragraph(self, style: str, **values: str) -> Element:
        """Append a paragraph in a style, given by its `Self`; return it, without any text."""
        if self.last is not None:
            _end(self.last)
        self.last = add(self._parent, "ParagraphStyleRange", AppliedParagraphStyle=style, **values)
        return self.last


def _end(paragraph: Element) -> None:
    """End a paragraph; a link or a styled run at its end is not made longer."""
    run = next(paragraph.iterchildren(reversed=True), None)
    if run is None or run.get("AppliedCharacterStyle") != NO_CHARACTER_STYLE:
        run = add_range(paragraph)
    add(run, "Br")
