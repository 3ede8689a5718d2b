"""Extraction recall: how many of the article's words come back from the PDF."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from presskit.model.inlines import (
    Code,
    Dressed,
    Isolate,
    LineBreak,
    Link,
    NoteRef,
    Text,
    plain,
)
from presskit.model.layout import LayoutCode, LayoutDeskNote, LayoutFigure
from presskit.prepress.records import Recall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.layout import Layout

_INLINES = (Code, Dressed, Isolate, LineBreak, Link, NoteRef, Text)
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# The mark of a note stands close to a word, so letters and digits are words of their own.
_WORD = re.compile(r"[^\W\d_]+|\d+")
_HYPHEN = "\ufffe"  # what PDFium puts for a hyphen at a line's end, with the parts beside it
_LONG = 15  # characters of a word that may be wider than its line, and is broken there
_LINE_END = re.compile(r"\r?\n")
_FEW = 10


def pdf_text(data: bytes) -> str:
    """The text of all pages as PDFium reads it, which is how Chromium does.

    Raises pypdfium2.PdfiumError when it cannot open the file or a page.
    """
    from pypdfium2 import PdfDocument

    with PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def recall(layout: Layout, text: str) -> Recall:
    """How many words of the opening, body, notes and source stand in `text`, each one counted.

    Order doesn't matter, nor do case, diacritics and invisible characters: a search in a reader
    doesn't mind them either. A word that is broken over two lines counts as one.
    """
    said = (layout.opening, layout.body, layout.notes, layout.source)
    wanted = words("\n".join(_texts(said)))
    text = text.replace(_HYPHEN, "")
    missing = wanted - words(text)
    if any(len(word) >= _LONG for word in missing):
        unbroken = _folded(_LINE_END.sub("", text))
        for word in [word for word in missing if len(word) >= _LONG and word in unbroken]:
            del missing[word]
    count, lost = wanted.total(), missing.total()
    return Recall(
        words=count,
        found=count - lost,
        share=round((count - lost) / count, 4) if count else 1.0,
        missing=tuple(missing)[:_FEW],
    )


def words(text: str) -> Counter[str]:
    """The words of a text, and how often each stands in it."""
    return Counter(_WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    """A text without what a search doesn't mind."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).casefold()
    return "".join(character for character in text if unicodedata.category(character) != "Mn")


def _texts(value: object) -> Iterator[str]:
    """The text of everything that stands in a part of a layout, a piece for each of its blocks."""
    match value:
        case tuple() if value and isinstance(value[0], _INLINES):
            yield plain(value)
        case tuple():
            for part in value:
                yield from _texts(part)
        case LayoutCode(text=text):
            yield text
        case LayoutDeskNote():
            pass  # for the layout desk alone
        case LayoutFigure(caption=caption, credit=credit):
            yield from _texts((caption, credit))
        case _:
            for field in getattr(value, "__struct_fields__", ()):
                yield from _texts(getattr(value, field))
