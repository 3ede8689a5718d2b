"""Footnotes: InDesign's own, numbered by InDesign.

InDesign knows one reference a footnote, and none inside a footnote: a second reference is the mark
in plain text, and what only a note refers to stands under it, as in the DOCX.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model.inlines import NoteRef
from presskit.model.walk import walk

if TYPE_CHECKING:
    from presskit.model.layout import Layout, LayoutNote


class Notes:
    """The notes of one document and what was already referred to."""

    def __init__(self, layout: Layout) -> None:
        self._notes = {note.id: note for note in layout.notes}
        text = (layout.opening, layout.body, layout.source)
        refs = (one for one in walk(text) if isinstance(one, NoteRef))
        self._of_text = {ref.note for ref in refs}
        self._written: set[str] = set()

    def first(self, ref: NoteRef) -> LayoutNote | None:
        """The note that a reference in the text means, None where it was written before."""
        if ref.note in self._written:
            return None
        self._written.add(ref.note)
        return self._notes[ref.note]

    def under(self, ref: NoteRef) -> LayoutNote | None:
        """The note that is to stand under the one with this reference, if any."""
        return None if ref.note in self._of_text else self.first(ref)
