"""Ids: ASCII, unique in an edition, the same each time the article is composed."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import unquote

from msgspec import Struct

_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST = 40


class Scope(Struct, frozen=True):
    """Where an article stands in an issue.

    `prefix` starts its ids and the names of its pictures. `folder` is its folder and `articles` are
    the ids of all headlines by the paths of their files, so that a link to an article's file leads
    to its place in the issue.
    """

    prefix: str = ""
    folder: str = ""
    articles: Mapping[str, str] = {}

    def target(self, href: str) -> str:
        """Where a link leads in the issue; a link out of it stays as it is."""
        if href.startswith("#"):
            return f"#{self.prefix}{href[1:]}"
        path, _, _ = href.partition("#")
        found = self.articles.get(posixpath.normpath(posixpath.join(self.folder, unquote(path))))
        return f"#{found}" if path and found else href


def headline_id(prefix: str) -> str:
    """The id of the headline of the article whose ids start with `prefix`."""
    return prefix + "headline"


class Ids:
    """Gives out ids; the same text twice gets a number behind it.

    `prefix` starts every id, so that articles of one issue never clash.
    """

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
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
        while f"{self._prefix}{kind}-{number}" in self._taken:
            number += 1
        return self._unique(f"{kind}-{number}")

    def _unique(self, wanted: str) -> str:
        wanted = unique = f"{self._prefix}{wanted}"
        number = 2
        while unique in self._taken:
            unique, number = f"{wanted}-{number}", number + 1
        self._taken.add(unique)
        return unique


def _slug(text: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _UNSAFE.sub("-", ascii_text.lower())[:_LONGEST].strip("-")
