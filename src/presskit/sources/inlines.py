"""Inlines of Markdown: tokens become the model's inlines, each text with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

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
from presskit.model.languages import direction_of
from presskit.sources.html import read_html
from presskit.sources.positions import Cursor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.tree import SyntaxTreeNode

    from presskit.diagnostics import Report
    from presskit.model.inlines import Direction, Inline, Inlines

_UNDEFINED_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_PICTURE_AS_TEXT = re.compile(r"!\[[^\]]*\]\(([^()\"]*)(?:\"[^\"]*\")?\)")
_DIRECTIONS: dict[object, Direction] = {"ltr": "ltr", "rtl": "rtl"}
_LINE_BREAK = re.compile(r"(?i)<br\s*/?>")


class InlineReader:
    """Reads the inline tokens of one block.

    Pictures among them are kept aside in `figures`; `notes` says where each note written in
    place (`^[…]`) begins, by its number.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._has_html = False
        self.figures: list[Figure] = []
        self.notes: dict[int, Position] = {}

    def read(self, node: SyntaxTreeNode, starts: list[Position]) -> Inlines:
        """The inlines of an `inline` node whose lines start at the given places."""
        return stripped(joined(self._children(node, Cursor(node.content, starts))))

    def _children(self, node: SyntaxTreeNode, cursor: Cursor) -> list[Inline]:
        inlines: list[Inline] = []
        for child in node.children:
            if child.type == "text":
                texts = self._text(child.content, cursor.text(child.content))
                inlines += _after_picture(child, inlines, texts)
            else:
                at = cursor.enter(child)
                inlines += self._inline(child, cursor, at)
                cursor.leave(child)
        return inlines

    def _inline(self, node: SyntaxTreeNode, cursor: Cursor, at: Position) -> Iterable[Inline]:
        match node.type:
            case "text_special":
                is_escape = node.info == "escape"
                return [Text(node.content, Position(at.line, at.column + is_escape))]
            case "softbreak":
                return [Text(" ")]
            case "hardbreak":
                return [LineBreak()]
            case "strong" | "em":
                kind = Strong if node.type == "strong" else Emphasis
                return [kind(joined(self._children(node, cursor)))]
            case "code_inline":
                return [Code(node.content, Position(at.line, at.column + len(node.markup)))]
            case "link":
                return self._link(node, cursor, at)
            case "span":
                return self._span(node, cursor)
            case "image":
                self.figures.append(_figure(node, at, cursor))
                return []
            case "footnote_ref":
                if not node.meta.get("label"):
                    self.notes[node.meta["id"]] = Position(at.line, at.column + len("^["))
                return [NoteRef(note_label(node.meta), at=at)]
            case "html_inline":
                return self._html(node.content, at)
            case _:
                message = f"no reader for {node.type}"
                raise NotImplementedError(message)

    def _text(self, text: str, at: Position) -> list[Text]:
        for match in _UNDEFINED_NOTE.finditer(text):
            self._report.add(
                "note-missing",
                f"the note “{match[1]}” is not defined",
                Position(at.line, at.column + match.start()),
                f"add a line [^{match[1]}]: with its text",
            )
        for match in _PICTURE_AS_TEXT.finditer(text):
            self._report_picture(match[1], Position(at.line, at.column + match.start()))
        return [Text(text, at)] if text else []

    def _report_picture(self, target: str, at: Position) -> None:
        """What looks like a picture and is none for markdown-it: it trusts no `file:` either."""
        src = target.strip()
        if " " in src:
            self._report.add(
                "image-as-text",
                f"“{src}” is not a picture's name as Markdown writes it; it was kept as text",
                at,
                f"put a name that has blanks in angle brackets: ![…](<{src}>)",
            )
        else:
            self._report.add(
                "image-remote",
                f"“{src}” is not in the article's folder; presskit fetches nothing",
                at,
                "save the picture beside the article and name its file",
            )

    def _link(self, node: SyntaxTreeNode, cursor: Cursor, at: Position) -> list[Inline]:
        href = str(node.attrs["href"])
        if node.info == "auto":  # <https://…>: its text is not as written
            text = "".join(child.content for child in node.children)
            return [Link(href, (Text(text, Position(at.line, at.column + 1)),))]
        children = joined(self._children(node, cursor))
        if not children:
            self._report.add(
                "link-empty",
                f"the link to “{unquote(href)}” has no text and was left out",
                at,
                "write the words to be linked between [ and ]",
            )
            return []
        return [Link(href, children)]

    def _span(self, node: SyntaxTreeNode, cursor: Cursor) -> list[Inline]:
        """`[text]{dir=ltr lang=fr}`: the writer settles the direction."""
        children = self._children(node, cursor)
        lang = str(node.attrs["lang"]) if "lang" in node.attrs else None
        direction = _DIRECTIONS.get(node.attrs.get("dir")) or (direction_of(lang) if lang else None)
        return [Isolate(direction, joined(children), lang)] if children and direction else children

    def _html(self, html: str, at: Position) -> list[Inline]:
        if _LINE_BREAK.fullmatch(html):
            return [LineBreak()]
        kept = read_html(html, at, self._report, is_known=self._has_html)
        self._has_html = self._has_html or bool(kept)
        return list(kept)


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
        parts[0] = from_column(parts[0], len(parts[0].text) - len(parts[0].text.lstrip()))
    if parts and isinstance(parts[-1], Text):
        parts[-1] = Text(parts[-1].text.rstrip(), parts[-1].at)
    return tuple(parts)


def from_column(text: Text, count: int) -> Text:
    """A text without its first characters, standing where the next one does."""
    at = text.at and Position(text.at.line, text.at.column + count)
    return Text(text.text[count:], at)


def joined(inlines: Iterable[Inline]) -> Inlines:
    """Inlines with texts that stand side by side made one, and a line's end put to that before it.

    A text behind an escape or an entity stays by itself, so that each character keeps its place.
    """
    done: list[Inline] = []
    for inline in inlines:
        last = done[-1] if done else None
        if isinstance(inline, Text) and isinstance(last, Text) and _goes_on(last, inline):
            done[-1] = Text(last.text + inline.text, last.at)
        else:
            done.append(inline)
    return tuple(done)


def _goes_on(last: Text, text: Text) -> bool:
    return text.at is None or (
        last.at is not None and text.at == Position(last.at.line, last.at.column + len(last.text))
    )


def _after_picture(node: SyntaxTreeNode, before: list[Inline], texts: list[Text]) -> list[Text]:
    """Texts without a second blank where a picture was taken out of a sentence."""
    sibling = node.previous_sibling
    last = before[-1] if before else None
    if not (sibling and sibling.type == "image" and isinstance(last, Text) and texts):
        return texts
    has_two = last.text.endswith(" ") and texts[0].text.startswith(" ")
    return [from_column(texts[0], 1)] if has_two else texts


def _figure(node: SyntaxTreeNode, at: Position, cursor: Cursor) -> Figure:
    def said(name: str) -> Inlines:
        text = str(node.attrs.get(name, ""))
        return (Text(text, cursor.inside(node, text) or at),) if text else ()

    return Figure(
        src=unquote(str(node.attrs["src"])),
        alt=_plain(node),
        caption=said("title"),
        credit=said("credit"),
        at=at,
    )


def _plain(node: SyntaxTreeNode) -> str:
    """A picture's alternative text without its markup."""
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    if node.children:
        return "".join(map(_plain, node.children))
    return "" if node.type == "image" else node.content
