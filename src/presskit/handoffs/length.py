"""How long a text is in a column: its words shaped by HarfBuzz and put into lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.fonts.widths import Widths
from presskit.handoffs.lines import RUNNING
from presskit.model.handoff import Length
from presskit.model.units import INCH_IN_MM, POINT_IN_MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presskit.fonts.library import FontLibrary
    from presskit.handoffs.lines import Line
    from presskit.model.handoff import Measure
    from presskit.theming.theme import Theme

_BLANKS = re.compile(r"[ \t]+")


class Setter:
    """Puts lines of text into a column, each word as wide as HarfBuzz says.

    Lines are filled as far as they go, as in a justified column without hyphens.
    """

    def __init__(self, theme: Theme, library: FontLibrary, measure: Measure) -> None:
        role = theme.styles["paragraph"]
        families = theme.families("paragraph")
        self._widths = Widths([library.face(family, role.weight) for family in families])
        self._measure = measure
        self._width = measure.width_mm / POINT_IN_MM
        self._indent = theme.styles["list-item"].indent

    def length(self, lines: Sequence[Line]) -> Length:
        """The length of a story."""
        count = sum(self._lines(line) for line in lines if line.role in RUNNING)
        texts = [line.text for line in lines]
        return _length(
            sum(len(text.split()) for text in texts), sum(map(len, texts)), count, self._measure
        )

    def _lines(self, line: Line) -> int:
        """How many lines a paragraph takes."""
        room = self._width
        if line.role == "list-item":
            room -= self._indent * (line.depth + 1)
        room = max(room, self._width / 4)
        return sum(self._filled(part, room) for part in line.text.split("\n"))

    def _filled(self, text: str, room: float) -> int:
        size = self._measure.size_pt
        blank = self._widths.of(" ") * size
        lines, used = 1, 0.0
        for word in filter(None, _BLANKS.split(text)):
            width = self._widths.of(word) * size
            if used and used + blank + width > room:
                lines, used = lines + 1, width
            else:
                used += (blank if used else 0) + width
            while used > room:  # longer than a line
                lines, used = lines + 1, used - room
        return lines


def total(lengths: Sequence[Length], measure: Measure) -> Length:
    """The length of several stories together."""
    return _length(
        sum(one.words for one in lengths),
        sum(one.characters for one in lengths),
        sum(one.lines for one in lengths),
        measure,
    )


def _length(words: int, characters_: int, lines: int, measure: Measure) -> Length:
    millimetres = lines * measure.leading_pt * POINT_IN_MM
    return Length(
        words, characters_, lines, round(millimetres / 10, 1), round(millimetres / INCH_IN_MM, 1)
    )
