"""Stray bidirectional controls: taken out before the text is read, its places kept true."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model.inlines import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presskit.diagnostics import Report

# Embeddings, overrides and isolates; the marks LRM, RLM and ALM are part of the spelling.
STRAY = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HINT = "presskit sets directions itself; to force one write [text]{dir=ltr}"

Removed: TypeAlias = dict[int, list[int]]
_T = TypeVar("_T")
_Leaf = TypeVar("_Leaf")


def without_strays(text: str, report: Report) -> tuple[str, Removed]:
    """The text without stray controls, and the columns, by line, where they stood.

    Each line that had some is reported once, as `bidi-control`.
    """
    removed: Removed = defaultdict(list)
    if not STRAY.search(text):
        return text, removed
    for number, line in enumerate(text.split("\n"), 1):
        found = list(STRAY.finditer(line))
        if found:
            removed[number] = [match.start() + 1 for match in found]
            _report([match[0] for match in found], Position(number, removed[number][0]), report)
    return STRAY.sub("", text), removed


def without_strays_inside(record: _T, report: Report) -> _T:
    """A record without the stray controls in its texts; for those that JSON escapes."""

    def clean(text: str) -> str:
        if found := STRAY.findall(text):
            _report(found, None, report)
        return STRAY.sub("", text)

    return _rebuilt(record, str, clean)


def with_true_places(record: _T, removed: Removed) -> _T:
    """A record whose positions count the removed controls too, as the file has them."""

    def mended(at: Position) -> Position:
        column = at.column
        for place in removed.get(at.line, ()):
            column += place <= column
        return Position(at.line, column)

    return _rebuilt(record, Position, mended, removed) if removed else record


def _cut(text: Text, removed: Removed) -> Iterator[Text]:
    """A text whose place is true, in pieces that no removed control stood in."""
    rest = text
    for place in removed.get(text.at.line, ()) if text.at else ():
        assert rest.at is not None
        length = place - rest.at.column
        if 0 <= length < len(rest.text):
            if length:
                yield Text(rest.text[:length], rest.at)
            rest = Text(rest.text[length:], Position(rest.at.line, place + 1))
    yield rest


def _report(found: list[str], at: Position | None, report: Report) -> None:
    names = ", ".join(f"U+{ord(control):04X}" for control in dict.fromkeys(found))
    many = "a stray bidi control" if len(found) == 1 else f"{len(found)} stray bidi controls"
    was = "was" if len(found) == 1 else "were"
    report.add("bidi-control", f"{many} ({names}) {was} left out", at, _HINT)


def _rebuilt(
    value: _T, kind: type[_Leaf], change: Callable[[_Leaf], _Leaf], removed: Removed | None = None
) -> _T:
    """A record with every part of a kind changed, and texts cut where controls were `removed`."""
    if isinstance(value, kind) and not isinstance(value, Enum):
        return change(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        parts = (_rebuilt(part, kind, change, removed) for part in value)
        return tuple(  # type: ignore[return-value]
            piece
            for part in parts
            for piece in (_cut(part, removed) if removed and isinstance(part, Text) else (part,))
        )
    if isinstance(value, Struct) and not isinstance(value, Position):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        changed = {name: _rebuilt(part, kind, change, removed) for name, part in fields.items()}
        return replace(value, **{n: part for n, part in changed.items() if part is not fields[n]})
    return value
