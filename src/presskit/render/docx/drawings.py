"""Pictures in the line of text: layout staff lose what floats."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presskit.model.inlines import plain
from presskit.model.units import PIXEL_IN_POINTS
from presskit.wordml.xml import add, add_other, clark

if TYPE_CHECKING:
    from presskit.model.layout import LayoutFigure
    from presskit.wordml.xml import Element

_EMU = 12700  # English Metric Units a point
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


class Embedded(NamedTuple):
    """A picture in the package: the relationship to it and its size in pixels."""

    relationship: str
    width: int
    height: int


def add_drawing(
    run: Element,
    figure: LayoutFigure,
    picture: Embedded,
    number: int,
    room: tuple[float, float],
    share: float = 0,
) -> None:
    """Append an inline picture as large as its pixels at 96 dpi, shrunk to the room (points).

    With a `share` it is as wide as that part of the room, in percent.
    """
    if share:
        room = (room[0] * share / 100, room[1])
    width, height = fitted(picture.width, picture.height, room, grown=bool(share))
    name = figure.id
    size = {"cx": str(round(width * _EMU)), "cy": str(round(height * _EMU))}
    drawing = add(run, "drawing")
    inline = add_other(drawing, "wp:inline", distT="0", distB="0", distL="0", distR="0")
    add_other(inline, "wp:extent", **size)
    _describe(add_other(inline, "wp:docPr", id=str(number), name=name), figure)
    locks = add_other(inline, "wp:cNvGraphicFramePr")
    add_other(locks, "a:graphicFrameLocks", noChangeAspect="1")
    data = add_other(add_other(inline, "a:graphic"), "a:graphicData", uri=_PICTURE)
    shown = add_other(data, "pic:pic")
    properties = add_other(shown, "pic:nvPicPr")
    add_other(properties, "pic:cNvPr", id=str(number), name=figure.src)
    add_other(properties, "pic:cNvPicPr")
    fill = add_other(shown, "pic:blipFill")
    add_other(fill, "a:blip").set(clark("r:embed"), picture.relationship)
    add_other(add_other(fill, "a:stretch"), "a:fillRect")
    shape = add_other(shown, "pic:spPr")
    place = add_other(shape, "a:xfrm")
    add_other(place, "a:off", x="0", y="0")
    add_other(place, "a:ext", **size)
    add_other(add_other(shape, "a:prstGeom", prst="rect"), "a:avLst")


def fitted(
    width: int, height: int, room: tuple[float, float], *, grown: bool = False
) -> tuple[float, float]:
    """The size in points of a picture of so many pixels, shrunk to the room, or `grown` to it."""
    wide, high = width * PIXEL_IN_POINTS, height * PIXEL_IN_POINTS
    scale = min(room[0] / wide, room[1] / high)
    scale = scale if grown else min(1.0, scale)
    return wide * scale, high * scale


def _describe(properties: Element, figure: LayoutFigure) -> None:
    """Say what the picture shows; one about which nothing is said counts as decoration."""
    text = figure.alt or plain(figure.caption)
    if text:
        properties.set("descr", text)
        return
    extension = add_other(add_other(properties, "a:extLst"), "a:ext", uri=_DECORATIVE)
    add_other(extension, "adec:decorative", val="1")
