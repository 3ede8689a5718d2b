"""A page: where its article is, and what it says of it in its head."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from presskit.language.tags import language_tag
from presskit.model.inlines import Link, Text
from presskit.sources.doors.elements import text_in
from presskit.sources.pasted.opening import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import html

_SITE = re.compile(r"\s+[|–—»·-]\s+[^|–—»·]{2,40}$")
_OFFSET = re.compile(r"T.*[+-](?!00:?00)\d\d:?\d\d$")
_WEB = ("http://", "https://")


def address_of(tree: html.HtmlElement) -> str:
    """The address of a page, where it names one."""
    for path in (
        "//base/@href",
        "//link[@rel='canonical']/@href",
        "//meta[@property='og:url']/@content",
    ):
        for address in tree.xpath(path):
            if address.strip().lower().startswith(_WEB):
                return str(address.strip())
    return ""


def host_of(tree: html.HtmlElement, address: str) -> str:
    """The host of a page: of its address, else that which most of its links lead to."""
    if host := urlsplit(address).netloc:
        return host
    hosts = Counter(filter(None, (_host(href) for href in tree.xpath("//a/@href"))))
    return hosts.most_common(1)[0][0] if hosts else ""


def _host(href: str) -> str:
    try:
        return urlsplit(href.strip()).netloc
    except ValueError:
        return ""


def given_by(tree: html.HtmlElement) -> Given:
    """What a page says of its article besides its text; little, for a piece of HTML."""
    head = _Head(tree)
    records = _records(tree)
    site = head.says("og:site_name")
    address = head.says("og:url") or next(iter(tree.xpath("//link[@rel='canonical']/@href")), "")
    stamps = [
        head.says("article:published_time", "datePublished", "date", "DC.date.issued"),
        *(_text(one.get("datePublished")) for one in records),
    ]
    authors = [name for one in records for name in _names(one.get("author"))]
    tags = [
        *tree.xpath("//meta[@property='article:tag']/@content"),
        *(tag for one in records for tag in _listed(one.get("keywords"))),
        *map(text_in, tree.xpath("//a[contains(concat(' ', @rel, ' '), ' tag ')]")),
    ]
    sections = [name for one in records for name in _listed(one.get("articleSection"))]
    said = _text(next((one.get("headline") for one in records if one.get("headline")), ""))
    return Given(
        title=_title(tree, head, said, site),
        kicker=head.says("article:section") or next(iter(sections), ""),
        byline=_person(head.says("author", "article:author")) or next(iter(authors), ""),
        date=first_date(stamps),
        language=language_tag(tree.get("lang") or tree.get("xml:lang") or "") or "",
        tags=tuple(dict.fromkeys(filter(None, (" ".join(tag.split()) for tag in tags)))),
        source=(Link(address, (Text(site or address),)),) if address.startswith(_WEB) else (),
    )


def first_date(stamps: list[str]) -> datetime.date | None:
    """The date of the first time stamp; of one with a time zone before those in UTC.

    In UTC it may still be the day before.
    """
    found = [(stamp.strip(), date) for stamp in stamps if (date := iso_date(stamp.strip()))]
    local = [date for stamp, date in found if _OFFSET.search(stamp)]
    return next(iter(local or [date for _, date in found]), None)


def iso_date(text: str) -> datetime.date | None:
    """The date that a time stamp begins with (ISO 8601); None where it doesn't."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


class _Head:
    """What a page's head says, by name."""

    def __init__(self, tree: html.HtmlElement) -> None:
        self._said: dict[str, str] = {}
        for meta in tree.iter("meta"):
            said = " ".join((meta.get("content") or "").split())
            for name in ("property", "name", "itemprop"):
                if said and (key := meta.get(name)):
                    self._said.setdefault(key, said)

    def says(self, *names: str) -> str:
        """The first that a head says under one of these names."""
        return next(filter(None, (self._said.get(name) for name in names)), "")


def is_page(tree: html.HtmlElement) -> bool:
    """Whether HTML is a page that names itself, and no piece of one."""
    return tree.find("head/title") is not None or bool(_Head(tree).says("og:title"))


def _title(tree: html.HtmlElement, head: _Head, said: str, site: str) -> str:
    if not is_page(tree):
        return ""  # a piece of HTML: its lines tell
    heads = list(filter(None, map(text_in, tree.xpath("//h1"))))
    title = head.says("og:title", "twitter:title") or said
    if not title and (named := tree.find("head/title")) is not None:
        title = _SITE.sub("", text_in(named))
    if site:
        title = re.sub(rf"\s*[|–—»·-]\s*{re.escape(site)}$", "", title)
    is_site = len(heads) == 1 and bool(title) and heads[0] == site
    return heads[0] if len(heads) == 1 and not is_site else title


def _records(tree: html.HtmlElement) -> list[dict[str, Any]]:
    """What search engines are told of the article (JSON-LD)."""
    found: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            found += _articles(json.loads(script.text or ""), 0)
        except (ValueError, RecursionError):
            continue
    return found


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for one in value:
            yield from _articles(one, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any("Article" in str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield value
        yield from _articles(value.get("@graph"), depth + 1)


def _names(value: Any) -> list[str]:
    """People as JSON-LD names them: one or a list, texts or records."""
    people = value if isinstance(value, list) else [value]
    names = [one.get("name") if isinstance(one, dict) else one for one in people]
    return [name for name in map(_text, names) if _person(name)]


def _listed(value: Any) -> list[str]:
    if isinstance(value, list):
        return [_text(one) for one in value]
    return re.split(r"\s*[,،]\s*", _text(value))


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _person(author: str) -> str:
    return "" if "://" in author or author.startswith("@") else author
