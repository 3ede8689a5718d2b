"""Values of front matter as they are written, and where."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from presskit.diagnostics import Position

KEY = re.compile(r"(?P<key>[^\s:#\-\[{][^:]*?)[ \t]*:(?!//)(?P<blank>[ \t]*)(?P<value>.*?)[ \t]*$")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\']|\'\')*)\'', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)


# YAML 1.2, 5.7; any other escaped character stands for itself.
_ESCAPED = {"n": "\n", "t": "\t", "r": "\n", "N": "\n", "L": "\n", "P": "\n", "_": "\xa0", "\n": ""}


class Value(Struct, frozen=True):
    """A value's text as written, with where its first character stands.

    Several lines keep their line ends; `indent` is how many columns were cut from the later ones.
    `items` are the parts of a value written as a list; `data` is what a table of TOML or JSON holds.
    """

    text: str
    at: Position
    indent: int = 0
    items: tuple[str, ...] | None = None
    data: Any = None


class FrontMatter(Struct, frozen=True):
    """The values by key as written, where the keys stand, and how many lines it takes."""

    values: dict[str, Value]
    keys: dict[str, Position]
    lines: int


def unquoted(text: str) -> str:
    """The text of a value that is quoted as a whole; any other stays as it is."""
    match = QUOTED.fullmatch(text)
    if match is None:
        return text
    if match[1] is None:
        return match[2].replace("''", "'")
    return _ESCAPE.sub(_character, match[1])


def _character(match: re.Match[str]) -> str:
    for digits in match.groups()[:3]:
        if digits:
            number = int(digits, 16)
            is_character = 0x20 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF
            return chr(number) if is_character else "\ufffd"
    return _ESCAPED.get(match[4], match[4])
