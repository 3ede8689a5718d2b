"""Numbers that must be unique in a document, handed out in order."""

from __future__ import annotations


class Counter:
    """Counts from 1."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        """The next number."""
        self._last += 1
        return self._last
