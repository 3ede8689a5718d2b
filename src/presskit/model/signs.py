"""Signs that presskit puts between words or in their place, the same in every edition."""

from __future__ import annotations

BETWEEN = " · "  # the parts of a line, such as byline and date
ORNAMENT = "* * *"  # a break, where it isn't drawn as a rule
