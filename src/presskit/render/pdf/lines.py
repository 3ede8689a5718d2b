"""Lines of text as they are drawn: from left to right, by codes that mean characters.

The functions stand in for WeasyPrint's of the same names. It draws the pieces of a line in the
order of reading; readers that go by positions then take each piece of right-to-left text for
something new and lose the blank before it.
"""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from presskit.render.pdf.codes import codes_in
from presskit.render.pdf.glyphs import glyphs_of, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presskit.render.pdf.codes import Codes
    from presskit.render.pdf.glyphs import Glyph

_WIDE_BLANK = 560  # thousandths of an em that are left of a blank
_STEP = 200  # so that the same letter before two blanks is often the same glyph
_DECIMALS = 2  # of a CSS pixel: finer than any press
_PANGO_WITH_SIZES = 14802  # before it, fonts told no size (Pango's issue 530)
_LEFT_TO_RIGHT = frozenset(["L", "EN", "AN"])
_RIGHT_TO_LEFT = frozenset(["R", "AL"])
_MARKS = frozenset(["CS", "ES", "ET"])
_RLM, _LRM = "\u200f", "\u200e"


def draw_inline_level(stock: Callable[..., None]) -> Callable[..., None]:
    """Draw the text of a line after everything else of it, from left to right."""

    def draw(stream: Any, page: Any, box: Any, *args: Any, **kwargs: Any) -> None:
        from weasyprint import draw
        from weasyprint.formatting_structure.boxes import LineBox

        if not isinstance(box, LineBox):
            stock(stream, page, box, *args, **kwargs)
            return
        with _collected(stream) as texts:
            stock(stream, page, box, *args, **kwargs)
        ordered = sorted(texts, key=lambda drawn: drawn[0].position_x)
        boxes = [drawn[0] for drawn in ordered]
        for textbox, others in ordered:
            textbox.presskit_line = (box.style["direction"] == "rtl", boxes)
            with stream.marked(textbox, "Span"):
                draw.draw_text(stream, textbox, *others)

    return draw


@contextmanager
def _collected(stream: Any) -> Iterator[list[tuple[Any, tuple[Any, ...]]]]:
    """Keep text back from being drawn while the context lasts."""
    before = collecting(stream)
    texts: list[tuple[Any, tuple[Any, ...]]] = []
    stream.presskit_texts = (texts, stream.ctm.values)
    try:
        yield texts
    finally:
        stream.presskit_texts = before


def collecting(stream: Any) -> tuple[list[tuple[Any, tuple[Any, ...]]], Any] | None:
    """The text kept back of a line, and the place it is drawn in, while a line is drawn."""
    found: tuple[list[tuple[Any, tuple[Any, ...]]], Any] | None
    found = getattr(stream, "presskit_texts", None)
    return found


def draw_text(stock: Callable[..., None]) -> Callable[..., None]:
    """Draw text, or keep it for the end of its line."""

    def draw(stream: Any, textbox: Any, *others: Any) -> None:
        waiting = collecting(stream)
        if waiting is None:
            stock(stream, textbox, *others)
            return
        texts, place = waiting
        if stream.ctm.values == place:
            texts.append((textbox, others))
            return
        stream.presskit_texts = None  # a part of the line that is turned or scaled
        with stream.marked(textbox, "Span"):
            stock(stream, textbox, *others)
        stream.presskit_texts = waiting

    return draw


def draw_first_line(
    stream: Any, textbox: Any, _overflow: str, _ellipsis: str, matrix: Any
) -> list[Any]:
    """Show the glyphs of a text box; ellipses are not drawn."""
    from weasyprint.text.ffi import ffi, pango

    if not textbox.text or not textbox.style["font_size"]:
        return []
    pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, 1)
    line, _ = textbox.pango_layout.get_first_line()
    items = []
    run = line.runs[0]
    while run != ffi.NULL:
        items.append(run.data)
        run = run.next
    stream.set_text_matrix(*(round(value, _DECIMALS) for value in matrix.values))
    pieces = list(_pieces(stream, textbox, items))
    _share_blanks([glyph for piece in pieces for glyph in piece.glyphs])
    shown = _Shown(stream)
    for piece in pieces:
        shown.piece(piece)
    shown.end()
    return []


def _signs(textbox: Any, items: list[Any]) -> Iterator[tuple[str, str]]:
    """The signs before and after each item, from left to right.

    Where a run against the line's direction ends, poppler takes the blank behind it for a part
    of the run; a direction mark (UAX 9, 2.6) says that the run ends before it. So it does with a
    comma and the blank before a number.
    """
    rtl, boxes = getattr(textbox, "presskit_line", (False, [textbox]))
    at = next(number for number, box in enumerate(boxes) if box is textbox)
    near = boxes[at - 1 if rtl else at + 1 :][:1] if at or not rtl else []
    levels = [item.item.analysis.level % 2 for item in items]
    around = [None, *levels, None]
    outside = bool(near) and not _runs_against(near[0].text, rtl=rtl)
    for number, level in enumerate(levels, 1):
        other = around[number - 1 if rtl else number + 1]
        ends = level != rtl and (outside if other is None else other == rtl)
        if rtl:
            comma = level != rtl and _follows_mark(textbox, items[number - 1], boxes[at + 1 :])
            yield (_RLM if ends else "", _RLM if comma else "")
        else:
            yield ("", _LRM if ends else "")


def _follows_mark(textbox: Any, item: Any, boxes: list[Any]) -> bool:
    """Whether a blank and a mark that belongs to numbers stand before an item in the text."""
    text = textbox.pango_layout.text.encode()[: item.item.offset].decode()
    if not text.strip() and boxes:
        text = boxes[0].text + text
    return text.endswith(" ") and unicodedata.bidirectional(text.rstrip()[-1:] or " ") in _MARKS


def _runs_against(text: str, *, rtl: bool) -> bool:
    """Whether a text has letters or digits, and none of the line's direction."""
    classes = {unicodedata.bidirectional(character) for character in text}
    own, other = (_RIGHT_TO_LEFT, _LEFT_TO_RIGHT) if rtl else (_LEFT_TO_RIGHT, _RIGHT_TO_LEFT)
    return bool(classes & other) and not classes & own


class _Piece(NamedTuple):
    """Glyphs of one font, or a sign that is a code already."""

    codes: Codes
    font: str
    size: float
    glyphs: list[Glyph]
    sign: str = ""


def _pieces(stream: Any, textbox: Any, items: list[Any]) -> Iterator[_Piece]:
    """The glyphs of each item between its signs."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    text = textbox.pango_layout.text.encode()
    for item, (before, after) in zip(items, _signs(textbox, items), strict=True):
        font, size = stream.add_font(item.item.analysis.font)
        if pango.pango_version() < _PANGO_WITH_SIZES:
            size = textbox.style["font_size"]
        codes = codes_in(stream, font)
        glyphs = glyphs_of(stream, item, text, codes, 1000 * FROM_UNITS / size)
        if before:
            yield _Piece(codes, font.hash, size, [], before)
        yield _Piece(codes, font.hash, size, glyphs)
        if after:
            yield _Piece(codes, font.hash, size, [], after)


def _share_blanks(glyphs: list[Glyph]) -> None:
    """Give a part of a wide blank to the letter before it.

    A justified blank of over 0.6 em ends a piece of text for pdf.js, which puts the pieces of
    right-to-left lines in the wrong order.
    """
    for one, blank in pairwise(glyphs):
        over = ceil((blank.width - _WIDE_BLANK) / _STEP) * _STEP
        if over > 0 and is_blank(blank) and not is_blank(one) and one.width:
            one.advance += over
            one.width += over
            blank.width -= over


class _Shown:
    """Writes glyphs as the strings and numbers of TJ operators (ISO 32000-1, 9.4.3)."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._font: tuple[str, float] | None = None
        self._parts: list[str] = []
        self._back = 0.0  # thousandths of an em that the pen stands too far right

    def piece(self, piece: _Piece) -> None:
        """Show a piece where the one before it ended."""
        if (piece.font, piece.size) != self._font:
            if self._font is not None:
                self._back *= self._font[1] / piece.size
            self.end()
            self._font = (piece.font, piece.size)
            self._stream.set_font_size(*self._font)
        if piece.sign:
            self._sign(piece)
        for glyph in piece.glyphs:
            self._back -= glyph.x
            if glyph.glyph is not None:
                self._codes(piece.codes.split(glyph.glyph, glyph.texts, glyph.advance))
                self._back += glyph.advance
            self._back += glyph.x - glyph.width

    def _sign(self, piece: _Piece) -> None:
        """Write a sign as what a blank of no width actually says (ISO 32000-1, 14.9.4).

        Readers that know replacement text take it for the sign, others for a part of the blank
        beside it: a code that means the sign would stand in the way of their searches.
        """
        import pydyf

        self.end()
        said = pydyf.Dictionary({"ActualText": pydyf.String(piece.sign)})
        self._stream.begin_marked_content("Span", said)
        self._codes([piece.codes.nothing()])
        self.end()
        self._stream.end_marked_content()

    def end(self) -> None:
        """Write what is left."""
        if self._parts:
            self._stream.show_text("".join(self._parts))
            self._parts = []

    def _codes(self, codes: Iterable[int]) -> None:
        """Write codes where they belong, to a thousandth of an em."""
        move = round(self._back)
        self._back -= move
        written = "".join(f"{code:04x}" for code in codes)
        if move or not self._parts:
            self._parts.append(f"{move}<{written}>" if move else f"<{written}>")
        else:
            self._parts[-1] = f"{self._parts[-1][:-1]}{written}>"
