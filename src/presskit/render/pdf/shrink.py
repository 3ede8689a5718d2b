"""Embedded fonts without unused glyph slots and tables.

WeasyPrint keeps glyph ids, so a font carries an empty slot for each glyph up to the highest used
(Amiri: 6,500 for 300). Glyphs are numbered anew here and a CIDToGIDMap (ISO 32000-1, 9.7.4.3)
leads from the codes on the pages, which stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presskit.fonts.files import embedding_of
from presskit.render.pdf.codes import codes_of, subset_tag
from presskit.render.pdf.composites import add_composites
from presskit.render.pdf.outlines import to_truetype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.render.pdf.codes import Codes, Composite

# What a TrueType font in a PDF needs (ISO 32000-1, 9.9); its hinting is gone already.
_NEEDED = frozenset(
    ["CFF ", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "cvt ", "fpgm", "prep"]
)


def shrink_fonts(document: Any, pdf: Any) -> None:
    """Make every embedded font of a pydyf PDF as small as its used glyphs allow.

    Fonts with codes become TrueType fonts, if they are none.
    """
    import pydyf

    objects = {item.number: item for item in pdf.objects}
    coded = {font.name: codes for font in document.fonts.values() if (codes := codes_of(font))}
    fonts: dict[int, list[Any]] = {}
    for font in pdf.objects:
        if isinstance(font, dict) and font.get("Subtype") in _kinds(font, coded):
            descriptor = _follow(objects, font["FontDescriptor"])
            file = _follow(objects, descriptor.get("FontFile2") or descriptor["FontFile3"])
            fonts.setdefault(file.number, []).append(font)
    holders = {
        int(font["DescendantFonts"][0].split()[0]): [(font, "BaseFont")]
        for font in pdf.objects
        if isinstance(font, dict) and "DescendantFonts" in font
    }
    for number, sharing in fonts.items():
        file, codes = objects[number], coded.get(sharing[0]["BaseFont"])
        data = b"".join(file.stream)
        glyphs = codes.glyphs if codes else {c: c for font in sharing for c in _codes(font["W"])}
        composites = codes.composites if codes else {}
        small, mapping = renumbered(data, glyphs, composites)
        file.stream = [small]
        file.extra.pop("Subtype", None)
        file.extra["Length1"] = len(small)
        table = pydyf.Stream([mapping], compress=True)
        pdf.add_object(table)
        # A whole font has no tag (ISO 32000-1, 9.6.4).
        tag = b"" if is_whole(data) else subset_tag(small).encode() + b"+"
        for font in sharing:
            font["CIDToGIDMap"] = table.reference
            font["Subtype"] = "/CIDFontType2"
            descriptor = _follow(objects, font["FontDescriptor"])
            name = font["BaseFont"].partition(b"+")[2]
            for holder, key in [
                (font, "BaseFont"),
                (descriptor, "FontName"),
                *holders[font.number],
            ]:
                holder[key] = b"/%s%s" % (tag, name)
            descriptor.pop("FontFile3", None)
            descriptor["FontFile2"] = file.reference


def is_whole(data: bytes) -> bool:
    """Whether a font's licence bits forbid subsets of it."""
    import uharfbuzz as hb

    return embedding_of(hb.Face(hb.Blob(data)).reference_table("OS/2").data) == "whole"


def _kinds(font: dict[str, Any], coded: dict[str, Codes]) -> set[str]:
    """The kinds of font that are made smaller: others than TrueType need codes for it."""
    other = {"/CIDFontType0"} if font.get("BaseFont") in coded else set()
    return {"/CIDFontType2"} | other


def _follow(objects: dict[int, Any], reference: bytes) -> Any:
    return objects[int(reference.split()[0])]


def _codes(widths: list[Any]) -> Iterator[int]:
    """The codes of a W array: `first [width …]` by turns."""
    for first, run in zip(widths[::2], widths[1::2], strict=True):
        yield from range(first, first + len(run))


def renumbered(
    data: bytes, glyphs: dict[int, int], composites: dict[int, Composite]
) -> tuple[bytes, bytes]:
    """The font with the glyphs that codes stand for only, and the map from codes to them.

    One whose licence bits forbid subsets keeps all of its glyphs and tables.
    """
    import uharfbuzz as hb

    face = hb.Face(hb.Blob(data))
    if is_whole(data):
        small = to_truetype(data) if "CFF " in face.table_tags else data
        numbers = {glyph: glyph for glyph in range(face.glyph_count)}
    else:
        small, numbers = _part(face, glyphs, composites)
    if composites:
        small, first = add_composites(small, list(composites.values()), numbers)
        numbers |= {made: first + number for number, made in enumerate(composites)}
    mapping = bytearray(2 * (max(glyphs, default=0) + 1))
    for code, glyph in glyphs.items():
        mapping[2 * code : 2 * code + 2] = numbers.get(glyph, 0).to_bytes(2, "big")
    return small, bytes(mapping)


def _part(
    face: Any, glyphs: dict[int, int], composites: dict[int, Composite]
) -> tuple[bytes, dict[int, int]]:
    """The glyphs in use, and their new numbers by the old ones."""
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.unicode_set.clear()
    wanted.glyph_set.update(glyph for glyph in glyphs.values() if glyph not in composites)
    wanted.glyph_set.update(p.glyph for made in composites.values() for p in made.components)
    wanted.layout_feature_tag_set.clear()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.drop_table_tag_set.update(
        int.from_bytes(tag.encode("ascii"), "big") for tag in face.table_tags if tag not in _NEEDED
    )
    plan = hb.SubsetPlan(face, wanted)
    numbers = dict(plan.old_to_new_glyph_mapping)
    small = bytes(plan.execute().blob.data)
    return (to_truetype(small) if "CFF " in face.table_tags else small), numbers
