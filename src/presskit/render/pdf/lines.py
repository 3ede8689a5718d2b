"""Lines of text as they are drawn: from left to right, by codes that mean characters.

The functions stand in for WeasyPrint's of the same names. It draws the pieces of a line in the
order of reading; readers that go by positions then take each piece of right-to-left text for
something new and lose the blank before it.
"""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from presskit.render.pdf.codes import codes_in
from presskit.render.pdf.glyphs import glyphs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presskit.render.pdf.codes import Codes
    from presskit.render.pdf.glyphs import Glyph

_PANGO_WITH_SIZES = 14802  # before it, fonts told no size (Pango's issue 530)
_LEFT_TO_RIGHT = frozenset(["L", "EN", "AN"])
_RIGHT_TO_LEFT = frozenset(["R", "AL"])
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
    stream.set_text_matrix(*matrix.values)
    text = textbox.pango_layout.text.encode()
    shown = _Shown(stream, textbox)
    for item, (before, after) in zip(items, _signs(textbox, items), strict=True):
        shown.item(item, text, before, after)
    shown.end()
    return []


def _signs(textbox: Any, items: list[Any]) -> Iterator[tuple[str, str]]:
    """The signs before and after each item, from left to right.

    Where a run against the line's direction ends, poppler takes the blank behind it for a part
    of the run; a direction mark (UAX 9, 2.6) says that the run ends before it.
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
        yield (_RLM if ends and rtl else "", _LRM if ends and not rtl else "")


def _runs_against(text: str, *, rtl: bool) -> bool:
    """Whether a text has letters or digits, and none of the line's direction."""
    classes = {unicodedata.bidirectional(character) for character in text}
    own, other = (_RIGHT_TO_LEFT, _LEFT_TO_RIGHT) if rtl else (_LEFT_TO_RIGHT, _RIGHT_TO_LEFT)
    return bool(classes & other) and not classes & own


class _Shown:
    """Writes glyphs as the strings and numbers of TJ operators (ISO 32000-1, 9.4.3)."""

    def __init__(self, stream: Any, textbox: Any) -> None:
        self._stream = stream
        self._textbox = textbox
        self._font: tuple[str, float] | None = None
        self._parts: list[str] = []
        self._back = 0.0  # thousandths of an em that the pen stands too far right

    def item(self, item: Any, text: bytes, before: str, after: str) -> None:
        """Show the glyphs of a run of one font and direction, between two signs."""
        from weasyprint.text.ffi import FROM_UNITS, pango

        font, size = self._stream.add_font(item.item.analysis.font)
        if pango.pango_version() < _PANGO_WITH_SIZES:
            size = self._textbox.style["font_size"]
        if (font.hash, size) != self._font:
            self._scale(size)
            self.end()
            self._font = (font.hash, size)
            self._stream.set_font_size(font.hash, size)
        codes = codes_in(self._stream, font)
        if before:
            self._codes([codes.sign(before)])
        for glyph in glyphs_of(self._stream, item, text, codes, 1000 * FROM_UNITS / size):
            self._glyph(glyph, codes, size)
        if after:
            self._codes([codes.sign(after)])

    def end(self) -> None:
        """Write what is left."""
        if self._parts:
            self._stream.show_text("".join(self._parts))
            self._parts = []

    def _scale(self, size: float) -> None:
        """Count the distance owed in thousandths of another font size."""
        if self._font is not None:
            self._back *= self._font[1] / size

    def _glyph(self, glyph: Glyph, codes: Codes, size: float) -> None:
        self._back -= glyph.x
        if glyph.glyph is not None:
            if glyph.y:
                self.end()
                self._stream.set_text_rise(glyph.y * size / 1000)
            self._codes(codes.split(glyph.glyph, glyph.texts, glyph.advance))
            if glyph.y:
                self.end()
                self._stream.set_text_rise(0)
            self._back += glyph.advance
        self._back += glyph.x - glyph.width

    def _codes(self, codes: Iterable[int]) -> None:
        """Write codes where they belong, to a thousandth of an em."""
        move = round(self._back)
        self._back -= move
        written = "".join(f"{code:04x}" for code in codes)
        if move or not self._parts:
            self._parts.append(f"{move}<{written}>" if move else f"<{written}>")
        else:
            self._parts[-1] = f"{self._parts[-1][:-1]}{written}>"
