"""Composite glyphs: a letter and its dots as one glyph of an embedded font."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

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

    font = TTFont(BytesIO(data), recalcTimestamp=False)
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
        advance = font["hmtx"][made.components[0].glyphName][0]
        if composite.width is not None:
            advance = round(composite.width * em / 1000)
        font["hmtx"][name] = (advance, made.xMin)
    font.setGlyphOrder(order + [f"composite{number}" for number in range(len(composites))])
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue(), first
