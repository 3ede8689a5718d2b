"""Passages: the text of a paragraph, a heading or a cell in one piece, each character with its place.

Code, addresses and what is none of the writer's words stand in it as signs that no rule looks at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model.blocks import (
    BlockQuote,
    CodeBlock,
    DeskNote,
    Figure,
    Gallery,
    ListItem,
    Member,
    Paragraph,
    PullQuote,
    Verse,
)
from presskit.model.inlines import (
    Code,
    Dressed,
    Isolate,
    LineBreak,
    Link,
    NoteRef,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presskit.model.article import Article
    from presskit.model.inlines import Inline, Inlines

HIDDEN = "\ufffc"
INLINES = (Text, Dressed, Code, Link, LineBreak, NoteRef, Isolate)
# Fields of an article, and which of them are names, which are never mended.
FIELDS = ("title", "kicker", "deck", "byline", "dateline")
FIELD_NAMES = frozenset(["byline", "dateline"])
_NAMES = frozenset(
    [
        (Member, "name"),
        (Figure, "credit"),
        (BlockQuote, "attribution"),
        (PullQuote, "attribution"),
        (Verse, "attribution"),
        (Gallery, "credit"),
    ]
)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:|[\w.+-]+@(?=[\w-]+\.\w))[^\s<>«»“”\"،؛؟\ufffc]+",
    re.IGNORECASE,
)
_AFTER_ADDRESS = ".,;:!?'’*_"


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

    `text` is what rules look at, `written` the same with its addresses; both are equally long.
    `field` is the field of the article that it is, where it is one; `language` a BCP 47 tag. One
    that `flows` is a paragraph that the next passage may go on from. One that `is_name` says who
    or where, and is never mended; one that `is_cited` is part of a block quote.
    """

    text: str
    written: str
    language: str
    field: str = ""
    places: tuple[tuple[int, Position | None], ...] = ()
    flows: bool = False
    is_name: bool = False
    is_cited: bool = False

    @property
    def base(self) -> str:
        """The language without region and script."""
        return self.language.split("-", 1)[0]

    def at(self, offset: int) -> Position | None:
        """Where a character stands in the source."""
        number = bisect_right(self.places, offset, key=lambda place: place[0]) - 1
        if number < 0:
            return None
        start, at = self.places[number]
        return at and Position(at.line, at.column + offset - start)


def passages(article: Article) -> Iterator[Passage]:
    """Every passage of an article, in its order."""
    for name in FIELDS:
        if text := getattr(article, name):
            yield of_field(text, article.language, name)
    where = _Where(article.language)
    if article.image:
        yield from _inside(article.image, where)
    for value in (article.lead, article.body, article.notes, article.source):
        yield from _inside(value, where)


def of_field(text: str, language: str, name: str) -> Passage:
    """A field of an article as a passage."""
    return Passage(_masked(text), text, language, name, is_name=name in FIELD_NAMES)


def of_alt(figure: Figure, language: str) -> Passage:
    """A picture's alternative text as a passage; it is said to stand where the picture does."""
    return Passage(_masked(figure.alt), figure.alt, language, "alt", ((0, figure.at),))


def is_name(owner: Struct, part: str) -> bool:
    """Whether a part of a block is a person's name."""
    return (type(owner), part) in _NAMES


class _Where(Struct, frozen=True):
    """What a passage inherits from the blocks around it."""

    language: str
    flows: bool = True
    is_name: bool = False
    is_cited: bool = False


def _inside(value: object, where: _Where) -> Iterator[Passage]:
    if isinstance(value, CodeBlock | DeskNote):
        return
    if isinstance(value, tuple):
        if value and isinstance(value[0], INLINES):
            yield _passage(value, replace(where, flows=False))
            return
        for part in value:
            yield from _inside(part, where)
    elif isinstance(value, Paragraph):
        if value.children:
            yield _passage(value.children, where)
    elif isinstance(value, Struct) and not isinstance(value, Position):
        if isinstance(value, Figure) and value.alt:
            yield of_alt(value, where.language)
        flows = where.flows and not isinstance(value, ListItem)
        is_cited = where.is_cited or isinstance(value, BlockQuote | PullQuote | Verse)
        for name in value.__struct_fields__:
            part = getattr(value, name)
            if isinstance(part, Struct | tuple):
                named = is_name(value, name)
                yield from _inside(part, _Where(where.language, flows, named, is_cited))


def passage(inlines: Inlines, language: str) -> Passage:
    """Inlines as a passage."""
    return _passage(inlines, _Where(language, flows=False))


def _passage(inlines: Inlines, where: _Where) -> Passage:
    parts: list[str] = []
    places: list[tuple[int, Position | None]] = []
    length = 0
    for text, at in _pieces(inlines):
        places.append((length, at))
        parts.append(text)
        length += len(text)
    written = "".join(parts)
    return Passage(
        _masked(written),
        written,
        where.language,
        places=tuple(places),
        flows=where.flows,
        is_name=where.is_name,
        is_cited=where.is_cited,
    )


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


def _masked(text: str) -> str:
    """A text with its addresses hidden, as long as it was."""
    return _ADDRESS.sub(_hidden, text) if "@" in text or "://" in text or "www." in text else text


def _hidden(match: re.Match[str]) -> str:
    """An address hidden, but for the marks that belong to the sentence behind it."""
    said = match[0]
    stray = {")": said.count(")") - said.count("("), "]": said.count("]") - said.count("[")}
    end = len(said)
    while said[end - 1] in _AFTER_ADDRESS or stray.get(said[end - 1], 0) > 0:
        if said[end - 1] in stray:
            stray[said[end - 1]] -= 1
        end -= 1
    return HIDDEN * end + said[end:]
