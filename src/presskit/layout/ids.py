"""Ids: ASCII, unique in an edition, the same each time the article is composed."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST = 40


class Ids:
    """Gives out ids; the same text twice gets a number behind it."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def heading(self, text: str, wanted: str = "") -> str:
        """An id for a heading: the one asked for, else made of its words.

        Words outside ASCII become a short digest of themselves, so that an id outlives changes
        elsewhere in the article.
        """
        if asked := _slug(wanted):
            return self._unique(asked if asked[0].isalpha() else f"h-{asked}")
        letters = sum(map(str.isalnum, text))
        slug = _slug(text)
        if not slug or len(slug.replace("-", "")) < letters // 2:
            slug = hashlib.sha256(text.encode()).hexdigest()[:8]
        return self._unique(f"h-{slug}")

    def numbered(self, kind: str) -> str:
        """The next id of a kind that has no words: `table-1`, `figure-2`."""
        number = 1
        while f"{kind}-{number}" in self._taken:
            number += 1
        return self._unique(f"{kind}-{number}")

    def _unique(self, wanted: str) -> str:
        unique, number = wanted, 2
        while unique in self._taken:
            unique, number = f"{wanted}-{number}", number + 1
        self._taken.add(unique)
        return unique


def _slug(text: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _UNSAFE.sub("-", ascii_text.lower())[:_LONGEST].strip("-")
