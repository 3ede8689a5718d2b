"""XML of news agencies: NITF, and NewsML-G2 with NITF or XHTML in it (IPTC)."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from lxml import etree
from msgspec.structs import replace

from presskit.language.tags import language_tag
from presskit.model.inlines import Text
from presskit.sources.doors.entries import read_each
from presskit.sources.doors.html import plain_html, read_html
from presskit.sources.doors.page import first_date
from presskit.sources.pasted.opening import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report
    from presskit.sources.doors.source import Source

# What NITF calls otherwise than HTML does; `hl2` in the text is a crosshead.
_NITF_TAGS = {
    "hl2": "h2",
    "media": "figure",
    "media-caption": "figcaption",
    "media-producer": "span",
    "bq": "blockquote",
    "credit": "cite",
    "fn": "p",
    "body.content": "div",
}
_NO_TEXT = frozenset(["media-metadata", "media-object", "style", "script"])


def read_news(data: bytes, report: Report, language: str) -> Iterator[Source]:
    """The articles of an agency's file. Fails with `feed-unreadable`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        report.fail("feed-unreadable", f"the file is broken: {error}", hint="load it again")
    if root is None:
        report.fail("feed-unreadable", "the file is broken", hint="load it again")
    _strip_namespaces(root)
    items = [
        one
        for one in root.iter("newsItem")
        if one.find(".//inlineXML") is not None or one.find(".//inlineData") is not None
    ]
    read = _news_item if items else _nitf
    entries = items or list(root.iter("nitf"))
    yield from read_each(entries, partial(read, language=language), report)


def _strip_namespaces(root: Any) -> None:
    for one in root.iter(etree.Element):
        one.tag = etree.QName(one).localname


def _nitf(root: Any, report: Report, *, language: str) -> Source:
    """An NITF document: its head says what it is, `body.head` stands over the text."""
    head = root.find(".//body.head")
    head = root if head is None else head
    stamps = [root.find(f".//{name}") for name in ("date.issue", "date.release")]
    stamps.append(head.find(".//story.date"))
    given = Given(
        title=_text(head.find(".//hl1")) or _text(root.find("head/title")),
        deck=_text(head.find(".//hl2")),
        byline=" · ".join(filter(None, map(_text, head.findall(".//byline")))),
        date=first_date([_stamp(one) for one in stamps if one is not None]),
        language=language_tag(root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
        or language,
        tags=tuple(one.get("key") or "" for one in root.iter("keyword") if one.get("key")),
        dateline=_text(head.find(".//dateline")),
        source=tuple(map(Text, filter(None, [_text(head.find(".//distributor"))]))),
    )
    body = root.find(".//body.content")
    made = _html(body) if body is not None else ""
    source = read_html(f"<body>{made}</body>", report, language=given.language, given=given)
    number = root.find(".//doc-id")
    return replace(source, entry=(number.get("id-string") or "") if number is not None else "")


def _news_item(item: Any, report: Report, *, language: str) -> Source:
    """A NewsML-G2 item: `contentMeta` tells of it, its text is NITF, XHTML or plain."""
    inner = item.find(".//inlineXML")
    nitf = None if inner is None else inner.find(".//nitf")
    if nitf is not None:
        source = _nitf(nitf, report, language=language)
    else:
        source = _plain_item(item, inner, report, language)
    meta = item.find("contentMeta")
    meta = item if meta is None else meta
    status = item.find(".//pubStatus")
    qcode = "" if status is None else status.get("qcode") or ""
    if qcode and not qcode.endswith("usable"):
        report.add("copy-doubtful", f"the agency says that this item is not usable: {qcode}")
    stamps = [
        _text(item.find(f".//{name}"))
        for name in ("contentCreated", "firstCreated", "versionCreated")
    ]
    place = meta.find("located/name")
    given = source.given
    return replace(
        source,
        entry=item.get("guid") or "",
        given=replace(
            given,
            title=_text(meta.find("headline")) or given.title,
            byline=_text(meta.find("by")) or given.byline,
            date=first_date([*stamps]) or given.date,
            dateline=_text(meta.find("dateline")) or given.dateline or _text(place),
            kicker=_text(meta.find("subject/name")) or given.kicker,
            tags=tuple(filter(None, map(_text, meta.findall("keyword")))) or given.tags,
            source=tuple(map(Text, filter(None, [_text(meta.find("creditline"))]))) or given.source,
        ),
    )


def _plain_item(item: Any, inner: Any, report: Report, language: str) -> Source:
    meta = item.find(".//contentMeta/language")
    tongue = language_tag("" if meta is None else meta.get("tag") or "") or language
    if inner is not None:
        body = inner.find(".//body")
        made = _html(inner if body is None else body)
    else:
        made = plain_html(_lines(item.find(".//inlineData")))
    # A title keeps the page's own reading of headlines out: the item says it.
    headline = _text(item.find(".//contentMeta/headline"))
    given = Given(title=headline, language=tongue)
    return read_html(f"<body>{made}</body>", report, language=tongue, given=given)


def _html(element: Any) -> str:
    """The inside of an element as HTML, NITF's names in HTML's."""
    for one in element.iter(etree.Element):
        reference = one.find("media-reference") if one.tag == "media" else None
        if reference is not None:
            reference.tag = "img"
            reference.set("src", reference.get("source") or "")
            reference.set("alt", reference.get("alternate-text") or "")
        if one.tag == "media-producer":
            one.set("class", "credit")
        if one.tag in _NO_TEXT:
            one.clear()
        one.tag = _NITF_TAGS.get(one.tag, one.tag)
    inside = (etree.tostring(one, encoding="unicode", method="html") for one in element)
    return escape(element.text or "") + "".join(inside)


def _stamp(element: Any) -> str:
    """A date as NITF writes it: `norm="20250817T093000+0300"`, with or without hyphens."""
    said = element.get("norm") or _text(element)
    is_short = said[:8].isdecimal() and not said[8:9].isdecimal()
    return f"{said[:4]}-{said[4:6]}-{said[6:]}" if is_short else said


def _text(element: Any) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _lines(element: Any) -> str:
    return "" if element is None else "".join(element.itertext())
