"""WordPress: posts as its REST API gives them, or as its export (WXR) holds them."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from presskit.language.tags import language_tag
from presskit.model.inlines import Link, Text
from presskit.sources.doors.entries import read_each, stand_in
from presskit.sources.doors.html import read_html
from presskit.sources.doors.page import iso_date
from presskit.sources.doors.shortcodes import without_shortcodes
from presskit.sources.doors.summaries import lead_of, words_of
from presskit.sources.doors.wordpress_content import html_of
from presskit.sources.pasted.opening import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inlines
    from presskit.sources.doors.source import Source

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_EXCERPT = "{http://wordpress.org/export/1.2/excerpt/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_WP = "{http://wordpress.org/export/1.2/}"
_VERSION = re.compile(rb"(wordpress\.org/export/)\d\.\d(?=/)")


def read_posts(
    value: Any, report: Report, language: str, *, unpublished: bool = False
) -> Iterator[Source]:
    """The posts of the REST API: one, or a list of them.

    Those that aren't published or have a password are told of, unless `unpublished` asks for them.
    """
    posts = [one for one in (value if isinstance(value, list) else [value]) if is_post(one)]
    kept = [one for one in posts if unpublished or _is_public(one)]
    if len(kept) < len(posts):
        count = len(posts) - len(kept)
        report.add("copy-left-out", f"the file has more than published posts: {count}")
    yield from read_each(kept, partial(_post, language=language), report)


def _is_public(post: dict[str, Any]) -> bool:
    is_protected = _record(post.get("content")).get("protected")
    return post.get("status") in {None, "publish"} and not is_protected


def is_post(value: Any) -> bool:
    """Whether JSON is a post of WordPress's REST API, or a list of them."""
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return False
    return isinstance(first.get("content"), dict) and "rendered" in first["content"]


def _post(post: dict[str, Any], report: Report, *, language: str) -> Source:
    embedded = _record(post.get("_embedded"))
    terms = [term for group in _list(embedded.get("wp:term")) for term in _records(group)]
    names = {
        kind: [words_of(str(t.get("name", ""))) for t in terms if t.get("taxonomy") == kind]
        for kind in ("category", "post_tag")
    }
    authors = [words_of(str(one.get("name") or "")) for one in _records(embedded.get("author"))]
    link = str(post.get("link") or "")
    body = _rendered(post, "content")
    given = Given(
        title=words_of(_rendered(post, "title")) or stand_in(words_of(body), report),
        kicker=names["category"][0] if names["category"] else "",
        byline=" · ".join(filter(None, authors)),
        date=iso_date(str(post.get("date") or "")),
        language=language_tag(str(post.get("lang") or "")) or language,
        tags=tuple(names["post_tag"]),
        slug=unquote(str(post.get("slug") or "")),
        source=_source(link, link),
        lead=lead_of(_rendered(post, "excerpt"), body),
    )
    featured = "".join(map(_featured, _records(embedded.get("wp:featuredmedia"))))
    content = without_shortcodes(featured + body, report)
    source = _read(content, given, report, language, link)
    return replace(source, entry=link or f"post {post.get('id', '')}")


def _featured(media: dict[str, Any]) -> str:
    address, alt = (escape(str(media.get(name) or "")) for name in ("source_url", "alt_text"))
    caption = _rendered(media, "caption")
    if not address:
        return ""
    return f'<figure><img src="{address}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'


def _source(link: str, name: str) -> Inlines:
    is_address = link.startswith(("http://", "https://"))
    return (Link(link, (Text(name or link),)),) if is_address else ()


def _rendered(post: dict[str, Any], name: str) -> str:
    value = post.get(name)
    return str(value.get("rendered") or "") if isinstance(value, dict) else str(value or "")


def _record(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _records(value: Any) -> list[dict[str, Any]]:
    return [one for one in _list(value) if isinstance(one, dict)]


def read_export(
    data: bytes, report: Report, language: str, *, unpublished: bool = False
) -> Iterator[Source]:
    """The published posts of an export (WXR). Fails with `feed-unreadable`.

    Of the rest (drafts, posts with a password, pages, pictures) a `copy-left-out` tells; posts that
    aren't published come along where `unpublished` asks for them. What can be read of a broken
    export is read, with a `feed-broken`.
    """
    root = _export(data, report)
    tongue = language_tag(root.findtext("channel/language") or "") or language
    export = _Export(
        language=tongue,
        name=words_of(root.findtext("channel/title") or ""),
        people={
            one.findtext(f"{_WP}author_login"): one.findtext(f"{_WP}author_display_name") or ""
            for one in root.iter(f"{_WP}author")
        },
        shared={
            item.findtext(f"{_WP}post_id") or "": item.findtext(_CONTENT) or ""
            for item in root.iter("item")
            if item.findtext(f"{_WP}post_type") == "wp_block"
        },
        pictures={
            item.findtext(f"{_WP}post_id") or "": item
            for item in root.iter("item")
            if item.findtext(f"{_WP}post_type") == "attachment"
        },
    )
    kinds = [(item, _kind(item)) for item in root.iter("item")]
    kept = [
        item
        for item, kind in kinds
        if kind == "post" or (unpublished and kind.startswith("post: "))
    ]
    others = Counter(kind for item, kind in kinds if item not in kept and kind != "wp_block")
    yield from read_each(kept, partial(_item, export=export), report)
    if others:
        counted = ", ".join(f"{count} × {kind}" for kind, count in others.items())
        report.add("copy-left-out", f"the export has more than published posts: {counted}")


class _Export(Struct, frozen=True):
    """What an export says for all its posts: names by logins, contents of shared blocks, pictures."""

    language: str
    name: str
    people: dict[Any, str]
    shared: dict[str, str]
    pictures: dict[str, Any]


def _export(data: bytes, report: Report) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(_VERSION.sub(rb"\g<1>1.2", data), parser)
    except etree.XMLSyntaxError as error:
        report.fail("feed-unreadable", f"the export is broken: {error}", hint="export it again")
    if root is None:
        report.fail("feed-unreadable", "the export is broken", hint="export it again")
    if fatal := [one for one in parser.error_log if one.level_name == "FATAL"]:
        said = f"the export is broken in line {fatal[0].line}: {fatal[0].message}"
        report.add(
            "feed-broken", f"{said}; there may be more than was read", hint="export it again"
        )
    return root


def _kind(item: Any) -> str:
    """What an item is: `post`, or why it is none that readers see."""
    kind = item.findtext(f"{_WP}post_type") or "post"
    status = item.findtext(f"{_WP}status") or "publish"
    if kind != "post" or (status == "publish" and not item.findtext(f"{_WP}post_password")):
        return str(kind)
    return f"post: {status if status != 'publish' else 'with a password'}"


def _item(item: Any, report: Report, *, export: _Export) -> Source:
    terms = [(one.get("domain"), words_of(one.text or "")) for one in item.iter("category")]
    sections = [said for domain, said in terms if domain == "category"]
    authors = [said for domain, said in terms if domain == "author"]  # Co-Authors Plus
    author = item.findtext(_CREATOR) or ""
    link = (item.findtext("link") or "").strip()
    meta = {
        one.findtext(f"{_WP}meta_key"): one.findtext(f"{_WP}meta_value") or ""
        for one in item.iter(f"{_WP}postmeta")
    }
    content = item.findtext(_CONTENT) or ""
    body = html_of(content, meta.get("footnotes", ""), export.shared, report)
    given = Given(
        title=words_of(item.findtext("title") or "") or stand_in(words_of(body), report),
        kicker=sections[0] if sections else "",
        byline=" · ".join(authors) or export.people.get(author) or author,
        date=iso_date(item.findtext(f"{_WP}post_date") or ""),
        language=export.language,
        tags=tuple(said for domain, said in terms if domain == "post_tag"),
        lead=lead_of(item.findtext(_EXCERPT) or "", body),
        slug=unquote(item.findtext(f"{_WP}post_name") or ""),
        source=_source(link, export.name),
    )
    picture = export.pictures.get(meta.get("_thumbnail_id", ""))
    made = _thumbnail(picture, body) + body
    source = _read(made, given, report, export.language, link)
    number = item.findtext(f"{_WP}post_id") or ""
    is_empty = not words_of(body)
    return replace(
        source,
        entry=link or f"post {number}",
        lines=[] if is_empty and not given.title else source.lines,
    )


def _thumbnail(picture: Any, body: str) -> str:
    """A post's picture, which the export has as an item of its own."""
    address = "" if picture is None else picture.findtext(f"{_WP}attachment_url") or ""
    if not address or address in body:
        return ""
    caption = picture.findtext(_EXCERPT) or ""
    return f'<figure><img src="{escape(address)}"><figcaption>{caption}</figcaption></figure>'


def _read(content: str, given: Given, report: Report, language: str, link: str) -> Source:
    body = f"<body>{content}</body>"
    return read_html(body, report, language=language, given=given, base=link)
