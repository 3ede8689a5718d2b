"""Elements of IDML, the vocabulary that InCopy's files share with InDesign's.

Its names come from Adobe's IDML schema: attributes for plain values, children of `Properties`
with a `type` for the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lxml import etree

if TYPE_CHECKING:
    from presskit.model.inlines import Direction

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml names the type so

DIRECTIONS: dict[Direction, str] = {
    "rtl": "RightToLeftDirection",
    "ltr": "LeftToRightDirection",
}
# InDesign's own styles: those of text that has none.
NO_PARAGRAPH_STYLE = "ParagraphStyle/$ID/[No paragraph style]"
NO_CHARACTER_STYLE = "CharacterStyle/$ID/[No character style]"
LINE_END = "\u2028"
_ANCHOR = "\ufeff"  # InDesign's sign for something that hangs in the text


class Property(NamedTuple):
    """A child of `Properties`: its name, its attributes and what it holds."""

    name: str
    values: dict[str, str]
    text: str | None = None


def typed(name: str, kind: str, text: str) -> Property:
    """A property whose value is of a kind: `unit`, `string`, `object` or `enumeration`."""
    return Property(name, {"type": kind}, text)


def add(parent: Element, tag: str, /, **values: str) -> Element:
    """Append an element with its attributes; return it."""
    return etree.SubElement(parent, tag, values)


def add_properties(parent: Element, properties: tuple[Property, ...]) -> Element:
    """Append `Properties` to an element that has no children yet; return it."""
    element = add(parent, "Properties")
    for name, values, text in properties:
        add(element, name, **values).text = text
    return element


def add_range(parent: Element, style: str = NO_CHARACTER_STYLE, **values: str) -> Element:
    """Append a run of characters in a style; it has no text yet."""
    return add(parent, "CharacterStyleRange", AppliedCharacterStyle=style, **values)


def add_text(run: Element, text: str) -> None:
    """Append text to a run of characters."""
    add(run, "Content").text = text.replace(_ANCHOR, "")


def add_number(run: Element) -> None:
    """Append the special character that shows the number of the footnote it stands in."""
    add(run, "Content").append(etree.ProcessingInstruction("ACE", "4"))


def points(length: float) -> str:
    """A length as InDesign writes it: points, no more digits than needed."""
    return f"{round(length, 3):g}"


def name_of(style: str) -> str:
    """A style's name, which its `Self` ends in."""
    return style.split("/", 1)[1]
