"""Where the characters of an article's fields stand, which the article itself doesn't say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.diagnostics import Position, PresskitError, Report
from presskit.files.reading import position
from presskit.sources.bidi import STRAY
from presskit.sources.frontmatter import read_front_matter, read_nested
from presskit.sources.metadata import fields, image_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.sources.front_values import Value


class FieldPlaces:
    """Places in the source of one article: in its front matter, else where it says the field first."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._lines = self._text.split("\n")
        self._values = _values(self._text)

    def at(self, field: str, whole: str, start: int) -> Position | None:
        """Where a character of a field stands; `whole` is all of the field's text."""
        if value := self._values.get(field):
            places = list(_places(value))
            at = places[start] if start < len(places) else value.at
            return at if self._says(at, whole[start : start + 1]) else value.at
        index = self._text.find(whole) if whole else -1
        return position(self._text, index + start) if index >= 0 else None

    def in_alt(self, picture: Position | None, whole: str, start: int) -> Position | None:
        """Where a character of a picture's alternative text stands; `picture` is its place."""
        if picture is None:
            return None
        inside = Position(picture.line, picture.column + len("![") + start)
        if self._says(inside, whole[start : start + 1]) and self._says(picture, "!["):
            return inside
        return self.at("image-alt", whole, start) if "image-alt" in self._values else picture

    def _says(self, at: Position, said: str) -> bool:
        line = self._lines[at.line - 1] if at.line <= len(self._lines) else ""
        return line.startswith(said, at.column - 1)


def _values(text: str) -> dict[str, Value]:
    if not text.strip():
        return {}
    report = Report()
    try:
        values = fields(read_front_matter(text, report), report).values
    except PresskitError:
        return {}
    image = values.get("image")
    nested = read_nested(image, report) if image else None
    alt = image_fields(nested, report).get("alt") if nested else None
    return values | ({"image-alt": alt} if alt else {})


def _places(value: Value) -> Iterator[Position]:
    """The places of a value's characters as the article has them: on one line, without strays."""
    blank: Position | None = None
    is_first = True
    for number, line in enumerate(value.text.split("\n")):
        shift = value.indent + 1 if number else value.at.column
        for column, character in enumerate(line + "\n"):
            at = Position(value.at.line + number, column + shift)
            if character.isspace():
                blank = blank or at
            elif not STRAY.match(character):
                if blank and not is_first:
                    yield blank
                blank, is_first = None, False
                yield at
