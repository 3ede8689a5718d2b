"""IPTC ninjs: the JSON of news agencies (versions 1.x to 3.x)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from presskit.language.tags import language_tag
from presskit.model.inlines import Text
from presskit.sources.doors.html import plain_html, read_html
from presskit.sources.doors.page import first_date
from presskit.sources.doors.summaries import lead_of
from presskit.sources.pasted.opening import Given

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.sources.doors.source import Source

_SIGNS = ("body_html", "body_text", "body_xhtml", "bodies", "headline", "headlines")


def is_ninjs(value: Any) -> bool:
    """Whether JSON is a news item: `uri` is what ninjs asks for."""
    return isinstance(value, dict) and "uri" in value and any(sign in value for sign in _SIGNS)


def read_ninjs(item: dict[str, Any], report: Report, language: str) -> Source:
    """The article of a news item; its pictures and the agency's remarks stand as remarks."""
    tongue = language_tag(_said(item, "language")) or language
    body = _body(item)
    stamps = ("versioncreated", "versionCreated", "firstcreated", "firstCreated")
    keywords = item.get("keywords")
    given = Given(
        title=_first(item, "headlines", "main") or _said(item, "headline", "title", "name"),
        kicker=_name(item, "subject", "subjects"),
        byline=_said(item, "byline", "by"),
        date=first_date([_said(item, name) for name in stamps]),
        language=tongue,
        tags=tuple(map(str, keywords)) if isinstance(keywords, list) else (),
        source=tuple(map(Text, filter(None, [_source(item)]))),
        dateline=_said(item, "located"),
        lead=lead_of(
            plain_html(_said(item, "description_text") or _first(item, "descriptions", "")), body
        ),
    )
    status = _said(item, "pubstatus", "pubStatus")
    if status not in {"", "usable"}:
        report.add("copy-doubtful", f"the agency says that this item is not usable: {status}")
    made = f"<body>{body}{_pictures(item)}{_remarks(item)}</body>"
    return read_html(made, report, language=tongue, given=given)


def _body(item: dict[str, Any]) -> str:
    bodies = _records(item.get("bodies"))
    for one in bodies:
        if "html" in _said(one, "contentType", "contenttype", "contentype").lower():
            return _said(one, "value", is_line=False)
    for name in ("body_html", "body_xhtml"):
        if item.get(name):
            return _said(item, name, is_line=False)
    plain = _said(item, "body_text", is_line=False)
    return plain_html(plain or "\n".join(_said(one, "value", is_line=False) for one in bodies[:1]))


def _pictures(item: dict[str, Any]) -> str:
    """Pictures that go with the item, as figures: their largest rendition, caption and credit."""
    given = item.get("associations")
    made = ""
    for one in _records(list(given.values()) if isinstance(given, dict) else given):
        if _said(one, "type") not in {"picture", "graphic"}:
            continue
        listed = one.get("renditions")
        renditions = _records(list(listed.values()) if isinstance(listed, dict) else listed)
        largest = max(renditions, key=lambda r: _number(r.get("width")), default={})
        caption = _said(one, "description_text", "headline") or _first(one, "descriptions", "")
        credit = _said(one, "byline", "by", "creditline")
        made += (
            f'<figure><img src="{escape(_said(largest, "href"))}" alt="{escape(caption)}"><figcaption>'
            f'{escape(caption)}<span class="credit">{escape(credit)}</span></figcaption></figure>'
        )
    return made


def _remarks(item: dict[str, Any]) -> str:
    said = [_said(item, name) for name in ("ednote", "edNote", "usageterms", "usageTerms")]
    return "".join(f"<p data-remark>{escape(one)}</p>" for one in said if one)


def _said(item: dict[str, Any], *names: str, is_line: bool = True) -> str:
    """The first text under one of some names."""
    for name in names:
        value = item.get(name)
        if isinstance(value, str | int | float) and value != "":
            return " ".join(str(value).split()) if is_line else str(value)
    return ""


def _first(item: dict[str, Any], several: str, role: str) -> str:
    """The first of several texts, that of a role before others."""
    found = [one for one in _records(item.get(several)) if _said(one, "value")]
    chosen = next((one for one in found if _said(one, "role") == role), found[0] if found else {})
    return _said(chosen, "value")


def _name(item: dict[str, Any], *names: str) -> str:
    said = [_said(one, "name") for name in names for one in _records(item.get(name))]
    return next(filter(None, said), "")


def _source(item: dict[str, Any]) -> str:
    names = [
        _said(one, "name")
        for name in ("infosource", "infosources", "infoSources")
        for one in _records(item.get(name))
    ]
    return _said(item, "copyrightholder", "copyrightHolder") or "، ".join(filter(None, names))


def _records(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _number(value: Any) -> float:
    return value if isinstance(value, int | float) else 0
