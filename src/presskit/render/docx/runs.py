"""Inlines as Word's runs: text with a character style and `w:rtl`, links and notes as fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.render.docx.fields import end_field, start_field
from presskit.render.runs import direction as bidi
from presskit.render.runs.pieces import pieces
from presskit.render.runs.traits import Traits
from presskit.wordml.bookmarks import bookmark_name
from presskit.wordml.xml import add, add_text

if TYPE_CHECKING:
    from presskit.model.inlines import Direction, Inlines
    from presskit.render.docx.notes import Notes
    from presskit.render.docx.styles import Sheet
    from presskit.render.runs.direction import Run
    from presskit.wordml.xml import Element

_TABS = re.compile(r"(\t)")
_UNSAFE_IN_FIELD = {ord('"'): "%22", ord("\\"): "%5C", ord("\n"): None}


class Runs:
    """Writes the runs of paragraphs; one for a document.

    `direction` is the article's: Latin runs get their style where it is right to left.
    """

    def __init__(self, direction: Direction, sheet: Sheet) -> None:
        self._direction = direction
        self._sheet = sheet

    def write(
        self,
        paragraph: Element,
        inlines: Inlines,
        notes: Notes,
        direction: Direction | None = None,
        *,
        around: Direction | None = None,
        in_bold: bool = False,
    ) -> None:
        """Append the runs of inlines.

        `direction` is that of the text where it isn't the article's, `around` that of the
        paragraph's style where it isn't the text's.
        """
        direction = direction or self._direction
        cut = pieces(inlines, self._direction, direction, around=around, in_bold=in_bold)
        for piece in cut:
            match piece:
                case bidi.Run():
                    self._text(paragraph, piece)
                case bidi.LineEnd():
                    add(add(paragraph, "r"), "br")
                case bidi.LinkStart():
                    start_field(paragraph, _link(piece.href))
                case bidi.LinkEnd():
                    end_field(paragraph)
                case bidi.Reference():
                    notes.refer(paragraph, piece.ref, rtl=piece.rtl)

    def code(self, paragraph: Element, text: str) -> None:
        """Append the lines of program text, which runs left to right in any language."""
        for number, line in enumerate(text.rstrip("\n").split("\n")):
            if number:
                add(add(paragraph, "r"), "br")
            for part, rtl in bidi.split(line, "ltr") if line else ():
                self._text(paragraph, bidi.Run(part, Traits(), rtl))

    def _text(self, paragraph: Element, run: Run) -> None:
        element = add(paragraph, "r")
        style = self._sheet.character(run.traits)
        if style or run.rtl:
            properties = add(element, "rPr")
            if style:
                add(properties, "rStyle", val=style)
            if run.rtl:
                add(properties, "rtl")
        if "\t" not in run.text:
            add_text(element, "t", run.text)
            return
        for part in _TABS.split(run.text):
            if part == "\t":
                add(element, "tab")
            elif part:
                add_text(element, "t", part)


def _link(href: str) -> str:
    if href.startswith("#"):
        return f'HYPERLINK \\l "{bookmark_name(href[1:])}"'
    return f'HYPERLINK "{href.translate(_UNSAFE_IN_FIELD)}"'
