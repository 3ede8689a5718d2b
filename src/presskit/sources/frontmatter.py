"""Front matter, read as editors write it: a key, a colon, and the rest of the line is the text.

YAML would refuse `title: من ألاسكا إلى موسكو: ماذا` and turn `007` and `no` into other things.
So only its forms are kept: quoted values, block scalars, lists, one level of nested keys.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.diagnostics import Position
from presskit.sources.front_tables import read_table, table_of
from presskit.sources.front_values import KEY, QUOTED, FrontMatter, Value, unquoted
from presskit.sources.structured import data_of

if TYPE_CHECKING:
    from presskit.diagnostics import Report

_FENCE = re.compile(r"---[ \t]*$")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*$")
_OWN_KEY = re.compile(r"[\w-]+:(?:[ \t]|$)")
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?[ \t]*$")
_ITEM = re.compile(r"-(?:[ \t]+(?P<text>.*?))?[ \t]*$")
_PART = re.compile(r""" *("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,،]+?) *(?:[,،]|$)""")
_CLOSERS = {"'": "'", '"': '"', "[": "]", "{": "}"}


def read_front_matter(text: str, report: Report) -> FrontMatter:
    """The front matter at the top of a text, in YAML's forms, TOML or JSON; empty where is none.

    Lines that cannot be read are reported as `front-matter-broken`; fails where it never closes.
    """
    if (table := read_table(text, report)) is not None:
        return table
    lines = text.split("\n")
    top = next(number for number, line in enumerate(lines) if line.strip())
    if not _FENCE.match(lines[top]):
        return FrontMatter({}, {}, 0)
    end = next((n for n, line in enumerate(lines[top + 1 :], top + 1) if _END.match(line)), None)
    if end is None:
        report.fail(
            "front-matter-broken",
            "the front matter opens with --- and never closes",
            Position(top + 1),
            "put a line --- under the last key",
        )
    values, keys = _read(lines[:end], top + 1, 0, report)
    return FrontMatter(values, keys, end + 1)


def read_nested(value: Value, report: Report) -> FrontMatter | None:
    """The keys and values that stand under a key; None where it has a plain value."""
    data = data_of(value) if value.data is not None or value.text[:1] == "{" else None
    if isinstance(data, dict):
        return table_of(data, [""] * (value.at.line - 1), value.at.line - 1)
    lines = value.text.split("\n")
    if value.items is not None or not KEY.match(lines[0]) or not value.indent:
        return None
    blank = [""] * (value.at.line - 1)
    indented = [" " * value.indent + line for line in lines]
    values, keys = _read([*blank, *indented], value.at.line - 1, value.indent, report)
    return FrontMatter(values, keys, len(lines))


def _read(
    lines: list[str], start: int, indent: int, report: Report
) -> tuple[dict[str, Value], dict[str, Position]]:
    values: dict[str, Value] = {}
    keys: dict[str, Position] = {}
    number = start
    while number < len(lines):
        line = lines[number][indent:]
        at = Position(number + 1, indent + 1)
        number += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = KEY.match(line)
        if match is None:
            report.add(
                "front-matter-broken",
                f"“{line.strip()}” is not of the form key: value",
                at,
                "write a key, a colon and a blank, or indent the line to continue the one above",
            )
            continue
        key = match["key"].strip("\"'")
        after = _after(lines, number, indent, is_open=not match["value"])
        after = max(after, _closing(lines, number, match["value"]))
        if key in values:
            report.add("front-matter-broken", f"“{key}” is given twice", at, "keep one of the two")
        else:
            keys[key] = at
            first = Position(at.line, at.column + match.start("value"))
            values[key] = _value(match["value"], first, lines[number:after])
        number = after
    return values, keys


def _closing(lines: list[str], start: int, value: str) -> int:
    """The line after the one that closes a quotation or a list which the value opens.

    `start` where nothing is open. YAML lets these lines stand at the margin; one that is a key of its
    own ends the search.
    """
    mark = _CLOSERS.get(value[:1], "")
    is_closed = value.count(mark) >= value.count(value[:1]) if mark in "]}" else QUOTED.match(value)
    if is_closed:
        return start
    for number, line in enumerate(lines[start:], start):
        if line.rstrip().endswith(mark):
            return number + 1
        if _OWN_KEY.match(line):
            break
    return start


def _after(lines: list[str], start: int, indent: int, *, is_open: bool) -> int:
    """The line after those that belong to a key: indented ones, blanks between, list items.

    Items may stand under a key without indent, where it has no value of its own (`is_open`).
    """
    number = start
    for candidate, line in enumerate(lines[start:], start):
        if not line.strip():
            continue
        is_deeper = len(line) - len(line.lstrip(" \t")) > indent
        if not is_deeper and not (is_open and _ITEM.match(line[indent:])):
            break
        number = candidate + 1
    return number


def _value(first: str, at: Position, more: list[str]) -> Value:
    """The value that begins behind a key and goes on in the lines under it."""
    filled = [line for line in more if line.strip()]
    if not filled:
        return _scalar(first, at, 0)
    indent = min(len(line) - len(line.lstrip(" \t")) for line in filled)
    inner = [line[indent:].rstrip() for line in more]
    if first and not _BLOCK.match(first):
        return _scalar("\n".join([first, *inner]), at, indent)
    skipped = next(number for number, line in enumerate(inner) if line)
    text = "\n".join(inner).strip("\n")
    where = Position(at.line + 1 + skipped, indent + 1)
    items = [_ITEM.match(line) for line in inner if line]
    if not first and all(items):
        parts = tuple(unquoted(item["text"] or "") for item in items if item)
        return Value(text, where, indent, parts)
    return Value(text, where, indent) if first else _scalar(text, where, indent)


def _scalar(text: str, at: Position, indent: int) -> Value:
    if text.startswith("[") and text.endswith("]"):
        inner = " ".join(text[1:-1].split())
        return Value(text, at, indent, tuple(unquoted(part) for part in _PART.findall(inner)))
    plain = unquoted(text)
    return Value(plain, Position(at.line, at.column + (plain != text)), indent)
