"""Character codes: one for each character that a glyph stands for, so that text comes back.

WeasyPrint writes glyph ids and maps each to the first text it was seen with; one glyph of Arabic
stands for many texts, and readers turn round the several characters of a ligature's entry
(upstream issue 2841). Here a code belongs to a glyph *and* a character. A ligature takes as many
codes as it has characters, of equal width, its outline on the leftmost; a mark has its own.
CIDToGIDMap leads from codes to glyphs (see `shrink`).
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from presskit.render.pdf.insides import fonts_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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


class Meaning(Struct, frozen=True):
    """What a code shows, what text it means, and how wide it is (thousandths of an em)."""

    glyph: int | Composite
    text: str
    width: int


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
        self.blank: int = full.get_nominal_glyph(0x20) or 0
        self.advances[self.blank] = round(
            full.get_glyph_h_advance(self.blank) * 1000 / full.face.upem
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
        wanted = Composite(tuple(self._parts(components)), width)
        if wanted not in self._composed:
            made = self._composed[wanted] = _NOT_IN_A_FONT + len(self._composed)
            self.composites[made] = wanted
            first = self.advances[components[0].glyph]
            self.advances[made] = first if width is None else width
        return self._composed[wanted]

    def _parts(self, components: Iterable[Component]) -> Iterator[Component]:
        """Components that are glyphs of the font: composites among them taken apart."""
        for whole in components:
            made = self.composites.get(whole.glyph, Composite((Component(whole.glyph),)))
            for part in made.components:
                yield Component(part.glyph, part.x + whole.x, part.y + whole.y)

    def meanings(self) -> list[Meaning]:
        """What the codes mean, from 1 up, said so that other documents understand it."""
        return [
            Meaning(self.composites.get(glyph, glyph), self.texts[code], self.widths[code])
            for code, glyph in self.glyphs.items()
        ]

    def nothing(self) -> int:
        """The code of a blank that takes no room."""
        return self.code(self.blank, " ", 0)

    def split(self, glyph: int, texts: Sequence[str], width: int) -> list[int]:
        """The codes of a glyph that stands for several texts, from left to right."""
        share, rest = divmod(width, len(texts))
        return [
            self.code(self.blank if number else glyph, text, share + (0 if number else rest))
            for number, text in enumerate(texts)
        ]


def codes_of(font: Any) -> Codes | None:
    """The codes of a WeasyPrint font that was drawn by them."""
    found = getattr(font, _ATTRIBUTE, None)
    assert found is None or isinstance(found, Codes)
    return found


def codes_in(stream: Any, font: Any) -> Codes:
    """The codes of a font; WeasyPrint may hold one file under several keys of the same hash."""
    for other in fonts_on(stream).values():
        if other.hash == font.hash and (known := codes_of(other)) is not None:
            if other is not font:
                setattr(font, _ATTRIBUTE, known)
                font.widths, font.to_unicode = known.widths, known.texts
            return known
    made = Codes(font)
    setattr(font, _ATTRIBUTE, made)
    return made


def leave_whole(_font: Any, _to_unicode: Any, _hinting: Any) -> None:
    """Stand in for `Font.clean`: `shrink` subsets, who knows which glyphs the codes mean."""


def named_by_its_file(stock: Callable[..., None]) -> Callable[..., None]:
    """Make a `Font`, known by its file instead of Pango's description, which changes with Pango."""

    def make(font: Any, *args: Any, **kwargs: Any) -> None:
        stock(font, *args, **kwargs)
        face = b"%d %r" % (font.index, sorted(font.variations.items()))
        _, _, name = font.name.partition(b"+")
        font.hash = subset_tag(font.file_content, face)
        font.name = b"/%s+%s" % (font.hash.encode(), name)

    return make


def subset_tag(*data: bytes) -> str:
    """Six capital letters that follow from some bytes (ISO 32000-1, 9.6.4: font subsets)."""
    digest = blake2b(digest_size=6)
    for part in data:
        digest.update(part)
    return "".join(chr(ord("A") + byte % 26) for byte in digest.digest())
