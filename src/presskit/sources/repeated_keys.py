"""Keys that an object of a JSON text has twice, which readers of JSON pass over in silence."""

from __future__ import annotations

import json
from typing import Any


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON as it is written, with every key."""


def repeated_key(text: str) -> str | None:
    """The path of a key that stands twice in its object, such as `articles[0].name`; None if none does.

    RFC 8259, 4: names within an object should be unique; what a reader makes of others differs.
    Raises ValueError where the text is not JSON, RecursionError where it is nested too deep.
    """
    waiting: list[tuple[str, Any]] = [("", json.loads(text, object_pairs_hook=_Pairs))]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, _Pairs):
            seen = set()
            for name, one in value:
                inside = f"{path}.{name}" if path else name
                if name in seen:
                    return inside
                seen.add(name)
                waiting.append((inside, one))
        elif isinstance(value, list):
            waiting += ((f"{path}[{number}]", one) for number, one in enumerate(value))
    return None
