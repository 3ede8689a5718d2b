"""Poems as HTML: a paragraph a line, two hemistichs in it that CSS sets side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.render.floating import span

if TYPE_CHECKING:
    from collections.abc import Callable

    from presskit.model import layout as says
    from presskit.model.inlines import Inlines


class VerseWriter:
    """Writes the poems of one layout.

    `inline` is that of its writer. `measure` says how wide hemistichs are to be, in points, and 0
    where two can't stand side by side; None leaves that to the sheet.
    """

    def __init__(
        self,
        inline: Callable[[Inlines], str],
        measure: Callable[[says.LayoutVerse], float] | None,
    ) -> None:
        self._inline = inline
        self._measure = measure

    def verse(self, verse: says.LayoutVerse) -> str:
        """A poem."""
        stanzas = "\n".join(map(self._stanza, verse.stanzas))
        by = self._inline(verse.attribution)
        attribution = f'<p class="attribution">{by}</p>' if by else ""
        turned = f' dir="{verse.direction}"' if verse.direction else ""
        shape, style = self._shape(verse)
        return f'<div class="verse {shape}"{turned}{style}>{stanzas}{attribution}</div>'

    def line(self, line: says.LayoutVerseLine) -> str:
        """What stands in a line."""
        parts = map(self._inline, filter(None, (line.first, line.second)))
        return " ".join(span("hemistich", part) for part in parts)

    def _stanza(self, stanza: says.LayoutStanza) -> str:
        lines = (
            f'<p class="verse-line{"" if line.second else " single"}">{self.line(line)}</p>'
            for line in stanza.lines
        )
        return '<div class="stanza">' + "\n".join(lines) + "</div>"

    def _shape(self, verse: says.LayoutVerse) -> tuple[str, str]:
        """The class and the style of a poem."""
        if not verse.paired:
            is_lone = sum(len(stanza.lines) for stanza in verse.stanzas) == 1
            return "lone" if is_lone else "free", ""
        if self._measure is None:
            return "paired", ""
        measure = self._measure(verse)
        return ("paired", f' style="--measure: {measure:.2f}pt"') if measure else ("stacked", "")
