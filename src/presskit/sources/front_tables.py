"""Front matter in TOML (`+++`) or JSON (`{`), as Hugo writes it."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from presskit.diagnostics import Position
from presskit.sources.front_values import FrontMatter, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.diagnostics import Report
    from presskit.sources.structured import Data

_FENCE = re.compile(r"\+\+\+[ \t]*$")
_PLACE = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)")


def read_table(text: str, report: Report) -> FrontMatter | None:
    """The front matter of a text that opens with TOML or JSON; None for any other.

    Fails with `front-matter-broken` where the TOML never closes or is none.
    """
    lines = text.split("\n")
    top = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if _FENCE.match(lines[top]):
        return _toml(lines, top, report)
    return _json(text) if lines[top].lstrip()[:1] == "{" else None


def table_of(data: Mapping[str, Any], lines: list[str], first: int) -> FrontMatter:
    """Front matter of a table, whose keys stand in the lines from `first`, both from 0."""
    keys = {name: _place(name, lines, first) for name in data}
    values = {
        name: value_of(value, keys[name]) for name, value in data.items() if value is not None
    }
    return FrontMatter(values, keys, len(lines))


def value_of(value: Any, at: Position) -> Value:
    """A value of a table as front matter has it: text as it is written."""
    data = _written(value)
    match data:
        case str():
            return Value(data, at)
        case list() if all(isinstance(one, str) for one in data):
            items = tuple(str(one) for one in data)
            return Value(", ".join(items), at, items=items, data=data)
        case _:
            return Value("", at, data=data)


def _written(value: Any) -> Data:
    match value:
        case bool():
            return str(value).lower()
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case list():
            return [_written(one) for one in value]
        case dict():
            return {str(key): _written(one) for key, one in value.items() if one is not None}
        case _:
            return str(value)


def _toml(lines: list[str], top: int, report: Report) -> FrontMatter:
    end = next((n for n in range(top + 1, len(lines)) if _FENCE.match(lines[n])), None)
    if end is None:
        report.fail(
            "front-matter-broken",
            "the front matter opens with +++ and never closes",
            Position(top + 1),
            "put a line +++ under the last key",
        )
    try:
        data = tomllib.loads("\n".join(lines[top + 1 : end]), parse_float=str)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        line = int(found[1]) if found and found[1] else end - top - 1
        report.fail(
            "front-matter-broken",
            f"this is no TOML: {_PLACE.sub('', str(error))}",
            Position(top + 1 + line, int(found[2]) if found and found[2] else 1),
            'write key = "value", or front matter between --- lines',
        )
    return table_of(data, lines[: end + 1], top + 1)


def _json(text: str) -> FrontMatter | None:
    start = len(text) - len(text.lstrip())
    try:
        data, length = json.JSONDecoder().raw_decode(text[start:])
    except (ValueError, RecursionError):
        return None
    rest = text[start + length :]
    if not isinstance(data, dict) or rest.partition("\n")[0].strip():
        return None
    return table_of(data, text[: start + length].split("\n"), 0)


def _place(name: str, lines: list[str], first: int) -> Position:
    """The line that gives a key, or opens the table of its name."""
    key = re.compile(rf"\s*\[*\"?{re.escape(name)}\b")
    number = next((n for n in range(first, len(lines)) if key.match(lines[n])), first)
    return Position(number + 1)
