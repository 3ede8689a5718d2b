"""Inlines cut into pieces, each of one look and one direction: what Word and InDesign know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.language.facts import direction_of
from presskit.model.inlines import (
    Code,
    Dressed,
    Isolate,
    LineBreak,
    Link,
    NoteRef,
    Text,
)
from presskit.render.runs import direction as bidi
from presskit.render.runs.traits import Traits

if TYPE_CHECKING:
    from presskit.model.inlines import Direction, Inlines
    from presskit.render.runs.direction import Piece


def pieces(
    inlines: Inlines,
    article: Direction,
    direction: Direction,
    *,
    around: Direction | None = None,
    in_bold: bool = False,
) -> list[Piece]:
    """The pieces of a paragraph in order, neighbours that look alike made one.

    `article` is the article's direction: where it is right to left, Latin runs have that trait.
    `direction` is that of the text, `around` that of the paragraph's style where it differs.
    """
    found: list[Piece] = []
    _collect(inlines, article, direction, Traits(in_bold=in_bold), found)
    return _joined(bidi.guard(_joined(found), around or direction))


def _collect(
    inlines: Inlines, article: Direction, direction: Direction, traits: Traits, found: list[Piece]
) -> None:
    for inline in inlines:
        match inline:
            case Text(text=text):
                _cut(text, article, direction, traits, found)
            case Dressed(children=children):
                _collect(children, article, direction, traits.with_dress(inline), found)
            case Code(text=text):
                _cut(text, article, direction, traits._replace(code=True), found)
            case Isolate(children=children, direction=own, lang=lang):
                given = traits._replace(language=lang or traits.language)
                if inline.asked and not (lang and direction_of(lang) == own):
                    given = given._replace(asked=own)
                inside: list[Piece] = []
                _collect(children, article, own, given, inside)
                mixed = _is_mixed(inside, own, direction)
                found += bidi.hold(inside, own) if mixed else bidi.begun(inside, own, direction)
            case Link(href=href, children=children):
                found.append(bidi.LinkStart(href))
                _collect(children, article, direction, traits._replace(link=True), found)
                found.append(bidi.LinkEnd())
            case LineBreak():
                found.append(bidi.LineEnd())
            case NoteRef():
                found.append(bidi.Reference(inline, direction == "rtl"))


def _is_mixed(inside: list[Piece], own: Direction, around: Direction) -> bool:
    """Whether marks at its edges can't hold an isolate that goes against the text around it."""
    runs = [piece for piece in inside if isinstance(piece, bidi.Run)]
    against = any(run.rtl != (own == "rtl") for run in runs)
    return own != around and (against or bidi.has_digits_in_brackets(runs))


def _cut(
    text: str, article: Direction, direction: Direction, traits: Traits, found: list[Piece]
) -> None:
    for part, rtl in bidi.split(text, direction):
        latin = not rtl and article == "rtl" and not traits.code
        found.append(bidi.Run(part, traits._replace(latin=latin), rtl))


def _joined(found: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in found:
        last = joined[-1] if joined else None
        if (
            isinstance(piece, bidi.Run)
            and isinstance(last, bidi.Run)
            and not piece.begins
            and (piece.traits, piece.rtl, piece.held) == (last.traits, last.rtl, last.held)
        ):
            last.text += piece.text
        else:
            joined.append(piece)
    return joined
