"""CSS made from a theme's role styles: in points for print, relative for e-readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model.roles import ROLES
from presskit.theming.colours import READABLE, contrast, is_grey
from presskit.theming.mistakes import meant

if TYPE_CHECKING:
    from collections.abc import Callable

    from presskit.model.inlines import Direction
    from presskit.model.roles import Role
    from presskit.theming.styles import RoleStyle
    from presskit.theming.theme import Theme

_WHITE = "#ffffff"
_NEARER = 0.75  # how much of a size's distance from the text's is left on a reader's small page
_FAINTER = 0.75  # of the reader's own ink; read on paper, sepia and black
# Where a role's class is not the whole selector.
_SELECTORS: dict[Role, str] = {"lead": "div.lead", "note": ".note", "break": "hr.break"}


def families(theme: Theme, font: str) -> str:
    """The value of `font-family` for a font role; no generic family, so no system font.

    Raises LookupError, which says what font roles there are.
    """
    if font not in theme.fonts:
        message = f"no font role is called “{font}”; {meant(font, theme.fonts)}"
        raise LookupError(message)
    return ", ".join(f'"{family}"' for family in theme.fonts[font])


def selector(role: Role) -> str:
    """The CSS selector of a role."""
    return _SELECTORS.get(role, f".{role}")


def print_css(theme: Theme) -> str:
    """The rules of all roles for print: points, logical sides."""
    return _sheet(theme, _print)


def reader_css(theme: Theme, direction: Direction) -> str:
    """The rules of all roles for e-readers, relative to the reader's own text size.

    Sizes are ems, nearer to the text's than in print, and line heights numbers; sides are
    physical with logical twins, which old engines drop. There are no backgrounds, and ink is the
    reader's, for its night mode: greys are that ink made fainter. A role set in paper white on a
    colour takes the colour instead.
    """
    em = theme.styles["paragraph"].size
    side = "right" if direction == "rtl" else "left"

    def declare(theme: Theme, style: RoleStyle) -> list[str]:
        return _reader(theme, style, em, side)

    return _sheet(theme, declare)


def _sheet(theme: Theme, declare: Callable[[Theme, RoleStyle], list[str]]) -> str:
    return "\n".join(
        f"{selector(role)} {{ {'; '.join(declare(theme, theme.styles[role]))} }}" for role in ROLES
    )


def _print(theme: Theme, style: RoleStyle) -> list[str]:
    declared = [
        f"font: {style.weight} {style.size:g}pt/{style.leading:g}pt {families(theme, style.font)}",
        f"color: {theme.color(style.color)}",
        f"text-align: {style.align}",
        f"margin: {style.before:g}pt 0 {style.after:g}pt",
    ]
    if style.kashida != "none":
        declared.append(f"--kashida: {style.kashida}")
    if style.hyphens:
        declared.append("--hyphens: auto")
    if style.indent:
        declared.append(f"margin-inline-start: {style.indent:g}pt")
    if style.padding:
        declared.append(f"padding: {style.padding:g}pt")
    if style.background:
        declared.append(f"background: {theme.color(style.background)}")
    for side, rule in (
        ("inline-start", style.rule_start),
        ("block-start", style.rule_before),
        ("block-end", style.rule_after),
    ):
        if rule:
            color = theme.color(rule.color)
            declared.append(f"border-{side}: {rule.width:g}pt solid {color}")
            declared.append(f"padding-{side}: {rule.gap:g}pt")
    return declared + _breaks(style)


def _reader(theme: Theme, style: RoleStyle, base: float, side: str) -> list[str]:
    def em(points: float) -> str:
        return f"{points / style.size:.3g}em" if points else "0"

    ink = style.color
    if style.background and contrast(theme.color(ink), _WHITE) < READABLE:
        ink = style.background
    declared = [
        f"font-family: {families(theme, style.font)}",
        f"font-weight: {style.weight}",
        f"font-size: {(style.size / base) ** _NEARER:.3g}em",
        f"line-height: {style.leading / style.size:.3g}",
        f"text-align: {'center' if style.align == 'center' else 'start'}",
        f"margin: {em(style.before)} 0 {em(style.after)} 0",
    ]
    if is_grey(theme.color(ink)):
        if ink != "ink":
            declared.append(f"opacity: {_FAINTER}")
    else:
        declared.append(f"color: {theme.color(ink)}")
    if style.indent:
        declared.append(f"margin-{side}: {em(style.indent)}")
        declared.append(f"margin-inline-start: {em(style.indent)}")
    if style.padding and not style.background:
        declared.append(f"padding: {em(style.padding)}")
    for sides, rule in (
        ((side, "inline-start"), style.rule_start),
        (("top",), style.rule_before),
        (("bottom",), style.rule_after),
    ):
        for edge in sides if rule else ():
            assert rule is not None
            width = f"{rule.width / style.size:.3g}em"
            declared.append(f"border-{edge}: {width} solid {theme.color(rule.color)}")
            declared.append(f"padding-{edge}: {em(rule.gap)}")
    breaks = _breaks(style)
    return declared + [f"page-{one}" for one in breaks] + breaks


def _breaks(style: RoleStyle) -> list[str]:
    declared = []
    if style.keep_with_next:
        declared.append("break-after: avoid")
    if style.keep_together:
        declared.append("break-inside: avoid")
    return declared
