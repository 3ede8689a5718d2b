"""Composite glyphs: a letter and its dots as one glyph of an embedded font."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presskit.render.pdf.codes import Composite

_ROUND_TO_GRID = 0x0004  # glyf table, component flags


def add_composites(
    data: bytes, composites: Sequence[Composite], numbers: Mapping[int, int]
) -> tuple[bytes, int]:
    """A TrueType font with a glyph more for each composite, and the number of the first.

    Components name glyphs by the ids they had before the font was renumbered by `numbers`.
    """
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

    # Without recalculation, glyphs that stay as they are need not be read.
    font = TTFont(BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    order = list(font.getGlyphOrder())
    first, em = len(order), font["head"].unitsPerEm
    for number, composite in enumerate(composites):
        made = Glyph()
        made.numberOfContours = -1
        made.components = []
        for component in composite.components:
            part = GlyphComponent()
            part.glyphName = order[numbers[component.glyph]]
            part.x, part.y = round(component.x * em / 1000), round(component.y * em / 1000)
            part.flags = _ROUND_TO_GRID
            made.components.append(part)
        name = f"composite{number}"
        font["glyf"][name] = made
        made.recalcBounds(font["glyf"])
        _note_limits(font["maxp"], made, font["glyf"])
        advance = font["hmtx"][made.components[0].glyphName][0]
        if composite.width is not None:
            advance = round(composite.width * em / 1000)
        font["hmtx"][name] = (advance, made.xMin)
    font.setGlyphOrder(order + [f"composite{number}" for number in range(len(composites))])
    _note_bounds(font["head"], font["glyf"])
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue(), first


def _note_limits(limits: Any, made: Any, glyphs: Any) -> None:
    """Let the maxp table know of a composite, for readers that set aside memory by it."""
    points, contours, depth = made.getCompositeMaxpValues(glyphs)
    limits.maxCompositePoints = max(limits.maxCompositePoints, points)
    limits.maxCompositeContours = max(limits.maxCompositeContours, contours)
    limits.maxComponentDepth = max(limits.maxComponentDepth, depth)
    limits.maxComponentElements = max(limits.maxComponentElements, len(made.components))


def _note_bounds(head: Any, glyphs: Any) -> None:
    """Let the head table know how large the glyphs are that are left.

    Readers smooth small glyphs better than large ones, and go by this.
    """
    bounds = [
        struct.unpack_from(">hhhh", glyph.data, 2)
        if hasattr(glyph, "data")
        else (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
        for glyph in glyphs.glyphs.values()
        if getattr(glyph, "data", None) or getattr(glyph, "numberOfContours", 0)
    ]
    left, bottom, right, top = zip(*bounds, strict=True)
    head.xMin, head.yMin, head.xMax, head.yMax = min(left), min(bottom), max(right), max(top)
