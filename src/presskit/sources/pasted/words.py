"""What newsrooms write around articles, in all languages: `words.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from msgspec import Struct

from presskit.model.records import record_of
from presskit.sources.metadata import normal

_NUMBER = re.compile(r"\d+(?:[.,٬٫]\d+)*k?")
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u200e\u200f]+")
_NO_WORD = re.compile(r"[^\w\s\u200c]+|_+")
_JOINED = re.compile(r"[\w\u200c]+")


class Words(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The lists, each word as `key` makes it."""

    byline: frozenset[str]
    byline_open: frozenset[str]
    date: frozenset[str]
    caption: frozenset[str]
    caption_open: frozenset[str]
    credit: frozenset[str]
    source: frozenset[str]
    tags: frozenset[str]
    section: frozenset[str]
    opinion: frozenset[str]
    institution: frozenset[str]
    others: frozenset[str]
    elsewhere: frozenset[str]
    furniture: frozenset[str]
    share: frozenset[str]
    networks: frozenset[str]
    teaser: frozenset[str]
    cue: frozenset[str]
    party: frozenset[str]
    role: frozenset[str]
    speech: frozenset[str]
    continuing: frozenset[str]
    unfinished: frozenset[str]
    question: frozenset[str]
    answer: frozenset[str]
    interview: frozenset[str]
    shared: frozenset[str]
    subscribe: frozenset[str]
    newsletter: frozenset[str]
    request: frozenset[str]
    ordinal: frozenset[str]
    greeting: frozenset[str]
    mail: frozenset[str]
    subject: frozenset[str]
    abbreviation: frozenset[str]


@cache
def words() -> Words:
    """The lists of words.toml."""
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    lists = {name: [key(word) for word in said] for name, said in tomllib.loads(text).items()}
    return record_of(lists, Words)


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Words as they are compared: without marks, case, hamza and article; numbers are `n`."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text))
    plain = _NUMBER.sub("N", plain) if any(map(str.isdecimal, plain)) else plain
    return normal(_NO_WORD.sub(" ", plain))


def keys(text: str) -> list[str]:
    """Each word of a text as it is compared."""
    return key(text).split()


def opens_with(text: str, listed: frozenset[str], most: int = 3) -> str | None:
    """The entry of a list that a text opens with, as it is compared; the longest there is."""
    found = keys(" ".join(text.split()[: most + 2]))
    for count in range(min(most, len(found)), 0, -1):
        if (candidate := " ".join(found[:count])) in listed:
            return candidate
    return None


def has_any(text: str, listed: frozenset[str]) -> bool:
    """Whether a word, or two that follow each other, are in a list; و and ب may be written to them."""
    found = keys(text)
    pairs = [" ".join(pair) for pair in pairwise(found)]
    return any(
        word in listed or (len(word) > 3 and key(word[1:]) in listed) for word in (*found, *pairs)
    )


def leaves_open(word: str) -> bool:
    """Whether no line of running text ends with a word; الآن is not أن with an article."""
    return key(word) in words().unfinished and (
        not word.startswith("ال") or word in {"التي", "الذي", "الذين"}
    )


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(_JOINED.findall(text))
