"""What a piece of a paragraph's text is besides its words, and the languages that Word names."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from presskit.language.facts import direction_of
from presskit.model.inlines import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.inlines import Direction, Inline

_WORD = re.compile(r"[^\W_]+(?:['’\u200c\u200d\u00ad][^\W_]+)*")
_DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}


class Dress(NamedTuple):
    """What a piece of text is besides its words; `direction` is one that is said, not a language's."""

    href: str = ""
    direction: Direction | None = None
    language: str = ""
    strong: bool = False
    emphasis: bool = False
    strike: bool = False
    shift: str = ""
    code: bool = False


class Piece(NamedTuple):
    """An inline and its dress."""

    inline: Inline
    dress: Dress = Dress()


def with_whole_words(pieces: list[Piece]) -> list[Piece]:
    """Pieces whose languages hold for whole words.

    Word names the language of the keyboard, run by run: half a word in another language is in the
    article's, and so is a text that cannot be in its language.
    """
    pieces = [
        piece if is_said_in(piece.dress.language, piece.inline) else _unmarked(piece)
        for piece in pieces
    ]
    if not any(piece.dress.language for piece in pieces):
        return pieces
    text = "".join(one.inline.text if isinstance(one.inline, Text) else "\n" for one in pieces)
    done: list[Piece] = []
    words, start = list(_WORD.finditer(text)), 0
    languages = [piece.dress.language for piece in pieces for _ in _text_of(piece)]
    halves = {
        place
        for word in words
        if len(set(languages[word.start() : word.end()])) > 1
        for place in range(word.start(), word.end())
    }
    for piece in pieces:
        done += _cut(piece, start, halves)
        start += len(_text_of(piece))
    return done


def is_said_in(language: str, inline: Inline) -> bool:
    """Whether a text may be in a language: it has letters, and some run in its direction."""
    if not language or not isinstance(inline, Text) or not inline.text.strip():
        return True
    found = {_DIRECTIONS.get(unicodedata.bidirectional(one)) for one in inline.text}
    return direction_of(language) in found


def _cut(piece: Piece, start: int, halves: set[int]) -> Iterator[Piece]:
    """A piece, what of it is half of a word by itself and unmarked."""
    text = _text_of(piece)
    if not piece.dress.language or not isinstance(piece.inline, Text):
        yield piece
        return
    begin = 0
    for end in range(1, len(text) + 1):
        is_half = start + begin in halves
        if end == len(text) or (start + end in halves) != is_half:
            one = Piece(Text(text[begin:end]), piece.dress)
            yield _unmarked(one) if is_half else one
            begin = end


def _unmarked(piece: Piece) -> Piece:
    return piece._replace(dress=piece.dress._replace(language=""))


def _text_of(piece: Piece) -> str:
    return piece.inline.text if isinstance(piece.inline, Text) else "\n"
