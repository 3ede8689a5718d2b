"""Feeds: the entries of RSS and Atom, which feedparser reads and cleans."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from presskit.model.inlines import Link, Text
from presskit.sources.doors.html import read_html
from presskit.sources.languages import language_tag
from presskit.sources.pasted.opening import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inlines
    from presskit.sources.doors.source import Source

_TAG = re.compile(r"<[^>]*>")


def read_feed(data: bytes, report: Report, language: str) -> Iterator[Source]:
    """The articles of a feed, in its order. Fails with `feed-unreadable`."""
    import feedparser

    feed = feedparser.parse(data, resolve_relative_uris=False)
    if not feed.get("version"):
        report.fail(
            "feed-unreadable", "the file is neither RSS nor Atom", hint="is it the right file?"
        )
    tongue = language_tag(feed.feed.get("language", "")) or language
    for entry in feed.entries:
        yield _entry(entry, feed.feed.get("title", ""), tongue, report)


def _entry(entry: Any, name: str, language: str, report: Report) -> Source:
    contents = [one.value for one in entry.get("content", ())] or [entry.get("summary", "")]
    body = max(contents, key=len)
    published = entry.get("published_parsed") or entry.get("updated_parsed")
    link = entry.get("link", "")
    source: Inlines = ()
    if link.startswith(("http://", "https://")):
        source = (Link(link, (Text(name or link),)),)
    given = Given(
        title=_plain(entry.get("title", "")),
        byline=_plain(entry.get("author", "")),
        date=datetime.date(*published[:3]) if published else None,
        language=language,
        tags=tuple(dict.fromkeys(tag.term for tag in entry.get("tags", ()) if tag.get("term"))),
        source=source,
    )
    return read_html(f"<body>{body}</body>", report, language=language, given=given)


def _plain(text: str) -> str:
    return " ".join(_TAG.sub("", text).split())
