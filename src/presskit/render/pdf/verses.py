"""Verses: the one measure that all hemistichs of a poem are set to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.fonts.widths import Widths
from presskit.model.inlines import plain
from presskit.render.choice import BOXES

if TYPE_CHECKING:
    from presskit.fonts.library import FontLibrary
    from presskit.model.layout import LayoutVerse
    from presskit.theming.theme import Theme

GAP = 2.4  # ems between two hemistichs
_SLACK = 1.04  # for a mark of a note, and words in bold


class Measures:
    """Measures poems in the face of a theme's verses."""

    def __init__(self, theme: Theme, library: FontLibrary) -> None:
        style = theme.styles["verse"]
        self._size = style.size
        families = [family for family in theme.families("verse") if family != BOXES]
        self._widths = Widths([library.face(family, style.weight) for family in families])

    def of(self, verse: LayoutVerse) -> float:
        """The width of the longest hemistich, in points."""
        lines = (line for stanza in verse.stanzas for line in stanza.lines)
        halves = (plain(half) for line in lines for half in (line.first, line.second))
        return max(map(self._width, halves)) * _SLACK * self._size

    def pair(self, verse: LayoutVerse) -> float:
        """The width of two hemistichs side by side, in points."""
        return 2 * self.of(verse) + GAP * self._size

    def _width(self, text: str) -> float:
        words = text.split()
        return sum(map(self._widths.of, words)) + len(words) * self._widths.of(" ")
