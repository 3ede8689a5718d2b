"""Colours of a theme: how readable they are, and what inks a press makes of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presskit.theming.styles import Inks

READABLE = 4.5  # the least contrast of text (WCAG 2.2, 1.4.3)
_COLOURLESS = 24  # the most that the channels of a grey lie apart
_APART = 20  # a difference (CIE 1976) that anyone sees at once
_DARK = 85  # L* under which a grey is printed in black ink alone, so that a misplaced plate blurs nothing
_TRACE = 0.015


def is_grey(color: str) -> bool:
    """Whether a `#rrggbb` has next to no colour of its own."""
    channels = _channels(color)
    return max(channels) - min(channels) <= _COLOURLESS


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` (WCAG 2.2, 1.4.3)."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (channel / 255 for channel in _channels(color))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _channels(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


def inks(
    colors: Mapping[str, str], given: Mapping[str, Inks], profile: Path
) -> dict[str, tuple[float, ...]]:
    """The inks of every colour token: those that are given, else the screen's colour converted."""
    return {
        token: given[token] if token in given else converted(color, profile)
        for token, color in colors.items()
    }


def unlike(colors: Mapping[str, str], given: Mapping[str, Inks], profile: Path) -> dict[str, str]:
    """Tokens whose given inks look nothing like the screen's colour, with what they look like."""
    seen = {token: _seen(one, profile) for token, one in given.items() if token in colors}
    return {token: one for token, one in seen.items() if _apart(colors[token], one) > _APART}


@cache
def converted(color: str, profile: Path) -> tuple[float, ...]:
    """A `#rrggbb` as shares of cyan, magenta, yellow and black.

    Dark greys, which text is set in, are black ink alone, of the same lightness.
    """
    lightness = _lab(color)[0]
    if is_grey(color) and lightness < _DARK:
        blacks = [share / 100 for share in range(101)]
        return (
            0,
            0,
            0,
            min(blacks, key=lambda k: abs(_lab(_seen((0, 0, 0, k), profile))[0] - lightness)),
        )
    made = _transform("RGB", "CMYK", None, profile, tuple(_channels(color)))
    shares = (round(ink / 255, 2) for ink in made)
    return tuple(share if share > _TRACE else 0 for share in shares)


@cache
def _seen(inks: tuple[float, ...], profile: Path) -> str:
    """How inks look on the press's paper, as `#rrggbb`."""
    made = _transform("CMYK", "RGB", profile, None, tuple(round(255 * ink) for ink in inks))
    return "#" + bytes(made).hex()


def _apart(one: str, other: str) -> float:
    pairs = zip(_lab(one), _lab(other), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


@cache
def _lab(color: str) -> tuple[float, float, float]:
    """Lightness 0 to 100, and the two axes of colour (CIELAB)."""
    light, a, b = _transform("RGB", "LAB", None, None, tuple(_channels(color)))
    return light / 2.55, (a + 128) % 256 - 128, (b + 128) % 256 - 128


def _transform(
    mode: str, into: str, source: Path | None, target: Path | None, pixel: tuple[int, ...]
) -> Any:
    """A pixel through profiles; sRGB or CIELAB where none is given."""
    from PIL import Image, ImageCms

    built = _built(mode, into, source, target)
    made = ImageCms.applyTransform(Image.new(mode, (1, 1), pixel), built)
    assert made is not None
    return made.getpixel((0, 0))


@cache
def _built(mode: str, into: str, source: Path | None, target: Path | None) -> Any:
    """Relative with black point compensation (ICC.1:2022, 6.2), as pictures are converted."""
    from PIL import ImageCms

    def opened(path: Path | None, mode: str) -> Any:
        return str(path) if path else ImageCms.createProfile("LAB" if mode == "LAB" else "sRGB")

    return ImageCms.buildTransform(
        opened(source, mode),
        opened(target, into),
        mode,
        into,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
