"""A saved page: where its article is, and what its head says of it."""

from __future__ import annotations

import datetime
import re

from lxml import html

from presskit.sources.languages import language_tag
from presskit.sources.pasted.opening import Given

_ROOTS = (
    "//*[contains(@itemprop, 'articleBody')]/ancestor-or-self::*[self::article or contains(@itemprop, 'articleBody')][1]",
    "//article",
    "//main",
    "//*[contains(concat(' ', @class, ' '), ' entry-content ')]",
    "//*[contains(concat(' ', @class, ' '), ' post-content ')]",
    "//*[contains(concat(' ', @class, ' '), ' article-body ')]",
)
_SITE = re.compile(r"\s+[|–—»·-]\s+[^|–—»·]{2,40}$")


def article_of(tree: html.HtmlElement) -> html.HtmlElement:
    """The element that holds the article: the longest of the first kind that a page has."""
    whole = len(tree.text_content())
    for path in _ROOTS:
        found = [one for one in tree.xpath(path) if isinstance(one, html.HtmlElement)]
        if found:
            best = max(found, key=lambda one: len(one.text_content()))
            if len(best.text_content()) * 5 > whole or len(best.text_content()) > 600:
                return best
    body = tree.find("body")
    return tree if body is None else body


def given_by(tree: html.HtmlElement, text: str) -> Given:
    """What a page's head says; nothing, for a piece of HTML."""
    if "<head" not in text[:3000].lower():
        return Given(language=language_tag(tree.get("lang") or "") or "")

    def meta(*names: str) -> str:
        for name in names:
            for attribute in ("property", "name", "itemprop"):
                for one in tree.xpath(
                    "//meta[@content][@*[local-name()=$a]=$n]", a=attribute, n=name
                ):
                    if said := " ".join(one.get("content").split()):
                        return said
        return ""

    title = meta("og:title", "twitter:title")
    heads = [" ".join(one.text_content().split()) for one in tree.xpath("//h1")]
    if len(heads) == 1 and heads[0]:
        title = heads[0]
    elif not title and (name := tree.find(".//title")) is not None:
        title = _SITE.sub("", " ".join((name.text or "").split()))
    tags = [one.get("content") for one in tree.xpath("//meta[@property='article:tag'][@content]")]
    return Given(
        title=title,
        kicker=meta("article:section"),
        byline=_byline(meta("author", "article:author")),
        date=iso_date(meta("article:published_time", "datePublished", "date") or _time(tree)),
        language=language_tag(tree.get("lang") or "") or "",
        tags=tuple(dict.fromkeys(tags)),
    )


def _byline(author: str) -> str:
    return "" if "://" in author or author.startswith("@") else author


def _time(tree: html.HtmlElement) -> str:
    found = tree.xpath("//article//time[@datetime] | //time[@pubdate][@datetime]")
    return str(found[0].get("datetime")) if found else ""


def iso_date(text: str) -> datetime.date | None:
    """The date that a time stamp begins with (ISO 8601); None where it doesn't."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
