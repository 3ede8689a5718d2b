"""WordPress: posts as its REST API gives them, or as its export (WXR) holds them."""

from __future__ import annotations

import html as entities
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree

from presskit.model.inlines import Link, Text
from presskit.sources.doors.html import read_html
from presskit.sources.doors.page import iso_date
from presskit.sources.languages import language_tag
from presskit.sources.pasted.opening import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report
    from presskit.sources.doors.source import Source

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_EXCERPT = "{http://wordpress.org/export/1.2/excerpt/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_WP = "{http://wordpress.org/export/1.2/}"
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"(?i)<(?:p|div|ul|ol|h[1-6]|blockquote|figure|table|pre|section|hr)\b")
_CAPTION = re.compile(
    r"\[caption[^\]]*\](?P<picture>.*?<img[^>]*>(?:</a>)?)(?P<said>.*?)\[/caption\]", re.DOTALL
)
_SHORTCODE = re.compile(
    r"\[/?(?:gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+|su_\w+)\b[^\]]*\]"
)


def read_posts(value: Any, report: Report, language: str) -> Iterator[Source]:
    """The posts of the REST API: one, or a list of them."""
    for post in value if isinstance(value, list) else [value]:
        yield _post(post, report, language)


def is_post(value: Any) -> bool:
    """Whether JSON is a post of WordPress's REST API, or a list of them."""
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return False
    return isinstance(first.get("content"), dict) and "rendered" in first["content"]


def _post(post: dict[str, Any], report: Report, language: str) -> Source:
    embedded = post.get("_embedded") or {}
    terms = [
        term for group in embedded.get("wp:term", ()) for term in group if isinstance(term, dict)
    ]
    names = {
        kind: [_plain(t.get("name", "")) for t in terms if t.get("taxonomy") == kind]
        for kind in ("category", "post_tag")
    }
    authors = [
        _plain(one.get("name", "")) for one in embedded.get("author", ()) if isinstance(one, dict)
    ]
    link = str(post.get("link") or "")
    given = Given(
        title=_plain(_rendered(post, "title")),
        kicker=names["category"][0] if names["category"] else "",
        byline="، ".join(filter(None, authors)) if len(authors) < 2 else " · ".join(authors),
        date=iso_date(str(post.get("date") or "")),
        language=language_tag(str(post.get("lang") or "")) or language,
        tags=tuple(names["post_tag"]),
        slug=unquote(str(post.get("slug") or "")),
        source=(Link(link, (Text(link),)),) if link.startswith(("http://", "https://")) else (),
    )
    return _read(_rendered(post, "content"), given, report, language)


def _rendered(post: dict[str, Any], name: str) -> str:
    value = post.get(name)
    return str(value.get("rendered", "")) if isinstance(value, dict) else str(value or "")


def read_export(data: bytes, report: Report, language: str) -> Iterator[Source]:
    """The published posts of an export (WXR). Fails with `feed-unreadable`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        report.fail("feed-unreadable", f"the export is broken: {error}", hint="export it again")
    if root is None:
        report.fail("feed-unreadable", "the export is broken", hint="export it again")
    tongue = language_tag(root.findtext("channel/language") or "") or language
    people = {
        one.findtext(f"{_WP}author_login"): one.findtext(f"{_WP}author_display_name") or ""
        for one in root.iter(f"{_WP}author")
    }
    for item in root.iter("item"):
        kind = item.findtext(f"{_WP}post_type") or "post"
        if kind == "post" and item.findtext(f"{_WP}status") in {None, "publish"}:
            yield _item(item, people, tongue, report)


def _item(item: Any, people: dict[Any, str], language: str, report: Report) -> Source:
    terms = [(one.get("domain"), _plain(one.text or "")) for one in item.iter("category")]
    sections = [name for domain, name in terms if domain == "category"]
    author = item.findtext(_CREATOR) or ""
    excerpt = _plain(item.findtext(_EXCERPT) or "")
    given = Given(
        title=_plain(item.findtext("title") or ""),
        kicker=sections[0] if sections else "",
        byline=people.get(author) or author,
        date=iso_date(item.findtext(f"{_WP}post_date") or ""),
        language=language,
        tags=tuple(name for domain, name in terms if domain == "post_tag"),
        lead=((Text(excerpt),),) if excerpt else (),
        slug=unquote(item.findtext(f"{_WP}post_name") or ""),
    )
    return _read(item.findtext(_CONTENT) or "", given, report, language)


def _read(content: str, given: Given, report: Report, language: str) -> Source:
    content = _CAPTION.sub(
        r"<figure>\g<picture><figcaption>\g<said></figcaption></figure>", content
    )
    for match in _SHORTCODE.finditer(content):
        report.add("copy-left-out", f"“{match[0][:60]}” was left out: a shortcode of WordPress")
    content = _SHORTCODE.sub("", content)
    return read_html(f"<body>{_paragraphs(content)}</body>", report, language=language, given=given)


def _paragraphs(content: str) -> str:
    """Content with its paragraphs marked: the classic editor stores blank lines for them."""
    if "<!-- wp:" in content or re.search(r"(?i)<p[\s>]", content):
        return content
    parts = re.split(r"\n\s*\n", content.replace("\r\n", "\n"))
    marked = [
        part if _BLOCK.match(part.strip()) else f"<p>{part.strip().replace(chr(10), '<br>')}</p>"
        for part in parts
        if part.strip()
    ]
    return "\n".join(marked)


def _plain(text: str) -> str:
    return " ".join(entities.unescape(_TAG.sub("", text)).split())
