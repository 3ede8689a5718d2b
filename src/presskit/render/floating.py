"""Notes in the PDF: each stands where it is first referred to, and CSS floats it to the page's foot.

There it is inside a paragraph, where HTML allows nothing but spans; so its blocks become spans.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from presskit.model import layout as says
from presskit.model.signs import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from presskit.model.inlines import Inlines


class FloatingNotes:
    """Writes the notes of one layout; `inline`, `picture` and `verse_line` are those of its writer."""

    def __init__(
        self,
        inline: Callable[[Inlines], str],
        picture: Callable[[says.LayoutFigure], str],
        verse_line: Callable[[says.LayoutVerseLine], str],
    ) -> None:
        self._inline = inline
        self._picture = picture
        self._verse_line = verse_line
        self._waiting: list[says.LayoutNote] | None = None

    def referred(self, note: says.LayoutNote, link: str) -> str:
        """The first reference to a note: the note itself, or a link if it stands behind another.

        A note that only a note refers to comes after that one.
        """
        if self._waiting is not None:
            self._waiting.append(note)
            return link
        return self._floated(note, "note")

    def _floated(self, note: says.LayoutNote, role: str) -> str:
        """A note where it is first referred to, and behind it those that only it refers to."""
        waiting: list[says.LayoutNote] = []
        self._waiting = waiting
        inside = self._note_blocks(note.blocks)
        self._waiting = None
        name, mark = note.id, escape(note.mark)
        floated = f'<span class="{role}" id="{name}" data-mark="{mark}">{inside}</span>'
        return floated + "".join(self._floated(after, "note uncalled") for after in waiting)

    def _note_block(self, block: says.LayoutBlock) -> str:
        """A block of a floated note: it stands inside a paragraph, where HTML allows spans only."""
        match block:
            case says.LayoutParagraph() | says.LayoutHeading() | says.LayoutQrCode():
                return span("note-paragraph", self._inline(block.children))
            case says.LayoutList():
                return "".join(
                    span("note-paragraph", f"{escape(item.label)} {self._note_blocks(item.blocks)}")
                    for item in block.items
                )
            case says.LayoutQuote():
                return self._note_blocks(block.blocks) + span(
                    "note-paragraph", self._inline(block.attribution)
                )
            case says.LayoutCode():
                return span("note-paragraph", f"<code>{escape(block.text, quote=False)}</code>")
            case says.LayoutDefinitions():
                return "".join(
                    span("note-paragraph", self._inline(item.term)) + self._note_blocks(item.blocks)
                    for item in block.items
                )
            case says.LayoutGallery():
                pictures = "".join(map(self._picture, block.figures))
                return span("note-paragraph", pictures) + span(
                    "note-paragraph", self._inline(block.caption) + self._inline(block.credit)
                )
            case says.LayoutVerse():
                lines = (line for stanza in block.stanzas for line in stanza.lines)
                return "".join(
                    span("note-paragraph", self._verse_line(line)) for line in lines
                ) + span("note-paragraph", self._inline(block.attribution))
            case says.LayoutBox():
                title = span("note-paragraph", self._inline(block.title))
                return title + self._note_blocks(block.blocks)
            case says.LayoutTable():
                rows = (block.head, *block.rows)
                return span("note-paragraph", self._inline(block.caption)) + "".join(
                    span(
                        "note-paragraph",
                        joined(BETWEEN, [self._inline(c.children) for c in r.cells]),
                    )
                    for r in rows
                )
            case says.LayoutDelegations():
                return self._note_blocks(block.tables)
            case says.LayoutFigure():
                return span("note-paragraph", self._picture(block)) + span(
                    "note-paragraph", self._inline(block.caption) + self._inline(block.credit)
                )
            case says.LayoutBreak() | says.LayoutDeskNote():
                return ""

    def _note_blocks(self, blocks: Iterable[says.LayoutBlock]) -> str:
        return "".join(map(self._note_block, blocks))


def span(role: str, inside: str) -> str:
    """A span with the class of a role; nothing where there is nothing inside."""
    return f'<span class="{role}">{inside}</span>' if inside else ""


def joined(separator: str, parts: Iterable[str]) -> str:
    """The parts that aren't empty, with a sign between."""
    return separator.join(filter(None, parts))
