"""Every record inside a record, however deep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator


def walk(value: object) -> Iterator[Struct]:
    """The records in a record or a tuple, in order, each before those inside it."""
    if isinstance(value, Struct):
        yield value
        for field in value.__struct_fields__:
            part = getattr(value, field)
            if isinstance(part, Struct | tuple):
                yield from walk(part)
    elif isinstance(value, tuple):
        for part in value:
            if isinstance(part, Struct | tuple):
                yield from walk(part)
