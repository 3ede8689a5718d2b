"""Inlines as InDesign's runs of characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.render.icml.styles import trait_direction
from presskit.render.icml.xml import DIRECTIONS, LINE_END, add_range, add_text
from presskit.render.runs import direction as bidi
from presskit.render.runs.pieces import pieces
from presskit.render.runs.traits import Traits

if TYPE_CHECKING:
    from collections.abc import Callable

    from presskit.model.inlines import Direction, Inlines, NoteRef
    from presskit.render.icml.links import Links
    from presskit.render.icml.styles import Sheet
    from presskit.render.icml.xml import Element
    from presskit.render.runs.direction import Run


# InDesign draws a box for what is in no font; it takes the order from its runs.
_NO_ISOLATES = dict.fromkeys(map(ord, bidi.ISOLATES))


class Runs:
    """Writes the runs of paragraphs; one for a document. `direction` is the article's."""

    def __init__(self, direction: Direction, sheet: Sheet, links: Links) -> None:
        self._direction = direction
        self._sheet = sheet
        self._links = links

    def write(
        self,
        paragraph: Element,
        inlines: Inlines,
        refer: Callable[[Element, NoteRef], None],
        direction: Direction | None = None,
        *,
        in_bold: bool = False,
    ) -> None:
        """Append the runs of inlines; `direction` is the paragraph's where it isn't the article's.

        `refer` appends a reference to a note.
        """
        direction = direction or self._direction
        parent = paragraph
        for piece in pieces(inlines, self._direction, direction, in_bold=in_bold):
            match piece:
                case bidi.Run():
                    self._run(parent, piece, direction)
                case bidi.LineEnd():
                    add_text(add_range(parent), LINE_END)
                case bidi.LinkStart():
                    parent = self._links.source(paragraph, piece.href)
                case bidi.LinkEnd():
                    parent = paragraph
                case bidi.Reference():
                    refer(parent, piece.ref)

    def code(self, paragraph: Element, text: str) -> None:
        """Append the lines of program text, which runs left to right in any language."""
        for number, line in enumerate(text.rstrip("\n").split("\n")):
            if number:
                add_text(add_range(paragraph), LINE_END)
            for part, rtl in bidi.split(line, "ltr") if line else ():
                self._run(paragraph, bidi.Run(part, Traits(), rtl), "ltr")

    def _run(self, parent: Element, run: Run, around: Direction) -> None:
        """A run says its direction itself where neither its style nor its paragraph does."""
        direction: Direction = "rtl" if run.rtl else "ltr"
        values = {}
        if direction != (trait_direction(run.traits) or around):
            values["CharacterDirection"] = DIRECTIONS[direction]
        text = run.text.translate(_NO_ISOLATES)
        add_text(add_range(parent, self._sheet.character(run.traits), **values), text)
