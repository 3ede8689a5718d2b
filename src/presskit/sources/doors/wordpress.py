"""WordPress: posts as its REST API gives them, or as its export (WXR) holds them."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree

from presskit.model.inlines import Link, Text
from presskit.sources.doors.html import read_html
from presskit.sources.doors.page import iso_date
from presskit.sources.doors.shortcodes import without_shortcodes
from presskit.sources.doors.summaries import lead_of, words_of
from presskit.sources.languages import language_tag
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
_BLOCK = re.compile(
    r"(?i)</?(?:p|div|ul|ol|li|dl|dt|dd|h[1-6]|blockquote|figure|figcaption|table|thead|tbody|tr|td|"
    r"th|section|article|aside|hr|pre)\b"
)
_PRE = re.compile(r"(?is)(<pre\b.*?</pre>)")


def read_posts(value: Any, report: Report, language: str) -> Iterator[Source]:
    """The posts of the REST API: one, or a list of them."""
    for post in value if isinstance(value, list) else [value]:
        if is_post(post):
            yield _post(post, report, language)


def is_post(value: Any) -> bool:
    """Whether JSON is a post of WordPress's REST API, or a list of them."""
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return False
    return isinstance(first.get("content"), dict) and "rendered" in first["content"]


def _post(post: dict[str, Any], report: Report, language: str) -> Source:
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
        title=words_of(_rendered(post, "title")),
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
    return _read(featured + body, given, report, language, link)


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


def read_export(data: bytes, report: Report, language: str) -> Iterator[Source]:
    """The published posts of an export (WXR). Fails with `feed-unreadable`.

    Of the rest (drafts, pages, pictures) a `copy-left-out` tells; what can be read of a broken
    export is read, with a `feed-broken`.
    """
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
    tongue = language_tag(root.findtext("channel/language") or "") or language
    name = words_of(root.findtext("channel/title") or "")
    people = {
        one.findtext(f"{_WP}author_login"): one.findtext(f"{_WP}author_display_name") or ""
        for one in root.iter(f"{_WP}author")
    }
    others: Counter[str] = Counter()
    for item in root.iter("item"):
        kind = item.findtext(f"{_WP}post_type") or "post"
        status = item.findtext(f"{_WP}status") or "publish"
        if (kind, status) == ("post", "publish"):
            yield _item(item, people, name, tongue, report)
        else:
            others[kind if kind != "post" else f"post: {status}"] += 1
    if others:
        counted = ", ".join(f"{count} × {kind}" for kind, count in others.items())
        report.add("copy-left-out", f"the export has more than published posts: {counted}")


def _item(item: Any, people: dict[Any, str], name: str, language: str, report: Report) -> Source:
    terms = [(one.get("domain"), words_of(one.text or "")) for one in item.iter("category")]
    sections = [said for domain, said in terms if domain == "category"]
    author = item.findtext(_CREATOR) or ""
    link = (item.findtext("link") or "").strip()
    body = _paragraphs(item.findtext(_CONTENT) or "")
    given = Given(
        title=words_of(item.findtext("title") or ""),
        kicker=sections[0] if sections else "",
        byline=people.get(author) or author,
        date=iso_date(item.findtext(f"{_WP}post_date") or ""),
        language=language,
        tags=tuple(said for domain, said in terms if domain == "post_tag"),
        lead=lead_of(item.findtext(_EXCERPT) or "", body),
        slug=unquote(item.findtext(f"{_WP}post_name") or ""),
        source=_source(link, name),
    )
    return _read(body, given, report, language, link)


def _read(content: str, given: Given, report: Report, language: str, link: str) -> Source:
    body = f"<body>{without_shortcodes(content, report)}</body>"
    return read_html(body, report, language=language, given=given, base=link)


def _paragraphs(content: str) -> str:
    """Content with its paragraphs marked: the classic editor stores blank lines for them."""
    if "<!-- wp:" in content:
        return content
    pieces = _PRE.split(content.replace("\r\n", "\n"))
    return "\n".join(
        piece if number % 2 else _between_blank_lines(piece) for number, piece in enumerate(pieces)
    )


def _between_blank_lines(content: str) -> str:
    parts = map(str.strip, re.split(r"\n\s*\n", content))
    return "\n".join(
        part if _BLOCK.match(part) else f"<p>{part.replace(chr(10), '<br>')}</p>"
        for part in parts
        if part
    )
