"""Which door a file goes through, and the articles that it holds."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from presskit.diagnostics import Position
from presskit.files import reading as files
from presskit.language.tags import language_tag
from presskit.sources.bidi import without_strays
from presskit.sources.changes import Changes
from presskit.sources.kinds import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from presskit.diagnostics import Report
    from presskit.sources.doors.source import Source

_FIELDS = re.compile(
    rb'"(?:rendered|uri|html|lexical|mobiledoc)"\s*:|jsonfeed\.org/version|"type"\s*:\s*"node--|"processed"\s*:'
)
_NEWS = re.compile(rb"<(?:\w+:)?(?:nitf|newsItem|newsMessage|packageItem)\b")
_WXR = re.compile(rb"xmlns:wp=|wordpress\.org/export/")


def sources_of(
    kind: Kind,
    data: bytes,
    report: Report,
    locale: str,
    folder: Path,
    *,
    unpublished: bool = False,
    changes: Changes = Changes.ACCEPT,
) -> list[Source] | None:
    """The articles of a file with markup or fields; None where it is of another kind.

    `locale` is the language of articles that name none, `folder` where a page's pictures lie;
    `unpublished` takes along what isn't published, and `changes` says what becomes of those that
    Word tracked. Fails as the doors do.
    """
    language = language_tag(locale) or ""
    match kind:
        case Kind.WORD:
            from presskit.sources.doors.word.read import read_word

            return [read_word(data, report, language, changes)]
        case Kind.HTML:
            from presskit.sources.doors.charsets import as_utf8
            from presskit.sources.doors.html import read_html

            text, _ = without_strays(files.decode(as_utf8(data), report), report)
            return [read_html(text, report, language=language, folder=folder)]
        case Kind.FEED:
            return _feed(data, report, language, unpublished=unpublished)
        case Kind.JSON:
            return _fields(data, report, language, unpublished=unpublished)
    return None


def _feed(data: bytes, report: Report, language: str, *, unpublished: bool) -> list[Source]:
    if b"<!ENTITY" in data:
        report.fail(
            "feed-unreadable",
            "the file defines entities of its own, which no feed does",
            hint="is it the right file?",
        )
    if _WXR.search(data[:5000]):
        from presskit.sources.doors.wordpress import read_export

        return list(read_export(data, report, language, unpublished=unpublished))
    if _NEWS.search(data[:5000]):
        from presskit.sources.doors.newsml import read_news

        return list(read_news(data, report, language))
    from presskit.sources.doors.feeds import read_feed

    return list(read_feed(data, report, language))


def _fields(
    data: bytes, report: Report, language: str, *, unpublished: bool
) -> list[Source] | None:
    """JSON of a CMS, a feed or an agency; article JSON is none of these."""
    if not _FIELDS.search(data):
        return None
    try:
        value: Any = json.loads(data)
    except RecursionError:
        return None
    except ValueError as error:
        at = (
            Position(error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else None
        )
        report.fail("json-invalid", f"the JSON is broken: {error}", at, "load it again")
    from presskit.sources.doors.cms import read_records, records_of
    from presskit.sources.doors.ninjs import is_ninjs, read_ninjs
    from presskit.sources.doors.wordpress import is_post, read_posts

    if is_post(value):
        return list(read_posts(value, report, language, unpublished=unpublished))
    if records := records_of(value):
        return list(read_records(records, report, language, unpublished=unpublished))
    return [read_ninjs(value, report, language)] if is_ninjs(value) else None
