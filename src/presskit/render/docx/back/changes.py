"""Tracked changes, accepted as Word does it (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.render.docx.xml import clark

if TYPE_CHECKING:
    from presskit.render.docx.xml import Element

_GONE = ("del", "moveFrom")
_STAYING = ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml")
_RANGES = ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
_RECORDS = ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange")


def accept(root: Element) -> None:
    """Accept all changes under a root: what was deleted goes, what was put in stays."""
    for row in list(root.iter(clark("tr"))):
        properties = row.find(clark("trPr"))
        if properties is not None and properties.find(clark("del")) is not None:
            _remove(row)
    for paragraph in [p for p in root.iter(clark("p")) if _is_mark_deleted(p)]:
        _join(paragraph)
    for name in (*_RECORDS, *_RANGES):
        for element in list(root.iter(clark(name))):
            _remove(element)
    for name in _GONE:
        for element in list(root.iter(clark(name))):
            _remove(element)
    for name in _STAYING:
        for element in list(root.iter(clark(name))):
            _unwrap(element)


def _is_mark_deleted(paragraph: Element) -> bool:
    """Whether the end of a paragraph was deleted, so that it runs into the next."""
    return any(
        paragraph.find("/".join(map(clark, ("pPr", "rPr", name)))) is not None for name in _GONE
    )


def _join(paragraph: Element) -> None:
    """Put a paragraph before the text of the next; what is left of it if there is none."""
    following = paragraph.getnext()
    content = [child for child in paragraph if child.tag != clark("pPr")]
    if following is None or following.tag != clark("p"):
        if not any(child.tag not in map(clark, _GONE) for child in content):
            _remove(paragraph)
        return
    properties = following.find(clark("pPr"))
    start = 0 if properties is None else 1
    for number, child in enumerate(content):
        following.insert(start + number, child)
    _remove(paragraph)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tag in (clark("sdt"), clark("customXml")):
        for child in list(element):
            if child.tag.endswith("Pr"):
                element.remove(child)
    place = parent.index(element)
    for number, child in enumerate(list(element)):
        parent.insert(place + number, child)
    parent.remove(element)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
