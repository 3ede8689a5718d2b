"""Dates as newsrooms write them: ISO 8601, day/month/year, or with the month's name."""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from presskit.model.languages import MONTHS, base_language, cldr_tag
from presskit.sources.metadata import normal

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.sources.frontmatter import Value

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}) ?م?")
_DAY_AND_YEAR = 2
# An earlier year is one of another calendar: 1446 is hijri, 1404 is jalali.
_EARLIEST = 1600


def read_date(value: Value, language: str, report: Report) -> datetime.date | None:
    """A Gregorian date, in any digits; month names are those of all regions of the language.

    Anything else is reported as `date-unreadable`.
    """
    date = parse_date(value.text, language)
    if date is None:
        report.add(
            "date-unreadable",
            f"“{value.text.strip()}” is not a Gregorian calendar date",
            value.at,
            "write it as 2025-08-17 or 17/8/2025",
        )
    return date


def parse_date(text: str, language: str) -> datetime.date | None:
    """A Gregorian date as `read_date` reads them; None for anything else."""
    text = "".join(str(unicodedata.decimal(c, c)) for c in text.strip())
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
    else:
        day, month, year = _with_name(text, language)
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    return date if date.year >= _EARLIEST else None


def _with_name(text: str, language: str) -> tuple[int, int, int]:
    """Day, month and year of a date such as `17 آب 2025`; zeros where it is none."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(numbers) != _DAY_AND_YEAR:
        return 0, 0, 0
    words = normal(text.replace(".", " "))
    for name, month in _months(base_language(language)):
        # A letter may be written to the name, as in the Hebrew באוגוסט and the Kurdish ئابی.
        if re.search(rf"(?<!\w)\w?{re.escape(name)}ي?(?!\w)", words):
            return min(numbers), month, max(numbers)
    return 0, 0, 0


@cache
def _months(language: str) -> list[tuple[str, int]]:
    """The names of months in all regions of a language, longest first."""
    from babel import Locale, localedata

    names = {normal(name): month for month, name in enumerate(MONTHS.get(language, ()), 1)}
    language = cldr_tag(language).replace("-", "_")
    for identifier in localedata.locale_identifiers():
        if identifier == language or identifier.startswith(f"{language}_"):
            for widths in Locale.parse(identifier).months.values():
                for width in ("wide", "abbreviated"):
                    for month, name in widths[width].items():
                        names.setdefault(normal(name.replace(".", " ")), month)
    return sorted(names.items(), key=lambda item: (-len(item[0]), item[0]))
