"""A document with its changes settled and without the wrappers that other programs put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.sources.doors.word import changes
from presskit.wordml.xml import clark

if TYPE_CHECKING:
    from presskit.sources.changes import Changes
    from presskit.wordml.xml import Element

_WRAPPERS = tuple(
    map(clark, ("smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo", "fldSimple"))
)


def settle(root: Element, chosen: Changes) -> None:
    """Settle all changes under a root, and put what stands in wrappers into their places."""
    changes.settle(root, chosen)
    for element in list(root.iter(*_WRAPPERS)):
        _unwrap(element)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        kept = [child for child in element if not str(child.tag).endswith("Pr")]
        place = parent.index(element)
        parent[place : place + 1] = kept
