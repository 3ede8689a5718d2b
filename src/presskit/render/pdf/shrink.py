"""Embedded fonts without unused glyph slots and tables.

WeasyPrint keeps glyph ids, so a font carries an empty slot for each glyph up to the highest used
(Amiri: 6,500 for 300). Glyphs are numbered anew here and a CIDToGIDMap (ISO 32000-1, 9.7.4.3)
leads from the codes on the pages, which stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a TrueType font in a PDF needs (ISO 32000-1, 9.9); its hinting is gone already.
_NEEDED = frozenset(["glyf", "head", "hhea", "hmtx", "loca", "maxp", "cvt ", "fpgm", "prep"])


def shrink_fonts(pdf: Any) -> None:
    """Make every embedded TrueType font of a pydyf PDF as small as its used glyphs allow."""
    import pydyf

    objects = {item.number: item for item in pdf.objects}
    maps: dict[int, Any] = {}
    for font in list(pdf.objects):
        if not _is_cid_truetype(font):
            continue
        descriptor = _follow(objects, font["FontDescriptor"])
        stream = _follow(objects, descriptor["FontFile2"])
        if stream.number not in maps:
            sharing = _sharing(objects, pdf, stream)
            small, mapping = _renumbered(b"".join(stream.stream), sharing)
            stream.stream = [small]
            stream.extra["Length1"] = len(small)
            maps[stream.number] = pydyf.Stream([mapping], compress=True)
            pdf.add_object(maps[stream.number])
        font["CIDToGIDMap"] = maps[stream.number].reference


def _is_cid_truetype(item: Any) -> bool:
    return isinstance(item, dict) and item.get("Subtype") == "/CIDFontType2"


def _follow(objects: dict[int, Any], reference: bytes) -> Any:
    return objects[int(reference.split()[0])]


def _sharing(objects: dict[int, Any], pdf: Any, stream: Any) -> set[int]:
    """The glyphs used by all the fonts of the PDF that share one font file."""
    return {
        glyph
        for font in pdf.objects
        if _is_cid_truetype(font)
        and _follow(objects, font["FontDescriptor"]).get("FontFile2") == stream.reference
        for glyph in _codes(font["W"])
    }


def _codes(widths: list[Any]) -> Iterator[int]:
    """The codes of a W array: `first [width …]` by turns."""
    for first, run in zip(widths[::2], widths[1::2], strict=True):
        yield from range(first, first + len(run))


def _renumbered(data: bytes, glyphs: set[int]) -> tuple[bytes, bytes]:
    """The font with these glyphs only, and the map from their old numbers to the new ones."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob(data))
    wanted = hb.SubsetInput()
    wanted.unicode_set.clear()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.drop_table_tag_set.update(
        int.from_bytes(tag.encode("ascii"), "big") for tag in face.table_tags if tag not in _NEEDED
    )
    plan = hb.SubsetPlan(face, wanted)
    numbers = dict(plan.old_to_new_glyph_mapping)
    mapping = bytearray(2 * (max(glyphs, default=0) + 1))
    for old in glyphs:
        mapping[2 * old : 2 * old + 2] = numbers.get(old, 0).to_bytes(2, "big")
    return bytes(plan.execute().blob.data), bytes(mapping)
