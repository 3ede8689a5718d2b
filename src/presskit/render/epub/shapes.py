"""What an SVG of nothing but boxes and kept lines of text shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.fonts.flat import Box, Placed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presskit.fonts.flat import Color
    from presskit.fonts.outline import Line

_SVG = "{http://www.w3.org/2000/svg}"
_COLOR = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")
_PLACE = re.compile(r"translate\((-?[0-9.]+),(-?[0-9.]+)\)")
_SIDES = ("x", "y", "width", "height")


def flat_shapes(svg: str, kept: Sequence[Line]) -> list[Box | Placed] | None:
    """The shapes of an SVG in their order; None where anything else is in it.

    The path of a line is its number among those that were kept.
    """
    from lxml import etree

    shapes: list[Box | Placed | None] = []
    for element in etree.fromstring(svg.encode()):
        said = {str(name): str(value) for name, value in element.attrib.items()}
        if element.tag == f"{_SVG}rect":
            shapes.append(_box(said))
        elif element.tag == f"{_SVG}path":
            shapes.append(_placed(said, kept))
        else:
            return None
    plain = [shape for shape in shapes if shape]
    return plain if len(plain) == len(shapes) else None


def _box(said: Mapping[str, str]) -> Box | None:
    if not said.keys() <= {*_SIDES, "fill"}:
        return None
    color = _color(said)
    sides = [float(said.get(side, "0")) for side in _SIDES]
    if color is None or not all(side.is_integer() for side in sides):
        return None
    x, y, width, height = map(int, sides)
    return Box(x, y, width, height, color)


def _placed(said: Mapping[str, str], kept: Sequence[Line]) -> Placed | None:
    color = _color(said)
    place = _PLACE.fullmatch(said.get("transform", ""))
    if said.keys() != {"transform", "fill", "d"} or color is None or place is None:
        return None
    return Placed(kept[int(said["d"])], float(place[1]), float(place[2]), color)


def _color(said: Mapping[str, str]) -> Color | None:
    found = _COLOR.fullmatch(said.get("fill", ""))
    return (int(found[1], 16), int(found[2], 16), int(found[3], 16)) if found else None
