"""Passages: the text of a paragraph, a heading or a cell in one piece, each character with its place.

Code and what is none of the writer's words stand in it as one sign that no rule looks at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model.blocks import CodeBlock, DeskNote
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
    from collections.abc import Callable, Iterator, Sequence

    from presskit.model.article import Article
    from presskit.model.inlines import Inline, Inlines

HIDDEN = "\ufffc"
_RTL_SCRIPTS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_T = TypeVar("_T")
_INLINES = (Text, Strong, Emphasis, Code, Link, LineBreak, NoteRef, Isolate)
# Fields of an article that are names, and are never mended.
_FIELDS = ("title", "kicker", "byline", "dateline")
_NAMES = frozenset(["byline", "dateline", "authors"])


class Finding(Struct, frozen=True):
    """What a rule found from `start` to `end` of a passage; `mended` is what should stand there."""

    code: str
    start: int
    end: int
    message: str
    mended: str | None = None
    hint: str | None = None


class Passage(Struct, frozen=True):
    """A text in one piece; `places` are offsets in it with the positions in the source.

    `field` is the field of the article that it is, where it is one; `language` a BCP 47 tag.
    """

    text: str
    language: str
    field: str = ""
    places: tuple[tuple[int, Position | None], ...] = ()

    @property
    def is_name(self) -> bool:
        """Whether the passage is a person's name, or a place's."""
        return self.field in _NAMES

    @property
    def base(self) -> str:
        """The language without region and script."""
        return self.language.split("-", 1)[0]

    def at(self, offset: int) -> Position | None:
        """Where a character stands in the source."""
        found: Position | None = None
        for start, at in self.places:
            if start > offset:
                break
            found = at and Position(at.line, at.column + offset - start)
        return found


def passages(article: Article) -> Iterator[Passage]:
    """Every passage of an article, in its order."""
    for name in _FIELDS:
        if text := getattr(article, name):
            yield Passage(text, article.language, name)
    if article.image:
        yield from _inside(article.image, article.language)
    for value in (article.lead, article.body, article.notes, article.source):
        yield from _inside(value, article.language)


def _inside(value: object, language: str) -> Iterator[Passage]:
    if isinstance(value, CodeBlock | DeskNote):
        return
    if isinstance(value, tuple):
        if value and isinstance(value[0], _INLINES):
            yield passage(value, language)
            return
        for part in value:
            yield from _inside(part, language)
    elif isinstance(value, Struct) and not isinstance(value, Position):
        for name in value.__struct_fields__:
            part = getattr(value, name)
            if isinstance(part, Struct | tuple):
                yield from _inside(part, language)


def passage(inlines: Inlines, language: str) -> Passage:
    """Inlines as a passage."""
    parts: list[str] = []
    places: list[tuple[int, Position | None]] = []
    length = 0
    for text, at in _pieces(inlines):
        places.append((length, at))
        parts.append(text)
        length += len(text)
    return Passage("".join(parts), language, "", tuple(places))


def _pieces(inlines: Sequence[Inline]) -> Iterator[tuple[str, Position | None]]:
    for inline in inlines:
        match inline:
            case Text(text=text, at=at):
                yield text, at
            case LineBreak():
                yield "\n", None
            case Code() | NoteRef():
                yield HIDDEN, None
            case Isolate(lang=lang) if lang:
                yield HIDDEN, None
            case _:
                yield from _pieces(inline.children)


def mended(article: Article, mend: Callable[[Passage], Sequence[Finding]]) -> Article:
    """The article with what `mend` says put into its texts; names are left alone."""
    fields = {
        name: _mended_text(text, mend(Passage(text, article.language, name)))
        for name in _FIELDS
        if name not in _NAMES and (text := getattr(article, name))
    }
    changed = replace(article, **fields)
    return _mended_inside(changed, article.language, mend)


def _mended_inside(value: _T, language: str, mend: Callable[[Passage], Sequence[Finding]]) -> _T:
    if isinstance(value, CodeBlock | DeskNote | Position):
        return value
    if isinstance(value, tuple):
        if value and isinstance(value[0], _INLINES):
            return _mended_inlines(value, mend(passage(value, language)))  # type: ignore[return-value]
        parts = tuple(_mended_inside(part, language, mend) for part in value)
        same = all(one is other for one, other in zip(parts, value, strict=True))
        return value if same else parts  # type: ignore[return-value]
    if isinstance(value, Struct):
        changed = {}
        for name in value.__struct_fields__:
            part = getattr(value, name)
            if isinstance(part, Struct | tuple):
                new = _mended_inside(part, language, mend)
                if new is not part:
                    changed[name] = new
        return replace(value, **changed) if changed else value
    return value


def _mended_text(text: str, findings: Sequence[Finding]) -> str:
    for one in sorted(findings, key=lambda one: -one.start):
        if one.mended is not None:
            text = text[: one.start] + one.mended + text[one.end :]
    return text


def _mended_inlines(inlines: Inlines, findings: Sequence[Finding]) -> Inlines:
    edits = [one for one in findings if one.mended is not None]
    if not edits:
        return inlines
    return _Mender(edits).inlines(inlines)


class _Mender:
    """Walks through inlines and puts edits into the texts that hold all of what they change."""

    def __init__(self, edits: Sequence[Finding]) -> None:
        self._edits = edits
        self._offset = 0

    def inlines(self, inlines: Inlines) -> Inlines:
        """The inlines with the edits."""
        return tuple(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Text(text=text, at=at):
                start = self._offset
                self._offset += len(text)
                inside = [
                    replace(one, start=one.start - start, end=one.end - start)
                    for one in self._edits
                    if start <= one.start and one.end <= self._offset
                ]
                return Text(_mended_text(text, inside), at) if inside else inline
            case LineBreak() | Code() | NoteRef():
                self._offset += 1
                return inline
            case Isolate(lang=lang) if lang:
                self._offset += 1
                return inline
            case _:
                return replace(inline, children=self.inlines(inline.children))


def is_rtl(text: str) -> bool:
    """Whether a text has letters of a right-to-left script."""
    return _RTL_SCRIPTS.search(text) is not None
