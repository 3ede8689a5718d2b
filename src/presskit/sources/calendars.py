"""Dates of the Persian calendar, whose days follow from arithmetic.

The Iranian year has a leap day by a cycle of 33 years, which holds from 1178 to 1633 of it (Borkowski,
The Persian calendar for 3000 years, 1996). The Islamic calendar goes by the moon as each country
sees it: its days follow from no rule.
"""

from __future__ import annotations

import datetime

_FIRST, _LAST = 1178, 1633
_NEW_YEAR_1178 = datetime.date(1799, 3, 21)
_CYCLE, _LEAPS_IN_CYCLE = 33, 8
_LONG_MONTHS, _LONG, _SHORT = 6, 31, 30
_MONTHS = 12
PERSIAN_MONTHS = (
    ("فروردین", "حمل"),
    ("اردیبهشت", "ثور"),
    ("خرداد", "جوزا"),
    ("تیر", "سرطان"),
    ("مرداد", "امرداد", "اسد"),
    ("شهریور", "سنبله"),
    ("مهر", "میزان"),
    ("آبان", "عقرب"),
    ("آذر", "قوس"),
    ("دی", "جدی"),
    ("بهمن", "دلو"),
    ("اسفند", "حوت"),
)


def of_persian(year: int, month: int, day: int) -> datetime.date | None:
    """The Gregorian date of a Persian one; None where there is no such day."""
    if not (_FIRST <= year <= _LAST and 1 <= month <= _MONTHS and 1 <= day <= _days(year, month)):
        return None
    leaps = sum(map(_is_leap, range(_FIRST, year)))
    start = _NEW_YEAR_1178 + datetime.timedelta(days=(year - _FIRST) * 365 + leaps)
    before = (month - 1) * _LONG - max(0, month - 1 - _LONG_MONTHS)
    return start + datetime.timedelta(days=before + day - 1)


def _days(year: int, month: int) -> int:
    if month <= _LONG_MONTHS:
        return _LONG
    return _SHORT if month < _MONTHS or _is_leap(year) else _SHORT - 1


def _is_leap(year: int) -> bool:
    return (year * _LEAPS_IN_CYCLE + 29) % _CYCLE < _LEAPS_IN_CYCLE
