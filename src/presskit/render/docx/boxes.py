"""Boxes: paragraphs on a ground of colour, which Word joins where their borders are the same.

Every paragraph of a box has the ground and, as its margin, borders of the ground's colour, which
stand outside the text so that lists keep their place. Where two styles meet Word leaves the space
between them white, so there is none: their margins are the air. The rule over a box is its
title's, for Word would draw it again over each list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.render.docx.properties import border
from presskit.wordml.xml import add, clark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.model.roles import Role
    from presskit.theming.styles import RoleStyle
    from presskit.theming.theme import Theme
    from presskit.wordml.xml import Element

_BEFORE = 8  # points over a box
_FLATTER = 1 / 3  # of the margin, above and below the text


def box_style(role: Role, style: RoleStyle, theme: Theme) -> RoleStyle:
    """A role's style without what is said of the box as a whole; a related title has the rule."""
    match role:
        case "box":
            plain = replace(style, background=None, padding=0, rule_before=None)
            return replace(plain, before=0, after=0, keep_together=False)
        case "box-title":
            return replace(style, before=_BEFORE, after=0)
        case "related":
            return replace(style, rule_before=None)
        case "related-title":
            return replace(style, rule_before=theme.styles["related"].rule_before)
        case _:
            return style


def add_ground(style: Element, theme: Theme, *, is_title: bool) -> None:
    """Put the ground into a paragraph style, and over a title the box's rule."""
    box = theme.styles["box"]
    properties = style.find(clark("pPr"))
    assert properties is not None
    place = next(i for i, one in enumerate(properties) if one.tag in _BEHIND)
    if box.background:
        borders = add(properties, "pBdr")
        for side in ("top", "left", "bottom", "right"):
            if side == "top" and is_title and box.rule_before:
                rule = box.rule_before
                border(borders, side, rule.width, theme.color(rule.color), rule.gap)
            else:
                space = box.padding * (1 if side in ("left", "right") else _FLATTER)
                border(borders, side, 0.25, theme.color(box.background), space)
        fill = theme.color(box.background).lstrip("#").upper()
        shade = add(properties, "shd", val="clear", color="auto", fill=fill)
        properties.insert(place, shade)
        properties.insert(place, borders)


_BEHIND = {clark(name) for name in ("tabs", "bidi", "spacing", "ind", "jc")}  # ECMA-376, 17.3.1.26


def write_boxed(styles: Element, boxed: Mapping[str, str], theme: Theme) -> None:
    """Append the variants of styles that stand in a box; `boxed` has the base of each by its id."""
    written = {style.get(clark("styleId"), ""): style for style in styles.iter(clark("style"))}
    for identifier, base in boxed.items():
        style = add(styles, "style", type="paragraph", customStyle="1", styleId=identifier)
        name = written[base].find(clark("name"))
        assert name is not None
        add(style, "name", val=f"{name.get(clark('val'))} Box")
        add(style, "basedOn", val=base)
        add(style, "uiPriority", val="99")
        add(style, "qFormat")
        add(add(style, "pPr"), "spacing", before="0", after="0", **_lines(written, base))
        add_ground(style, theme, is_title=False)


def _lines(written: Mapping[str, Element], style: str) -> dict[str, str]:
    """The height of lines that a style has, by itself or by what it is based on."""
    while style in written:
        spacing = written[style].find(f"{clark('pPr')}/{clark('spacing')}")
        if spacing is not None and spacing.get(clark("line")):
            return {key: spacing.get(clark(key), "") for key in ("line", "lineRule")}
        base = written[style].find(clark("basedOn"))
        style = "" if base is None else base.get(clark("val"), "")
    return {}
