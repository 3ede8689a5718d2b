"""What a theme must be, besides the kinds of its values."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.diagnostics import Report
    from presskit.model.roles import Role
    from presskit.theming.theme import Theme

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f\"\\\\]")
_LARGEST = 10_000


def check_theme(theme: Theme, roles: Iterable[Role], report: Report) -> None:
    """Every role has a style; every token that a style names is there, in ink too.

    Fails with `theme-invalid`.
    """
    _check_values(theme, report)
    if theme.print and (missing := theme.colors.keys() - theme.print.colors.keys()):
        report.fail("theme-invalid", f"[print.colors] lacks “{min(missing)}”")
    for role in roles:
        style = theme.styles.get(role)
        if style is None:
            report.fail("theme-invalid", f"theme “{theme.name}” has no style for “{role}”")
        rules = (style.rule_start, style.rule_before, style.rule_after)
        tokens = [style.color, style.background, *(rule.color for rule in rules if rule)]
        for token in tokens:
            if token is not None and token not in theme.colors:
                report.fail("theme-invalid", f"style “{role}”: no colour is called “{token}”")
        if style.font not in theme.fonts:
            report.fail("theme-invalid", f"style “{role}”: no font role is called “{style.font}”")


def _check_values(theme: Theme, report: Report) -> None:
    """Colours, names of fonts and lengths go into CSS, XML and fonts: they are what they say."""
    for token, color in theme.colors.items():
        if not _COLOUR.fullmatch(color):
            report.fail(
                "theme-invalid",
                f"theme “{theme.name}”: the colour “{token}” is “{color}”",
                hint='write it as "#1f4e79": six digits of 0–9 and a–f',
            )
    for role, families in theme.fonts.items():
        if not families or any(_NOT_IN_A_NAME.search(one) or not one.strip() for one in families):
            report.fail(
                "theme-invalid",
                f"theme “{theme.name}”: the font role “{role}” has no families, or one with quotes",
                hint='write it as ["Amiri", "Noto Naskh Arabic"]',
            )
    shapes = {"page": theme.page, "styles": theme.styles, "print": theme.print}
    for name, shape in shapes.items():
        for path, number in _numbers(msgspec.to_builtins(shape), name):
            is_size = path.endswith((".size", ".leading", ".columns", ".weight", ".resolution"))
            if not math.isfinite(number) or abs(number) > _LARGEST or (is_size and number <= 0):
                report.fail(
                    "theme-invalid",
                    f"theme “{theme.name}”: {path} is {number:g}",
                    hint=f"sizes are above 0, and no length is more than {_LARGEST:,} points",
                )


def _numbers(value: Any, path: str) -> Iterator[tuple[str, float]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _numbers(inner, f"{path}.{key}")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, value
