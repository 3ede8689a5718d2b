"""The keys of front matter: one table, from which docs/front-matter.md is made too."""

from __future__ import annotations

from msgspec import Struct


class Key(Struct, frozen=True):
    """A key: the form of its value, what it says, and what else it is called, by language.

    Of several names of one field the first in the table counts. `errors` are the codes of findings
    about its value.
    """

    name: str
    form: str
    says: str
    names: dict[str, tuple[str, ...]]
    errors: tuple[str, ...] = ()

    @property
    def aliases(self) -> tuple[str, ...]:
        """All its other names."""
        return tuple(name for names in self.names.values() for name in names)


LINE, TEXT, LIST, SWITCH = "a line", "Markdown", "a list", "true or false"
NAMES = "a name, a list of names, or maps with name:"

KEYS: tuple[Key, ...] = (
    Key(
        "title",
        LINE,
        "the headline",
        {
            "English": ("headline",),
            "Arabic": ("العنوان", "عنوان"),
            "Persian": ("تیتر",),
            "Urdu": ("سرخی",),
            "Hebrew": ("כותרת",),
        },
        ("title-missing", "title-twice", "title-from-name"),
    ),
    Key(
        "deck",
        LINE,
        "the line under the headline",
        {
            "English": ("subtitle", "subheadline", "subhead"),
            "Arabic": ("العنوان الفرعي", "عنوان فرعي"),
            "Persian": ("زیرتیتر", "زیرعنوان"),
            "Urdu": ("ذیلی سرخی",),
            "Hebrew": ("כותרת משנה",),
        },
    ),
    Key(
        "kicker",
        LINE,
        "the section line over the headline",
        {
            "English": ("category", "section"),
            "Arabic": ("القسم", "قسم"),
            "Persian": ("بخش", "سرویس"),
            "Urdu": ("زمرہ",),
            "Hebrew": ("מדור",),
        },
    ),
    Key(
        "byline",
        LINE,
        "who wrote it, as it is printed",
        {
            "English": ("by",),
            "Arabic": ("الكاتب", "كاتب", "كتب", "كتبت", "بقلم"),
            "Persian": ("نویسنده",),
            "Urdu": ("تحریر",),
            "Hebrew": ("מאת",),
        },
    ),
    Key(
        "authors",
        NAMES,
        "who wrote it, for catalogues; printed where there is no byline",
        {
            "English": ("author",),
            "Arabic": ("الكتاب", "المؤلفون", "المؤلف"),
            "Persian": ("نویسندگان",),
            "Urdu": ("مصنف",),
            "Hebrew": ("כותבים",),
        },
    ),
    Key(
        "date",
        "a date: 2025-08-17, 17/8/2025, 17 آب 2025, May 3, 2024",
        "when it appeared; one of another calendar is printed as it is written",
        {
            "English": ("published", "pubdate", "publish-date", "publishdate"),
            "Arabic": ("التاريخ", "تاريخ"),
            "Persian": ("تاریخ",),
            "Hebrew": ("תאריך",),
        },
        ("date-unreadable", "date-printed"),
    ),
    Key("printed-date", LINE, "the date as the editions print it", {}),
    Key(
        "dateline",
        LINE,
        "the place that opens the story",
        {
            "English": ("place",),
            "Arabic": ("المكان", "مكان"),
            "Urdu": ("مقام",),
            "Hebrew": ("מקום",),
        },
    ),
    Key(
        "lead",
        TEXT,
        "the introduction set apart; paragraphs are told apart by blank lines",
        {
            "English": ("summary", "intro", "standfirst", "excerpt", "description", "abstract"),
            "Arabic": ("المقدمة", "مقدمة"),
            "Persian": ("مقدمه", "لید"),
            "Urdu": ("خلاصہ",),
            "Hebrew": ("פתיח",),
        },
    ),
    Key(
        "language",
        "a tag or a language's name: ar-EG, Arabic, العربية",
        "the language, from which the direction follows",
        {
            "English": ("lang", "locale"),
            "Arabic": ("اللغة", "لغة"),
            "Persian": ("زبان",),
            "Hebrew": ("שפה",),
        },
        ("language-unknown",),
    ),
    Key(
        "tags",
        LIST,
        "words for catalogues; those of several such keys are put together",
        {
            "English": ("keywords", "categories"),
            "Arabic": ("الوسوم", "وسوم", "كلمات مفتاحية", "التصنيفات"),
            "Persian": ("برچسب‌ها", "کلیدواژه‌ها"),
            "Urdu": ("ٹیگ",),
            "Hebrew": ("תגיות",),
        },
    ),
    Key(
        "source",
        TEXT,
        "where the story first appeared",
        {
            "Arabic": ("المصدر", "مصدر"),
            "Persian": ("منبع",),
            "Urdu": ("ماخذ",),
            "Hebrew": ("מקור",),
        },
    ),
    Key(
        "image",
        "a file, or a map with src:, alt:, caption:, credit:",
        "the main picture",
        {
            "English": ("picture", "photo"),
            "Arabic": ("الصورة", "صورة"),
            "Persian": ("تصویر",),
            "Hebrew": ("תמונה",),
        },
        ("image-missing", "image-outside", "image-remote"),
    ),
    Key(
        "image-alt",
        LINE,
        "what the main picture shows",
        {"English": ("alt",), "Arabic": ("وصف الصورة",)},
    ),
    Key(
        "image-caption",
        TEXT,
        "what is said under it",
        {"English": ("caption",), "Arabic": ("شرح الصورة", "تعليق الصورة")},
    ),
    Key("image-credit", TEXT, "who made it", {"English": ("credit",), "Arabic": ("تصوير", "عدسة")}),
    Key("slug", LINE, "the name of the editions' files", {}),
    Key(
        "draft",
        SWITCH,
        "a draft is left out of digests and batches; `published: false` says the same",
        {"Arabic": ("مسودة",), "Persian": ("پیش‌نویس",), "Urdu": ("مسودہ",), "Hebrew": ("טיוטה",)},
        ("draft-left-out", "draft-made"),
    ),
)
ALIASES: dict[str, tuple[str, ...]] = {key.name: key.aliases for key in KEYS}
# Fields whose keys may stand side by side: the first that the table names is taken.
BY_RANK = frozenset(["lead", "date", "authors", "kicker"])
IMAGE_ALIASES: dict[str, tuple[str, ...]] = {
    "src": ("file", "path", "url", "ملف", "الملف", "فایل", "קובץ"),
    "alt": ("وصف", "الوصف", "النص البديل", "متن جایگزین"),
    "caption": ("شرح", "تعليق", "التعليق", "زیرنویس", "כיתוב"),
    "credit": ("photo", "تصوير", "عدسة", "المصور", "عکس", "צילום"),
}
