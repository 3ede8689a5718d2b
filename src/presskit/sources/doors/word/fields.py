"""Fields of a Word file: which are open, what they stand for, whether their result is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.sources.doors.word.xml import W

if TYPE_CHECKING:
    from presskit.sources.doors.word.xml import Element

_KIND = re.compile(r"\s*([A-Za-z]+)")
_ADDRESS = re.compile(
    r'\s*HYPERLINK\s+(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"\\]\S*))', re.IGNORECASE
)
_PLACE = re.compile(r'\\l\s+"?(?P<place>[^"\s]+)', re.IGNORECASE)
_LISTS = frozenset(["TOC", "INDEX", "TOA", "BIDIOUTLINE"])
_UNSEEN = frozenset(["XE", "TC", "TA", "RD", "ASK", "SET", "PRIVATE"])


class Field:
    """A field that is open: what it is told to do, and whether its result has begun."""

    def __init__(self, code: str = "", *, in_result: bool = False) -> None:
        self.code = code
        self.in_result = in_result

    @property
    def kind(self) -> str:
        """What a field does, such as HYPERLINK, SEQ and TOC."""
        found = _KIND.match(self.code)
        return found[1].upper() if found else ""


class Fields:
    """The fields around what is being read; they may begin in one paragraph and end in another."""

    def __init__(self, root: Element) -> None:
        self._open: list[Field] = []
        self._unended = _unended(root)

    def mark(self, element: Element) -> None:
        """Take a `w:fldChar`."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin" and element not in self._unended:
            self._open.append(Field())
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and self._open:
            self._open.pop()

    def code(self, text: str) -> None:
        """Take a piece of what the innermost field is told to do."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].code += text

    def enter(self, code: str) -> None:
        """Enter a simple field, whose result follows at once."""
        self._open.append(Field(code, in_result=True))

    def leave(self) -> None:
        """Leave the innermost field."""
        if self._open:
            self._open.pop()

    @property
    def is_shown(self) -> bool:
        """Whether what comes now is a result, or stands in no field at all."""
        return all(one.in_result and one.kind not in _UNSEEN for one in self._open)

    @property
    def is_list(self) -> bool:
        """Whether it belongs to a list of pages: contents, an index."""
        return any(one.in_result and one.kind in _LISTS for one in self._open)

    @property
    def address(self) -> str:
        """Where the innermost link leads; a place in the document itself begins with `#`."""
        for one in reversed(self._open):
            if one.kind == "HYPERLINK":
                found, place = _ADDRESS.match(one.code), _PLACE.search(one.code)
                address = found["quoted"] or found["bare"] or "" if found else ""
                return f"{address}#{place['place']}" if place else address
        return ""


def _unended(root: Element) -> set[Element]:
    """Where fields begin that never end: what follows is no part of them."""
    begun: list[Element] = []
    for one in root.iter(f"{W}fldChar"):
        kind = one.get(f"{W}fldCharType")
        if kind == "begin":
            begun.append(one)
        elif kind == "end" and begun:
            begun.pop()
    return set(begun)
