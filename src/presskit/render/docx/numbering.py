"""numbering.xml: Word's real lists, one definition a marker kind and one number a restart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from presskit.render.docx.properties import fonts, pair, size
from presskit.render.docx.styles import BULLETS, NUMBERS
from presskit.wordml import names
from presskit.wordml.xml import add, twips

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.model.inlines import Direction
    from presskit.model.layout import LayoutList, Marker
    from presskit.render.docx.styles import Sheet
    from presskit.theming.theme import Theme
    from presskit.wordml.xml import Element

# Word has no format for Arabic-Indic digits: it shows a decimal in the digits that the reader's
# settings ask for. Nor has it one for the Persian alphabet.
_FORMATS: dict[Marker, str] = {
    "bullet": "bullet",
    "dash": "bullet",
    "task": "bullet",
    "decimal": "decimal",
    "arabic-indic": "decimal",
    "persian": "decimal",
    "arabic-letter": "arabicAlpha",
    "persian-letter": "arabicAlpha",
    "kurdish-letter": "arabicAlpha",
    "pashto-letter": "arabicAlpha",
    "uyghur-letter": "arabicAlpha",
    "sindhi-letter": "arabicAlpha",
    "thaana-letter": "arabicAlpha",
    "hebrew-letter": "hebrew2",
    "latin-letter": "lowerLetter",
}
_NUMBER_SIZE = 0.8  # of the text's size
_BULLETS = "•–"  # by turns, as the layout marks them: it calls odd depths dashes


class _Definition(NamedTuple):
    """A kind of list; `suffix` comes after a number, or is the sign of all bullets."""

    format: str
    suffix: str
    rtl: bool


class Numbering:
    """The lists of one document."""

    def __init__(
        self,
        theme: Theme,
        direction: Direction,
        sheet: Sheet,
        report: Report,
    ) -> None:
        self._theme = theme
        self._direction = direction
        self._sheet = sheet
        self._report = report
        rtl = direction == "rtl"
        self._definitions = {
            _Definition("bullet", "", rtl): 0,
            _Definition("decimal", ".", rtl): 1,
        }
        self._restarts: list[tuple[int, int, int]] = []

    def number(self, block: LayoutList, depth: int) -> int:
        """The number (numId) that the items of a list carry; 0 where their style's is right.

        Every list with numbers gets its own, so that it starts where the layout says.
        """
        word_format = _FORMATS[block.marker]
        if word_format == "bullet":
            return 0
        if word_format == "arabicAlpha" and block.marker != "arabic-letter":
            letters = block.marker.removesuffix("-letter").title()
            self._report.add(
                "word-marker",
                f"Word has no list numbered with {letters} letters; the Arabic ones stand in",
                hint=f"the other editions carry the {letters} letters",
            )
        label = block.items[0].label if block.items else "1."
        suffix = re.search(r"[^\w]*$", label)
        rtl = (block.direction or self._direction) == "rtl"
        definition = _Definition(word_format, suffix[0] if suffix else ".", rtl)
        abstract = self._definitions.setdefault(definition, len(self._definitions))
        self._restarts.append((abstract, depth, block.start))
        return NUMBERS + len(self._restarts)

    def task(self, label: str, depth: int, direction: Direction | None) -> int:
        """The number (numId) that a task carries: its box is the bullet of a list of its own."""
        definition = _Definition("bullet", label, (direction or self._direction) == "rtl")
        abstract = self._definitions.setdefault(definition, len(self._definitions))
        restart = (abstract, depth, 1)
        if restart not in self._restarts:
            self._restarts.append(restart)
        return NUMBERS + 1 + self._restarts.index(restart)

    def write(self, numbering: Element) -> None:
        """Fill the root of numbering.xml; to be called when the whole text is written."""
        for definition, identifier in self._definitions.items():
            self._write_definition(numbering, definition, identifier)
        for number, abstract in ((BULLETS, 0), (NUMBERS, 1)):
            _write_number(numbering, number, abstract)
        for number, (abstract, depth, start) in enumerate(self._restarts, NUMBERS + 1):
            element = _write_number(numbering, number, abstract)
            override = add(element, "lvlOverride", ilvl=str(depth))
            add(override, "startOverride", val=str(start))

    def _write_definition(
        self, numbering: Element, definition: _Definition, identifier: int
    ) -> None:
        element = add(numbering, "abstractNum", abstractNumId=str(identifier))
        add(element, "nsid", val=f"{0x50520000 + identifier:08X}")
        add(element, "multiLevelType", val="multilevel")
        kind = {0: "Bullet", 1: "Number"}.get(identifier, "")
        for depth in range(names.LIST_DEPTHS):
            level = add(element, "lvl", ilvl=str(depth))
            add(level, "start", val="1")
            add(level, "numFmt", val=definition.format)
            if kind and depth < self._sheet.depths(kind):
                add(level, "pStyle", val=names.list_style(kind, depth).id)
            self._write_level(level, definition, depth)

    def _write_level(self, level: Element, definition: _Definition, depth: int) -> None:
        style = self._theme.styles["list-item"]
        is_bullet = definition.format == "bullet"
        sign = definition.suffix or _BULLETS[depth % 2]
        text = sign if is_bullet else f"%{depth + 1}{definition.suffix}"
        add(level, "lvlText", val=text)
        add(level, "lvlJc", val="left")
        indent = twips(style.indent * (depth + 1))
        add(add(level, "pPr"), "ind", left=indent, hanging=twips(style.hanging))
        properties = add(level, "rPr")
        fonts(properties, self._theme.families("list-item" if is_bullet else "crosshead")[0])
        if not is_bullet:
            pair(properties, "b")
        accent = self._theme.colors.get("accent", self._theme.color(style.color))
        add(properties, "color", val=accent.lstrip("#").upper())
        if not is_bullet:
            size(properties, style.size * _NUMBER_SIZE)
        if definition.rtl and not is_bullet:
            add(properties, "rtl")


def _write_number(numbering: Element, number: int, abstract: int) -> Element:
    element = add(numbering, "num", numId=str(number))
    add(element, "abstractNumId", val=str(abstract))
    return element
