"""Where words are hyphenated, by the patterns of their language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS = re.compile(r"[^\W\d_]+")


def hyphenated(context: Any, text: str, style: Any) -> Iterator[int]:
    """Before which characters of a text a line may begin after a hyphen.

    A style says how many letters a word has at least, and how many stay before and after
    (`hyphenate-limit-chars`). Words with a capital may be names, and stay whole.
    """
    import pyphen

    language = style["lang"] and pyphen.language_fallback(style["lang"])
    if not language:
        return
    total, left, right = style["hyphenate_limit_chars"]
    key = (language, left, right, total)  # as WeasyPrint keeps them
    if key not in context.dictionaries:
        context.dictionaries[key] = pyphen.Pyphen(lang=language, left=left, right=right)
    dictionary = context.dictionaries[key]
    for word in _LETTERS.finditer(text):
        if len(word[0]) >= total and word[0].islower():
            yield from (word.start() + place for place in dictionary.positions(word[0]))
