"""Word's lists: whether a paragraph is an item, of which list, how deep, counted from where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from presskit.render.docx.xml import clark

if TYPE_CHECKING:
    from presskit.render.docx.back.opened import Opened
    from presskit.render.docx.xml import Element

_STYLE = re.compile(r"List (?P<kind>Bullet|Number|Continue)(?: (?P<depth>\d))?")
_NUMBER = f"{clark('pPr')}/{clark('numPr')}"
_BOXES = {"☐": False, "☑": True, "☒": True}
_VAL = clark("val")


class Item(NamedTuple):
    """An item: `kind` is Bullet, Number or Continue; `counts` says that it has a marker.

    `done` says of a task whether it is done.
    """

    kind: str
    depth: int
    number: int
    start: int
    counts: bool
    done: bool | None = None


class Lists:
    """The lists of a document."""

    def __init__(self, opened: Opened) -> None:
        root = opened.part("numbering") if opened.has("numbering") else None
        self._abstracts: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        for element in root if root is not None else ():
            if element.tag == clark("abstractNum"):
                self._abstracts[element.get(clark("abstractNumId"), "")] = element
            elif element.tag == clark("num"):
                self._numbers[element.get(clark("numId"), "")] = element

    def of(self, paragraph: Element, style: str) -> Item | None:
        """The item that a paragraph is, by its style or by a list that staff put it in."""
        direct = paragraph.find(_NUMBER)
        number = _value(direct, "numId", "")
        level = _value(direct, "ilvl", "0")
        match = _STYLE.fullmatch(style)
        if match:
            depth = int(match["depth"] or 1) - 1
            start = self._start(number, level) if match["kind"] == "Number" and number else 1
            done = self._done(number, level) if match["kind"] == "Bullet" else None
            return Item(match["kind"], depth, int(number or 0), start, counts=True, done=done)
        if direct is None or number in ("", "0"):
            return None
        kind = "Bullet" if self._format(number, level) == "bullet" else "Number"
        done = self._done(number, level) if kind == "Bullet" else None
        start = self._start(number, level)
        return Item(kind, int(level), int(number), start, counts=True, done=done)

    def _level(self, number: str, level: str) -> Element | None:
        abstract = self._abstracts.get(_value(self._numbers.get(number), "abstractNumId", ""))
        levels = abstract.findall(clark("lvl")) if abstract is not None else []
        return next((one for one in levels if one.get(clark("ilvl")) == level), None)

    def _format(self, number: str, level: str) -> str:
        return _value(self._level(number, level), "numFmt", "decimal")

    def _done(self, number: str, level: str) -> bool | None:
        """Whether a task is done, by its box; None for any other item."""
        return _BOXES.get(_value(self._level(number, level), "lvlText", ""))

    def _start(self, number: str, level: str) -> int:
        found = self._numbers.get(number)
        for override in found.findall(clark("lvlOverride")) if found is not None else ():
            if override.get(clark("ilvl")) == level:
                start = _value(override, "startOverride", "")
                if start:
                    return int(start)
        return int(_value(self._level(number, level), "start", "1"))


def _value(parent: Element | None, name: str, otherwise: str) -> str:
    element = None if parent is None else parent.find(clark(name))
    return otherwise if element is None else element.get(_VAL, otherwise)
