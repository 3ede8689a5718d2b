"""Footnotes or endnotes: Word's own, numbered by Word (python-docx has no API for them).

Word numbers the notes itself and knows one reference a note: a second one is a cross-reference
(`NOTEREF`). A note can't refer to another in Word: what only a note refers to stands under it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.render.docx.fields import end_field, start_field
from presskit.wordml import names
from presskit.wordml.xml import add, add_paragraph, add_text, clark, is_table, last_child

if TYPE_CHECKING:
    from collections.abc import Callable

    from presskit.model.inlines import NoteRef
    from presskit.model.layout import LayoutNote
    from presskit.render.docx.ids import Counter
    from presskit.wordml.xml import Element


class Notes:
    """The notes of one document and the references to them; all are of one `kind`."""

    def __init__(
        self, notes: tuple[LayoutNote, ...], bookmarks: Counter, kind: names.NoteNames
    ) -> None:
        self.kind = kind
        self._notes = {note.id: note for note in notes}
        self._bookmarks = bookmarks
        self._numbers: dict[str, int] = {}
        self._counted = 0
        self._own_marks: set[str] = set()
        self._inner: list[LayoutNote] | None = None

    def restart(self) -> None:
        """Count from 1 again, as Word does in a new section."""
        self._counted = 0

    def refer(self, paragraph: Element, ref: NoteRef, *, rtl: bool) -> None:
        """Append a reference to a note."""
        note = self._notes[ref.note]
        if ref.note in self._numbers:
            start_field(paragraph, f"NOTEREF {self._bookmark(note)} \\f \\h")
            self._mark(paragraph, ref.mark, rtl=rtl)
            end_field(paragraph)
        elif self._inner is not None:
            self._mark(paragraph, ref.mark, rtl=rtl)
            if note not in self._inner:
                self._inner.append(note)
        else:
            self._first(paragraph, note, rtl=rtl)

    def write(
        self,
        part: Element,
        write_note: Callable[[Element, LayoutNote], None],
        *,
        rtl: bool,
    ) -> None:
        """Append the notes that were referred to; to be called when the body is written."""
        note_style = self.kind.text.id
        for identifier, number in self._numbers.items():
            note = self._notes[identifier]
            element = add(part, self.kind.element, id=str(number))
            self._inner = [note]
            for inner in self._inner:  # grows while it is walked
                start = len(element)
                write_note(element, inner)
                paragraph = _opening_paragraph(element, start, note_style)
                own = inner is not note or identifier in self._own_marks
                self._open(paragraph, inner.mark if own else "", rtl=rtl)
            if is_table(last_child(element)):
                add_paragraph(element, names.GAP.id)

    def _first(self, paragraph: Element, note: LayoutNote, *, rtl: bool) -> None:
        number = len(self._numbers) + 1
        self._numbers[note.id] = number
        bookmark = ""
        if len(note.refs) > 1:
            bookmark = str(self._bookmarks.next())
            add(paragraph, "bookmarkStart", id=bookmark, name=self._bookmark(note))
        run = self._reference_run(paragraph, rtl=rtl)
        reference = f"{self.kind.element}Reference"
        if note.mark.isdecimal() and int(note.mark) == self._counted + 1:
            self._counted += 1
            add(run, reference, id=str(number))
        else:
            self._own_marks.add(note.id)
            add(run, reference, customMarkFollows="1", id=str(number))
            add_text(run, "t", note.mark)
        if bookmark:
            add(paragraph, "bookmarkEnd", id=bookmark)

    def _bookmark(self, note: LayoutNote) -> str:
        return f"_RefNote{self._numbers[note.id]}"

    def _open(self, paragraph: Element, mark: str, *, rtl: bool) -> None:
        """Put the mark and a blank before the text of a note; an empty mark is Word's number."""
        runs = [self._reference_run(paragraph, rtl=rtl), add(paragraph, "r")]
        if mark:
            add_text(runs[0], "t", mark)
        else:
            add(runs[0], f"{self.kind.element}Ref")
        if rtl:
            add(add(runs[1], "rPr"), "rtl")
        add_text(runs[1], "t", " ")
        for position, run in enumerate(runs, 1):
            paragraph.insert(position, run)

    def _mark(self, paragraph: Element, mark: str, *, rtl: bool) -> None:
        add_text(self._reference_run(paragraph, rtl=rtl), "t", mark)

    def _reference_run(self, paragraph: Element, *, rtl: bool) -> Element:
        run = add(paragraph, "r")
        properties = add(run, "rPr")
        add(properties, "rStyle", val=self.kind.reference.id)
        if rtl:
            add(properties, "rtl")
        return run


def _opening_paragraph(element: Element, start: int, note_style: str) -> Element:
    """The paragraph that carries the mark: the first, or one of its own before a list."""
    if len(element) > start:
        first = element[start]
        if first.tag == clark("p") and first.find(f"{clark('pPr')}/{clark('numPr')}") is None:
            style = first.find(f"{clark('pPr')}/{clark('pStyle')}")
            if style is not None and str(style.get(clark("val"))).startswith(note_style):
                return first
    paragraph = add_paragraph(element, note_style)
    element.insert(start, paragraph)
    return paragraph
