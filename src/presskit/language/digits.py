"""Numbering systems: which digits a text has, and numbers written in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.language.facts import usual_digits

if TYPE_CHECKING:
    from presskit.model.publication import Digits

DIGITS: dict[Digits, str] = {
    "latn": "0123456789",
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
}


def digits_of(text: str, language: str) -> Digits:
    """The numbering system that numbers presskit makes should use.

    The text's own digits decide; a text without any follows its language, and Arabic then gets
    European digits, which every region reads.
    """
    counts = {name: sum(map(text.count, digits)) for name, digits in DIGITS.items()}
    best = max(counts, key=lambda name: counts[name])
    if counts[best]:
        return best
    return usual_digits(language)


def write_number(number: int, digits: Digits) -> str:
    """A number in a numbering system."""
    return in_digits(str(number), digits)


def in_digits(text: str, digits: Digits) -> str:
    """Text whose European digits are written in a numbering system."""
    return text.translate(dict(zip(range(0x30, 0x3A), DIGITS[digits], strict=True)))
