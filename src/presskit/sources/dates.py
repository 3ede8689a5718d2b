"""Dates as people write them: ISO 8601, day/month/year, with a month's name, in two calendars."""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from presskit.language.facts import MONTHS, base_language, cldr_tag
from presskit.sources.calendars import PERSIAN_MONTHS, of_persian
from presskit.sources.metadata import normal

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.sources.front_values import Value

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}) ?م?")
_TOGETHER = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
# What some programs write for a day or a month that nobody gave: 2018-00-00.
_NOT_GIVEN = re.compile(r"(?<=\d)[-/.]0{1,2}(?!\d)")
_NUMERIC = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*")
# Between the dates of two calendars, in the languages that write both.
_CORRESPONDS = re.compile(
    r"\s*(?:\(|\s[/|=]\s|[،,؛–—-]?\s*(?:الموافقة?|موافق|الموافق لـ|المصادف|مطابق(?: با)?|برابر(?: با)?|بمطابق"
    r"|corresponding to|i\.e\.)\s*(?:لـ?|ل)?)\s*"
)
_TIME = re.compile(
    r"(?:\s|T|،|,|-)*(?:الساعة|ساعت|بتوقيت|à|at|um|a las)?\s*\d{1,2}(?::\d{2}|h\d{0,2}\b).*$"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ère|º|ª|\.(?=\s))")
_EDGES = " ،,.()؛-–—"
_TONGUES = ("en", "ar", "fr", "fa", "ur", "he", "es", "de", "it", "pt", "tr")
_PERSIAN = frozenset(["fa", "ps", "prs"])
_MONTHS = 12
_DAY_AND_YEAR = 2
# An earlier year is one of another calendar: 1446 is hijri, 1404 is jalali.
_EARLIEST = 1600


def read_date(value: Value, language: str, report: Report) -> tuple[datetime.date | None, str]:
    """A date, and how it is to be printed where that is not the editions' own way.

    A Gregorian date is read in any digits and order, with the months of the article's language and
    of others; one of the Persian calendar is read and printed as it is written. What else has a
    number is printed so (`date-printed`). A day that no calendar has is `date-unreadable`.
    """
    text = " ".join(value.text.split())
    parts = [part.strip(_EDGES) for part in _CORRESPONDS.split(text)]
    for part in parts:
        if date := _gregorian(part, language):
            return date, text if len(parts) > 1 else ""
    for part in parts:
        if date := _persian(part, language):
            return date, text
    text = _NOT_GIVEN.sub("", text)
    if _NUMERIC.fullmatch(_plain_digits(text)):
        report.add(
            "date-unreadable",
            f"“{text}” is not a Gregorian calendar date",
            value.at,
            "write it as 2025-08-17 or 17/8/2025",
        )
        return None, ""
    kept = any(map(str.isdecimal, text))
    report.add(
        "date-printed",
        f"“{text}” is no day that presskit knows; "
        + ("it is printed as it is written" if kept else "it was left out"),
        value.at,
        "write 2025-08-17 too, where shops and search engines should know the day",
    )
    return None, text if kept else ""


def read_gregorian(value: Value, language: str, report: Report) -> datetime.date | None:
    """A Gregorian date in the forms of `read_date`; anything else is `date-unreadable`."""
    date = _gregorian(" ".join(value.text.split()), language)
    if date is None:
        report.add(
            "date-unreadable",
            f"“{value.text.strip()}” is not a Gregorian calendar date",
            value.at,
            "write it as 2025-08-17 or 17/8/2025",
        )
    return date


def _gregorian(text: str, language: str) -> datetime.date | None:
    text = _ORDINAL.sub("", _TIME.sub("", text)).strip(_EDGES)
    text = re.sub(r"[,،]", " ", text)
    found = (parse_date(text, tongue) for tongue in dict.fromkeys((language, *_TONGUES)))
    return next(filter(None, found), None)


def _persian(text: str, language: str) -> datetime.date | None:
    """A date by a Persian month's name; in numbers where the language goes by that calendar."""
    text = _plain_digits(text)
    if match := _YEAR_FIRST.fullmatch(text):
        if language.split("-", 1)[0].lower() not in _PERSIAN:
            return None
        year, month, day = map(int, match.groups())
        return of_persian(year, month, day)
    numbers = [int(number) for number in re.findall(r"\d+", _TIME.sub("", text))]
    words = set(normal(text).split())
    if len(numbers) == _DAY_AND_YEAR:
        for month, names in enumerate(PERSIAN_MONTHS, 1):
            if words.intersection(map(normal, names)):
                return of_persian(max(numbers), month, min(numbers))
    return None


def _plain_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c, c)) for c in text.strip())


def parse_date(text: str, language: str) -> datetime.date | None:
    """A Gregorian date as `read_date` reads them; None for anything else."""
    text = _plain_digits(text)
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
        if month > _MONTHS >= day:  # as Americans write it
            day, month = month, day
    elif match := _TOGETHER.fullmatch(text):
        year, month, day = map(int, match.groups())
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
