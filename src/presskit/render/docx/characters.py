"""Character styles: a run may carry nothing but one of them and `w:rtl`.

So a strong Latin phrase needs a style that is both, `LatinText Strong`; only those in use are
written. Bold is a toggle in Word: bold in a character style turns bold text of a bold paragraph
style light again (ECMA-376 part 1, 17.7.3), hence `Strong in Bold`, which leaves the weight alone.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from presskit.model.inlines import Emphasis, Mark, Strike, Strong, Subscript, Superscript
from presskit.model.languages import direction_of
from presskit.render.docx.languages import word_language
from presskit.render.docx.names import Name
from presskit.render.docx.properties import fonts, pair
from presskit.render.docx.xml import add

if TYPE_CHECKING:
    from presskit.model.inlines import Direction, Dressed
    from presskit.render.docx.xml import Element


_DRESSES: dict[type[Dressed], str] = {
    Strong: "strong",
    Emphasis: "emphasis",
    Strike: "strike",
    Mark: "mark",
    Subscript: "subscript",
    Superscript: "superscript",
}


class Traits(NamedTuple):
    """What a run is besides its text and direction; `language` is a BCP 47 tag or empty.

    `asked` is the direction that the writer of the text asked for.
    """

    latin: bool = False
    language: str = ""
    asked: Direction | None = None
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: bool = False
    strike: bool = False
    mark: bool = False
    subscript: bool = False
    superscript: bool = False
    in_bold: bool = False

    def with_dress(self, dress: Dressed) -> Traits:
        """The same with what an inline dresses its text in."""
        return self._replace(**{_DRESSES[type(dress)]: True})  # type: ignore[arg-type]


FIXED = (
    Traits(strong=True),
    Traits(emphasis=True),
    Traits(link=True),
    Traits(latin=True),
    Traits(code=True),
    Traits(strike=True),
    Traits(mark=True),
    Traits(subscript=True),
    Traits(superscript=True),
)


class Look(NamedTuple):
    """What a theme gives to character styles: a family for code, colours, Latin's language."""

    code_family: str
    accent: str
    mark: str
    latin: str


@cache
def style_name(traits: Traits) -> Name | None:
    """The character style of a run, None where it needs none."""
    parts = []
    if traits.language:
        parts.append(f"Language {word_language(traits.language)}")
    if traits.asked:
        parts.append(f"Direction {traits.asked.upper()}")
    if traits.latin and not parts:
        parts.append("LatinText")
    if traits.strong:
        parts.append("Strong in Bold" if traits.in_bold else "Strong")
    parts += [
        name
        for name, on in (
            ("Emphasis", traits.emphasis),
            ("Code", traits.code),
            ("Hyperlink", traits.link),
            ("Strike", traits.strike),
            ("Mark", traits.mark),
            ("Subscript", traits.subscript),
            ("Superscript", traits.superscript),
        )
        if on
    ]
    name = " ".join(parts)
    style_id = "".join(part[0].upper() + part[1:] for part in name.replace("-", " ").split())
    return Name(style_id, name) if name else None


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
