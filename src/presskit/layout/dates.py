"""Dates written out in a language and region, with the months its press uses (CLDR)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.layout.language import in_digits

if TYPE_CHECKING:
    import datetime

    from presskit.model.publication import Digits


def write_date(date: datetime.date, locale: str, digits: Digits) -> str:
    """A date such as `الأحد، 17 أغسطس 2025`; `locale` is a BCP 47 tag, its region names months.

    A locale that CLDR doesn't know falls back to its language, then to ISO 8601.
    """
    from babel import Locale, UnknownLocaleError  # costs 20 ms; most articles carry no date
    from babel.dates import format_date

    for tag in (locale, locale.split("-", 1)[0]):
        try:
            known = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        return in_digits(format_date(date, "full", locale=known), digits)
    return in_digits(date.isoformat(), digits)
