"""A role's look as Word's paragraph and run properties, in the order that the schema asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.wordml.xml import add, twips

if TYPE_CHECKING:
    from presskit.model.inlines import Direction
    from presskit.theming.styles import RoleStyle, Rule
    from presskit.theming.theme import Theme
    from presskit.wordml.xml import Element

BOLD = 600
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_WIDEST_SPACE = 31  # points between a border and its text that Word allows


def paragraph_properties(  # noqa: PLR0913 - a property each
    parent: Element,
    style: RoleStyle,
    theme: Theme,
    direction: Direction,
    *,
    bidi: bool | None = None,
    number: tuple[int, int] | None = None,
    indent: float | None = None,
    tab: float | None = None,
    outline: int | None = None,
) -> None:
    """Append `w:pPr`. `direction` is that of the style's paragraphs; lengths are points.

    `number` is a list's (numId, level); `indent` replaces the style's own; `tab` is where text
    at the end side ends; `outline` counts from 0. No `w:jc` but both and center: the others
    turn round under bidi in some readers.
    """
    properties = add(parent, "pPr")
    if style.keep_with_next:
        add(properties, "keepNext")
    if style.keep_together:
        add(properties, "keepLines")
    if number is not None:
        _number(properties, *number)
    _borders(properties, style, theme, direction)
    if style.background:
        add(properties, "shd", val="clear", color="auto", fill=_hex(theme, style.background))
    if tab is not None:
        add(add(properties, "tabs"), "tab", val="right", pos=twips(tab))
    if bidi is not None:
        toggle(properties, "bidi", on=bidi)
    _spacing(properties, style)
    _indent(properties, style, style.indent if indent is None else indent)
    if style.align in ("justify", "center"):
        add(properties, "jc", val="both" if style.align == "justify" else "center")
    if outline is not None:
        add(properties, "outlineLvl", val=str(outline))


def run_properties(parent: Element, style: RoleStyle, theme: Theme) -> None:
    """Append `w:rPr`: one family in all four font slots, sizes and weights in pairs."""
    properties = add(parent, "rPr")
    fonts(properties, theme.fonts[style.font][0])
    if style.weight >= BOLD:
        pair(properties, "b")
    add(properties, "color", val=_hex(theme, style.color))
    size(properties, style.size)


def fonts(properties: Element, family: str) -> None:
    """Append `w:rFonts`: Word picks the slot by the script and by `w:rtl`; all hold the same."""
    add(properties, "rFonts", **dict.fromkeys(_SLOTS, family))


def pair(properties: Element, name: str) -> None:
    """Append a property and its twin for complex scripts: `b` and `bCs`."""
    add(properties, name)
    add(properties, f"{name}Cs")


def size(properties: Element, points: float) -> None:
    """Append `w:sz` and `w:szCs`, in half points."""
    half_points = str(round(points * 2))
    add(properties, "sz", val=half_points)
    add(properties, "szCs", val=half_points)


def toggle(properties: Element, name: str, *, on: bool) -> None:
    """Append an on/off property."""
    if on:
        add(properties, name)
    else:
        add(properties, name, val="0")


def border(parent: Element, side: str, width: float, color: str, space: float = 0) -> None:
    """Append a border; its width and its distance from the text are points."""
    add(
        parent,
        side,
        val="single",
        sz=str(max(2, round(width * 8))),
        space=str(min(_WIDEST_SPACE, round(space))),
        color=color.lstrip("#").upper(),
    )


def _number(properties: Element, number: int, level: int) -> None:
    number_properties = add(properties, "numPr")
    if level:
        add(number_properties, "ilvl", val=str(level))
    add(number_properties, "numId", val=str(number))


def _borders(properties: Element, style: RoleStyle, theme: Theme, direction: Direction) -> None:
    """The rules beside the block; padding is a border in the background's colour.

    A paragraph border's left and right are those of the page, also under bidi.
    """
    start, end = ("right", "left") if direction == "rtl" else ("left", "right")
    rules: dict[str, Rule | None] = {
        "top": style.rule_before,
        start: style.rule_start,
        "bottom": style.rule_after,
        end: None,
    }
    padded = style.padding if style.background else 0
    if not padded and not any(rules.values()):
        return
    borders = add(properties, "pBdr")
    for side in ("top", "left", "bottom", "right"):
        rule = rules[side]
        if rule is not None:
            border(borders, side, rule.width, theme.color(rule.color), rule.gap)
        elif padded and style.background:
            border(borders, side, 0.25, theme.color(style.background), padded)


def _spacing(properties: Element, style: RoleStyle) -> None:
    add(
        properties,
        "spacing",
        before=twips(style.before),
        after=twips(style.after),
        line=twips(style.leading),
        lineRule="exact",
    )


def _indent(properties: Element, style: RoleStyle, indent: float) -> None:
    """A border stands outside the indent, so the text makes room for it. `left` is start."""
    padded = style.padding if style.background else 0
    beside = style.rule_start.width + style.rule_start.gap if style.rule_start else padded
    values = {"left": indent + beside, "right": padded, "hanging": style.hanging}
    if any(values.values()):
        set_values = {side: twips(value) for side, value in values.items() if value}
        add(properties, "ind", **set_values)


def _hex(theme: Theme, token: str) -> str:
    return theme.color(token).lstrip("#").upper()
