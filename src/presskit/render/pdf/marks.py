"""Printer's marks around the trimmed page, and the boxes that say what is what.

WeasyPrint draws its marks in RGB black and its bleed box by a rule of its own; a press wants
marks on every plate (ISO 32000-1, 8.6.6.4: the colorant All) and exact boxes (ISO 15930-7, 6.11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.theming.styles import Print

_THIN = 0.25
_LENGTH = 14.0  # of a crop mark
_RADIUS = 4.0  # of a registration mark
_BEZIER = 0.5523  # a quarter of a circle as a Bézier curve


def draw_marks(pdf: Any, settings: Print) -> None:
    """Set every page's boxes, draw crop and registration marks, and take links away.

    PDF/X-4 allows no link on the page (ISO 15930-7, 6.17).
    """
    import pydyf

    pages = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]
    sheet = settings.bleed + settings.slug
    for page in pages:
        left, bottom, right, top = page["MediaBox"]
        trim = (left + sheet, bottom + sheet, right - sheet, top - sheet)
        page["TrimBox"] = pydyf.Array([round(edge, 3) for edge in trim])
        outer = (-settings.bleed, -settings.bleed, settings.bleed, settings.bleed)
        bleed = [round(edge + by, 3) for edge, by in zip(trim, outer, strict=True)]
        page["BleedBox"] = pydyf.Array(bleed)
        stream = pydyf.Stream([_drawn(trim, settings).encode()], compress=True)
        pdf.add_object(stream)
        page["Contents"] = pydyf.Array([page["Contents"], stream.reference])
        page.pop("Annots", None)
    _add_color(pdf, pages[0])


def _add_color(pdf: Any, page: Any) -> None:
    """Let the pages, which share their resources, know the colour of all plates."""
    import pydyf

    objects = {item.number: item for item in pdf.objects}
    resources = objects[int(page["Resources"].split()[0])]
    spaces = objects[int(resources["ColorSpace"].split()[0])]
    tint = pydyf.Dictionary(
        {
            "FunctionType": 2,
            "Domain": pydyf.Array([0, 1]),
            "C0": pydyf.Array([0, 0, 0, 0]),
            "C1": pydyf.Array([1, 1, 1, 1]),
            "N": 1,
        }
    )
    spaces["All"] = pydyf.Array(["/Separation", "/All", "/DeviceCMYK", tint])


def _drawn(trim: tuple[float, float, float, float], settings: Print) -> str:
    """The operators of a page's marks, as an artifact."""
    lines = "\n".join((*_crops(trim, settings), *_targets(trim, settings)))
    return f"/Artifact BMC\nq\n/All CS 1 SCN {_THIN} w\n{lines}\nQ\nEMC"


def _crops(trim: tuple[float, float, float, float], settings: Print) -> Iterator[str]:
    """Two lines at each corner, outside the bleed."""
    left, bottom, right, top = trim
    for x, outward in ((left, -1), (right, 1)):
        for y, upward in ((bottom, -1), (top, 1)):
            near, far = settings.bleed, settings.bleed + _LENGTH
            yield f"{x + outward * near:.3f} {y:.3f} m {x + outward * far:.3f} {y:.3f} l S"
            yield f"{x:.3f} {y + upward * near:.3f} m {x:.3f} {y + upward * far:.3f} l S"


def _targets(trim: tuple[float, float, float, float], settings: Print) -> Iterator[str]:
    """A cross in a circle in the middle of each side."""
    left, bottom, right, top = trim
    away = settings.bleed + settings.slug / 2
    middle, centre = (left + right) / 2, (bottom + top) / 2
    for x, y in (
        (left - away, centre),
        (right + away, centre),
        (middle, bottom - away),
        (middle, top + away),
    ):
        reach = _RADIUS * 1.8
        yield f"{x - reach:.3f} {y:.3f} m {x + reach:.3f} {y:.3f} l S"
        yield f"{x:.3f} {y - reach:.3f} m {x:.3f} {y + reach:.3f} l S"
        yield _circle(x, y)


def _circle(x: float, y: float) -> str:
    r, k = _RADIUS, _RADIUS * _BEZIER
    quarters = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    curves = " ".join(" ".join(f"{n:.3f}" for n in quarter) + " c" for quarter in quarters)
    return f"{x + r:.3f} {y:.3f} m {curves} S"
