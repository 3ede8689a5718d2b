"""The styles of a Word file: what each is by its name, its outline level and what it is based on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from presskit.sources.doors.word.xml import VAL, W, is_on, number, value

if TYPE_CHECKING:
    from presskit.sources.doors.word.xml import Element

_HEADING = re.compile(r"heading ?([1-9])?")
_CONTENTS = re.compile(r"toc ?\d|contents \d|table of figures|table of authorities|index \d")
_DEEPEST_HEADING = 6
# What names mean, those of LibreOffice and pandoc among them; a style without one of them is what
# the style is that it is based on.
_KINDS = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "author",
    "caption": "caption",
    "image caption": "caption",
    "table caption": "caption",
    "quote": "quote",
    "quotations": "quote",
    "block text": "quote",
    "block quotation": "quote",
    "intense quote": "pull-quote",
    "definition term": "term",
    "definition": "definition",
    "toc heading": "contents-heading",
    "contents heading": "contents-heading",
    "index heading": "contents-heading",
    "source code": "code",
    "html preformatted": "code",
    "preformatted text": "code",
    "code block": "code",
    "list continue": "continues",
    "list paragraph": "continues",
    "strong": "strong",
    "emphasis": "emphasis",
    "html code": "code",
    "verbatim char": "code",
    "source text": "code",
}
_SWITCHES = {
    "bold": ("b", "bCs"),
    "italic": ("i", "iCs"),
    "strike": ("strike", "dstrike"),
    "hidden": ("vanish",),
    "underlined": ("u",),
}


class Switches(NamedTuple):
    """What is on or off of a run; None where nothing is said."""

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    hidden: bool | None = None
    underlined: bool | None = None

    def over(self, below: Switches) -> Switches:
        """These, and where they say nothing, those of what lies below."""
        return Switches(*(b if a is None else a for a, b in zip(self, below, strict=True)))


class Style(NamedTuple):
    """What a style is: `level` is that of a heading or 0, `list_id` and `depth` its numbering's."""

    kind: str = ""
    level: int = 0
    list_id: str = ""
    depth: int = 0
    switches: Switches = Switches()
    shift: str = ""


def switches(properties: Element | None) -> Switches:
    """What properties of a run switch on or off; of two for two scripts, either will do."""
    if properties is None or not len(properties):
        return Switches()
    said = ([is_on(properties, name) for name in names] for names in _SWITCHES.values())
    return Switches(*(any(one) if any(x is not None for x in one) else None for one in said))


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._elements = (
            {}
            if root is None
            else {one.get(f"{W}styleId", ""): one for one in root.iter(f"{W}style")}
        )
        defaults = (
            name
            for name, one in self._elements.items()
            if one.get(f"{W}default") in ("1", "true", "on")
            and one.get(f"{W}type", "paragraph") == "paragraph"
        )
        self._default = next(defaults, "")
        self._read: dict[str, Style] = {}
        found = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.below = switches(found)

    def of(self, identifier: str) -> Style:
        """What the style with this id is; the default one, for none."""
        identifier = identifier if identifier in self._elements else self._default
        if identifier not in self._read:
            self._read[identifier] = self._style(identifier)
        return self._read[identifier]

    def character(self, identifier: str) -> Style:
        """What a character style is; one that isn't there says nothing."""
        return self.of(identifier) if identifier in self._elements else Style()

    def _style(self, identifier: str) -> Style:
        kind, level, numbering, depth, shift = "", None, None, 0, ""
        on = Switches()
        for style in self._chain(identifier):
            name = value(style, "name", style.get(f"{W}styleId", "")).lower()
            if level is None and not kind:
                kind, level = _kind(name)
            outline = value(style, "pPr/outlineLvl")
            if level is None and not kind and outline:
                level = number(outline, _DEEPEST_HEADING) + 1
            if numbering is None:
                numbering = value(style, "pPr/numPr/numId") or None
                depth = number(value(style, "pPr/numPr/ilvl"))
            on = on.over(switches(style.find(f"{W}rPr")))
            shift = shift or value(style, "rPr/vertAlign")
        is_heading = level is not None and 1 <= level <= _DEEPEST_HEADING
        return Style(kind, level or 0 if is_heading else 0, numbering or "", depth, on, shift)

    def _chain(self, identifier: str) -> list[Element]:
        """A style and those that it is based on."""
        found: list[Element] = []
        style = self._elements.get(identifier)
        while style is not None and style not in found:
            found.append(style)
            style = self._elements.get(value(style, "basedOn"))
        return found


def _kind(name: str) -> tuple[str, int | None]:
    """What a style's name says: its kind, or the level of its heading."""
    if heading := _HEADING.fullmatch(name):
        return "", int(heading[1] or 2)
    if _CONTENTS.fullmatch(name):
        return "contents", None
    return _KINDS.get(name, _KINDS.get(re.sub(r" \d$", "", name), "")), None


def style_id(properties: Element | None, name: str = "pStyle") -> str:
    """The id of the style that properties name."""
    element = None if properties is None else properties.find(f"{W}{name}")
    return "" if element is None else element.get(VAL, "")
