"""Paper sizes by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.model.units import MM_IN_POINTS

if TYPE_CHECKING:
    from presskit.diagnostics import Report


class Paper(Struct, frozen=True):
    """A sheet, upright; width and height in points (1/72 inch)."""

    name: str
    width: float
    height: float


_MILLIMETRES = {
    "a3": (297, 420),
    "a4": (210, 297),
    "a5": (148, 210),
    "a6": (105, 148),
    "b4": (250, 353),
    "b5": (176, 250),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "tabloid": (279.4, 431.8),
    "berliner": (315, 470),
}

PAPERS = {
    name: Paper(name, round(width * MM_IN_POINTS, 2), round(height * MM_IN_POINTS, 2))
    for name, (width, height) in _MILLIMETRES.items()
}


def find_paper(name: str, report: Report) -> Paper:
    """The paper called `name` (any case); fails with `paper-unknown` and the known names."""
    paper = PAPERS.get(name.casefold())
    if paper is None:
        report.fail(
            "paper-unknown",
            f"there is no paper called “{name}”",
            hint=f"choose one of {', '.join(PAPERS)}",
        )
    return paper
