"""A role's look as the attributes of a paragraph style. Lengths are points, as in the theme.

InDesign's alignments and its left and right indents are those of the page, also where a paragraph
runs from right to left; its first line's indent is at the side where the paragraph starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presskit.render.icml.xml import DIRECTIONS, points, typed

if TYPE_CHECKING:
    from presskit.model.inlines import Direction
    from presskit.render.icml.colours import Colours
    from presskit.render.icml.xml import Property
    from presskit.theming.styles import RoleStyle, Rule
    from presskit.theming.theme import Theme

# The key of the Adobe World-Ready Paragraph Composer, the only one that joins Arabic letters and
# orders words of both directions.
_COMPOSER = "HL Composer Optyca"
_WEIGHTS = {
    100: "Thin",
    200: "ExtraLight",
    300: "Light",
    400: "Regular",
    500: "Medium",
    600: "SemiBold",
    700: "Bold",
    800: "ExtraBold",
    900: "Black",
}
_ALIGNMENTS = {
    "start": "{start}Align",
    "end": "{end}Align",
    "center": "CenterAlign",
    "justify": "{start}Justified",
}


class Look(NamedTuple):
    """What a style says: its attributes and its properties."""

    values: dict[str, str]
    properties: tuple[Property, ...]


def look(
    style: RoleStyle, theme: Theme, colours: Colours, direction: Direction, language: str
) -> Look:
    """The look of a role's paragraphs; `language` is InDesign's name for theirs.

    A rule at the start side and a ground of colour are later than CS6, so the text keeps its
    distance from the rule, and a colour that needs its ground gives way to the ground's.
    """
    values = {
        "FontStyle": _WEIGHTS.get(style.weight, "Regular"),
        "PointSize": points(style.size),
        "FillColor": colours.darker(style.color, style.background),
        "AppliedLanguage": language,
        "SpaceBefore": points(style.before),
        "SpaceAfter": points(style.after),
        "Hyphenation": "false",
        "Composer": _COMPOSER,
        "DigitsType": "DefaultDigits",
        **directed(style, direction),
    }
    if style.keep_with_next:
        values["KeepWithNext"] = "1"
    if style.keep_together:
        values |= {"KeepLinesTogether": "true", "KeepAllLinesTogether": "true"}
    properties = [
        typed("AppliedFont", "string", theme.fonts[style.font][0]),
        typed("Leading", "unit", points(style.leading)),
    ]
    for side, rule in (("Above", style.rule_before), ("Below", style.rule_after)):
        if rule:
            values |= _rule(side, rule, style)
            properties.append(typed(f"Rule{side}Color", "object", colours.swatch(rule.color)))
    return Look(values, tuple(properties))


def directed(style: RoleStyle, direction: Direction) -> dict[str, str]:
    """What turns round with the direction of a paragraph."""
    start, end = ("Right", "Left") if direction == "rtl" else ("Left", "Right")
    beside = style.rule_start.width + style.rule_start.gap if style.rule_start else 0
    return {
        "ParagraphDirection": DIRECTIONS[direction],
        "Justification": justification(style.align, direction),
        f"{start}Indent": points(style.indent + beside),
        f"{end}Indent": "0",
        "FirstLineIndent": points(-style.hanging),
    }


def justification(align: str, direction: Direction) -> str:
    """InDesign's word for an alignment."""
    start, end = ("Right", "Left") if direction == "rtl" else ("Left", "Right")
    return _ALIGNMENTS[align].format(start=start, end=end)


def _rule(side: str, rule: Rule, style: RoleStyle) -> dict[str, str]:
    """A rule over or under the paragraph; InDesign counts its distance from the baseline."""
    reach = style.size if side == "Above" else style.leading - style.size
    return {
        f"Rule{side}": "true",
        f"Rule{side}LineWeight": points(rule.width),
        f"Rule{side}Offset": points(reach + rule.gap),
        f"Rule{side}Width": "ColumnWidth",
    }
