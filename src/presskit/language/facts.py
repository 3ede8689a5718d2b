"""Languages by their BCP 47 tags: direction, comma, digits and the names of months, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presskit.model.inlines import Direction
    from presskit.model.publication import Digits

_RTL_SCRIPTS = frozenset(
    ["adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa", "yezi"]
)
_RTL_LANGUAGES = frozenset(
    [
        "acm",
        "aeb",
        "afb",
        "apc",
        "ar",
        "arc",
        "arq",
        "ars",
        "ary",
        "arz",
        "ayl",
        "azb",
        "bal",
        "bgn",
        "bqi",
        "ckb",
        "dv",
        "fa",
        "glk",
        "haz",
        "he",
        "iw",
        "khw",
        "ks",
        "lki",
        "lrc",
        "luz",
        "mzn",
        "nqo",
        "pnb",
        "prs",
        "ps",
        "rhg",
        "sd",
        "sdh",
        "skr",
        "syr",
        "trw",
        "ug",
        "ur",
        "yi",
    ]
)

# Languages written right to left with the comma of Latin.
_LATIN_COMMA = frozenset(["he", "iw", "yi"])
# CLDR's default numbering systems, where they are not Latin's. Arabic has both, by region.
_DIGITS: dict[str, Digits] = {
    **dict.fromkeys(
        ["azb", "fa", "glk", "haz", "ks", "lki", "lrc", "mzn", "pnb", "prs", "ps", "sdh"], "arabext"
    ),
    **dict.fromkeys(["ckb", "sd"], "arab"),
}
_BY_SCRIPT = {("pa", "arab"): "pnb", ("ku", "arab"): "ckb"}
# Languages that CLDR knows under another tag.
_CLDR_TAGS = {"pnb": "pa-Arab", "prs": "fa-AF"}
# Months and days (from Monday) of languages whose names CLDR lacks.
MONTHS: dict[str, tuple[str, ...]] = {
    "dv": (
        "ޖެނުއަރީ",
        "ފެބުރުއަރީ",
        "މާރިޗު",
        "އެޕްރީލު",
        "މެއި",
        "ޖޫން",
        "ޖުލައި",
        "އޯގަސްޓު",
        "ސެޕްޓެމްބަރު",
        "އޮކްޓޯބަރު",
        "ނޮވެމްބަރު",
        "ޑިސެމްބަރު",
    )
}
DAYS: dict[str, tuple[str, ...]] = {"dv": ("ހޯމަ", "އަންގާރަ", "ބުދަ", "ބުރާސްފަތި", "ހުކުރު", "ހޮނިހިރު", "އާދީއްތަ")}


def base_language(language: str) -> str:
    """The language subtag of a BCP 47 tag: `ar` of `ar-EG`.

    A tag that names the language by its script gets the usual subtag: `ckb` for `ku-Arab`.
    """
    base, *rest = language.lower().split("-")
    return _BY_SCRIPT.get((base, rest[0]), base) if rest else base


def direction_of(language: str) -> Direction:
    """The direction of a BCP 47 tag: by its script subtag, else by its language."""
    subtags = language.lower().split("-")
    scripts = [tag for tag in subtags[1:] if len(tag) == 4 and tag.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RTL_SCRIPTS else "ltr"
    return "rtl" if subtags[0] in _RTL_LANGUAGES else "ltr"


def comma_of(language: str) -> str:
    """The comma of a language, which also parts the names of a list."""
    latin = direction_of(language) == "ltr" or base_language(language) in _LATIN_COMMA
    return "," if latin else "،"


def usual_digits(language: str) -> Digits:
    """The digits of a language whose text has none (CLDR); European ones where regions differ."""
    if direction_of(language) == "ltr":
        return "latn"
    return _DIGITS.get(base_language(language), "latn")


def cldr_tag(language: str) -> str:
    """The tag under which CLDR knows a language: Punjabi in Arabic script is `pa-Arab`."""
    base = base_language(language)
    first, *rest = language.split("-")
    if base != first.lower():  # the script is said already
        del rest[0]
    return "-".join((_CLDR_TAGS.get(base, base), *rest))
