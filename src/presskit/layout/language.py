"""What follows from a language tag: its words and its numbers."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from presskit.model.issue_layout import IssueLabels
from presskit.model.languages import base_language, comma_of, direction_of, usual_digits
from presskit.model.layout import Labels
from presskit.model.records import record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presskit.model.publication import Digits

_DIGITS: dict[Digits, str] = {
    "latn": "0123456789",
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
}


def join_names(names: Iterable[str], language: str) -> str:
    """Names with the commas of a language between them."""
    return f"{comma_of(language)} ".join(names)


def listed(items: Sequence[str], language: str) -> str:
    """Items as a sentence of the language lists them: `الصفة والاسم`, `role, name, and place`.

    By CLDR's list patterns; a language without one has its commas alone. Empty items are left out.
    """
    from babel import Locale, UnknownLocaleError
    from babel.lists import format_list

    items = [item.strip() for item in items if item.strip()]
    try:
        return format_list(items, locale=Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return join_names(items, language)


def labels_of(language: str) -> Labels:
    """The words presskit adds, in the language; English where it has none of its own.

    A right-to-left language without words of its own gets the Arabic ones.
    """
    return _words_of(language)[0]


def issue_labels_of(language: str) -> IssueLabels:
    """The words presskit adds to an issue, as `labels_of` chooses them."""
    return _words_of(language)[1]


@cache
def _words_of(language: str) -> tuple[Labels, IssueLabels]:
    table = tomllib.loads((files(__package__) / "labels.toml").read_text("utf-8"))
    fallback = "ar" if direction_of(language) == "rtl" else "en"
    words = table.get(base_language(language), table[fallback])
    own = {name: word for name, word in words.items() if name != "issue"}
    return record_of(own, Labels), record_of(words["issue"], IssueLabels)


def digits_of(text: str, language: str) -> Digits:
    """The numbering system that numbers presskit makes should use.

    The text's own digits decide; a text without any follows its language, and Arabic then gets
    European digits, which every region reads.
    """
    counts = {name: sum(map(text.count, digits)) for name, digits in _DIGITS.items()}
    best = max(counts, key=lambda name: counts[name])
    if counts[best]:
        return best
    return usual_digits(language)


def write_number(number: int, digits: Digits) -> str:
    """A number in a numbering system."""
    return in_digits(str(number), digits)


def in_digits(text: str, digits: Digits) -> str:
    """Text whose European digits are written in a numbering system."""
    return text.translate(dict(zip(range(0x30, 0x3A), _DIGITS[digits], strict=True)))
