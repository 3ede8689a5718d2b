"""Words: those written twice, and names that are spelled in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from presskit.proof.passages import Finding, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeAlias

    _Spellings: TypeAlias = dict[tuple[str, str], list[tuple[Passage, int, int]]]

# Words that nobody writes twice on purpose. Others may be: رويدا رويدا، بين بين, what it is is, log in in.
_SMALL = {
    "ar": "في على إلى عن مع أن التي الذي الذين هذه هذا كان كانت وقد قد حيث خلال قبل لدى بأن عند أو ثم كما إن",
    "fa": "در از به که را برای است این‌که تا",
    "ur": "کے کی کا نے کو سے",
    "he": "של את על אל כי אשר",
    "en": "the a an of at to for and or with by as from this which into its their be",
    "fr": "le la les un une des de du et ou que qui dans pour par",
}
_TWICE = re.compile(
    r"(?<![\w\u0640])([^\W\d_]+)[ \u00a0\n]+\1(?![\w\u064b-\u065f\u200c'’-])", re.IGNORECASE
)
# A warning or a call says its word twice where it begins: الصبر الصبر!
_BEGINS = re.compile(r"(?:^|[.!؟?:…«“\"(\n–—-])\s*$")
_WORD = re.compile(r"[^\W\d_]+(?:[\u064b-\u065f\u0670]+[^\W\d_]*)*")
_TASHKEEL = re.compile("[\u0640\u064b-\u065f\u0670]")
_ALEF = str.maketrans("أإآٱ", "اااا")
_ENDS = str.maketrans("ى", "ي")
# One sound in names of other languages, written in two ways.
_SOUNDS = str.maketrans("غ", "ج")
_VARIED = ({"ى", "ي"}, {"غ", "ج"})
_MIXED = re.compile("[A-Za-z].*[\u0590-\u06ff]|[\u0590-\u06ff].*[A-Za-z]")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:…])[\s\"“«(]*$")
_DOUBLED = re.compile(r"([a-z])\1")
_SHORTEST = 3
_SHORTEST_SLIP = 4  # على and علي, غدا and جدا are words of their own
_NAMES = 2


def repeated(passage: Passage) -> Iterator[Finding]:
    """A small word written twice."""
    small = frozenset(_SMALL.get(passage.base, "").split())
    for match in _TWICE.finditer(passage.text):
        word = match[1]
        if match[0][-len(word) :] != match[0][-len(word) :].casefold():
            continue  # La La Land, le Le Monde
        if word.casefold() in small or _is_definite(match, passage):
            yield Finding(
                "word-repeated",
                match.start(),
                match.end(),
                f"“{word}” is written twice",
                hint="delete one of the two, if it isn't meant",
            )


def _is_definite(match: re.Match[str], passage: Passage) -> bool:
    """Whether an Arabic noun with its article is written twice inside a sentence."""
    word = match[1]
    if passage.base != "ar" or not word.startswith("ال") or len(word) < 5:
        return False
    is_call = passage.text[match.end() : match.end() + 1] in {"!", "؟"}
    return not is_call and not _BEGINS.search(passage.text[: match.start()])


def names(all_passages: Sequence[Passage]) -> Iterator[tuple[Passage, Finding]]:
    """Two words that stand together more than once, one of them spelled in two ways.

    Only differences that the press varies by mistake count: a hamza left off, ى and ي at a word's
    end, ج and غ in foreign names; doubled letters in Latin names. Not ة and ه, which make two words
    of one: مدير مكتبة، مدير مكتبه.
    """
    seen: defaultdict[tuple[str, str], _Spellings] = defaultdict(lambda: defaultdict(list))
    for passage in all_passages:
        words = list(_WORD.finditer(passage.text))
        for first, second in pairwise(words):
            if second.start() - first.end() != 1 or passage.text[first.end()] not in " \u00a0":
                continue
            pair = (_TASHKEEL.sub("", first[0]), _TASHKEEL.sub("", second[0]))
            if _begins(passage.text, first):
                continue  # its capital may be the sentence's
            if min(map(len, pair)) >= _SHORTEST and _can_be_name(pair):
                place = (passage, first.start(), second.end())
                seen[_sound(pair[0]), _sound(pair[1])][pair].append(place)
    for spellings in seen.values():
        if len(spellings) == _NAMES and (found := _odd_one(spellings)):
            yield found


def _begins(text: str, word: re.Match[str]) -> bool:
    """Whether a word in capital stands first in a sentence."""
    return word[0].isascii() and _SENTENCE_BEFORE.search(text[: word.start()][-4:]) is not None


def _odd_one(spellings: _Spellings) -> tuple[Passage, Finding] | None:
    """The rarer spelling, or the later one, where only one of the two words differs."""
    (one, here), (other, there) = spellings.items()
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1 or not _is_slip(*differing[0]):
        return None
    if len(there) > len(here):
        one, here, other, there = other, there, one, here
    passage, start, end = there[0]
    return passage, Finding(
        "name-spelling",
        start,
        end,
        f"“{' '.join(other)}” is spelled “{' '.join(one)}” elsewhere in the article",
        hint="choose one spelling for the name",
    )


def _is_slip(one: str, other: str) -> bool:
    """Whether two words that sound the same are one: أحمد and احمد are, إعلام and أعلام are not."""
    if one.isascii() or other.isascii():
        return True
    return len(one) >= _SHORTEST_SLIP and all(
        a == b or "ا" in (a, b) or {a, b} in _VARIED for a, b in zip(one, other, strict=True)
    )


def _can_be_name(pair: tuple[str, str]) -> bool:
    if pair[0].isascii() and pair[1].isascii():
        return pair[0][0].isupper() and pair[1][0].isupper() and not any(map(str.isupper, pair))
    if any(word.isascii() != pair[0].isascii() or _MIXED.search(word) for word in pair):
        return False
    return not any(
        word.startswith(("ال", "وال", "بال", "لل", "و", "ف", "ي", "ت", "ن")) for word in pair
    )


def _sound(word: str) -> str:
    if word.isascii():
        return _DOUBLED.sub(r"\1", word.casefold())
    plain = word.translate(_ALEF)
    return (plain[:-1] + plain[-1].translate(_ENDS)).translate(_SOUNDS)
