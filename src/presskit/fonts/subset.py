"""Subsets: a face with the glyphs that an edition needs, shaping like the full face."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from presskit.fonts.files import font_data, open_face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.fonts.face import Face

# Copyright to description, licence and its URL: an OFL font says whose it is (name table ids).
_NAME_IDS = frozenset([*range(7), 13, 14, 16, 17])


def subset(face: Face, characters: Iterable[str]) -> bytes:
    """A TrueType or OpenType font with the glyphs that shaping these characters can need.

    All layout features stay: picking some by hand breaks Amiri. Hinting goes. The same characters
    give the same bytes. A face that forbids subsets is given whole.
    """
    import uharfbuzz as hb

    if face.embedding == "whole":
        return font_data(face)

    wanted = hb.SubsetInput()
    wanted.unicode_set.clear()
    for character in _composed(set(characters)):
        wanted.unicode_set.add(ord(character))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.invert()
    wanted.name_id_set.clear()
    for number in _NAME_IDS:
        wanted.name_id_set.add(number)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    made = hb.subset(open_face(face), wanted)
    return bytes(made.blob.data)


def _composed(characters: set[str]) -> set[str]:
    """The characters, and those that a shaper makes of two of them where a font has them."""
    marks = [mark for mark in characters if unicodedata.combining(mark)]
    pairs = (unicodedata.normalize("NFC", base + mark) for mark in marks for base in characters)
    return characters | {composed for composed in pairs if len(composed) == 1}


def shapes_alike(face: Face, subset_data: bytes, words: Iterable[str]) -> bool:
    """Whether words come out the same: the same clusters, advances, offsets and extents."""
    full, part = open_face(face), _open(subset_data)
    return all(_shaped(full, word) == _shaped(part, word) for word in words)


def _open(data: bytes) -> Any:
    import uharfbuzz as hb

    return hb.Face(hb.Blob(data))


def _shaped(face: Any, word: str) -> list[tuple[Any, ...]]:
    import uharfbuzz as hb

    font = hb.Font(face)
    buffer = hb.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [(info.cluster, *at.position, _extents(font, info.codepoint)) for info, at in glyphs]


def _extents(font: Any, glyph: int) -> tuple[int, ...]:
    extents = font.get_glyph_extents(glyph)
    return tuple(extents) if extents else ()
