"""Date lines of pasted copy: a date, with the day, the hour, the place or another calendar."""

from __future__ import annotations

import datetime  # noqa: TC003 - a field of a NamedTuple
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from presskit.sources.dates import parse_date
from presskit.sources.pasted.words import key, keys, opens_with, words

_LONGEST = 110
_NUMERIC = re.compile(r"\d{1,4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,4}(?!\d)")
_NAMED = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th|er|\.)?[\s\u200c]+(?:of |من )?[^\W\d]+\.?(?:[\s/\u200c]+[^\W\d]+\.?){0,2}?(?:\s?\([^\W\d]+(?:\s[^\W\d]+)?\))?,?،?\s+\d{4}"
    r"|\d{1,2}\s?[/-]\s?[^\W\d]+\s?[/-]\s?\d{4}"
    r"|[^\W\d]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,\s+\d{4})"
)
_TIME = re.compile(r"(?i)\d{1,2}[:.]\d{2}(?::\d{2})?|\d{1,2}\s?h\s?(?:\d{2})?")
_OTHER_NUMERIC = re.compile(
    r"(?:1[34]\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]1[34]\d\d)\s?(?:هـ|ه|ش|ق)?"
)
# A day and a year in Hebrew letters: ״כ״ג באב תשפ״ה״.
_HEBREW = re.compile(
    r"[א-ת]{1,2}[\"״'׳]?[א-ת]?\s+(?P<month>[א-ת]{2,9})\s+ה?[׳']?ת[א-ת]{1,2}[\"״][א-ת]"
)
_OTHER_YEAR = re.compile(r"\d{4}\s?(?:هـ|ه|م|ش|ق)?\b")
_FILLERS = frozenset(
    keys(
        "الموافق الساعة بتوقيت غرينتش جرينتش توقيت محلي GMT UTC AM PM am pm a.m p.m at on ص م هـ ه هجري "
        "ميلادي مساء صباحا ظهرا يوم في the EST EDT CET BST من ساعت شمسی میلادی قمری به وقت بجے בשעה ב على à"
    )
)
# Months of calendars that presskit prints as they are written: Hijri, Jalali in Iran and in
# Afghanistan, Hebrew.
_OTHER_MONTHS = frozenset(
    keys(
        "محرم صفر ربيع الأول الثاني الآخر جمادى الأولى الآخرة رجب شعبان رمضان شوال ذو ذي القعدة الحجة "
        "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند "
        "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت "
        "תשרי חשוון חשון מרחשוון כסלו טבת שבט אדר ניסן אייר סיוון סיון תמוז אב אלול "
        "בתשרי בחשוון בחשון בכסלו בטבת בשבט באדר בניסן באייר בסיוון בסיון בתמוז באב באלול"
    )
)
_PLACE_WORDS = 3
_BEFORE_DATE = re.compile(r"[\s،,]+(?:في|in|در|le|on|am|den|el)$")


class FoundDate(NamedTuple):
    """A date, and the place that stands before it, or nothing."""

    date: datetime.date
    place: str


def find_date(text: str, language: str) -> FoundDate | None:
    """The date of a line that says little else; None where it says more, or has no date."""
    if len(text) > _LONGEST or not any(map(str.isdecimal, text)):
        return None
    spans = [*_NUMERIC.finditer(text), *_NAMED.finditer(text)]
    dates = [(match, date) for match in spans if (date := _parsed(match[0], language))]
    if not dates:
        return None
    rest = text
    for match, _ in sorted(dates, key=lambda found: -found[0].start()):
        rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    rest = _TIME.sub(" ", _OTHER_YEAR.sub(" ", rest))
    label = opens_with(rest, words().date, 3)
    said = keys(rest)[len(label.split()) if label else 0 :]
    # Of several labels, as of a day of publication and one of a change, those behind are left out too.
    said = [word for word in said if word not in words().date]
    said = [word for word in said if word != "n" and not _is_filler(word, language)]
    first = min(dates, key=lambda found: found[0].start())
    start = min(match.start() for match in spans)  # of a date of whatever calendar
    if not said:
        return FoundDate(first[1], "")
    before = text[:start].strip(" ،,-–—:(")
    place = _without_days(_BEFORE_DATE.sub("", f" {before}").strip(), language)
    is_place = len(keys(place)) <= _PLACE_WORDS and all(word in keys(before) for word in said)
    if is_place and not label and not text.rstrip().endswith("."):
        return FoundDate(first[1], place)
    return None


def date_in(text: str, language: str) -> tuple[str, datetime.date] | None:
    """The first date inside a line that may say more, and how it is written there."""
    if len(text) > _LONGEST or not any(map(str.isdecimal, text)):
        return None
    spans = sorted([*_NUMERIC.finditer(text), *_NAMED.finditer(text)], key=re.Match.start)
    found = ((match[0], _parsed(match[0], language)) for match in spans)
    return next(((said, date) for said, date in found if date), None)


def is_of_another_calendar(text: str, language: str) -> bool:
    """Whether a line is a place and a Hijri, Jalali or Hebrew date, and says nothing else."""
    bare = text.strip(" .،,")
    plain = "".join(str(unicodedata.decimal(c, c)) for c in bare)
    if _OTHER_NUMERIC.fullmatch(plain):
        return True
    if (hebrew := _HEBREW.fullmatch(bare)) and key(hebrew["month"]) in _OTHER_MONTHS:
        return True
    if len(text) > _LONGEST or not _OTHER_YEAR.search(text):
        return False
    said = [word for word in keys(text) if word != "n" and not _is_filler(word, language)]
    months = [word for word in keys(text) if word in _OTHER_MONTHS]
    return bool(months) and len(said) <= _PLACE_WORDS and not text.rstrip().endswith(".")


def _without_days(place: str, language: str) -> str:
    """`مرجعيون – السبت` without the day at its end."""
    names = place.split()
    while names and all(word in _weekdays(language) for word in keys(names[-1])):
        names.pop()
    return " ".join(names).strip(" ،,–—-(")


def _parsed(text: str, language: str) -> datetime.date | None:
    text = re.sub(r"(?<=[^\W\d])\s?[/-]\s?(?=\d)|(?<=\d)\s?[/-]\s?(?=[^\W\d])", " ", text)
    text = re.sub(r"\s*([-/.])\s*", r"\1", text) if _NUMERIC.fullmatch(text) else text
    text = re.sub(r"^(\d{1,2}[-/.]\d{1,2}[-/.])(\d{2})$", r"\g<1>20\2", text)
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th|er)\b", "", text).replace(",", "").replace("،", "")
    for tongue in dict.fromkeys((language, "ar", "en")):
        if date := parse_date(text, tongue):
            return date
    return None


def _is_filler(word: str, language: str) -> bool:
    return word in _FILLERS or word in _OTHER_MONTHS or word in _weekdays(language.split("-", 1)[0])


@cache
def _weekdays(language: str) -> frozenset[str]:
    """The names of days in a language, and of those that are written beside it."""
    from babel import Locale, UnknownLocaleError

    names: set[str] = set()
    for tongue in {language, "ar", "en"}:
        try:
            days = Locale.parse(tongue).days
        except (UnknownLocaleError, ValueError):
            continue
        for widths in days.values():
            for width in ("wide", "abbreviated"):
                names |= {part for name in widths[width].values() for part in keys(name)}
    return frozenset(names | {key("شنبه")})
