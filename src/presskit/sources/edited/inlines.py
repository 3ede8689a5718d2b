"""Word's runs as inlines: dress from the names of character styles, links and notes from fields."""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from presskit.language.facts import base_language, direction_of
from presskit.model.inlines import (
    DRESSES,
    Code,
    Isolate,
    LineBreak,
    Link,
    NoteRef,
    Text,
)
from presskit.wordml.languages import word_language
from presskit.wordml.xml import clark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from presskit.model.inlines import Direction, Inline, Inlines
    from presskit.sources.edited.opened import Opened
    from presskit.wordml.xml import Element

_LINK = re.compile(r'\s*HYPERLINK\s+(?P<local>\\l\s+)?"(?P<target>[^"]*)"')
_NOTE = re.compile(r"\s*NOTEREF\s+(?P<name>\S+)")
_LANGUAGE = re.compile(r"Language (\S+)")
_DIRECTION = re.compile(r"Direction (RTL|LTR)")
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u2066\u2067\u2069\ufeff"))
_SEEN_AS = {"noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "tab": "\t", "cr": "\n", "br": "\n"}
_DRESSES = tuple(DRESSES.values())
_NOTE_STYLES = ("footnote reference", "endnote reference")


class Dress(NamedTuple):
    """What a piece of text is besides its words."""

    href: str = ""
    language: str = ""
    asked: Direction | None = None
    strong: bool = False
    emphasis: bool = False
    strike: bool = False
    mark: bool = False
    subscript: bool = False
    superscript: bool = False
    code: bool = False


_KEYS: tuple[Callable[[Dress], object], ...] = (
    attrgetter("href"),
    attrgetter("language", "asked"),
    *(attrgetter(name) for name in DRESSES),
)


class Piece(NamedTuple):
    """A text, a line break or a reference to a note, dressed."""

    dress: Dress
    text: str = ""
    note: str = ""


class InlineReader:
    """Reads the text of paragraphs.

    `note_of` gives the label of a footnote by its id or of the bookmark round its reference;
    `ids` are the ids of headings by their bookmarks.
    """

    def __init__(
        self, opened: Opened, note_of: Callable[[str], str], ids: Mapping[str, str]
    ) -> None:
        self._opened = opened
        self._note_of = note_of
        self._ids = ids

    def read(self, paragraph: Element) -> Inlines:
        """The inlines of a paragraph, blanks at its ends left out."""
        style = paragraph.find(f"{clark('pPr')}/{clark('pStyle')}")
        bold = style is not None and self._opened.is_bold(style.get(clark("val"), ""))
        pieces = [
            piece for piece in self._pieces(paragraph, in_bold=bold) if piece != Piece(piece.dress)
        ]
        return _stripped(_nested(pieces))

    def _pieces(self, paragraph: Element, *, in_bold: bool) -> Iterator[Piece]:
        fields: list[list[str]] = []  # instruction and state of each open field
        for run in paragraph.iter(clark("r")):
            if is_note_mark(run, self._opened):
                if not any(_NOTE.match(code) for code, _ in fields):
                    yield from self._note(run)
                continue
            dress = self._dress(run, in_bold=in_bold)
            for child in run:
                name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
                if name == "fldChar":
                    kind = child.get(clark("fldCharType"))
                    if kind == "begin":
                        fields.append(["", ""])
                    elif kind == "separate" and fields:
                        fields[-1][1] = "result"
                        if note := _NOTE.match(fields[-1][0]):
                            yield Piece(Dress(), note=self._note_of(note["name"]))
                    elif kind == "end" and fields:
                        fields.pop()
                elif name == "instrText" and fields:
                    fields[-1][0] += child.text or ""
                elif (fields and fields[-1][1] != "result") or any(
                    _NOTE.match(code) for code, _ in fields
                ):
                    continue
                else:
                    links = (self._target(code) for code, _ in fields)
                    href = next(filter(None, links), dress.href)
                    yield from self._child(child, name, dress._replace(href=href))

    def _note(self, run: Element) -> Iterator[Piece]:
        """A reference: Word's own, or the mark alone where one note refers to another."""
        for child in run:
            if child.tag in (clark("footnoteReference"), clark("endnoteReference")):
                yield Piece(Dress(), note=self._note_of(child.get(clark("id"), "")))
                return
        mark = "".join(text.text or "" for text in run.iter(clark("t")))
        if mark.strip():
            yield Piece(Dress(), note=self._note_of(f"mark {mark.strip()}"))

    def _child(self, child: Element, name: str, dress: Dress) -> Iterator[Piece]:
        if name == "t":
            yield Piece(dress, (child.text or "").translate(_MARKS))
        elif name in ("footnoteReference", "endnoteReference"):
            yield Piece(Dress(), note=self._note_of(child.get(clark("id"), "")))
        elif name == "br" and child.get(clark("type")) in ("page", "column"):
            return
        elif name in _SEEN_AS:
            yield Piece(dress, _SEEN_AS[name])

    def _target(self, code: str) -> str:
        link = _LINK.match(code)
        if link is None:
            return ""
        if link["local"]:
            return "#" + self._ids.get(link["target"], link["target"])
        return link["target"]

    def _dress(self, run: Element, *, in_bold: bool) -> Dress:
        properties = run.find(clark("rPr"))
        href = self._link_around(run)
        if properties is None:
            return Dress(href)
        style = properties.find(clark("rStyle"))
        name = "" if style is None else self._opened.style(style.get(clark("val"), ""))
        language, direction = _LANGUAGE.search(name), _DIRECTION.search(name)
        words = name.split()
        bold = _is_on(properties, "b") or _is_on(properties, "bCs")
        return Dress(
            href=href,
            language=_short(language[1]) if language else "",
            asked=None if direction is None else "rtl" if direction[1] == "RTL" else "ltr",
            strong="Strong" in words or (bold and not in_bold),
            emphasis="Emphasis" in words or _is_on(properties, "i") or _is_on(properties, "iCs"),
            strike="Strike" in words or _is_on(properties, "strike"),
            mark="Mark" in words or _value(properties, "highlight") not in ("", "none"),
            subscript="Subscript" in words or _value(properties, "vertAlign") == "subscript",
            superscript="Superscript" in words or _value(properties, "vertAlign") == "superscript",
            code="Code" in words,
        )

    def _link_around(self, run: Element) -> str:
        """Where a `w:hyperlink` around a run leads: Word's own, put in by staff."""
        parent = run.getparent()
        if parent is None or parent.tag != clark("hyperlink"):
            return ""
        anchor = parent.get(clark("anchor"))
        if anchor:
            return "#" + self._ids.get(anchor, anchor)
        root = run.getroottree().getroot()
        return self._opened.target(root, parent.get(clark("r:id"), ""))


def is_note_mark(run: Element, opened: Opened) -> bool:
    """Whether a run is in the style of a note's mark."""
    style = run.find(f"{clark('rPr')}/{clark('rStyle')}")
    return style is not None and opened.style(style.get(clark("val"), "")) in _NOTE_STYLES


def _is_on(properties: Element, name: str) -> bool:
    element = properties.find(clark(name))
    return element is not None and element.get(clark("val"), "1") not in ("0", "false", "off")


def _value(properties: Element, name: str) -> str:
    element = properties.find(clark(name))
    return "" if element is None else element.get(clark("val"), "")


def _short(tag: str) -> str:
    """A language without the region that Word's tag only has because Word needs one."""
    base = base_language(tag)
    return base if word_language(base) == tag else tag


def _nested(pieces: list[Piece], level: int = 0) -> Inlines:
    """Dressed pieces as inlines: link, isolate, strong and so on, code, outer ones first."""
    inlines: list[Inline] = []
    if level == len(_KEYS):
        for piece in pieces:
            inlines += _plain(piece)
        return tuple(_joined(inlines))
    for _, group in groupby(pieces, key=lambda piece: _KEYS[level](piece.dress)):
        some = list(group)
        dress = some[0].dress
        inside = _nested(some, level + 1)
        match level:
            case 0 if dress.href:
                inlines.append(Link(dress.href, inside))
            case 1 if dress.language or dress.asked:
                direction = dress.asked or direction_of(dress.language)
                inlines.append(Isolate(direction, inside, dress.language or None))
            case _ if level > 1 and _KEYS[level](dress):
                inlines.append(_DRESSES[level - 2](inside))
            case _:
                inlines += inside
    return tuple(_joined(inlines))


def _plain(piece: Piece) -> Iterator[Inline]:
    if piece.note:
        yield NoteRef(piece.note)
        return
    if piece.dress.code:
        yield Code(piece.text)
        return
    for number, line in enumerate(piece.text.split("\n")):
        if number:
            yield LineBreak()
        if line:
            yield Text(line)


def _joined(inlines: list[Inline]) -> Iterator[Inline]:
    """Neighbouring texts, and neighbouring codes, made one."""
    waiting: Inline | None = None
    for inline in inlines:
        if isinstance(inline, Text) and isinstance(waiting, Text):
            waiting = Text(waiting.text + inline.text)
        elif isinstance(inline, Code) and isinstance(waiting, Code):
            waiting = Code(waiting.text + inline.text)
        else:
            if waiting is not None:
                yield waiting
            waiting = inline
    if waiting is not None:
        yield waiting


def _stripped(inlines: Inlines) -> Inlines:
    parts = list(inlines)
    while parts and isinstance(parts[0], Text) and not parts[0].text.strip():
        parts.pop(0)
    while parts and isinstance(parts[-1], Text) and not parts[-1].text.strip():
        parts.pop()
    if parts and isinstance(first := parts[0], Text):
        parts[0] = Text(first.text.lstrip())
    if parts and isinstance(last := parts[-1], Text):
        parts[-1] = Text(last.text.rstrip())
    return tuple(parts)
