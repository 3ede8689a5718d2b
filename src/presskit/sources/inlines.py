"""Inlines of Markdown: tokens become the model's inlines, each text with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.diagnostics import Position
from presskit.model.blocks import Figure
from presskit.model.inlines import (
    Code,
    Emphasis,
    Isolate,
    LineBreak,
    Link,
    NoteRef,
    Strong,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.tree import SyntaxTreeNode

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inline, Inlines

_STRAY_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNDEFINED_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINE_BREAK = re.compile(r"(?i)<br\s*/?>")


class Lines(Struct, frozen=True):
    """The lines of a text and where it stands in its file."""

    lines: list[str]
    line: int = 1
    column: int = 1
    indent: int = 0

    def at(self, number: int, column: int = 0) -> Position:
        """The position of a column of a line, both from 0; the first line may stand further in."""
        shift = self.column if number == 0 else self.indent + 1
        return Position(self.line + number, column + shift)


class _Cursor:
    """Walks through the content of an inline token to find where each piece of it stands."""

    def __init__(self, content: str, first: int, lines: Lines, column: int) -> None:
        self._content = content
        self._position = 0
        self._starts = []
        for number, text in enumerate(content.split("\n")):
            source = lines.lines[first + number] if first + number < len(lines.lines) else ""
            found = source.find(text.strip(), column if number == 0 else 0)
            self._starts.append(lines.at(first + number, max(found, 0)))

    def find(self, piece: str) -> Position:
        """The position of the next occurrence of a piece, passing it."""
        found = self._content.find(piece, self._position)
        start = self._position if found < 0 else found
        self._position = self._position if found < 0 else found + len(piece)
        line = self._content.count("\n", 0, start)
        begin = self._starts[min(line, len(self._starts) - 1)]
        column = start - (self._content.rfind("\n", 0, start) + 1)
        return Position(begin.line, begin.column + column)

    def next_line(self) -> None:
        """Go to the head of the next line."""
        self._position = self._content.find("\n", self._position) + 1 or self._position


class InlineReader:
    """Reads the inline tokens of one text; pictures in a sentence are kept aside in `figures`."""

    def __init__(self, lines: Lines, report: Report) -> None:
        self._lines = lines
        self._report = report
        self.figures: list[Figure] = []

    def read(self, node: SyntaxTreeNode, first: int, column: int = 0) -> Inlines:
        """The inlines of an `inline` node whose content begins on line `first` (from 0)."""
        cursor = _Cursor(node.content, first, self._lines, column)
        return _joined(self._children(node, cursor))

    def _children(self, node: SyntaxTreeNode, cursor: _Cursor) -> list[Inline]:
        inlines: list[Inline] = []
        for child in node.children:
            inlines += self._inline(child, cursor)
        return inlines

    def _inline(self, node: SyntaxTreeNode, cursor: _Cursor) -> Iterable[Inline]:
        match node.type:
            case "text":
                return self._text(node.content, cursor)
            case "softbreak":
                cursor.next_line()
                return [Text(" ")]
            case "hardbreak":
                cursor.next_line()
                return [LineBreak()]
            case "strong":
                return [Strong(_joined(self._children(node, cursor)))]
            case "em":
                return [Emphasis(_joined(self._children(node, cursor)))]
            case "code_inline":
                return [Code(node.content, cursor.find(node.content))]
            case "link":
                href = str(node.attrs["href"])
                return [Link(href, _joined(self._children(node, cursor)))]
            case "span":
                return self._span(node, cursor)
            case "image":
                self.figures.append(self._figure(node, cursor))
                return []
            case "footnote_ref":
                label = note_label(node.meta)
                return [NoteRef(label, at=cursor.find(f"[^{label}]"))]
            case "html_inline":
                return self._html(node.content, cursor)
            case _:
                return [] if node.type == "footnote_anchor" else self._children(node, cursor)

    def _text(self, text: str, cursor: _Cursor) -> list[Inline]:
        at = cursor.find(text)
        for match in _UNDEFINED_NOTE.finditer(text):
            self._report.add(
                "note-missing",
                f"the note “{match[1]}” is not defined",
                Position(at.line, at.column + match.start()),
                f"add a line [^{match[1]}]: with its text",
            )
        for match in _STRAY_BIDI.finditer(text):
            self._report.add(
                "bidi-control",
                f"a stray bidi control (U+{ord(match[0]):04X}) was left out",
                Position(at.line, at.column + match.start()),
                "presskit sets directions itself; to force one write [text]{dir=ltr}",
            )
        return [Text(_STRAY_BIDI.sub("", text), at)] if text else []

    def _span(self, node: SyntaxTreeNode, cursor: _Cursor) -> list[Inline]:
        """`[text]{dir=ltr lang=fr}`: the writer settles the direction."""
        children = self._children(node, cursor)
        lang = str(node.attrs["lang"]) if "lang" in node.attrs else None
        direction = node.attrs.get("dir")
        if direction == "ltr" or (direction is None and lang and not _is_rtl(lang)):
            return [Isolate("ltr", _joined(children), lang)]
        if direction == "rtl" or lang:
            return [Isolate("rtl", _joined(children), lang)]
        return children

    def _figure(self, node: SyntaxTreeNode, cursor: _Cursor) -> Figure:
        src = str(node.attrs["src"])
        at = cursor.find("![")
        caption = str(node.attrs.get("title", ""))
        credit = str(node.attrs.get("credit", ""))
        return Figure(
            src=src,
            alt=node.content,
            caption=(Text(caption, at),) if caption else (),
            credit=(Text(credit, at),) if credit else (),
            at=at,
        )

    def _html(self, html: str, cursor: _Cursor) -> list[Inline]:
        at = cursor.find(html)
        if _LINE_BREAK.fullmatch(html):
            return [LineBreak()]
        return [Text(html, at)] if keep_html(html, at, self._report) else []


def keep_html(html: str, at: Position, report: Report) -> bool:
    """Report HTML in Markdown; whether it is to be kept as text (a comment is not)."""
    if _COMMENT.fullmatch(html.strip()):
        report.add("comment-dropped", "a comment stands in no edition", at)
        return False
    report.add(
        "html-as-text",
        f"“{html.strip()[:40]}” is HTML; it was kept as text",
        at,
        "use Markdown instead",
    )
    return True


def note_label(meta: dict[str, object]) -> str:
    """The label of a note's token; notes written in place have a number only."""
    return str(meta.get("label") or f"inline-{meta['id']}")


def stripped(inlines: Inlines) -> Inlines:
    """Inlines without blanks at their outer ends."""
    parts = list(inlines)
    while parts and isinstance(parts[0], Text) and not parts[0].text.strip():
        parts.pop(0)
    while parts and isinstance(parts[-1], Text) and not parts[-1].text.strip():
        parts.pop()
    if parts and isinstance(parts[0], Text):
        text = parts[0].text.lstrip()
        cut = len(parts[0].text) - len(text)
        at = parts[0].at and Position(parts[0].at.line, parts[0].at.column + cut)
        parts[0] = Text(text, at)
    if parts and isinstance(parts[-1], Text):
        parts[-1] = Text(parts[-1].text.rstrip(), parts[-1].at)
    return tuple(parts)


def _joined(inlines: Iterable[Inline]) -> Inlines:
    """Inlines with the blank of a line's end put to the text before it."""
    done: list[Inline] = []
    for inline in inlines:
        last = done[-1] if done else None
        if isinstance(inline, Text) and isinstance(last, Text) and inline.at is None:
            done[-1] = Text(last.text + inline.text, last.at)
        else:
            done.append(inline)
    return tuple(done)


def _is_rtl(lang: str) -> bool:
    return lang.split("-", 1)[0].lower() in {"ar", "fa", "ur", "he", "ps", "sd", "ug", "yi", "ckb"}
