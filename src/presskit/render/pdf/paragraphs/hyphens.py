"""Where words are hyphenated, by the patterns of their language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST = 6  # letters of a word that is divided
_KEPT = 3  # letters that stay together before a hyphen and after it


def hyphenated(text: str, language: str | None) -> Iterator[int]:
    """Before which characters of a text a line may begin after a hyphen.

    Words with a capital may be names, and stay whole.
    """
    dictionary = _dictionary(language) if language else None
    if dictionary is None:
        return
    for word in _LETTERS.finditer(text):
        if len(word[0]) >= _LEAST and word[0].islower():
            yield from (word.start() + place for place in dictionary.positions(word[0]))


@cache
def _dictionary(language: str) -> Any:
    """The patterns of a language, None if there are none."""
    import pyphen

    known = pyphen.language_fallback(language)
    return known and pyphen.Pyphen(lang=known, left=_KEPT, right=_KEPT)
