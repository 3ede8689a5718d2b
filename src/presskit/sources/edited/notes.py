"""Footnotes and endnotes on the way back: which label each has, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.sources.edited.inlines import is_note_mark
from presskit.wordml.xml import clark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.sources.edited.opened import Opened
    from presskit.wordml.xml import Element

_REFERENCES = (clark("footnoteReference"), clark("endnoteReference"))


class Notes:
    """The notes of a document. A label is the number that a reader sees."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._labels: dict[str, str] = {}
        self._order: list[tuple[str, str]] = []
        bookmarks: list[str] = []
        counted = 0
        for element in opened.document.iter(clark("bookmarkStart"), *_REFERENCES):
            if element.tag == clark("bookmarkStart"):
                name = element.get(clark("name"), "")
                bookmarks = [*bookmarks, name] if name.startswith("_RefNote") else bookmarks
                continue
            identifier = element.get(clark("id"), "")
            label = str(counted + 1)
            if element.get(clark("customMarkFollows")):
                label = _digits(element.getparent()) or label
            else:
                counted += 1
            kind = "endnotes" if element.tag == _REFERENCES[1] else "footnotes"
            self._labels[identifier] = label
            self._labels.update(dict.fromkeys(bookmarks, label))
            self._order.append((kind, identifier))
            bookmarks = []

    def label_of(self, key: str) -> str:
        """The label for a note's id, for the bookmark of its reference, or for `mark ٣`."""
        if key.startswith("mark "):
            return _as_number(key.removeprefix("mark "))
        return self._labels.get(key, "")

    def contents(self) -> Iterator[tuple[str, list[Element]]]:
        """Each note's label with its paragraphs and tables, the mark they open with taken out."""
        parts = {
            name: {note.get(clark("id"), ""): note for note in self._opened.part(name)}
            for name in ("footnotes", "endnotes")
            if self._opened.has(name)
        }
        for kind, identifier in self._order:
            note = parts.get(kind, {}).get(identifier)
            if note is not None:
                yield from self._split(self._labels[identifier], note)

    def _split(self, label: str, note: Element) -> Iterator[tuple[str, list[Element]]]:
        """A note, and after it those that only it refers to, which stand in the same one of Word's."""
        found: list[Element] = []
        for number, block in enumerate(note):
            run = block.find(clark("r")) if block.tag == clark("p") else None
            if run is not None and is_note_mark(run, self._opened):
                mark = _digits(run)
                if number and mark:
                    yield label, found
                    label, found = mark, []
                if mark or not number:
                    block.remove(run)
            found.append(block)
        yield label, found


def _digits(run: Element | None) -> str:
    text = "" if run is None else "".join(t.text or "" for t in run.iter(clark("t")))
    return _as_number(text.strip())


def _as_number(mark: str) -> str:
    return str(int(mark)) if mark.isdecimal() else mark
