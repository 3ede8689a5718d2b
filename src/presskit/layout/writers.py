"""Who wrote an article, as libraries and readers list it: names, without what a byline says around them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from presskit.language.facts import base_language

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = re.compile(r"[\u0640\u064b-\u065f\u0670\u200c-\u200f\u2066-\u2069]")
# What follows is a place, a paper or a post, or stands in brackets.
_AFTERWARDS = re.compile(r"\s+[-–—|•·/]+\s+.*|\s*[(\[].*", re.DOTALL)
_BETWEEN = re.compile(r"\s*[،,؛;&]\s*|\s+(?:and|et|und|y|e|اور|و)\s+", re.IGNORECASE)
_LONGEST = 60


def writers_of(byline: str, language: str) -> tuple[str, ...]:
    """The names in a byline as printed: `كتبت: سلمى الحداد وكريم خوري` gives two.

    Words that open a byline in the language or in another one (`writers.toml`) are left out, and what
    stands after a dash or in brackets. A text that is no name, such as a whole sentence, gives none.
    """
    names = (_name(one) for one in _parts(_without_opening(byline), language))
    return tuple(dict.fromkeys(name for name in names if name))


def _without_opening(byline: str) -> str:
    """The byline without words such as `كتب:` or `By`, of which there may be two (`Text and photos by`)."""
    text = byline.strip()
    while True:
        folded = _folded(text)
        opening = next((one for one in _openings() if _opens(folded, one)), None)
        if opening is None:
            return text
        words = len(opening.split())
        rest = re.sub(rf"^\s*(?:\S+?(?:\s+|(?=:)|$)){{{words}}}\s*:?\s*", "", text, count=1)
        if rest in (text, ""):
            return rest
        text = rest


def _opens(text: str, opening: str) -> bool:
    return text == opening or text.startswith((f"{opening} ", f"{opening}:"))


def _folded(text: str) -> str:
    return " ".join(_MARKS.sub("", text).replace(" :", ":").casefold().split())


def _parts(names: str, language: str) -> Iterator[str]:
    for part in _BETWEEN.split(_AFTERWARDS.sub("", names)):
        joined = _conjunctions().get(base_language(language))
        yield from _cut(part, *joined) if joined else (part,)


def _cut(names: str, letter: str, begin_so: frozenset[str]) -> Iterator[str]:
    """Names joined by a letter that is written to the next word; a name may begin with it too."""
    words = names.split()
    start = 0
    for number, word in enumerate(words):
        alone = word == letter
        is_joined = alone or (word.startswith(letter) and _folded(word) not in begin_so)
        # A name has two words at least: shorter ones are not told from names with this letter.
        if is_joined and number - start >= 2 and len(words) - number >= 2 + alone:
            yield " ".join(words[start:number])
            words[number] = word.removeprefix(letter)
            start = number
    yield " ".join(words[start:])


def _name(text: str) -> str:
    name = text.strip(" .:؛،,-–—\t")
    is_name = (
        0 < len(name) <= _LONGEST
        and any(map(str.isalpha, name))
        and not any(map(str.isdigit, name))
    )
    return name if is_name else ""


@cache
def _openings() -> tuple[str, ...]:
    """The words that open bylines, the longest first."""
    openings = {_folded(one) for words in _table()["opening"].values() for one in words}
    return tuple(sorted(openings, key=len, reverse=True))


@cache
def _conjunctions() -> dict[str, tuple[str, frozenset[str]]]:
    return {
        language: (one["letter"], frozenset(map(_folded, one["names"])))
        for language, one in _table()["conjunction"].items()
    }


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "writers.toml").read_text("utf-8"))
