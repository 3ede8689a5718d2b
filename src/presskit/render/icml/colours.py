"""The theme's colours as swatches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.diagnostics import Report
from presskit.render.icml.xml import add, points
from presskit.theming.colours import inks as inks_of
from presskit.theming.profiles import find_profile

if TYPE_CHECKING:
    from presskit.render.icml.xml import Element
    from presskit.theming.theme import Theme

_NAME = "presskit {}"  # Paper and Black are InDesign's own


class Colours:
    """The swatches of one document: the theme's inks where it has any, else what a screen shows."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def swatch(self, token: str) -> str:
        """The `Self` of a token's swatch."""
        return f"Color/{_NAME.format(token)}"

    def accent(self) -> str:
        """The swatch of links, emphasis and markers."""
        return self.swatch("accent" if "accent" in self._theme.colors else "ink")

    def mark(self) -> str:
        """The swatch behind marked words; the hairlines' where the theme has none for them."""
        return self.swatch("mark") if "mark" in self._theme.colors else self.hairline("ink")

    def hairline(self, color: str) -> str:
        """The swatch of thin rules; that of `color` where the theme has none."""
        return self.swatch("hairline" if "hairline" in self._theme.colors else color)

    def darker(self, color: str, ground: str | None) -> str:
        """The swatch of text that is read on white paper, whatever ground it was meant for."""
        tokens = [color, ground] if ground else [color]
        return self.swatch(min(tokens, key=lambda token: sum(self._levels(token))))

    def write(self, document: Element) -> None:
        """Append the swatches."""
        press = self._press()
        for token in self._theme.colors:
            inks = press.get(token)
            values = [100 * ink for ink in inks] if inks else self._levels(token)
            add(
                document,
                "Color",
                Self=self.swatch(token),
                Model="Process",
                Space="CMYK" if inks else "RGB",
                ColorValue=" ".join(map(points, values)),
                Name=_NAME.format(token),
            )

    def _press(self) -> dict[str, tuple[float, ...]]:
        if self._theme.print is None:
            return {}
        profile = find_profile(self._theme, Report()).path
        return inks_of(self._theme.colors, self._theme.print.colors, profile)

    def _levels(self, token: str) -> list[float]:
        return [float(level) for level in bytes.fromhex(self._theme.color(token).lstrip("#"))]
