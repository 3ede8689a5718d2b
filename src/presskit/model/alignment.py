"""How a column of texts is aligned where its writer says nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presskit.model.blocks import Align
    from presskit.model.inlines import Direction

_NUMERIC = re.compile(r"[+\-−±~≈]?[\d٠-٩۰-۹][\d٠-٩۰-۹.,٫٬:/%٪°\s]*|[–—-]|")


def natural_align(column: Sequence[str], direction: Direction) -> Align:
    """How a column of these texts is set where the writer doesn't say it."""
    return "end" if direction == "ltr" and is_numeric(column) else "start"


def is_numeric(texts: Sequence[str]) -> bool:
    """Whether all of the texts are numbers, or dashes that stand for one, and some are written."""
    return any(texts) and all(_NUMERIC.fullmatch(text.strip()) for text in texts)
