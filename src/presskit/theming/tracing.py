"""Where in a theme's files something comes from: a line that a template wrote, a mistake in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.diagnostics import Place, Position
from presskit.theming.mistakes import meant

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

# Signs of Unicode's private use, between which a traced template writes its file and line.
_OPENS, _CLOSES = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPENS}([^{_CLOSES}]*):(\\d+){_CLOSES}([^{_OPENS}]*)")
_QUOTED = re.compile(r"[“']([^”']+)[”']")
_UNDEFINED = re.compile(r"'(\w+)' is undefined")


def marked(text: str, file: str, line: int) -> str:
    """A template's own text with a mark at the beginning and at each line."""
    lines = text.split("\n")
    return "\n".join(f"{_OPENS}{file}:{line + n}{_CLOSES}{one}" for n, one in enumerate(lines))


def traced(text: str) -> list[Place]:
    """The file and line that each line of a marked text comes from: that of its first words."""
    places: list[Place] = []
    last = Place()
    for line in text.split("\n"):
        found = [(Place(one[1], Position(int(one[2]))), one[3]) for one in _MARK.finditer(line)]
        written = (place for place, words in found if words.strip())
        places.append(next(written, found[0][0] if found else last))
        last = found[-1][0] if found else last
    return places


def said_of(error: Exception, names: Collection[str]) -> tuple[str, str | None]:
    """What an error of a template says, and what to do; `names` are those that it sees."""
    from jinja2 import TemplateNotFound

    what = str(error.args[0] if isinstance(error, LookupError) and error.args else error)
    if isinstance(error, TemplateNotFound):
        return f"there is no template “{error.name}” in the theme", None
    if isinstance(error, RecursionError):
        return "a template or a macro calls itself without end, or is nested too deep", None
    if found := _UNDEFINED.search(what):
        return f"there is no “{found[1]}” here", meant(found[1], names)
    return what or type(error).__name__, None


def position(path: Path, line: int, what: str) -> Position:
    """A line, and the column in it of the first name that a message quotes."""
    try:
        text = path.read_text("utf-8").split("\n")[line - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return Position(line)
    columns = (text.find(name) for name in _QUOTED.findall(what))
    return Position(line, next((column + 1 for column in columns if column >= 0), 1))
