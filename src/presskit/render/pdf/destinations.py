"""Destinations in the structure, as PDF/UA-2 wants them (ISO 14289-2, 8.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presskit.render.pdf.structure import Element, Structure

_HEADINGS = frozenset(["H1", "H2", "H3", "H4", "H5", "H6"])


def point_at_structure(pdf: Any, structure: Structure, made: Mapping[Element, Any]) -> None:
    """Let outline entries and named destinations lead to elements as well as to pages.

    ISO 32000-2, 12.3.2.3: the page in `D`, the element in `SD`.
    """
    import pydyf

    elements = list(structure.root.elements())
    headings = [element for element in elements if element.type in _HEADINGS]
    entries = list(_entries(pdf))
    for number, entry in enumerate(entries):
        element = headings[number] if len(headings) == len(entries) else structure.root
        place = entry.pop("Dest")
        action = {"S": "/GoTo", "D": place, "SD": _in_structure(place, made[element])}
        entry["A"] = pydyf.Dictionary(action)
    named = {element.attribute("id"): element for element in elements}
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    for at in range(1, len(names), 2):
        element = named.get(str(names[at - 1].string), structure.root)
        place = {"D": names[at], "SD": _in_structure(names[at], made[element])}
        names[at] = pydyf.Dictionary(place)


def _in_structure(place: Any, element: Any) -> Any:
    import pydyf

    return pydyf.Array([element.reference, *place[1:]])


def _entries(pdf: Any) -> Iterator[Any]:
    """The outline's entries in reading order."""
    objects = {item.number: item for item in pdf.objects}

    def walk(reference: bytes | None) -> Iterator[Any]:
        while reference is not None:
            entry = objects[int(reference.split()[0])]
            yield entry
            yield from walk(entry.get("First"))
            reference = entry.get("Next")

    root = pdf.catalog.get("Outlines")
    if root is not None:
        yield from walk(objects[int(root.split()[0])].get("First"))
