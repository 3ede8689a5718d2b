"""PostScript outlines as TrueType ones.

The PDF's fonts are made of composite glyphs and a map from codes to glyphs, which only TrueType
fonts have in a PDF (ISO 32000-1, 9.7.4.3).
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

_FINE = 0.0005  # of an em that a curve may be off


def to_truetype(data: bytes) -> bytes:
    """An OpenType font whose CFF outlines became TrueType ones; the glyphs keep their numbers."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, newTable

    font: Any = TTFont(BytesIO(data), recalcTimestamp=False)
    order, shapes = font.getGlyphOrder(), font.getGlyphSet()
    font["loca"], font["glyf"], font["maxp"] = newTable("loca"), newTable("glyf"), _limits()
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, {}
    error = font["head"].unitsPerEm * _FINE
    for name in order:
        pen = TTGlyphPen(None)
        shapes[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        made = pen.glyph()
        font["glyf"][name] = made
        made.recalcBounds(font["glyf"])
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(made, "xMin", 0))
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _limits() -> Any:
    """A maxp table of version 1; what it counts is counted when the font is saved."""
    from fontTools.ttLib import newTable

    limits: Any = newTable("maxp")
    limits.tableVersion = 0x00010000
    for name in [
        "maxZones",
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
    ]:
        setattr(limits, name, int(name == "maxZones"))
    return limits
