"""Page numbers in words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def page_numbers(numbers: Iterable[int]) -> str:
    """Page numbers as a person writes them: `page 2`, `pages 1–3, 7`."""
    ordered = sorted(set(numbers))
    runs = []
    # Numbers that follow each other are as far from their index.
    for _, group in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return f"{'page' if len(ordered) == 1 else 'pages'} {', '.join(runs)}"


def count_pages(data: bytes) -> int:
    """How many pages a PDF has."""
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(data)) as document:
        return len(document.pages)
