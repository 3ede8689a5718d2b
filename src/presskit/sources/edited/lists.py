"""Word's lists: whether a paragraph is an item, of which list, how deep, counted from where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from presskit.sources.doors.word.numbers import Numbers
from presskit.sources.doors.word.xml import number
from presskit.wordml.xml import clark

if TYPE_CHECKING:
    from presskit.sources.edited.opened import Opened
    from presskit.wordml.xml import Element

_STYLE = re.compile(r"List (?P<kind>Bullet|Number|Continue)(?: (?P<depth>\d))?")
_NUMBER = f"{clark('pPr')}/{clark('numPr')}"
_VAL = clark("val")


class Item(NamedTuple):
    """An item: `kind` is Bullet, Number or Continue; `counts` says that it has a marker.

    Items of one `number` follow each other in one list, whose first number is `start`. `done` says
    of a task whether it is done.
    """

    kind: str
    depth: int
    number: int
    start: int
    counts: bool
    done: bool | None = None


class Lists:
    """The lists of a document, asked for its paragraphs in their order.

    Word counts by definition, whichever list a paragraph names: LibreOffice gives the items of one
    list several.
    """

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._numbers = Numbers(opened.part("numbering") if opened.has("numbering") else None)
        self._runs: dict[tuple[str, int], tuple[int, int]] = {}  # of a level: its list, its count
        self._lists = 0

    def of(self, paragraph: Element, style: str) -> Item | None:
        """The item that a paragraph is, by its style or by a list that staff put it in."""
        direct = paragraph.find(_NUMBER)
        list_id, level = _value(direct, "numId"), number(_value(direct, "ilvl"))
        match = _STYLE.fullmatch(style)
        if match and match["kind"] == "Continue":
            return Item("Continue", _depth(match), 0, 1, counts=True)
        if match is None and list_id in ("", "0"):
            return None
        if not list_id:
            list_id, level = self._opened.list_of(_style_id(paragraph))
        counted = self._numbers.of(list_id, level)
        if match and (match["kind"] == "Bullet" or counted is None or counted.number is None):
            done = counted.done if counted and match["kind"] == "Bullet" else None
            return Item(match["kind"], _depth(match), 0, 1, counts=True, done=done)
        if counted is None or counted.number is None:
            done = counted.done if counted else None
            return Item("Bullet", level, 0, 1, counts=True, done=done)
        run = self._run(counted.list_id, counted.depth, counted.number)
        depth = _depth(match) if match else level
        return Item("Number", depth, run, counted.number, counts=True)

    def _run(self, definition: str, depth: int, count: int) -> int:
        """Which list an item goes on in: one whose numbers don't follow starts another."""
        run, last = self._runs.get((definition, depth), (0, count))
        if not run or count != last + 1:
            self._lists += 1
            run = self._lists
        self._runs[definition, depth] = run, count
        return run


def _depth(match: re.Match[str]) -> int:
    return int(match["depth"] or 1) - 1


def _style_id(paragraph: Element) -> str:
    style = paragraph.find(f"{clark('pPr')}/{clark('pStyle')}")
    return "" if style is None else style.get(_VAL, "")


def _value(parent: Element | None, name: str) -> str:
    element = None if parent is None else parent.find(clark(name))
    return "" if element is None else element.get(_VAL, "")
