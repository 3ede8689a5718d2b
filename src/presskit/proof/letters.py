"""Letters and digits: those of another language, of another age, or of two systems at once."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from presskit.proof.passages import HIDDEN, Finding, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ARABIC = "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]"
# Words of faith and money with code points of their own (from U+FDF0) are right; so are ﴾ and ﴿.
_PRESENTATION = re.compile("[\ufb1d-\ufd3d\ufd50-\ufdef\ufe70-\ufefc]+")
# Two or more stretch a word; one alone ends an abbreviation (هـ) or parts a prefix.
_TATWEEL = re.compile(rf"(?<={_ARABIC})\u0640{{2,}}(?={_ARABIC})")
_COUPLET = re.compile(r"\S\s+(?:\*{2,}|\.{2,}|…)\s*(?:\w|$)", re.MULTILINE)
_LONGEST_VERSE = 60
_NBSP = re.compile(r"(?<=[\u0620-\u065f\u06d5])\u00a0+(?=[\u0620-\u064a])")
_WORD = re.compile(r"[\w\u200c\u064b-\u065f\u0670]+")
_PERSIAN_ONLY = re.compile("[پچژگٹڈڑےہں\u200c]")
# What a Persian or Urdu word hardly has: the article, a round ta, two signs for vowels.
_IS_ARABIC = re.compile(
    "^[وفبكل]?ال[\u0620-\u064a]{2}|ة|[\u064b-\u0652\u0670].*[\u064b-\u0652\u0670]|[\u064b-\u0650\u0652](?=[\u0620-\u064a])"
)
_CITED = 2  # words from one that is Arabic
_PERSIAN_FORMS = re.compile("[یک]")
_ARABIC_FORMS = re.compile("[يك]")
_SYSTEMS = (("latn", "[0-9]"), ("arab", "[٠-٩]"), ("arabext", "[۰-۹]"))
_ZEROS = {"latn": ord("0"), "arab": ord("٠"), "arabext": ord("۰")}
_NUMBER = re.compile(r"[\d.,٫٬/:%٪-]*\d")
_SEPARATOR = re.compile("[.,٫٬]")
_LATIN_NEAR = re.compile(r"[A-Za-z]")
# Verses are numbered in digits of their own; names such as كوفيد-19 and telephone numbers keep theirs.
_APART = re.compile(r"﴿[^﴿﴾]*﴾|﴾[^﴿﴾]*﴿|\u06dd\s*\d+|(?<=[^\W\d_]{2})-\d+|\+[\d ()-]*\d")


def presentation_forms(passage: Passage) -> Iterator[Finding]:
    """Shapes of letters, as old programs and PDFs copy them, instead of letters."""
    for match in _PRESENTATION.finditer(passage.text):
        yield Finding(
            "presentation-form",
            match.start(),
            match.end(),
            f"“{match[0]}” is made of shapes, not of letters: it cannot be searched or joined",
            hint="type it again",
        )


def tatweel(passage: Passage) -> Iterator[Finding]:
    """A word that is stretched by hand."""
    if _COUPLET.search(passage.text) or _is_stanza(passage.text):
        return  # verses are stretched until their halves are equally long
    for match in _TATWEEL.finditer(passage.text):
        yield Finding(
            "tatweel",
            match.start(),
            match.end(),
            "a word is stretched with tatweel: it cannot be searched, and looks wrong elsewhere",
            hint="delete the tatweel, unless the name is written so",
        )


def _is_stanza(text: str) -> bool:
    lines = text.strip().split("\n")
    return len(lines) > 1 and max(map(len, lines)) <= _LONGEST_VERSE


def no_break_spaces(passage: Passage) -> Iterator[Finding]:
    """A no-break space between words of an Arabic text: a relic of the page it was copied from."""
    for match in _NBSP.finditer(passage.text):
        yield Finding(
            "no-break-space",
            match.start(),
            match.end(),
            "a no-break space stands between two words",
            " ",
        )


def forms(passage: Passage) -> Iterator[Finding]:
    """Persian ye and kaf in Arabic, and Arabic ones in Persian and Urdu."""
    if passage.base == "ar":
        pattern, others = _PERSIAN_FORMS, "Persian"
    elif passage.base in {"fa", "ur", "prs"}:
        pattern, others = _ARABIC_FORMS, "Arabic"
    else:
        return
    words = list(_WORD.finditer(passage.text))
    cited = _cited(words) if passage.base != "ar" else frozenset()
    for number, word in enumerate(words):
        if number in cited or (passage.base == "ar" and _PERSIAN_ONLY.search(word[0])):
            continue  # a name of another language, a verse
        if match := pattern.search(word[0]):
            start = word.start() + match.start()
            yield Finding(
                "letter-of-other-language",
                start,
                start + 1,
                f"the {others} {match[0]} stands in “{word[0]}”",
                hint="type the letter of this language: search and sorting tell them apart",
            )


def _cited(words: Sequence[re.Match[str]]) -> frozenset[int]:
    """Which words of a Persian or Urdu text are Arabic that is cited, by those next to them."""
    near = range(-_CITED, _CITED + 1)
    found = (number for number, word in enumerate(words) if _IS_ARABIC.search(word[0]))
    return frozenset(number + step for number in found for step in near)


def house_digits(passage: Passage, system: str) -> Iterator[Finding]:
    """Numbers in other digits than those of the house, a CLDR numbering system."""
    zero = _ZEROS.get(system)
    if zero is None:
        return
    for number in _numbers(passage):
        new = "".join(chr(zero + unicodedata.decimal(c)) if c.isdecimal() else c for c in number[0])
        if new == number[0]:
            continue
        said = f"{number[0]} has other digits than the house's"
        # Whether a point is a decimal's, a date's or a thousands' the writer knows.
        is_plain = not _SEPARATOR.search(number[0])
        hint = None if is_plain else "write it again, with the separators of these digits"
        mended = new if is_plain else None
        yield Finding("digits-other", number.start(), number.end(), said, mended, hint)


def digits(passage: Passage) -> Iterator[Finding]:
    """Digits of two systems in one passage."""
    found: dict[str, list[re.Match[str]]] = {}
    for number in _numbers(passage):
        for name, pattern in _SYSTEMS:
            if re.search(pattern, number[0]):
                found.setdefault(name, []).append(number)
    if len(found) < 2:
        return
    few = min(found.values(), key=len)
    yield Finding(
        "digits-mixed",
        few[0].start(),
        few[0].end(),
        f"“{few[0][0]}” has other digits than the numbers around it",
        hint="write all numbers in the same digits",
    )


def _numbers(passage: Passage) -> Iterator[re.Match[str]]:
    """The numbers of a passage, but for those that keep their digits: as in F-22, or a verse's."""
    text = _APART.sub(lambda match: HIDDEN * len(match[0]), passage.text)
    for number in _NUMBER.finditer(text):
        around = text[max(number.start() - 2, 0) : number.end() + 2]
        if not _LATIN_NEAR.search(around):
            yield number
