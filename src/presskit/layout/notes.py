"""Notes: numbered by their first reference; references and notes know each other's ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.language.digits import write_number
from presskit.model.article import Note

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.model.inlines import NoteRef
    from presskit.model.publication import Digits


class NumberedNote(Struct):
    """A note once referred to: its number and the ids of its references."""

    note: Note
    number: int
    refs: list[str]
    prefix: str

    @property
    def id(self) -> str:
        """The id of the note."""
        return f"{self.prefix}note-{self.number}"


class Notes:
    """Numbers the notes of one article in the order in which they are referred to."""

    def __init__(
        self, notes: tuple[Note, ...], digits: Digits, report: Report, prefix: str = ""
    ) -> None:
        self._prefix = prefix
        self._notes = {note.label: note for note in notes}
        self._digits = digits
        self._report = report
        self.numbered: dict[str, NumberedNote] = {}

    def refer(self, ref: NoteRef) -> NumberedNote | None:
        """The note that a reference means, with an id for the reference added to its `refs`."""
        note = self._notes.get(ref.label)
        if note is None:
            self._report.add(
                "note-missing",
                f"the note “{ref.label}” is not defined",
                ref.at,
                f"add a line [^{ref.label}]: with its text",
            )
            return None
        fresh = NumberedNote(note, len(self.numbered) + 1, [], self._prefix)
        found = self.numbered.setdefault(ref.label, fresh)
        again = f"-{len(found.refs) + 1}" if found.refs else ""
        found.refs.append(f"{self._prefix}ref-{found.number}{again}")
        return found

    def mark(self, note: NumberedNote) -> str:
        """What the reader sees at the reference and before the note."""
        return write_number(note.number, self._digits)

    def report_unused(self) -> None:
        """Warn of every note that nothing refers to: it stands in no edition."""
        for label in (label for label in self._notes if label not in self.numbered):
            self._report.add("note-unused", f"nothing refers to the note “{label}”")
