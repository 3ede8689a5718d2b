"""CSS made from a theme's role styles: in points for print, relative for e-readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.theming.theme import ROLES

if TYPE_CHECKING:
    from presskit.model.inlines import Direction
    from presskit.theming.theme import Role, RoleStyle, Rule, Theme

# Where a role's class is not the whole selector.
_SELECTORS: dict[Role, str] = {"lead": "div.lead", "note": ".note", "break": "hr.break"}


class Unit(Struct, frozen=True):
    """How lengths are written: points, or ems of the paragraph's size."""

    em: float | None = None

    def length(self, points: float, size: float = 0) -> str:
        """A length; in ems it is relative to the element's own `size` in points."""
        if not points:
            return "0"
        if self.em is None:
            return f"{points:g}pt"
        return f"{points / (size or self.em):.3g}em"


def families(theme: Theme, font: str) -> str:
    """The value of `font-family` for a font role; no generic family, so no system font."""
    return ", ".join(f'"{family}"' for family in theme.fonts[font])


def print_css(theme: Theme) -> str:
    """The rules of all roles for print, in points, with logical sides."""
    return "\n".join(
        f"{selector(role)} {{ {'; '.join(_print(theme, theme.styles[role]))} }}" for role in ROLES
    )


def selector(role: Role) -> str:
    """The CSS selector of a role."""
    return _SELECTORS.get(role, f".{role}")


def _print(theme: Theme, style: RoleStyle) -> list[str]:
    unit = Unit()
    declared = [
        f"font: {style.weight} {style.size:g}pt/{style.leading:g}pt {families(theme, style.font)}",
        f"color: {theme.color(style.color)}",
        f"text-align: {style.align}",
        f"margin: {unit.length(style.before)} 0 {unit.length(style.after)}",
    ]
    if style.indent:
        declared.append(f"margin-inline-start: {unit.length(style.indent)}")
    if style.padding:
        declared.append(f"padding: {unit.length(style.padding)}")
    if style.background:
        declared.append(f"background: {theme.color(style.background)}")
    for side, rule in (
        ("inline-start", style.rule_start),
        ("block-start", style.rule_before),
        ("block-end", style.rule_after),
    ):
        if rule:
            declared += _rule(theme, side, rule)
    if style.keep_with_next:
        declared.append("break-after: avoid")
    if style.keep_together:
        declared.append("break-inside: avoid")
    return declared


def _rule(theme: Theme, side: str, rule: Rule) -> list[str]:
    return [
        f"border-{side}: {rule.width:g}pt solid {theme.color(rule.color)}",
        f"padding-{side}: {rule.gap:g}pt",
    ]
