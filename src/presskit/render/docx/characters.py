"""Character styles: a run may carry nothing but one of them and `w:rtl`.

So a strong Latin phrase needs a style that is both, `LatinText Strong`; only those in use are
written. Bold is a toggle in Word: bold in a character style turns bold text of a bold paragraph
style light again (ECMA-376 part 1, 17.7.3), hence `Strong in Bold`, which leaves the weight alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presskit.language.facts import direction_of
from presskit.render.docx.properties import fonts, pair
from presskit.wordml.languages import word_language
from presskit.wordml.xml import add

if TYPE_CHECKING:
    from presskit.render.runs.traits import Traits
    from presskit.wordml.xml import Element


class Look(NamedTuple):
    """What a theme gives to character styles: a family for code, colours, Latin's language."""

    code_family: str
    accent: str
    mark: str
    latin: str


def character_properties(parent: Element, traits: Traits, look: Look) -> None:
    """Append the `w:rPr` of the character style with these traits."""
    properties = add(parent, "rPr")
    if traits.code:
        fonts(properties, look.code_family)
    if traits.strong and not traits.in_bold:
        pair(properties, "b")
    if traits.strike:
        add(properties, "strike")
    if traits.code:
        add(properties, "noProof")
    if traits.emphasis or traits.link:
        add(properties, "color", val=look.accent.lstrip("#").upper())
    if traits.link:
        add(properties, "u", val="single")
    if traits.mark:  # Word lets no style carry a highlight
        add(properties, "shd", val="clear", color="auto", fill=look.mark.lstrip("#").upper())
    if traits.subscript or traits.superscript:
        kind = "superscript" if traits.superscript else "subscript"
        add(properties, "vertAlign", val=kind)
    if traits.language:
        rtl = direction_of(traits.language) == "rtl"
        slot = "bidi" if rtl else "val"
        add(properties, "lang", **{slot: word_language(traits.language)})
    elif traits.latin or traits.code or traits.asked == "ltr":
        add(properties, "lang", val=look.latin)
