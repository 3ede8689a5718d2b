"""Glyphs of a run: what each means, and what keeps readers from misplacing it."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from presskit.render.pdf.codes import Component

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.render.pdf.codes import Codes

_FALSE_SPACE = 60  # thousandths of an em between letters that readers take for a blank
_FALSE_LINE = -150  # and, backwards, for the beginning of another line
_TATWEEL_SIZE = len("ـ".encode())
_SOFT_HYPHEN = "\u00ad"
_JOINERS = frozenset("\u200c\u200d")  # a part of Persian spelling, though nothing is drawn
_LOGGER = logging.getLogger("weasyprint")


class Drawn:
    """The text that Pango draws, with what nobody wrote: tatweels and a hyphen.

    `inserted` are the bytes at which tatweels stand, `hyphen` how many bytes at the text's end the
    hyphen is; it means a soft one (ISO 32000-1, 14.8.2.2.3).
    """

    def __init__(self, text: str, inserted: frozenset[int] = frozenset(), hyphen: int = 0) -> None:
        self._data = text.encode()
        self._end = len(self._data) - hyphen
        self.inserted = inserted

    def behind(self, place: int) -> int:
        """The first byte from a place on that somebody wrote."""
        while place in self.inserted:
            place += _TATWEEL_SIZE
        return place

    def said(self, start: int, end: int) -> str:
        """What is meant between two bytes."""
        kept = self._data[start : min(end, self._end)]
        if not self.inserted.isdisjoint(range(start, end)):
            lengthened = {place + byte for place in self.inserted for byte in range(_TATWEEL_SIZE)}
            kept = bytes(byte for n, byte in enumerate(kept, start) if n not in lengthened)
        return kept.decode() + (_SOFT_HYPHEN if end > self._end else "")


class Glyph(Struct):
    """A glyph to show; lengths are thousandths of an em, y upwards.

    `glyph` is None where only the pen moves. `advance` is what its codes say, `width` how far
    the pen goes; x and y move the outline alone. `said` is the text of its cluster, from left to
    right.
    """

    glyph: int | None
    texts: Sequence[str]
    advance: int
    width: float
    x: float
    y: float
    cluster: int
    said: str


def glyphs_of(stream: Any, item: Any, text: Drawn, codes: Codes, em: float) -> list[Glyph]:
    """The glyphs of a Pango item, from left to right; `em` turns its units into thousandths."""
    from weasyprint.text.ffi import pango

    glyphs = []
    for number, cluster, said, texts in _texts(item, text):
        info = item.glyphs.glyphs[number]
        glyph = info.glyph
        if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            _LOGGER.warning(
                "no font has %r (.notdef)", chr(glyph & ~pango.PANGO_GLYPH_UNKNOWN_FLAG)
            )
            glyph = 0
        if glyph not in codes.advances:
            pango.pango_font_get_glyph_extents(
                item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect
            )
            codes.advances[glyph] = round(stream.logical_rect.width * em)
        if glyph == pango.PANGO_GLYPH_EMPTY and texts != ("",):
            glyph = codes.blank
        place = info.geometry
        glyphs.append(
            Glyph(
                None if glyph == pango.PANGO_GLYPH_EMPTY else glyph,
                texts,
                0 if glyph == codes.blank and not place.width else codes.advances[glyph],
                place.width * em,
                place.x_offset * em,
                -place.y_offset * em,
                cluster,
                said,
            )
        )
    glyphs = _interleaved(_composed(glyphs, codes), codes)
    _settle(glyphs, codes)
    _close_gaps(glyphs)
    return glyphs


def _composed(glyphs: list[Glyph], codes: Codes) -> list[Glyph]:
    """The glyphs with those that say nothing, such as a letter's dots, put upon their letter.

    Some fonts build letters of a skeleton and shared dots, or of two halves; a code that means
    nothing comes back from readers as rubbish.
    """
    done: list[Glyph] = []
    for _, group in groupby(glyphs, lambda glyph: glyph.cluster):
        for letter, parts in _letters(list(group)):
            if letter is None or len(parts) == 1:
                done += parts
            else:
                _put_together(letter, parts, codes)
                done.append(letter)
    return done


def _put_together(letter: Glyph, parts: list[Glyph], codes: Codes) -> None:
    """Make one glyph of a letter and its silent parts, as wide as they are together."""
    pens = [0.0, *accumulate(part.width for part in parts)]
    others = [(one, pen) for one, pen in zip(parts, pens, strict=False) if one is not letter]
    at = pens[next(n for n, one in enumerate(parts) if one is letter)]
    is_wide = any(one.width for one, _ in others)
    x, y = (0.0, 0.0) if is_wide else (at + letter.x, letter.y)
    components = tuple(
        Component(one.glyph or 0, round(pen + one.x - x), round(one.y - y))
        for one, pen in [(letter, at), *others]
    )
    if is_wide:
        letter.x = letter.y = 0
        letter.width = pens[-1]
        letter.advance = round(letter.width)
    letter.glyph = codes.composite(components, letter.advance)


def _letters(cluster: list[Glyph]) -> Iterator[tuple[Glyph | None, list[Glyph]]]:
    """Each letter with the silent glyphs around it, from left to right; other glyphs alone."""
    letter: Glyph | None = None
    parts: list[Glyph] = []
    for one in cluster:
        is_silent = one.texts == ("",) and one.glyph is not None
        is_letter = not is_silent and one.glyph is not None and one.width
        if letter is not None and not is_silent:
            yield letter, parts
            letter, parts = None, []
        if is_letter:
            letter = one
        elif not is_silent:
            yield None, [one]
            continue
        parts.append(one)
    if parts:
        yield letter, parts


def _interleaved(glyphs: list[Glyph], codes: Codes) -> list[Glyph]:
    """The glyphs with ligatures split, so that a mark stands behind the letter it belongs to."""
    done: list[Glyph] = []
    for _, group in groupby(glyphs, lambda glyph: glyph.cluster):
        cluster = list(group)
        letters = [one for one in cluster if one.width]
        marks = [one for one in cluster if not one.width]
        texts = [text for one in cluster for text in one.texts]
        is_whole = sorted(texts) == sorted(cluster[0].said)
        if len(letters) == 1 and len(letters[0].texts) > 1 and marks and is_whole:
            done += _split(letters[0], marks, cluster, codes)
        else:
            done += cluster
    return done


def _split(
    letter: Glyph, marks: list[Glyph], cluster: list[Glyph], codes: Codes
) -> Iterator[Glyph]:
    """A ligature's parts and its marks in the order of the text, each mark where it was."""
    share, rest = divmod(letter.advance, len(letter.texts))
    at = next(number for number, one in enumerate(cluster) if one is letter)
    behind = {id(mark) for mark in cluster[at:]}
    waiting, pen, left = list(marks), 0, len(letter.texts)
    for character in letter.said:
        mark = next((one for one in waiting if one.texts == (character,)), None)
        if mark is not None:
            waiting.remove(mark)
            mark.x += (letter.width if id(mark) in behind else 0) - pen
            yield mark
            continue
        is_first, left = left == len(letter.texts), left - 1
        advance = share + (rest if is_first else 0)
        width = letter.width - pen if not left else advance
        glyph = letter.glyph if is_first else codes.blank
        x = letter.x if is_first else 0
        yield Glyph(glyph, (character,), advance, width, x, letter.y, letter.cluster, letter.said)
        pen += advance


def _settle(glyphs: list[Glyph], codes: Codes) -> None:
    """Move outlines instead of the pen: of letters up and down, of marks wherever they stand.

    Readers take a character at another height for another line, and one in the middle of another
    for the beginning of a word.
    """
    for one in glyphs:
        x = 0 if one.width else round(one.x)
        if one.glyph is not None and (x or one.y):
            one.glyph = codes.composite((Component(one.glyph, x, round(one.y)),), one.advance)
            one.x, one.y = one.x if one.width else 0, 0


def _close_gaps(glyphs: list[Glyph]) -> None:
    """Let codes be as wide as the room to the next letter, where that looks like a blank.

    Kerning in Arabic moves a letter by its offset as often as by the width of the one before.
    A letter drawn far under the one before it looks like the beginning of a line.
    """
    for one in glyphs:
        if is_blank(one):
            one.x = one.y = 0
    for one, other in pairwise(glyphs):
        if is_blank(one) or one.glyph is None or one.width == 0:
            continue
        if other.width and _is_misleading(other.x):
            one.width += other.x
            other.width -= other.x
            other.x = 0
        gap = one.width - one.x - one.advance
        if _is_misleading(gap):
            one.advance += round(gap)


def is_blank(glyph: Glyph) -> bool:
    """Whether a glyph shows nothing."""
    return not "".join(glyph.texts).strip()


def _is_misleading(gap: float) -> bool:
    return gap > _FALSE_SPACE or gap < _FALSE_LINE


def _texts(item: Any, text: Drawn) -> Iterator[tuple[int, int, str, Sequence[str]]]:
    """Each glyph's number, its cluster and that one's text, and the texts that its codes mean.

    From left to right, all of them. A tatweel that lengthens a join says nothing, and belongs to
    the letter behind it.
    """
    from weasyprint.text.ffi import pango

    glyphs = item.glyphs
    count, start, length = glyphs.num_glyphs, item.item.offset, item.item.length
    rtl = bool(item.item.analysis.level % 2)
    clusters = [glyphs.log_clusters[number] for number in range(count)]
    silent = {n for n in range(count) if start + clusters[n] in text.inserted}
    if silent:
        clusters = [text.behind(start + cluster) - start for cluster in clusters]
    ends = dict(zip(sorted(set(clusters)), [*sorted(set(clusters))[1:], length], strict=True))
    for cluster, group in groupby(range(count), clusters.__getitem__):
        numbers = list(group)
        said = text.said(start + cluster, start + ends[cluster])
        shown = [
            n
            for n in numbers
            if glyphs.glyphs[n].glyph != pango.PANGO_GLYPH_EMPTY and n not in silent
        ]
        marks = [glyphs.glyphs[number].geometry.width == 0 for number in shown]
        shares = dict(zip(shown, _shared(said, marks, rtl=rtl), strict=True))
        if not shown and said in _JOINERS:
            shares = {numbers[0]: (said,)}
        ordered = said[::-1] if rtl else said
        yield from ((number, cluster, ordered, shares.get(number, ("",))) for number in numbers)


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
