"""Every record inside a record, however deep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.diagnostics import Position

if TYPE_CHECKING:
    from collections.abc import Iterator


def walk(value: object) -> Iterator[Struct]:
    """The records in a record or a tuple, in order, each before those inside it; no positions."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += one[::-1]
        elif isinstance(one, Struct):
            yield one
            for field in reversed(one.__struct_fields__):
                part = getattr(one, field)
                if isinstance(part, (Struct, tuple)) and type(part) is not Position:
                    waiting.append(part)
