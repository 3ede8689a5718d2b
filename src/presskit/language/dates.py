"""Dates written out in a language and region, with the months its press uses (CLDR)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presskit.language.digits import in_digits
from presskit.language.facts import DAYS, MONTHS, base_language, cldr_tag

if TYPE_CHECKING:
    import datetime

    from presskit.model.publication import Digits

# For languages whose names CLDR has, but no date of their own: it writes theirs as in English, or
# with the year first.
_PATTERNS = {
    "ckb": "EEEE، d'ی' MMMM'ی' y",
    "ks": "EEEE، d MMMM y",
    "pnb": "EEEE، d MMMM y",
    "sd": "EEEE، d MMMM y",
}


def write_date(date: datetime.date, locale: str, digits: Digits) -> str:
    """A date such as `الأحد، 17 أغسطس 2025`; `locale` is a BCP 47 tag, its region names months.

    A locale that CLDR doesn't know falls back to its language, then to ISO 8601.
    """
    base = base_language(locale)
    if base in MONTHS:
        day, month = DAYS[base][date.weekday()], MONTHS[base][date.month - 1]
        return in_digits(f"{day}، {date.day} {month} {date.year}", digits)
    known = cldr_locale(locale)
    if known is None:
        return in_digits(date.isoformat(), digits)
    from babel.dates import format_date

    return in_digits(format_date(date, _PATTERNS.get(base, "full"), locale=known), digits)


def cldr_locale(language: str) -> Any:
    """CLDR's locale of a BCP 47 tag, else of its language, else None."""
    from babel import Locale, UnknownLocaleError  # costs 20 ms; most articles carry no date

    for tag in (cldr_tag(language), cldr_tag(base_language(language))):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None
