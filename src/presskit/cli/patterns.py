"""Regular expressions, compiled once for all commands.

Compiling the three hundred that a command imports takes a quarter of its time. What Python's compiler makes
of each, numbers that its engine checks before it takes them, is kept between commands.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from importlib import import_module
from typing import Any

from presskit.files.kept import keep, kept

_FEWEST = 8  # new ones that are worth a new file
_MOST = 4000
_NUMBERS = "I"  # of the codes: 32 bits

# A pattern and its flags; all its flags, its code, its groups, their numbers by name, names by number.
_Key = tuple[str | bytes, int]
_Made = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


_TAKEN: list[_Patterns] = []


def take_patterns() -> None:
    """Let `re` take from what is kept.

    Where this Python's compiler is not as known, nothing changes.
    """
    compiler: Any = import_module("re._compiler")
    parts = ("compile", "_code", "_parser", "_sre")
    if not all(hasattr(compiler, part) for part in parts) or array(_NUMBERS).itemsize != 4:
        return
    taken = _Patterns(compiler, _read(_name()))
    compiler.compile = taken.compile
    _TAKEN.append(taken)


def keep_patterns() -> None:
    """Keep what had to be compiled, where it is enough to be worth it, in the process that began."""
    for taken in _TAKEN:
        taken.keep()


def _name() -> str:
    return f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}"


def _read(name: str) -> dict[_Key, _Made]:
    data = kept(name)
    if data is None:
        return {}
    try:
        made = marshal.loads(data)  # noqa: S302 - of a file that only the user can write
    except (EOFError, ValueError, TypeError):
        return {}
    return made if isinstance(made, dict) else {}


class _Patterns:
    """Stands in for the compiler of `re`."""

    def __init__(self, compiler: Any, found: dict[_Key, _Made]) -> None:
        self._stock = compiler.compile
        self._compiler = compiler
        self._found = found
        self._new: dict[_Key, _Made] = {}
        self._process = os.getpid()

    def compile(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        """As `re._compiler.compile`."""
        if not isinstance(pattern, str | bytes) or flags & re.DEBUG:
            return self._stock(pattern, flags)  # type: ignore[no-any-return]
        key = pattern, int(flags)
        made = self._found.get(key)
        try:
            if made is None:
                made = self._made(*key)
            return self._pattern(pattern, made)
        except (AttributeError, TypeError, ValueError, RuntimeError):
            return self._stock(pattern, flags)  # type: ignore[no-any-return]

    def _made(self, pattern: str | bytes, flags: int) -> _Made:
        parsed = self._compiler._parser.parse(pattern, flags)  # noqa: SLF001
        code = array(_NUMBERS, self._compiler._code(parsed, flags))  # noqa: SLF001
        state = parsed.state
        names: list[str | None] = [None] * state.groups
        for name, number in state.groupdict.items():
            names[number] = name
        every = flags | state.flags
        made = every, code.tobytes(), state.groups - 1, dict(state.groupdict), tuple(names)
        if not every & re.LOCALE:
            self._new[pattern, flags] = made
        return made

    def _pattern(self, pattern: str | bytes, made: _Made) -> re.Pattern[Any]:
        flags, code, groups, numbers, names = made
        whole = self._compiler._sre.compile  # noqa: SLF001
        codes = array(_NUMBERS, code).tolist()
        return whole(pattern, flags, codes, groups, numbers, names)  # type: ignore[no-any-return]

    def keep(self) -> None:
        """As `keep_patterns`."""
        if len(self._new) < _FEWEST or os.getpid() != self._process:
            return
        every = {**_read(_name()), **self._new}
        if len(every) <= _MOST:
            keep(_name(), marshal.dumps(every))
