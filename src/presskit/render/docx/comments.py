"""Remarks to the layout desk as Word's comments, in comments.xml (ECMA-376 part 1, 17.13.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.wordml import names
from presskit.wordml.xml import add, add_paragraph, clark, last_child

if TYPE_CHECKING:
    from collections.abc import Callable

    from presskit.model.layout import LayoutDeskNote, LayoutParagraph, Metadata
    from presskit.wordml.xml import Element


class Comments:
    """The comments of one document; `author` is who speaks in them, `date` is that of the text."""

    def __init__(self, metadata: Metadata) -> None:
        self._author = metadata.publication or ", ".join(metadata.authors) or metadata.title
        self._date = f"{metadata.date.isoformat()}T00:00:00Z" if metadata.date else ""
        self._comments: list[LayoutDeskNote] = []

    def __bool__(self) -> bool:
        return bool(self._comments)

    def add(self, parent: Element, note: LayoutDeskNote) -> Element | None:
        """Comment on the whole last paragraph of a part of the body, and return it.

        Word has none in notes: there is nothing to return then.
        """
        if parent.getroottree().getroot().tag != clark("document"):
            return None
        paragraph = _last_paragraph(parent)
        number = str(len(self._comments))
        self._comments.append(note)
        paragraph.insert(1, add(paragraph, "commentRangeStart", id=number))
        add(paragraph, "commentRangeEnd", id=number)
        run = add(paragraph, "r")
        add(add(run, "rPr"), "rStyle", val=names.COMMENT_REFERENCE.id)
        add(run, "commentReference", id=number)
        return paragraph

    def write(
        self, comments: Element, write_paragraph: Callable[[Element, LayoutParagraph], None]
    ) -> None:
        """Fill the root of comments.xml; to be called when the body is written."""
        for number, note in enumerate(self._comments):
            values = {"id": str(number), "author": self._author}
            if self._date:
                values["date"] = self._date
            element = add(comments, "comment", **values)
            for paragraph in note.paragraphs:
                write_paragraph(element, paragraph)
            _refer_back(element)


def _refer_back(comment: Element) -> None:
    """The sign that Word puts at the head of a comment's first paragraph."""
    first = comment[0]
    run = add(first, "r")
    add(add(run, "rPr"), "rStyle", val=names.COMMENT_REFERENCE.id)
    add(run, "annotationRef")
    first.insert(1, run)


def _last_paragraph(parent: Element) -> Element:
    """The paragraph written last, also that of a table's last cell."""
    last = last_child(parent)
    while last is not None and last.tag != clark("p"):
        last = last_child(last)
    return add_paragraph(parent, names.GAP.id) if last is None else last
