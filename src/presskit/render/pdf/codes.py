"""Character codes: one for each character that a glyph stands for, so that text comes back.

WeasyPrint writes glyph ids and maps each to the first text it was seen with; one glyph of Arabic
stands for many texts, and readers turn round the several characters of a ligature's entry
(upstream issue 2841). Here a code belongs to a glyph *and* a character. A ligature takes as many
codes as it has characters, of equal width, its outline on the leftmost; a mark has its own.
CIDToGIDMap leads from codes to glyphs (see `shrink`).
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

_FALSE_SPACE = 60  # thousandths of an em between letters that readers take for a blank
_LOGGER = logging.getLogger("weasyprint")
_PANGO_WITH_SIZES = 14802  # before it, fonts told no size (Pango's issue 530)
_NOT_IN_A_FONT = 1 << 16  # glyph ids end before it
_ATTRIBUTE = "presskit_codes"


class Component(Struct, frozen=True):
    """A part of a composite glyph; its place is in thousandths of an em, y upwards."""

    glyph: int
    x: int = 0
    y: int = 0


class Composite(Struct, frozen=True):
    """A glyph made of others; `width` (thousandths of an em) where it is not the first's."""

    components: tuple[Component, ...]
    width: int | None = None


class Codes:
    """The codes of one embedded font, given out in order of use."""

    def __init__(self, font: Any) -> None:
        import uharfbuzz as hb

        self.glyphs: dict[int, int] = {}
        self.widths: dict[int, int] = font.widths
        self.texts: dict[int, str] = font.to_unicode
        self.advances: dict[int, int] = {}
        self.composites: dict[int, Composite] = {}
        self._composed: dict[Composite, int] = {}
        self._codes: dict[tuple[int, str, int], int] = {}
        full = hb.Font(hb.Face(hb.Blob(font.file_content)))
        self._blank: int = full.get_nominal_glyph(0x20) or 0
        self.advances[self._blank] = round(
            full.get_glyph_h_advance(self._blank) * 1000 / full.face.upem
        )

    def code(self, glyph: int, text: str, width: int) -> int:
        """The code that shows a glyph of this width (1000 an em) and means this text."""
        key = (glyph, text, width)
        if key not in self._codes:
            if width != self.advances[glyph]:  # the font and the PDF must agree on widths
                made = self.composites.get(glyph, Composite((Component(glyph),)))
                glyph = self.composite(made.components, width)
            code = self._codes[key] = len(self._codes) + 1
            self.glyphs[code], self.texts[code], self.widths[code] = glyph, text, width
        return self._codes[key]

    def composite(self, components: tuple[Component, ...], width: int | None = None) -> int:
        """A glyph that the font doesn't have: the first component with the others upon it.

        It is as wide as the first component, or as told.
        """
        wanted = Composite(components, width)
        if wanted not in self._composed:
            made = self._composed[wanted] = _NOT_IN_A_FONT + len(self._composed)
            self.composites[made] = wanted
            first = self.advances[components[0].glyph]
            self.advances[made] = first if width is None else width
        return self._composed[wanted]

    def split(self, glyph: int, texts: Sequence[str], width: int) -> list[int]:
        """The codes of a glyph that stands for several texts, from left to right."""
        share, rest = divmod(width, len(texts))
        return [
            self.code(self._blank if number else glyph, text, share + (0 if number else rest))
            for number, text in enumerate(texts)
        ]


def codes_of(font: Any) -> Codes | None:
    """The codes of a WeasyPrint font that was drawn by them."""
    found = getattr(font, _ATTRIBUTE, None)
    assert found is None or isinstance(found, Codes)
    return found


def leave_whole(_font: Any, _to_unicode: Any, _hinting: Any) -> None:
    """Stand in for `Font.clean`: `shrink` subsets, who knows which glyphs the codes mean."""


def draw_first_line(
    stream: Any, textbox: Any, _overflow: str, _ellipsis: str, matrix: Any
) -> list[Any]:
    """Stand in for WeasyPrint's function of this name; ellipses are not drawn."""
    from weasyprint.text.ffi import ffi, pango

    if not textbox.text.strip() or not textbox.style["font_size"]:
        return []
    pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, 1)
    line, _ = textbox.pango_layout.get_first_line()
    text = textbox.pango_layout.text.encode()
    stream.set_text_matrix(*matrix.values)
    run = line.runs[0]
    while run != ffi.NULL:
        _draw_item(stream, textbox, run.data, text)
        run = run.next
    return []


def _draw_item(stream: Any, textbox: Any, item: Any, text: bytes) -> None:
    """Show the glyphs of a run of one font and direction."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    pango_font = item.item.analysis.font
    font, size = stream.add_font(pango_font)
    if pango.pango_version() < _PANGO_WITH_SIZES:
        size = textbox.style["font_size"]
    codes = _codes(stream, font)
    stream.set_font_size(font.hash, size)
    glyphs = []
    em = 1000 * FROM_UNITS / size
    for number, cluster, texts in _texts(item, text):
        info = item.glyphs.glyphs[number]
        glyph = info.glyph
        if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            _LOGGER.warning(
                "no font has %r (.notdef)", chr(glyph & ~pango.PANGO_GLYPH_UNKNOWN_FLAG)
            )
            glyph = 0
        if glyph not in codes.advances:
            pango.pango_font_get_glyph_extents(
                pango_font, glyph, stream.ink_rect, stream.logical_rect
            )
            codes.advances[glyph] = round(stream.logical_rect.width * em)
        glyphs.append(
            _Glyph(
                None if info.glyph == pango.PANGO_GLYPH_EMPTY else glyph,
                texts,
                codes.advances[glyph],
                info.geometry.width * em,
                info.geometry.x_offset / size,
                info.geometry.y_offset / 1000,
                cluster,
                (info.geometry.x_offset * em, -info.geometry.y_offset * em),
            )
        )
    glyphs = _composed(glyphs, codes)
    _settle_marks(glyphs, codes)
    _close_gaps(glyphs)
    _show(stream, codes, glyphs)


class _Glyph(Struct):
    """A glyph to show; lengths are thousandths of an em, offset and rise as WeasyPrint has them.

    `advance` is what its codes say, `width` how far the pen goes, `place` the exact offset.
    """

    glyph: int | None
    texts: Sequence[str]
    advance: int
    width: float
    offset: float
    rise: float
    cluster: int
    place: tuple[float, float]


def _composed(glyphs: list[_Glyph], codes: Codes) -> list[_Glyph]:
    """The glyphs with those that say nothing, such as a letter's dots, put upon their letter.

    Some fonts build letters of a skeleton and shared dots; a code for dots alone comes back from
    readers as rubbish.
    """
    done: list[_Glyph] = []
    for _, group in groupby(glyphs, lambda glyph: glyph.cluster):
        cluster = list(group)
        silent = [g for g in cluster if g.texts == ("",) and g.glyph is not None and not g.width]
        letters = [g for g in cluster if g.glyph is not None and g.width and g.texts != ("",)]
        if not silent or len(letters) != 1:
            done += cluster
            continue
        letter = letters[0]
        pen, pens = 0.0, []
        for one in cluster:
            pens.append(pen)
            pen += one.width
        at = pens[cluster.index(letter)] + letter.place[0]
        parts = tuple(
            Component(
                one.glyph or 0,
                round(x + one.place[0] - at),
                round(one.place[1] - letter.place[1]),
            )
            for one, x in zip(cluster, pens, strict=True)
            if any(one is part for part in silent)
        )
        letter.glyph = codes.composite((Component(letter.glyph or 0), *parts))
        done += [one for one in cluster if not any(one is part for part in silent)]
    return done


def _settle_marks(glyphs: list[_Glyph], codes: Codes) -> None:
    """Let a mark begin where its letter does, its outline moved instead of the pen.

    Readers take a character in the middle of another for the beginning of a word.
    """
    for one in glyphs:
        if one.glyph is not None and not one.width and (one.offset or one.rise):
            component = Component(one.glyph, round(one.place[0]), round(one.place[1]))
            one.glyph = codes.composite((component,))
            one.offset = one.rise = 0


def _close_gaps(glyphs: list[_Glyph]) -> None:
    """Let codes be as wide as the room to the next letter, where that looks like a blank.

    Kerning in Arabic moves a letter by its offset as often as by the width of the one before.
    """
    for one, other in pairwise(glyphs):
        if not "".join(one.texts).strip() or one.glyph is None or one.width == 0:
            continue
        gap = one.width - one.offset - one.advance
        if other.width and other.offset > _FALSE_SPACE:
            one.width += other.offset
            other.width -= other.offset
            other.offset = 0
            gap = one.width - one.offset - one.advance
        if gap > _FALSE_SPACE:
            one.advance += round(gap)


def _show(stream: Any, codes: Codes, glyphs: list[_Glyph]) -> None:
    """Write glyphs as the strings and numbers of TJ operators (ISO 32000-1, 9.4.3)."""
    shown = "<"
    for it in glyphs:
        if it.glyph is None:
            shown += f">{-it.width}<"
            continue
        written = "".join(f"{c:04x}" for c in codes.split(it.glyph, it.texts, it.advance))
        if it.offset:
            shown += f">{-it.offset}<"
        if it.rise:
            stream.show_text(f"{shown}>")
            stream.set_text_rise(-it.rise)
            stream.show_text(f"<{written}>")
            stream.set_text_rise(0)
            shown = "<"
        else:
            shown += written
        kerning = int(it.advance + it.offset - it.width)
        if kerning:
            shown += f">{kerning}<"
    stream.show_text(f"{shown}>")


def _codes(stream: Any, font: Any) -> Codes:
    """The codes of a font; WeasyPrint may hold one file under several keys of the same hash."""
    for other in stream._fonts.values():  # noqa: SLF001 - its stream has no other way to its fonts
        if other.hash == font.hash and (known := codes_of(other)) is not None:
            if other is not font:
                setattr(font, _ATTRIBUTE, known)
                font.widths, font.to_unicode = known.widths, known.texts
            return known
    made = Codes(font)
    setattr(font, _ATTRIBUTE, made)
    return made


def _texts(item: Any, text: bytes) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Each glyph's number and cluster with the texts that its codes mean, from left to right."""
    from weasyprint.text.ffi import pango

    glyphs = item.glyphs
    count, start, length = glyphs.num_glyphs, item.item.offset, item.item.length
    rtl = bool(item.item.analysis.level % 2)
    clusters = [glyphs.log_clusters[number] for number in range(count)]
    ends = dict(zip(sorted(set(clusters)), [*sorted(set(clusters))[1:], length], strict=True))
    for cluster, group in groupby(range(count), clusters.__getitem__):
        numbers = list(group)
        said = text[start + cluster : start + ends[cluster]].decode()
        shown = [n for n in numbers if glyphs.glyphs[n].glyph != pango.PANGO_GLYPH_EMPTY]
        marks = [glyphs.glyphs[number].geometry.width == 0 for number in shown]
        shares = dict(zip(shown, _shared(said, marks, rtl=rtl), strict=True))
        yield from ((number, cluster, shares.get(number, ("",))) for number in numbers)


def _shared(said: str, marks: list[bool], *, rtl: bool) -> list[Sequence[str]]:
    """A cluster's characters shared out among its glyphs, both from left to right.

    `marks` says which glyphs take no room. Marks go to marks and letters to letters; one letter
    glyph for several letters takes them all, and what is over goes with the first letter glyph.
    """
    ordered = said[::-1] if rtl else said
    letters = [c for c in ordered if unicodedata.category(c) != "Mn"]
    signs = [c for c in ordered if unicodedata.category(c) == "Mn"]
    rooms, others = marks.count(False), marks.count(True)
    if rooms == 0 or (others != len(signs) and len(marks) == len(ordered)):
        # Every glyph takes no room, or a mark has room of its own: one each, in order.
        over = max(0, len(ordered) - len(marks) + 1) if marks else 0
        first: list[Sequence[str]] = [tuple(ordered[:over]) or ("",)]
        rest = (*ordered[over:], *[""] * len(marks))
        return (first + [(text,) for text in rest])[: len(marks)]
    if others < len(signs):
        letters, signs = list(ordered), []
    shares: list[Sequence[str]] = []
    for mark in marks:
        if mark:
            shares.append((signs.pop(0),) if signs else ("",))
        elif rooms == 1:
            shares.append(tuple(letters) or ("",))
        else:
            shares.append((letters.pop(0),) if letters else ("",))
            rooms -= 1
    return shares
