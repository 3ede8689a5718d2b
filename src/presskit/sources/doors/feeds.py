"""Feeds: the entries of RSS and Atom, which feedparser reads and cleans."""

from __future__ import annotations

import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from xml.sax import SAXException

from presskit.model.inlines import Link, Text
from presskit.sources.doors.html import plain_html, read_html
from presskit.sources.doors.page import iso_date
from presskit.sources.doors.summaries import lead_of, words_of
from presskit.sources.languages import language_tag
from presskit.sources.pasted.opening import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inlines
    from presskit.sources.doors.source import Source

_TITLE_WORDS = 10


def read_feed(data: bytes, report: Report, language: str) -> Iterator[Source]:
    """The articles of a feed, in its order. Fails with `feed-unreadable`.

    What can be read of a broken feed is read, with a `feed-broken`.
    """
    import feedparser

    feed = feedparser.parse(data, resolve_relative_uris=False)
    if not feed.get("version"):
        report.fail(
            "feed-unreadable", "the file is neither RSS nor Atom", hint="is it the right file?"
        )
    if isinstance(broken := feed.get("bozo_exception"), SAXException):
        report.add(
            "feed-broken",
            f"the feed is broken: {broken}; there may be more than was read",
            hint="load it again",
        )
    tongue = language_tag(feed.feed.get("language", "")) or language
    for entry in feed.entries:
        yield _entry(entry, feed.feed.get("title", ""), tongue, report)


def _entry(entry: Any, name: str, language: str, report: Report) -> Source:
    contents = [(_html(one), one.get("language")) for one in entry.get("content", ())]
    summary = _html(entry.get("summary_detail") or {"value": ""})
    body, tongue = max(contents, key=lambda one: len(one[0]), default=(summary, None))
    link = entry.get("link", "")
    source: Inlines = ()
    if link.startswith(("http://", "https://")):
        source = (Link(link, (Text(words_of(name) or link),)),)
    tags = (tag.get("label") or tag.get("term") for tag in entry.get("tags", ()))
    given = Given(
        title=_line(entry.get("title_detail")) or _stand_in(body, report),
        byline=words_of(entry.get("author", "")),
        date=_date(entry),
        language=language_tag(tongue or "") or language,
        tags=tuple(dict.fromkeys(filter(None, tags))),
        source=source,
        lead=lead_of(summary, body),
    )
    return read_html(f"<body>{body}</body>", report, language=language, given=given, base=link)


def _html(detail: Any) -> str:
    value = str(detail.get("value") or "")
    return plain_html(value) if detail.get("type") == "text/plain" else value


def _line(detail: Any) -> str:
    """A title: HTML or plain, whatever the feed says of it."""
    if not detail:
        return ""
    value = str(detail.get("value") or "")
    return " ".join(value.split()) if detail.get("type") == "text/plain" else words_of(value)


def _stand_in(body: str, report: Report) -> str:
    """The first words of an entry that has no title."""
    words = words_of(body).split()
    title = " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "")
    if title:
        report.add(
            "copy-doubtful", f"the entry “{title}” has no title; its first words stand in for it"
        )
    return title


def _date(entry: Any) -> datetime.date | None:
    """The day in the time zone that the feed writes; feedparser turns all into UTC."""
    for name in ("published", "updated"):
        said = entry.get(name, "").strip()
        if date := iso_date(said):
            return date
        try:
            return parsedate_to_datetime(said).date()
        except (ValueError, IndexError, TypeError):
            parsed = entry.get(f"{name}_parsed")
            if parsed:
                return datetime.date(*parsed[:3])
    return None
