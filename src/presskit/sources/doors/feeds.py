"""Feeds: the entries of RSS and Atom, which feedparser reads and cleans."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any
from xml.sax import SAXException

from msgspec.structs import replace

from presskit.language.tags import language_tag
from presskit.model.inlines import Link, Text
from presskit.sources.doors.entries import read_each, stand_in
from presskit.sources.doors.html import flowed_html, read_html
from presskit.sources.doors.page import iso_date
from presskit.sources.doors.summaries import HAS_MARKUP, lead_of, words_of
from presskit.sources.pasted.dates import date_in
from presskit.sources.pasted.opening import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inlines
    from presskit.sources.doors.source import Source

# feedparser takes what Media RSS says of a picture for the entry's own text, so these get other names.
_MEDIA = re.compile(rb"xmlns:([A-Za-z][\w.-]*)\s*=\s*[\"']https?://search\.yahoo\.com/mrss/?[\"']")
_OF_MEDIA = rb"(</?%s:)(description|title|text)\b"
_PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)")


def read_feed(data: bytes, report: Report, language: str) -> Iterator[Source]:
    """The articles of a feed, in its order. Fails with `feed-unreadable`.

    What can be read of a broken feed is read, with a `feed-broken`.
    """
    import feedparser

    feed = feedparser.parse(_renamed(data), resolve_relative_uris=False)
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
    read = partial(_entry, name=feed.feed.get("title", ""), language=tongue)
    yield from read_each(feed.entries, read, report)


def _renamed(data: bytes) -> bytes:
    for prefix in dict.fromkeys(_MEDIA.findall(data)):
        data = re.sub(_OF_MEDIA % re.escape(prefix), rb"\1x\2", data)
    return data


def _entry(entry: Any, report: Report, *, name: str, language: str) -> Source:
    contents = [(_html(one), one.get("language")) for one in entry.get("content", ())]
    summary = _html(entry.get("summary_detail") or {"value": ""})
    body, tongue = max(contents, key=lambda one: len(one[0]), default=(summary, None))
    link = entry.get("link", "")
    source: Inlines = ()
    if link.startswith(("http://", "https://")):
        source = (Link(link, (Text(words_of(name) or link),)),)
    tags = (tag.get("label") or tag.get("term") for tag in entry.get("tags", ()))
    given = Given(
        title=_line(entry.get("title_detail")) or stand_in(words_of(body), report),
        byline=_byline(entry),
        date=_date(entry, language),
        language=language_tag(tongue or "") or language,
        tags=tuple(dict.fromkeys(filter(None, tags))),
        source=source,
        lead=lead_of(summary, body),
    )
    made = f"<body>{body}{_pictures(entry, body)}</body>"
    found = read_html(made, report, language=language, given=given, base=link)
    return replace(found, entry=link or entry.get("id", ""))


def _html(detail: Any) -> str:
    """A text as HTML; feeds call a text HTML that has no markup at all."""
    value = str(detail.get("value") or "")
    is_plain = detail.get("type") == "text/plain" or not HAS_MARKUP.search(value)
    return flowed_html(value) if is_plain else value


def _byline(entry: Any) -> str:
    names = [words_of(one.get("name") or "") for one in entry.get("authors", ())]
    return " · ".join(dict.fromkeys(filter(None, names))) or words_of(entry.get("author", ""))


def _pictures(entry: Any, body: str) -> str:
    """The pictures beside an entry, as figures with what the feed says of them."""
    media = [*entry.get("media_content", ()), *entry.get("enclosures", ())]
    media = media or entry.get("media_thumbnail", ())
    addresses = dict.fromkeys(
        one.get("url") or one.get("href") or "" for one in media if _is_picture(one)
    )
    said = words_of(entry.get("media_xdescription") or entry.get("media_xtitle") or "")
    credit = next((one.get("content", "") for one in entry.get("media_credit", ())), "")
    made = ""
    for address in addresses:
        if address and address not in body:
            made += (
                f'<figure><img src="{escape(address)}"><figcaption>{escape(said)}'
                f'<span class="credit">{escape(words_of(credit))}</span></figcaption></figure>'
            )
    return made


def _is_picture(media: Any) -> bool:
    kind = f"{media.get('medium', '')} {media.get('type', '')}"
    address = media.get("url") or media.get("href") or ""
    return "image" in kind or (not kind.strip() and bool(_PICTURE.search(address)))


def _line(detail: Any) -> str:
    """A title: HTML or plain, whatever the feed says of it."""
    if not detail:
        return ""
    value = str(detail.get("value") or "")
    return " ".join(value.split()) if detail.get("type") == "text/plain" else words_of(value)


def _date(entry: Any, language: str) -> datetime.date | None:
    """The day in the time zone that the feed writes; feedparser turns all into UTC."""
    for name in ("published", "updated"):
        said = entry.get(name, "").strip()
        if date := iso_date(said):
            return date
        try:
            return parsedate_to_datetime(said).date()
        except (ValueError, IndexError, TypeError):
            if found := date_in(said, language):
                return found[1]
            if parsed := entry.get(f"{name}_parsed"):
                return datetime.date(*parsed[:3])
    return None
