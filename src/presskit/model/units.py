"""Units of length, each in another."""

from __future__ import annotations

INCH_IN_MM = 25.4
POINT_IN_MM = INCH_IN_MM / 72
MM_IN_POINTS = 72 / INCH_IN_MM
# CSS has 96 pixels to an inch, whatever the screen (CSS Values 4, 6.2).
PIXEL_IN_POINTS = 72 / 96
POINT_IN_PIXELS = 96 / 72
