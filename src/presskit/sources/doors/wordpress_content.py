"""The content of a WordPress post as HTML: blocks, the old editor's text, footnotes, shared blocks."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from presskit.sources.doors.shortcodes import without_shortcodes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.diagnostics import Report

_BLOCK = re.compile(
    r"(?i)</?(?:p|div|ul|ol|li|dl|dt|dd|h[1-6]|blockquote|figure|figcaption|table|thead|tbody|tr|td|"
    r"th|section|article|aside|hr|pre)\b"
)
_PRE = re.compile(r"(?is)(<pre\b.*?</pre>)")
_COMMENT = re.compile(
    r"<!--\s+(?P<closes>/)?wp:(?P<name>[a-z][\w/-]*)\s+(?P<fields>\{.*?\}\s+)?(?P<alone>/)?-->",
    re.DOTALL,
)
_SHARED = re.compile(r"<!--\s+wp:block\s+(\{.*?\})\s+/-->", re.DOTALL)
_FOOTNOTES = re.compile(r"<!--\s+wp:footnotes\b.*?-->", re.DOTALL)
_DEEPEST = 4


def html_of(content: str, footnotes: str, shared: Mapping[str, str], report: Report) -> str:
    """A post's content as HTML.

    `footnotes` is what the editor keeps of them beside the text (JSON), `shared` the contents of
    shared blocks by their numbers. A shared block that isn't there is told of (`copy-left-out`).
    """
    content = _with_shared(content, shared, report, 0)
    content = _with_footnotes(_paragraphs(content), footnotes)
    return without_shortcodes(content, report)


def _with_shared(content: str, shared: Mapping[str, str], report: Report, depth: int) -> str:
    """Content with the text of the blocks that several posts share."""

    def text(match: re.Match[str]) -> str:
        try:
            number = str(json.loads(match[1]).get("ref", ""))
        except ValueError:
            number = ""
        if number in shared and depth < _DEEPEST:
            return _with_shared(shared[number], shared, report, depth + 1)
        report.add(
            "copy-left-out",
            f"a block that several posts share (number {number}) isn't in the export",
            hint="export the blocks too, or copy its text",
        )
        return ""

    return _SHARED.sub(text, content)


def _with_footnotes(content: str, footnotes: str) -> str:
    """Content with its notes as a list at its end, each with a link back to where it is called."""
    try:
        listed = json.loads(footnotes) if footnotes else []
    except ValueError:
        return content
    notes = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    made = "".join(
        f'<li id="{one.get("id")}">{one.get("content") or ""} <a href="#{one.get("id")}-link">↩</a></li>'
        for one in notes
    )
    if not made:
        return content
    return f"{_FOOTNOTES.sub('', content)}\n<ol>{made}</ol>"


def _paragraphs(content: str) -> str:
    """Content with its paragraphs marked: the old editor stores blank lines for them.

    Its text may stand between blocks, too.
    """
    content = content.replace("\r\n", "\n")
    done: list[str] = []
    depth, at = 0, 0
    for match in _COMMENT.finditer(content):
        between = content[at : match.start()]
        done.append(between if depth else _old(between))
        at = match.end()
        if match["name"] in {"freeform", "more", "nextpage"} or match["alone"]:
            continue
        depth = max(0, depth + (-1 if match["closes"] else 1))
    rest = content[at:]
    done.append(rest if depth else _old(rest))
    return "\n".join(done)


def _old(content: str) -> str:
    pieces = _PRE.split(content)
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
