"""Records of data. Raises what msgspec raises."""

from __future__ import annotations

from threading import Lock
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_ONE_AT_A_TIME = Lock()
_LEARNED: set[Any] = set()


def record_of(data: Any, kind: type[T]) -> T:
    """What `data`, made of dicts and lists, says."""
    _prepare(kind)
    return msgspec.convert(data, kind)


def record_of_json(text: bytes | str, kind: type[T]) -> T:
    """What JSON says."""
    _prepare(kind)
    return msgspec.json.decode(text, type=kind)


def _prepare(kind: Any) -> None:
    # msgspec learns a type at its first use, and crashes where two threads use it then.
    with _ONE_AT_A_TIME:
        if kind not in _LEARNED:
            msgspec.json.Decoder(kind)
            _LEARNED.add(kind)
