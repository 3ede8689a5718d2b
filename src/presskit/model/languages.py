"""Languages by their BCP 47 tags: the one table that says which are written right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presskit.model.inlines import Direction

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


def base_language(language: str) -> str:
    """The language subtag of a BCP 47 tag: `ar` of `ar-EG`."""
    return language.split("-", 1)[0].lower()


def direction_of(language: str) -> Direction:
    """The direction of a BCP 47 tag: by its script subtag, else by its language."""
    subtags = language.lower().split("-")
    scripts = [tag for tag in subtags[1:] if len(tag) == 4 and tag.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RTL_SCRIPTS else "ltr"
    return "rtl" if subtags[0] in _RTL_LANGUAGES else "ltr"
