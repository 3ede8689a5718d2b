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
from presskit.render.pdf.glyphs import Drawn, Glyph, glyphs_of, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presskit.render.pdf.codes import Codes

    _Text = tuple[Any, tuple[Any, ...]]  # a text box, and what else is needed to draw it

_WIDE_BLANK = 560  # thousandths of an em that are left of a blank
_STEP = 200  # so that the same letter before two blanks is often the same glyph
_LEAN = 0.1  # CSS pixels
_DECIMALS = 2  # of a CSS pixel: finer than any press
_PANGO_WITH_SIZES = 14802  # before it, fonts told no size (Pango's issue 530)


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
        line = Line(is_rtl=box.style["direction"] == "rtl", last=_last_before_a_blank(box))
        for textbox, others in _in_turn(texts, line):
            textbox.presskit_line = line
            with stream.marked(textbox, "Span"):
                draw.draw_text(stream, textbox, *others)

    return draw


class Line(NamedTuple):
    """What is to know of a line while its text is drawn.

    `last` is its last text where a blank parts it from the next line.
    """

    is_rtl: bool
    last: Any = None


def _in_turn(texts: list[_Text], line: Line) -> list[_Text]:
    """The texts of a line from left to right, but for a phrase that goes over its end.

    Where a right-to-left line ends in a left-to-right phrase that the next line goes on with, the
    halves are drawn one after the other: readers that keep the order of drawing get it whole.
    """
    drawn = sorted(texts, key=lambda one: one[0].position_x)
    if not line.is_rtl or len(drawn) < 2:
        return drawn
    left, right = drawn[0][0], drawn[-1][0]
    if line.last is left and _is_ltr(left) and getattr(left, "presskit_parted", False):
        drawn.append(drawn.pop(0))
    if _is_ltr(right) and getattr(right, "presskit_goes_on", False):
        drawn.sort(key=lambda one: one[0] is not right)
    return drawn


def _is_ltr(textbox: Any) -> bool:
    return bool(textbox.style["direction"] == "ltr")


def line_of(textbox: Any) -> Line:
    """The line that a text stands on."""
    line = getattr(textbox, "presskit_line", Line(is_rtl=False))
    assert isinstance(line, Line)
    return line


def split_text_box(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Split a text at a line's end, and remember where a blank was left out there.

    It was at the end of this line's text, or is the first of the next line's.
    """

    def split(context: Any, box: Any, width: Any, skip: int, **how: Any) -> Any:
        made, resume, is_forced = stock(context, box, width, skip, **how)
        if made is not None and resume is not None:
            made.presskit_parted = box.text.encode()[resume - 1 : resume].isspace()
        if made is not None and skip:
            made.presskit_goes_on = True
            made.presskit_led = box.text.encode()[:skip].isspace()
        return made, resume, is_forced

    return split


def _last_before_a_blank(line: Any) -> Any:
    """The last text of a line that a blank or a line break of the text parts from the next.

    So does the end of a block, if more of the same element follows.
    """
    from weasyprint.formatting_structure.boxes import TextBox

    boxes = list(line.descendants())
    texts = [box for box in boxes if isinstance(box, TextBox)]
    if not any(_is_parted(box) for box in boxes):
        if line.resume_at is not None:
            return None
        texts = [box for box in texts[-1:] if getattr(box, "presskit_ends_block", False)]
    return next((box for box in reversed(texts) if box.text.strip()), None)


def _is_parted(box: Any) -> bool:
    return getattr(box, "element_tag", "") in {"br", "br::before"} or getattr(
        box, "presskit_parted", False
    )


@contextmanager
def _collected(stream: Any) -> Iterator[list[_Text]]:
    """Keep text back from being drawn while the context lasts."""
    before = collecting(stream)
    texts: list[_Text] = []
    stream.presskit_texts = (texts, stream.ctm.values)
    try:
        yield texts
    finally:
        stream.presskit_texts = before


def collecting(stream: Any) -> tuple[list[_Text], Any] | None:
    """The text kept back of a line, and the place it is drawn in, while a line is drawn."""
    found: tuple[list[_Text], Any] | None
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
    line = line_of(textbox)
    rtl = textbox.style["direction"] == "rtl"
    is_turned = rtl and _is_turned(pieces)
    if pieces and (line.last is textbox or _lacks_blank(textbox, in_order=is_turned == rtl)):
        _add_blank(pieces, first=is_turned)
    if pieces and getattr(textbox, "presskit_led", False) and hasattr(textbox, "presskit_follows"):
        _add_blank(pieces, first=not rtl)
    levels = {item.item.analysis.level % 2 for item in items}
    is_one_font = len({(piece.font, piece.size) for piece in pieces}) == 1
    shown = _Shown(stream, leans=line.is_rtl and levels == {0} and is_one_font)
    for piece in pieces:
        shown.piece(piece)
    shown.end()
    return []


def _lacks_blank(textbox: Any, *, in_order: bool) -> bool:
    """Whether a text is a label with no blank before the text behind it.

    A number's own blank stands before the number where the line goes from right to left.
    """
    is_label = getattr(textbox, "presskit_ends_label", False)
    return is_label and not (in_order and textbox.text[-1:].isspace())


def _is_turned(pieces: list[_Piece]) -> bool:
    """Whether readers turn a text round: one without letters from right to left stays as it is."""
    texts = "".join(text for piece in pieces for glyph in piece.glyphs for text in glyph.texts)
    return any(unicodedata.bidirectional(c) in {"R", "AL"} for c in texts)


def _add_blank(pieces: list[_Piece], *, first: bool) -> None:
    """Add the blank that parts a line from the one beside it, of no width, at an end of a text.

    Words are parted by characters, not by their places (ISO 32000-1, 14.8.2.5).
    """
    piece = pieces[0 if first else -1]
    blank = Glyph(piece.codes.blank, (" ",), 0, 0, 0, 0, -1, " ")
    piece.glyphs.insert(0 if first else len(piece.glyphs), blank)


class _Piece(NamedTuple):
    """Glyphs of one font."""

    codes: Codes
    font: str
    size: float
    glyphs: list[Glyph]


def _pieces(stream: Any, textbox: Any, items: list[Any]) -> Iterator[_Piece]:
    """The glyphs of each item."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    layout = textbox.pango_layout
    inserted: frozenset[int] = getattr(layout, "presskit_inserted", frozenset())
    text = Drawn(layout.text, inserted, getattr(layout, "presskit_hyphen", 0))
    for item in items:
        font, size = stream.add_font(item.item.analysis.font)
        if pango.pango_version() < _PANGO_WITH_SIZES:
            size = textbox.style["font_size"]
        codes = codes_in(stream, font)
        glyphs = glyphs_of(stream, item, text, codes, 1000 * FROM_UNITS / size)
        yield _Piece(codes, font.hash, size, glyphs)


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

    def __init__(self, stream: Any, *, leans: bool) -> None:
        self._stream = stream
        self._leans = leans
        self._at = 0.0  # CSS pixels from the beginning
        self._leant = 0.0
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
        for glyph in piece.glyphs:
            if self._leans and self._at and glyph.width and is_blank(glyph):
                self._lean(piece, glyph)
                continue
            self._back -= glyph.x
            if glyph.glyph is not None:
                self._codes(piece.codes.split(glyph.glyph, glyph.texts, glyph.advance))
                self._back += glyph.advance
            self._back += glyph.x - glyph.width
            self._at += glyph.width * piece.size / 1000

    def _lean(self, piece: _Piece, blank: Glyph) -> None:
        """Let the next blank begin a piece of its own, a little left of the run's beginning.

        PDFium sorts the pieces of a line by their beginnings and takes those of a right-to-left
        line from the right: the groups of a number or the words of a phrase would change places.
        A blank may stand anywhere, since it shows nothing.
        """
        self.end()
        self._stream.move_text_to(-_LEAN, 0)
        self._leant += _LEAN
        self._back = 0.0
        self._codes(piece.codes.split(blank.glyph or 0, blank.texts, blank.advance))
        self._at += blank.width * piece.size / 1000
        self._back = blank.advance - 1000 * (self._at + self._leant) / piece.size

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
