"""Where the keys of a TOML file stand, which tomllib doesn't tell."""

from __future__ import annotations

import re
import tomllib
from typing import TypeAlias

from presskit.diagnostics import Position

KeyPath: TypeAlias = tuple[str, ...]
_TOKEN = re.compile(
    r"""(?P<string>\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')
    |(?P<comment>\#[^\n]*)|(?P<newline>\n)|(?P<sign>[][{}=,.])|(?P<word>[^][{}=,.\s\#"']+)""",
    re.VERBOSE | re.DOTALL,
)


class _Scan:
    """One reading of a file: `open` are the brackets that values have opened and not closed."""

    def __init__(self) -> None:
        self.found: dict[KeyPath, Position] = {}
        self._table: KeyPath = ()
        self._open: list[KeyPath | None] = []  # of an inline table its path, of a list nothing
        self._keys: list[tuple[str, Position]] = []
        self._in_key = self._in_head = False

    def start_line(self) -> None:
        if not self._open:
            self._keys, self._in_key, self._in_head = [], True, False

    def sign(self, sign: str) -> None:
        if sign == "=" and self._in_key:
            base = self._base()
            self._note(base)
            self._value = (*base, *(key for key, _ in self._keys))
            self._keys, self._in_key = [], False
        elif sign == "[" and self._in_key and not self._open:
            self._in_head = True
        elif sign == "]" and self._in_head:
            if self._keys:
                self._note(())
                self._table = tuple(key for key, _ in self._keys)
            self._keys = []
        elif sign in "[{" and not self._in_key:
            self._open.append(self._value if sign == "{" else None)
            self._in_key = sign == "{"
        elif sign in "]}" and self._open:
            self._open.pop()
            self._keys, self._in_key = [], False
        elif sign == "," and self._open and self._open[-1] is not None:
            self._keys, self._in_key = [], True

    def word(self, text: str, at: Position) -> None:
        if self._in_key:
            self._keys.append((text, at))

    def _base(self) -> KeyPath:
        inside = self._open[-1] if self._open else None
        return self._table if inside is None else inside

    def _note(self, base: KeyPath) -> None:
        for number, (_, at) in enumerate(self._keys, 1):
            path = (*base, *(key for key, _ in self._keys[:number]))
            self.found.setdefault(path, at)


def key_places(text: str) -> dict[KeyPath, Position]:
    """The line and column of every key and table of a TOML text, by its path."""
    scan = _Scan()
    scan.start_line()
    line, start = 1, 0
    for token in _TOKEN.finditer(text):
        said = token[0]
        at = Position(line, token.start() - start + 1)
        match token.lastgroup:
            case "newline":
                scan.start_line()
            case "sign":
                scan.sign(said)
            case "word":
                scan.word(said, at)
            case "string":
                scan.word(_unquoted(said), at)
            case _:
                pass
        if lines := said.count("\n"):
            line += lines
            start = token.start() + said.rfind("\n") + 1
    return scan.found


def _unquoted(text: str) -> str:
    try:
        return str(tomllib.loads(f"a = {text}")["a"])
    except tomllib.TOMLDecodeError:
        return text


def nearest(places: dict[KeyPath, Position], path: KeyPath) -> Position | None:
    """The place of a path, else of the nearest table around it."""
    tries = (path[:length] for length in range(len(path), 0, -1))
    return next((places[one] for one in tries if one in places), None)
