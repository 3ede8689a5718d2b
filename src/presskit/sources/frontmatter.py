"""Front matter, read as editors write it: a key, a colon, and the rest of the line is the text.

YAML would refuse `title: من ألاسكا إلى موسكو: ماذا` and turn `007` and `no` into other things.
So only its forms are kept: quoted values, block scalars, lists, one level of nested keys.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.diagnostics import Position

if TYPE_CHECKING:
    from presskit.diagnostics import Report

_FENCE = re.compile(r"---[ \t]*$")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*$")
_KEY = re.compile(r"(?P<key>[^\s:#\-\"'\[{][^:]*?)[ \t]*:(?:[ \t]+(?P<value>.*?)|)[ \t]*$")
_BLOCK = re.compile(r"(?P<style>[|>])[+-]?\d?[ \t]*$")
_ITEM = re.compile(r"-[ \t]+(.*?)[ \t]*$")
_SEPARATOR = re.compile(r"[ \t]*[,،][ \t]*")


class Value(Struct, frozen=True):
    """A value's text as written, with where its first character stands.

    Several lines keep their line ends; `indent` is how many columns were cut from the later ones.
    """

    text: str
    at: Position
    indent: int = 0
    items: tuple[str, ...] | None = None
    table: dict[str, Value] | None = None


class FrontMatter(Struct, frozen=True):
    """The values by key as written, and the number of lines that the front matter takes."""

    values: dict[str, Value]
    keys: dict[str, Position]
    lines: int


def read_front_matter(text: str, report: Report) -> FrontMatter:
    """The front matter at the top of a text; empty where there is none.

    Fails with `front-matter-broken` at the line that cannot be read.
    """
    lines = text.split("\n")
    if not _FENCE.match(lines[0]):
        return FrontMatter({}, {}, 0)
    end = next((n for n, line in enumerate(lines[1:], 1) if _END.match(line)), None)
    if end is None:
        report.fail(
            "front-matter-broken",
            "the front matter opens with --- and never closes",
            Position(1),
            "put a line --- under the last key",
        )
    keys: dict[str, Position] = {}
    values = _values(lines, 1, end, 0, keys, report)
    return FrontMatter(values, keys, end + 1)


def _values(
    lines: list[str],
    start: int,
    end: int,
    indent: int,
    keys: dict[str, Position],
    report: Report,
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    number = start
    while number < end:
        line = lines[number][indent:]
        if not line.strip() or line.lstrip().startswith("#"):
            number += 1
            continue
        match = _KEY.match(line)
        if match is None:
            report.fail(
                "front-matter-broken",
                f"“{line.strip()}” is not of the form key: value",
                Position(number + 1, indent + 1),
                "write a key, a colon and a blank, or indent the line to continue the one above",
            )
        key = match["key"]
        if key in values:
            report.fail(
                "front-matter-broken",
                f"“{key}” is given twice",
                Position(number + 1, indent + 1),
                "keep one of the two",
            )
        after = _after(lines, number + 1, end, indent)
        column = indent + (match.start("value") if match["value"] else len(line)) + 1
        at = Position(number + 1, column)
        keys[key] = Position(number + 1, indent + 1)
        values[key] = _value(match["value"] or "", at, lines, (number + 1, after), report)
        number = after
    return values


def _after(lines: list[str], start: int, end: int, indent: int) -> int:
    """The line after those that belong to a key: indented ones, list items, blanks between."""
    number = start
    for candidate in range(start, end):
        line = lines[candidate]
        if not line.strip():
            continue
        deeper = len(line) - len(line.lstrip(" \t")) > indent
        if not deeper and not _ITEM.match(line[indent:]):
            break
        number = candidate + 1
    return number


def _value(
    first: str, at: Position, lines: list[str], span: tuple[int, int], report: Report
) -> Value:
    start, end = span
    more = lines[start:end]
    filled = [line for line in more if line.strip()]
    if not filled:
        return _scalar(first, at)
    indent = min(len(line) - len(line.lstrip(" \t")) for line in filled)
    inner = [line[indent:] for line in more]
    text = "\n".join(inner).strip("\n")
    where = Position(start + 1 + next(n for n, line in enumerate(more) if line.strip()), indent + 1)
    if _BLOCK.match(first):
        return Value(text, where, indent)
    if first:
        return Value(f"{first}\n{text}", at, indent)
    items = [_ITEM.match(line) for line in inner if line.strip()]
    if all(items):
        return Value(text, where, indent, tuple(_unquoted(i[1]) for i in items if i))
    if _KEY.match(filled[0].strip()):
        return Value(text, where, indent, table=_values(lines, start, end, indent, {}, report))
    return Value(text, where, indent)


def _scalar(text: str, at: Position) -> Value:
    if text.startswith("[") and text.endswith("]"):
        inner = text[1:-1].strip()
        items = tuple(map(_unquoted, _SEPARATOR.split(inner))) if inner else ()
        return Value(text, at, items=items)
    plain = _unquoted(text)
    return Value(plain, Position(at.line, at.column + (plain != text)))


def _unquoted(text: str) -> str:
    """The text of a value that is quoted as a whole; any other stays as it is."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        try:
            unquoted = json.loads(text)
        except ValueError:
            return text
        return str(unquoted)
    if len(text) > 1 and text[0] == text[-1] == "'" and "'" not in text[1:-1].replace("''", ""):
        return text[1:-1].replace("''", "'")
    return text
