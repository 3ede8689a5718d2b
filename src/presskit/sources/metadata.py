"""Metadata: the keys of front matter, in the languages editors write, made into fields."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.diagnostics import Report
    from presskit.sources.frontmatter import FrontMatter, Value

ALIASES: dict[str, tuple[str, ...]] = {
    "title": ("headline", "العنوان", "عنوان", "כותרת", "سرخی", "تیتر"),
    "deck": ("subtitle", "subheadline", "العنوان الفرعي", "زیرتیتر", "כותרת משנה", "ذیلی سرخی"),
    "kicker": ("category", "section", "القسم", "قسم", "بخش", "سرویس", "زمرہ", "מדור"),
    "byline": ("by", "الكاتب", "كاتب", "كتب", "كتبت", "بقلم", "نویسنده", "تحریر", "מאת"),
    "authors": ("author", "الكتاب", "المؤلفون", "المؤلف", "نویسندگان", "مصنف", "כותבים"),
    "date": ("published", "التاريخ", "تاريخ", "تاریخ", "תאריך"),
    "dateline": ("place", "المكان", "مكان", "مقام", "מקום"),
    "lead": ("summary", "intro", "standfirst", "المقدمة", "مقدمة", "مقدمه", "لید", "خلاصہ", "פתיח"),
    "language": ("lang", "اللغة", "لغة", "زبان", "שפה"),
    "tags": (
        "keywords",
        "الوسوم",
        "وسوم",
        "كلمات مفتاحية",
        "برچسب‌ها",
        "کلیدواژه‌ها",
        "ٹیگ",
        "תגיות",
    ),
    "source": ("المصدر", "مصدر", "منبع", "ماخذ", "מקור"),
    "image": ("picture", "photo", "الصورة", "صورة", "تصویر", "תמונה"),
    "image-alt": ("alt", "وصف الصورة"),
    "image-caption": ("caption", "شرح الصورة", "تعليق الصورة"),
    "image-credit": ("credit", "تصوير", "عدسة"),
    "slug": (),
}
IMAGE_ALIASES: dict[str, tuple[str, ...]] = {
    "src": ("file", "path", "ملف", "الملف", "فایل", "קובץ"),
    "alt": ("وصف", "الوصف", "النص البديل", "متن جایگزین"),
    "caption": ("شرح", "تعليق", "التعليق", "زیرنویس", "כיתוב"),
    "credit": ("photo", "تصوير", "عدسة", "المصور", "عکس", "צילום"),
}
# Tatweel, tashkeel, and the marks of direction.
_MARKS = re.compile(r"[\u0640\u064b-\u065f\u0670\u200e\u200f\u061c]")
_SAME = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ؤ": "و"}
)


def fields(matter: FrontMatter, report: Report) -> dict[str, Value]:
    """The values by field name; an unknown key is reported as `front-matter-key`."""
    return _named(matter, ALIASES, "an article", report)


def image_fields(matter: FrontMatter, report: Report) -> dict[str, Value]:
    """The values under `image:` by name; an unknown key is reported as `front-matter-key`."""
    return _named(matter, IMAGE_ALIASES, "an image", report)


def listed(value: Value) -> tuple[str, ...]:
    """A list: items, or a text cut at commas."""
    items = value.items if value.items is not None else re.split(r"[,،;؛\n]", value.text)
    return tuple(" ".join(item.split()) for item in items if item.strip())


def normal(text: str) -> str:
    """Words without what writers vary: case, hyphens, tashkeel, hamza and the article."""
    words = _MARKS.sub("", text).casefold().translate(_SAME)
    return " ".join(word.removeprefix("ال") for word in re.split(r"[\s_\u200c-]+", words) if word)


def _named(
    matter: FrontMatter, aliases: Mapping[str, tuple[str, ...]], whose: str, report: Report
) -> dict[str, Value]:
    # Spelled out first: the Persian تصویر is a picture, the Arabic تصوير its credit.
    exact = {alias: name for name, more in aliases.items() for alias in (name, *more)}
    names = {normal(alias): name for alias, name in exact.items()}
    found: dict[str, Value] = {}
    for key, value in matter.values.items():
        name = exact.get(key) or names.get(normal(key))
        if name is None:
            near = get_close_matches(normal(key), names, 1)
            hint = f"did you mean “{names[near[0]]}”?" if near else f"keys are {', '.join(aliases)}"
            report.add("front-matter-key", f"“{key}” is no key of {whose}", matter.keys[key], hint)
        elif name in found:
            report.add(
                "front-matter-broken",
                f"“{key}” gives the {name} a second time",
                matter.keys[key],
                "keep one of the two",
            )
        else:
            found[name] = value
    return found
