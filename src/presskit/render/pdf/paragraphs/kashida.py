"""Joins that are lengthened (kashida) where a line would else be open.

Where a join may be lengthened the font decides: HarfBuzz tells before which letters a tatweel may
stand without changing any other glyph. Of these places taste chooses, in the order in which word
processors have chosen since the 1990s. Typographers warn of too much (w3c/alreq, issues 57 and 225;
T. Nemeth, "On Arabic justification"): one join a word, three a line, and none in the last line.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

from presskit.render.pdf.paragraphs.fit import IDEAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presskit.render.pdf.paragraphs.fit import Break, Measures

TATWEEL = "ـ"
AMOUNTS = {"some": 2, "more": 3}  # tatweels that one join takes at most

_IN_A_LINE = 3
_OPEN = 0.9  # of a blank's width, that blanks have in a line whose joins are lengthened
_WIDE = 0.95  # the same, where they take more than one tatweel
_APART = 1.5  # ems between joins of one line, and from those of the line before
_SHORT = 2  # letters of a word that is never lengthened
_KEPT = "presskit_faces"

_TOKEN = re.compile(r"\S+")
# Letters of the Arabic script, marks and tatweel; no digits.
_LETTERS = re.compile(
    "[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff]+"
)
_SEEN = frozenset("سشصضݜڛښڜۺڝڞۻ")
_ALEF = frozenset("اأإآٱ")
_TEETH = frozenset("بتثنيئپٹٺٻټٽیېۍںڼ")
_AFTER_TEETH = frozenset("رزڑژيىیې")
# By rank: letters that end a word behind a join, best first.
_FINALS = (
    (3, frozenset("ةهدذۃەہڈډڌ")),
    (4, _ALEF | frozenset("طظلكکگڵ")),
    (6, frozenset("وعغقفؤۆۇۋ")),
)
_OTHER_FINAL = 7


class Join(NamedTuple):
    """A place for tatweels: before byte `at` of the paragraph.

    `widths` is what one, two and so on add there, `size` the text's; in CSS pixels. The least
    `rank` is the best.
    """

    at: int
    rank: int
    widths: tuple[float, ...]
    size: float


class Stretch(NamedTuple):
    """A join that is lengthened by some tatweels, and so many CSS pixels."""

    at: int
    tatweels: int
    width: float


class Faces:
    """The fonts of a document as HarfBuzz has them, and the joins of words set in them."""

    def __init__(self) -> None:
        self._fonts: dict[int, tuple[Any, Any]] = {}
        self._words: dict[Any, list[_Place]] = {}

    @classmethod
    def of(cls, context: Any) -> Faces:
        """Those of a document."""
        kept = context.__dict__.setdefault(_KEPT, cls())
        assert isinstance(kept, Faces)
        return kept

    def add(self, font: Any, layout: Any) -> int:
        """Keep a font of Pango's, by the layout that it belongs to; gives its number."""
        import uharfbuzz as hb
        from weasyprint.text.ffi import ffi
        from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face

        number = int(ffi.cast("uintptr_t", font))
        if number not in self._fonts:
            data = get_hb_object_data(get_pango_font_hb_face(font))
            self._fonts[number] = hb.Font(hb.Face(hb.Blob(data))), layout
        return number

    def places(self, word: str, font: int, style: Any) -> list[_Place]:
        """The places in a word that may take a tatweel."""
        from weasyprint.text.fonts import font_features

        key = (word, font, style["lang"], str(style["font_feature_settings"]))
        if key not in self._words:
            features = font_features(
                style["font_kerning"], style["font_variant_ligatures"],
                style["font_variant_position"], style["font_variant_caps"],
                style["font_variant_numeric"], style["font_variant_alternates"],
                style["font_variant_east_asian"], style["font_feature_settings"],
            )  # fmt: skip
            shaper = _Shaper(self._fonts[font][0], style["lang"], features)
            self._words[key] = list(shaper.places(word))
        return self._words[key]


class _Place(NamedTuple):
    """Before which character of a word tatweels may stand, and what one, two … add, in ems."""

    at: int
    rank: int
    widths: tuple[float, ...]


class _Shaper:
    def __init__(self, font: Any, language: str | None, features: Mapping[str, int]) -> None:
        self._font = font
        self._language = language
        self._features = features

    def places(self, word: str) -> Iterator[_Place]:
        at = [n for n, one in enumerate(word) if unicodedata.category(one) != "Mn"]
        if len(at) <= _SHORT or not self._font.get_nominal_glyph(ord(TATWEEL)):
            return
        letters = [word[n] for n in at]
        ranks = ((at[n], _rank(letters, n)) for n in range(1, len(at)))
        ranked = [(place, rank) for place, rank in ranks if rank is not None]
        if not ranked:
            return
        safe, width = self._shaped(word)
        em = self._font.face.upem
        for place, rank in ranked:
            if place in safe:
                longer = (
                    self._shaped(word[:place] + TATWEEL * count + word[place:])[1]
                    for count in range(1, max(AMOUNTS.values()) + 1)
                )
                yield _Place(place, rank, tuple((one - width) / em for one in longer))

    def _shaped(self, word: str) -> tuple[set[int], int]:
        """Before which characters a tatweel is safe, and how wide the word is."""
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.direction, buffer.script = "rtl", "Arab"
        if self._language:
            buffer.language = self._language
        buffer.flags = hb.BufferFlags.PRODUCE_SAFE_TO_INSERT_TATWEEL
        hb.shape(self._font, buffer, dict(self._features))
        flag = hb.GlyphFlags.SAFE_TO_INSERT_TATWEEL
        safe = {info.cluster for info in buffer.glyph_infos if info.flags & flag}
        return safe, sum(place.x_advance for place in buffer.glyph_positions)


def _rank(letters: Sequence[str], number: int) -> int | None:
    """How well a tatweel stands before a letter of a word, 1 best; None if it should not."""
    before, letter = letters[number - 1], letters[number]
    if before == TATWEEL:
        return 1
    if letter == TATWEEL or (before == "ل" and letter in _ALEF):
        return None
    if before in _SEEN:
        return 2
    behind = len(letters) - 1 - number
    if behind == 1 and letter in _TEETH and letters[-1] in _AFTER_TEETH:
        return 5
    if behind:
        return None
    return next((rank for rank, finals in _FINALS if letter in finals), _OTHER_FINAL)


def joins_of(
    faces: Faces,
    text: str,
    places: Sequence[int],
    fonts: Sequence[tuple[int, int, int]],
    style: Any,
) -> Iterator[Join]:
    """The best join of each word of a text, but for the words at its edges.

    `places` are the bytes of its characters, `fonts` the numbers of fonts with the bytes from and
    to which they go.
    """
    size = style["font_size"]
    for token in _TOKEN.finditer(text):
        if token.start() == 0 or token.end() == len(text):
            continue
        best: Join | None = None
        for run in _LETTERS.finditer(text, token.start(), token.end()):
            start, end = places[run.start()], places[run.end()]
            font = next((one for one, low, high in fonts if low <= start and end <= high), None)
            if font is None:
                continue
            for at, rank, widths in faces.places(run[0], font, style):
                if best is None or rank <= best.rank:
                    longer = tuple(width * size for width in widths)
                    best = Join(places[run.start() + at], rank, longer, size)
        if best is not None:
            yield best


class Lengthening:
    """Chooses the joins to lengthen in the lines of a paragraph, from the first to the last."""

    def __init__(self, joins: Sequence[Join], measures: Measures, most: int) -> None:
        self._joins = joins
        self._measures = measures
        self._most = most  # tatweels at one place
        self._taken: list[float] = []  # where joins of the line before are lengthened

    def of(self, start: int, end: Break, room: float) -> tuple[Stretch, ...]:
        """Those of the next line, which goes from byte `start` to `end` and is `room` wide."""
        width, blank, _ = (sums[end.end] - sums[start] for sums in self._measures)
        spare = room - width - end.hyphen + blank  # what blanks have by now
        least = blank * IDEAL
        before, self._taken = self._taken, []
        chosen = self._chosen(start, end, before) if spare > blank * _OPEN else []
        counts = [0] * len(chosen)
        for count in range(self._most):
            for number, join in enumerate(chosen):
                more = join.widths[count] - (join.widths[count - 1] if count else 0)
                if (
                    counts[number] == count
                    and spare - more >= least
                    and (not count or spare > blank * _WIDE)
                ):
                    counts[number] += 1
                    spare -= more
        return tuple(
            Stretch(join.at, count, join.widths[count - 1])
            for join, count in sorted(zip(chosen, counts, strict=True))
            if count
        )

    def _chosen(self, start: int, end: Break, before: Sequence[float]) -> list[Join]:
        """The best joins of a line, apart from each other and from those of the line before."""
        low = bisect_left(self._joins, start, key=lambda join: join.at)
        high = bisect_left(self._joins, end.end, key=lambda join: join.at)
        chosen: list[Join] = []
        for join in sorted(self._joins[low:high], key=lambda join: (join.rank, -join.at)):
            place = self._measures.width[join.at] - self._measures.width[start]
            near = (abs(place - other) < _APART * join.size for other in (*before, *self._taken))
            if len(chosen) < _IN_A_LINE and not any(near):
                chosen.append(join)
                self._taken.append(place)
        return chosen
