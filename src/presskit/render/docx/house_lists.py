"""Our lists in a newsroom's template: its own bullets and numbers where its styles have them."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from presskit.wordml.schema import after
from presskit.wordml.xml import add, clark, insert, put

if TYPE_CHECKING:
    from presskit.wordml.house_styles import Styles
    from presskit.wordml.xml import Element

_VAL = clark("val")
_PARAGRAPH_STYLE = f"{clark('pPr')}/{clark('pStyle')}"
_NUMBER = f"{clark('pPr')}/{clark('numPr')}"
_AFTER_NUMBER = after("pPr", "numPr")
_AFTER_LINK = after("lvl", "pStyle")


class Lists:
    """Our numbering on its way into the template's; both are roots of numbering.xml."""

    def __init__(self, theirs: Element, ours: Element, styles: Styles) -> None:
        self._theirs = theirs
        self._styles = styles
        self._abstracts = _by_id(ours, "abstractNum", "abstractNumId")
        self._numbers = _by_id(ours, "num", "numId")
        self._their_numbers = _by_id(theirs, "num", "numId")
        self._next = max(self._their_numbers, default=0) + 1
        self._next_abstract = max(_by_id(theirs, "abstractNum", "abstractNumId"), default=-1) + 1
        self._new_abstracts: dict[int, Element] = {}
        self._new_numbers: dict[tuple[int, int], Element] = {}

    def settle(self, paragraph: Element) -> None:
        """Let a paragraph, whose style is still ours, refer to its list in the template."""
        style = paragraph.find(_PARAGRAPH_STYLE)
        if style is None:
            return
        name = style.get(_VAL, "")
        own, own_level = self._styles.own_list_of(name)
        if own and self._styles.is_unlinked(name):
            self._link(name, own, own_level)
        number, level = self._styles.list_of(name)
        direct = paragraph.find(_NUMBER)
        if direct is not None:
            theirs = number if number in self._their_numbers else 0
            _set(direct, "numId", self._number(_value(direct, "numId"), theirs, level))
            if theirs:
                _set(direct, "ilvl", level)
        elif own and not number:
            added = insert(paragraph[0], "numPr", _AFTER_NUMBER)
            add(added, "ilvl", val=str(own_level))
            add(added, "numId", val=str(self._number(own, 0)))

    def write(self) -> None:
        """Append what is used of our numbering, definitions before numbers."""
        for abstract in self._new_abstracts.values():
            put(self._theirs, abstract, "num numIdMacAtCleanup")
        for number in self._new_numbers.values():
            put(self._theirs, number, "numIdMacAtCleanup")

    def _link(self, name: str, own: int, level: int) -> None:
        """Let one of our list styles, added to the template, belong to our list there."""
        number = self._number(own, 0)
        style = self._styles.link(name)
        properties = style.find(clark("pPr"))
        assert properties is not None
        reference = insert(properties, "numPr", _AFTER_NUMBER)
        if level:
            add(reference, "ilvl", val=str(level))
        add(reference, "numId", val=str(number))
        abstract = self._new_abstracts[_abstract_of(self._numbers[own])]
        levels = abstract.findall(clark("lvl"))
        insert(levels[level], "pStyle", _AFTER_LINK, val=style.get(clark("styleId"), ""))

    def _number(self, ours: int, theirs: int, level: int = 0) -> int:
        """The number in the template for one of ours; by one of `theirs` it looks like that."""
        if (ours, theirs) not in self._new_numbers:
            number = deepcopy(self._numbers[ours])
            if theirs:
                abstract = str(_abstract_of(self._their_numbers[theirs]))
                for override in number.findall(clark("lvlOverride")):
                    override.set(clark("ilvl"), str(level))
            else:
                abstract = self._abstract(_abstract_of(self._numbers[ours]))
            _set(number, "abstractNumId", abstract)
            number.set(clark("numId"), str(self._next + len(self._new_numbers)))
            self._new_numbers[ours, theirs] = number
        return int(self._new_numbers[ours, theirs].get(clark("numId"), "0"))

    def _abstract(self, ours: int) -> str:
        """The id in the template of one of our definitions, which no style is linked to yet."""
        if ours not in self._new_abstracts:
            abstract = deepcopy(self._abstracts[ours])
            new = self._next_abstract + len(self._new_abstracts)
            abstract.set(clark("abstractNumId"), str(new))
            for level in abstract.iter(clark("lvl")):
                for linked in level.findall(clark("pStyle")):
                    level.remove(linked)
            self._new_abstracts[ours] = abstract
        return self._new_abstracts[ours].get(clark("abstractNumId"), "")


def _by_id(root: Element, name: str, key: str) -> dict[int, Element]:
    return {int(element.get(clark(key), "0")): element for element in root.findall(clark(name))}


def _value(parent: Element, name: str) -> int:
    element = parent.find(clark(name))
    return 0 if element is None else int(element.get(_VAL, "0"))


def _set(parent: Element, name: str, value: object) -> None:
    element = parent.find(clark(name))
    if element is not None:
        element.set(_VAL, str(value))


def _abstract_of(number: Element) -> int:
    return _value(number, "abstractNumId")
