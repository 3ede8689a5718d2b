"""How long an article takes to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.language.dates import cldr_locale
from presskit.language.digits import write_number
from presskit.language.facts import base_language
from presskit.model.inlines import Code, Text
from presskit.model.walk import walk

if TYPE_CHECKING:
    from presskit.model.article import Article
    from presskit.model.issue_layout import IssueLabels
    from presskit.model.publication import Digits

# Words a minute of grown readers, silently: S. Trauzettel-Klosinski, K. Dietz, “Standardized
# assessment of reading performance” (IReST), 2012, table 2. Persian and Urdu, which it lacks, go
# with Arabic script.
_PACE = {"ar": 138, "fa": 138, "ur": 138, "en": 228, "fr": 195, "de": 179, "he": 187, "tr": 166}
_OTHER_PACE = 180


def count_words(article: Article) -> int:
    """The words of an article: headline, lead, body and notes."""
    inlines = walk((article.lead, article.body, article.notes))
    texts = (inline.text for inline in inlines if isinstance(inline, Text | Code))
    return len(article.title.split()) + sum(len(text.split()) for text in texts)


def reading_minutes(article: Article) -> int:
    """Minutes to read the article, at least one."""
    pace = _PACE.get(base_language(article.language), _OTHER_PACE)
    return max(1, round(count_words(article) / pace))


def write_minutes(minutes: int, labels: IssueLabels, language: str, digits: Digits) -> str:
    """Minutes in words, in the plural that the number asks for (CLDR)."""
    locale = cldr_locale(language)
    category = locale.plural_form(minutes) if locale else "other"
    pattern = labels.minutes.get(category, labels.minutes["other"])
    return pattern.format(write_number(minutes, digits))
