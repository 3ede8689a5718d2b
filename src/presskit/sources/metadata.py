"""Metadata: the keys of front matter, in the languages editors write, made into fields."""

from __future__ import annotations

import datetime
import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.sources.frontmatter import FrontMatter, Value

ALIASES: dict[str, tuple[str, ...]] = {
    "title": ("headline", "العنوان", "عنوان", "כותרת", "سرخی", "تیتر"),
    "kicker": ("category", "section", "القسم", "قسم", "بخش", "سرویس", "زمرہ", "מדור"),
    "byline": ("by", "الكاتب", "كاتب", "كتب", "بقلم", "نویسنده", "تحریر", "מאת"),
    "authors": ("author", "الكتاب", "المؤلفون", "المؤلف", "نویسندگان", "مصنف", "כותבים"),
    "date": ("published", "التاريخ", "تاريخ", "تاریخ", "תאריך"),
    "dateline": ("place", "المكان", "مكان", "مقام", "מקום"),
    "lead": ("summary", "intro", "standfirst", "المقدمة", "مقدمة", "مقدمه", "لید", "خلاصہ", "פתיח"),
    "language": ("lang", "اللغة", "لغة", "زبان", "שפה"),
    "tags": ("keywords", "الوسوم", "وسوم", "كلمات مفتاحية", "برچسب‌ها", "ٹیگ", "תגיות"),
    "source": ("المصدر", "مصدر", "منبع", "ماخذ", "מקור"),
    "image": ("picture", "photo", "الصورة", "صورة", "تصویر", "תמונה"),
    "image-alt": ("alt", "وصف الصورة"),
    "image-caption": ("caption", "شرح الصورة", "تعليق الصورة"),
    "image-credit": ("credit", "تصوير", "عدسة"),
    "slug": (),
}
_MARKS = re.compile(r"[\u0640\u064b-\u065f\u0670]")
_SAME = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك"})


def fields(matter: FrontMatter, report: Report) -> dict[str, Value]:
    """The values by field name; an unknown key is reported as `front-matter-key`."""
    found: dict[str, Value] = {}
    for key, value in matter.values.items():
        name = _NAMES.get(_normal(key))
        if name is None:
            near = get_close_matches(_normal(key), _NAMES, 1)
            hint = (
                f"did you mean “{_NAMES[near[0]]}”?" if near else f"keys are {', '.join(ALIASES)}"
            )
            report.add(
                "front-matter-key", f"“{key}” is no key of an article", matter.keys[key], hint
            )
        elif name in found:
            report.fail(
                "front-matter-broken",
                f"“{key}” gives the {name} a second time",
                matter.keys[key],
                "keep one of the two",
            )
        else:
            found[name] = value
    return found


def listed(value: Value) -> tuple[str, ...]:
    """A list: items, or a text cut at commas."""
    items = value.items if value.items is not None else re.split(r"\s*[,،;؛]\s*", value.text)
    return tuple(item.strip() for item in items if item.strip())


def read_date(value: Value, language: str, report: Report) -> datetime.date | None:
    """A calendar date: ISO 8601, day/month/year, or with the month's name in the language.

    Any digits are read. Anything else is `date-unreadable`.
    """
    text = "".join(
        str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c
        for c in value.text.strip()
    )
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", text):
        year, month, day = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text):
        day, month, year = map(int, match.groups())
    else:
        day, month, year = _named(text, language)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        report.add(
            "date-unreadable",
            f"“{value.text.strip()}” is not a calendar date",
            value.at,
            "write it as 2025-08-17 or 17/8/2025",
        )
        return None


def _named(text: str, language: str) -> tuple[int, int, int]:
    """Day, month and year of a date such as `17 آب 2025`; zeros where it is none."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if len(numbers) != 2:
        return 0, 0, 0
    words = _normal(text)
    for name, month in _months(language):
        # A letter may be written to the name, as in the Hebrew באוגוסט.
        if re.search(rf"\b\w?{re.escape(_normal(name))}\b", words):
            return min(numbers), month, max(numbers)
    return 0, 0, 0


def _months(language: str) -> list[tuple[str, int]]:
    """The names of months in all regions of a language, longest first."""
    from babel import Locale, localedata

    base = language.split("-", 1)[0].lower()
    names: dict[str, int] = {}
    for identifier in localedata.locale_identifiers():
        if identifier == base or identifier.startswith(f"{base}_"):
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    for month, name in Locale.parse(identifier).months[context][width].items():
                        names.setdefault(name, month)
    return sorted(names.items(), key=lambda item: -len(item[0]))


def _normal(key: str) -> str:
    """A key without what writers vary: case, hyphens, tashkeel, hamza and the article."""
    words = _MARKS.sub("", key).casefold().translate(_SAME)
    words = re.sub(r"[\s_\u200c-]+", " ", words).strip()
    return words.removeprefix("ال")


_NAMES = {_normal(alias): name for name, more in ALIASES.items() for alias in (name, *more)}
