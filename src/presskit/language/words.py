"""The words that presskit adds to an edition, by its language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from presskit.language.facts import base_language, comma_of, direction_of
from presskit.model.issue_layout import IssueLabels
from presskit.model.layout import Labels
from presskit.model.records import record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What CLDR writes between the two items of a list, between more of them, and before the last: of the
# languages of labels.toml, since reading it from babel takes longer than reading an article.
_JOINTS = {
    "ar": (" و", " و", " و"),
    "fa": (" و ", "،\u200f ", "، و "),
    "ur": (" اور ", "، ", "، اور "),
    "he": (" ו", ", ", " ו"),
    "ckb": (", ", ", ", ", "),
    "ps": (" او ", "، ", "، او "),
    "ug": (" ۋە ", "، ", " ۋە "),  # CLDR has English ones
    "sd": (" ۽ ", "، ", "، ۽ "),
    "ks": (" تٕہ ", "، ", "، تٕہ "),
    "dv": (", ", ", ", ", "),
    "yi": (" און ", ", ", " און "),
    "en": (" and ", ", ", ", and "),
    "fr": (" et ", ", ", " et "),
}


def join_names(names: Iterable[str], language: str) -> str:
    """Names with the commas of a language between them."""
    return f"{comma_of(language)} ".join(names)


def listed(items: Sequence[str], language: str) -> str:
    """Items as a sentence of the language lists them: `الصفة والاسم`, `role, name, and place`.

    By CLDR's list patterns; a language without one has its commas alone. Empty items are left out.
    """
    items = [item.strip() for item in items if item.strip()]
    if language in _JOINTS:
        two, between, last = _JOINTS[language]
        if len(items) < 3:
            return two.join(items)
        return between.join(items[:-1]) + last + items[-1]
    from babel import Locale, UnknownLocaleError
    from babel.lists import format_list

    try:
        return format_list(items, locale=Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return join_names(items, language)


def labels_of(language: str) -> Labels:
    """The words presskit adds, in the language; English where it has none of its own.

    A right-to-left language without words of its own gets the Arabic ones.
    """
    return _words_of(language)[0]


def issue_labels_of(language: str) -> IssueLabels:
    """The words presskit adds to an issue, as `labels_of` chooses them."""
    return _words_of(language)[1]


def related_title(language: str) -> str:
    """What stands over links to other articles, as `labels_of` chooses it."""
    return _words_of(language)[2]


@cache
def _words_of(language: str) -> tuple[Labels, IssueLabels, str]:
    table = tomllib.loads((files(__package__) / "labels.toml").read_text("utf-8"))
    fallback = "ar" if direction_of(language) == "rtl" else "en"
    words = table.get(base_language(language), table[fallback])
    own = {name: word for name, word in words.items() if name not in ("issue", "related")}
    return record_of(own, Labels), record_of(words["issue"], IssueLabels), words["related"]
