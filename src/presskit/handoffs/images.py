"""Pictures of a story as they were delivered: named for their place, measured, never touched."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from presskit.handoffs.lines import blocks_as_lines
from presskit.model import layout as says
from presskit.model.file_names import file_name
from presskit.model.handoff import HandoffImage
from presskit.model.inlines import plain
from presskit.model.units import INCH_IN_MM
from presskit.model.walk import walk
from presskit.pictures.colours import profile_name
from presskit.pictures.images import SVG_TYPE
from presskit.pictures.pillow import opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presskit.model.handoff import Place
    from presskit.model.manuscript import Picture

_PRINT_DPI = 300
_LONGEST_AFTER = 60
_SPACES = {"1": "bitmap", "L": "grey", "LA": "grey", "P": "indexed", "I;16": "grey", "CMYK": "CMYK"}


def figures_of(layout: says.Layout) -> Iterator[tuple[says.LayoutFigure, Place, str]]:
    """The figures of a story in order: where each stands, and how the text before it begins."""
    if layout.opening.image:
        yield layout.opening.image, "opening", ""
    before = ""
    for block in layout.body:
        for figure in (one for one in walk(block) if isinstance(one, says.LayoutFigure)):
            yield figure, "body", before
        lines = list(blocks_as_lines((block,), "paragraph"))
        if lines and not isinstance(block, says.LayoutFigure | says.LayoutGallery):
            before = lines[-1].text[:_LONGEST_AFTER]
    for figure in (one for one in walk(layout.notes) if isinstance(one, says.LayoutFigure)):
        yield figure, "note", ""


def image_name(number: int, source: str) -> str:
    """The file name of a story's picture: its number in the story, then the name it came with."""
    return f"{number:02}-{file_name(PurePath(source).name)}"


def describe(
    figure: says.LayoutFigure,
    picture: Picture,
    path: str,
    where: tuple[Place, str],
    placed: Mapping[str, tuple[float, float]],
) -> HandoffImage:
    """The record of a picture; `placed` are the sizes in the DOCX (mm) by the figures' ids."""
    size = placed.get(figure.id)
    is_drawing = picture.media_type == SVG_TYPE
    return HandoffImage(
        path=path,
        source=picture.name or figure.src,
        place=where[0],
        after=where[1],
        width=picture.width,
        height=picture.height,
        colour_space="vector" if is_drawing else _colour_space(picture),
        placed_mm=size,
        dpi=None if is_drawing or not size else round(picture.width / size[0] * INCH_IN_MM),
        width_at_300_dpi_mm=None
        if is_drawing
        else round(picture.width / _PRINT_DPI * INCH_IN_MM, 1),
        alt=figure.alt,
        caption=plain(figure.caption),
        credit=plain(figure.credit),
    )


def _colour_space(picture: Picture) -> str:
    """What the file's pixels are, with the name of its profile where it has one."""
    with opened(picture.path) as image:
        name = _SPACES.get(image.mode, "RGB")
        profile = profile_name(image.info.get("icc_profile"))
    return f"{name}, {profile}" if profile else name
