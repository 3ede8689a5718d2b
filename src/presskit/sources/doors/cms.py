"""Articles as other programs give them in JSON: JSON Feed, Ghost, Drupal."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from presskit.language.tags import language_tag
from presskit.model.inlines import Link, Text
from presskit.sources.doors.entries import read_each, stand_in
from presskit.sources.doors.html import flowed_html, read_html
from presskit.sources.doors.page import iso_date
from presskit.sources.doors.summaries import lead_of, words_of
from presskit.sources.pasted.opening import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report
    from presskit.sources.doors.source import Source

_WEB = ("http://", "https://")


class Record(Struct, frozen=True):
    """An article as a program gives it; `body` and `summary` are HTML."""

    title: str = ""
    body: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    tags: tuple[str, ...] = ()
    section: str = ""
    language: str = ""
    slug: str = ""
    address: str = ""
    source: str = ""
    picture: str = ""
    caption: str = ""
    name: str = ""
    is_published: bool = True


def records_of(value: Any) -> list[Record]:
    """The articles of JSON that one of these programs wrote; none where it was another."""
    if not isinstance(value, dict):
        return []
    if "jsonfeed.org/version" in _said(value, "version"):
        return [_of_feed(one, value) for one in _dicts(value.get("items"))]
    if posts := _ghost_posts(value):
        return posts
    nodes = value.get("data")
    found = _dicts(nodes if isinstance(nodes, list) else [nodes])
    if found and all(_said(one, "type").startswith("node--") for one in found):
        return [_of_drupal(one) for one in found]
    if "nid" in value and "body" in value:
        return [_of_drupal({"attributes": {name: _first(value[name]) for name in value}})]
    return []


def read_records(
    records: list[Record], report: Report, language: str, *, unpublished: bool
) -> Iterator[Source]:
    """The articles; those that aren't published are told of, unless they are asked for."""
    kept = [one for one in records if one.is_published or unpublished]
    if len(kept) < len(records):
        count = len(records) - len(kept)
        report.add("copy-left-out", f"the file has more than published articles: {count}")
    yield from read_each(kept, partial(_read, language=language), report)


def _read(record: Record, report: Report, *, language: str) -> Source:
    body, address = record.body, record.address
    is_address = address.startswith(_WEB)
    given = Given(
        title=words_of(record.title) or stand_in(words_of(body), report),
        kicker=record.section,
        byline=" · ".join(dict.fromkeys(filter(None, record.authors))),
        date=iso_date(record.date),
        language=language_tag(record.language) or language,
        tags=tuple(dict.fromkeys(filter(None, record.tags))),
        slug=record.slug,
        source=(Link(address, (Text(record.source or address),)),) if is_address else (),
        lead=lead_of(record.summary, body),
    )
    if record.picture and record.picture not in body:
        caption = f"<figcaption>{escape(words_of(record.caption))}</figcaption>"
        body += f'<figure><img src="{escape(record.picture)}">{caption}</figure>'
    made = read_html(
        f"<body>{body}</body>", report, language=given.language, given=given, base=address
    )
    return replace(made, entry=address or record.name)


def _of_feed(item: dict[str, Any], feed: dict[str, Any]) -> Record:
    """An item of a JSON Feed 1.0 or 1.1 (jsonfeed.org/version/1.1): `author` was one in 1.0."""
    people = [*_dicts(item.get("authors")), *_dicts([item.get("author")])]
    people = people or [*_dicts(feed.get("authors")), *_dicts([feed.get("author")])]
    tags = item.get("tags")
    return Record(
        title=escape(_said(item, "title")),
        body=_said(item, "content_html") or flowed_html(_said(item, "content_text")),
        summary=escape(_said(item, "summary")),
        authors=tuple(_said(one, "name") for one in people),
        date=_said(item, "date_published", "date_modified"),
        tags=tuple(map(str, tags)) if isinstance(tags, list) else (),
        language=_said(item, "language") or _said(feed, "language"),
        address=_said(item, "url", "external_url"),
        source=_said(feed, "title"),
        picture=_said(item, "image", "banner_image"),
        name=_said(item, "id"),
    )


def _ghost_posts(value: dict[str, Any]) -> list[Record]:
    """The posts of Ghost's API, or of its export, where people and tags lie in tables."""
    exported = next(iter(_dicts(value.get("db"))), {})
    data = exported.get("data") if exported else value
    if not isinstance(data, dict):
        return []
    posts = _dicts(data.get("posts"))
    if not any("html" in one for one in posts):
        return []
    tables = _GhostTables(data)
    return [_of_ghost(post, tables) for post in posts if _said(post, "type") in {"", "post"}]


class _GhostTables:
    """Who wrote which post, and its tags, in the tables of an export."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data

    def names(self, post: dict[str, Any], table: str, link: str, key: str) -> tuple[str, ...]:
        """The names that a post has in a table, itself or through a table of links."""
        if own := _dicts(post.get(table)):
            return tuple(_said(one, "name") for one in own)
        names = {one.get("id"): _said(one, "name") for one in _dicts(self._data.get(table))}
        names |= (
            {one.get("id"): _said(one, "name") for one in _dicts(self._data.get("users"))}
            if (table == "authors")
            else {}
        )
        links = [
            one for one in _dicts(self._data.get(link)) if one.get("post_id") == post.get("id")
        ]
        links.sort(key=lambda one: one.get("sort_order") or 0)
        return tuple(names.get(one.get(key), "") for one in links)


def _of_ghost(post: dict[str, Any], tables: _GhostTables) -> Record:
    tags = tables.names(post, "tags", "posts_tags", "tag_id")
    primary = post.get("primary_tag")
    return Record(
        title=escape(_said(post, "title")),
        body=_said(post, "html"),
        summary=escape(_said(post, "custom_excerpt")),
        authors=tables.names(post, "authors", "posts_authors", "author_id"),
        date=_said(post, "published_at", "created_at"),
        tags=tags,
        section=_said(primary, "name") if isinstance(primary, dict) else "",
        slug=_said(post, "slug"),
        address=_said(post, "url"),
        picture=_said(post, "feature_image"),
        caption=_said(post, "feature_image_caption"),
        name=_said(post, "slug", "id"),
        is_published=_said(post, "status") in {"", "published"}
        and _said(post, "visibility") in {"", "public"},
    )


def _of_drupal(node: dict[str, Any]) -> Record:
    """A node of Drupal's JSON:API, or of its REST export."""
    fields = node.get("attributes")
    fields = fields if isinstance(fields, dict) else {}
    body = fields.get("body")
    body = body if isinstance(body, dict) else {}
    path = fields.get("path")
    status = fields.get("status")
    return Record(
        title=escape(_said(fields, "title")),
        body=_said(body, "processed", "value"),
        summary=_said(body, "summary"),
        date=_said(fields, "published_at", "created"),
        language=_said(fields, "langcode"),
        slug=_said(path, "alias").rpartition("/")[2] if isinstance(path, dict) else "",
        name=_said(node, "id") or _said(fields, "nid"),
        is_published=status not in {False, "0", ""} if status is not None else True,
    )


def _first(value: Any) -> Any:
    """The value of a field in Drupal's REST export, which lists them all."""
    one = value[0] if isinstance(value, list) and value else value
    return one["value"] if isinstance(one, dict) and set(one) <= {"value", "format"} else one


def _said(record: Any, *names: str) -> str:
    """The first text under one of some names."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
