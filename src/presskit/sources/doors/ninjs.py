"""IPTC ninjs: the JSON of news agencies (versions 1.x to 3.x)."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from presskit.model.inlines import Text
from presskit.sources.doors.html import read_html
from presskit.sources.doors.page import iso_date
from presskit.sources.languages import language_tag
from presskit.sources.pasted.opening import Given

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.sources.doors.source import Source

_SIGNS = ("body_html", "body_text", "body_xhtml", "bodies", "headline", "headlines")


def is_ninjs(value: Any) -> bool:
    """Whether JSON is a news item: `uri` is what ninjs asks for."""
    return isinstance(value, dict) and "uri" in value and any(sign in value for sign in _SIGNS)


def read_ninjs(item: dict[str, Any], report: Report, language: str) -> Source:
    """The article of a news item."""
    tongue = language_tag(str(item.get("language") or "")) or language
    given = Given(
        title=_first(item, "headline", "headlines"),
        kicker=_subject(item),
        byline=str(item.get("byline") or item.get("by") or ""),
        date=iso_date(
            str(
                item.get("versioncreated")
                or item.get("versionCreated")
                or item.get("firstcreated")
                or item.get("firstCreated")
                or ""
            )
        ),
        language=tongue,
        tags=tuple(map(str, item.get("keywords") or ())),
        source=(Text(str(item["copyrightholder"])),)
        if item.get("copyrightholder")
        else _sources(item),
        dateline=str(item.get("located") or ""),
    )
    return read_html(_body(item), report, language=tongue, given=given)


def _body(item: dict[str, Any]) -> str:
    bodies = [one for one in item.get("bodies") or () if isinstance(one, dict)]
    for one in bodies:
        if "html" in str(one.get("contentType") or one.get("contenttype") or "html"):
            return f"<body>{one.get('value', '')}</body>"
    for name in ("body_html", "body_xhtml"):
        if item.get(name):
            return f"<body>{item[name]}</body>"
    text = str(item.get("body_text") or (bodies[0].get("value", "") if bodies else ""))
    parts = text.replace("\r\n", "\n").split("\n")
    return "<body>" + "".join(f"<p>{html.escape(part)}</p>" for part in parts) + "</body>"


def _first(item: dict[str, Any], name: str, several: str) -> str:
    for one in item.get(several) or ():
        if isinstance(one, dict) and one.get("value"):
            return " ".join(str(one["value"]).split())
    return " ".join(str(item.get(name) or item.get("title") or item.get("name") or "").split())


def _subject(item: dict[str, Any]) -> str:
    for one in item.get("subject") or item.get("subjects") or ():
        if isinstance(one, dict) and one.get("name"):
            return str(one["name"])
    return ""


def _sources(item: dict[str, Any]) -> tuple[Text, ...]:
    names = [
        str(one.get("name"))
        for one in item.get("infosource") or item.get("infosources") or ()
        if isinstance(one, dict) and one.get("name")
    ]
    return (Text("، ".join(names)),) if names else ()
