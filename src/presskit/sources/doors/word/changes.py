"""Tracked changes settled before anything is read, as Word does it (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.sources.changes import Changes
from presskit.sources.doors.word.xml import COMPATIBILITY, A, M, V, W

if TYPE_CHECKING:
    from presskit.sources.doors.word.xml import Element

_IN, _OUT = ("ins", "moveTo"), ("del", "moveFrom")
_RECORDS = (
    *(f"{name}PrChange" for name in ("r", "p", "sect", "tbl", "tr", "tc")),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("tblPrExChange", "tblGridChange", "numberingChange", "cellMerge"),
)
_SEEN = (f"{W}t", f"{W}txbxContent", f"{A}blip", f"{V}imagedata", f"{M}t", f"{A}t")


def settle(root: Element, changes: Changes = Changes.ACCEPT) -> None:
    """Settle all tracked changes under a root, and every choice between two ways to show a thing."""
    for one in list(root.iter(f"{COMPATIBILITY}AlternateContent")):
        _unwrap(one, _chosen(one))
    stays, goes = (_IN, _OUT) if changes is Changes.ACCEPT else (_OUT, _IN)
    for row in list(root.iter(f"{W}tr")):
        if any(row.find(f"{W}trPr/{W}{name}") is not None for name in goes):
            _remove(row)
    for paragraph in [one for one in root.iter(f"{W}p") if _is_end_gone(one, goes)]:
        _join(paragraph, goes)
    for one in list(root.iter(*(f"{W}{name}" for name in (*_RECORDS, *goes)))):
        _remove(one)
    for one in list(root.iter(*(f"{W}{name}" for name in stays))):
        _unwrap(one, one)
    if changes is Changes.REJECT:
        for one in root.iter(f"{W}delText"):
            one.tag = f"{W}t"


def _chosen(alternate: Element) -> Element | None:
    """The first choice that shows something we can read, else the last: the fallback."""
    choices = [one for one in alternate if isinstance(one.tag, str)]
    shown = (one for one in choices if next(one.iter(*_SEEN), None) is not None)
    return next(shown, choices[-1] if choices else None)


def _is_end_gone(paragraph: Element, goes: tuple[str, ...]) -> bool:
    """Whether the end of a paragraph goes, so that it runs into the next."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    return properties is not None and any(properties.find(f"{W}{n}") is not None for n in goes)


def _join(paragraph: Element, goes: tuple[str, ...]) -> None:
    """Put a paragraph before the text of the next; what is left of it if there is none."""
    following = paragraph.getnext()
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    if following is None or following.tag != f"{W}p":
        if all(child.tag in {f"{W}{name}" for name in goes} for child in content):
            _remove(paragraph)
        return
    start = 0 if following.find(f"{W}pPr") is None else 1
    for number, child in enumerate(content):
        following.insert(start + number, child)
    _remove(paragraph)


def _unwrap(element: Element, inner: Element | None) -> None:
    """Put what an element holds, or another inside it, into its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    parent[place : place + 1] = [] if inner is None else list(inner)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
