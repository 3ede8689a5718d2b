"""Lists as other keyboards type them: `١.`, `١-`, `۱)` and `•`, `◦`, `–`.

CommonMark knows ASCII digits, `-`, `+` and `*`. Before its blocks are read, the signs of lines that
are a list beyond doubt are put as it knows them, each on its own line: numbers that count up from
one, two or more bullets that follow each other. Other lines that begin so stay lines, and are told
of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from presskit.sources.fences import outside_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_INDENT = r"(?P<indent>[ \t]*(?:>[ \t]*)*)[\u200e\u200f\u061c]*"
_NUMBER = re.compile(
    _INDENT + r"(?P<number>[٠-٩۰-۹]{1,9}|[0-9]{1,9}(?=[ \t]?-))[ \t]?(?P<sign>[.)\-–ـ])"
    r"(?P<gap>[ \t]*)(?=\S)(?P<text>.*)"
)
BULLET_SIGNS = "•◦●○▪▫■□‣⁃·∙–"
_BULLET = re.compile(_INDENT + rf"(?P<sign>[{BULLET_SIGNS}])(?P<gap>[ \t]*)(?=\S)(?P<text>.*)")
_DASH = "–"
_BULLETS = "•●▪■‣⁃◦"  # signs that are nothing else
_HARD_BREAK = "  "
_MARGIN = " \t>"


class _Line(NamedTuple):
    """A line that begins like an item; `number` is None for a bullet."""

    line: int
    indent: str
    sign: str
    number: int | None
    text: str


def add_list_signs(markdown: MarkdownIt) -> None:
    """Add the rule that puts the signs of lists as CommonMark knows them."""
    markdown.core.ruler.before("block", "list_signs", _rewrite)


def _rewrite(state: StateCore) -> None:
    lines = state.src.split("\n")
    found = {line.line: line for line in _items(lines)}
    if not found:
        return
    for run in _runs(lines, found):
        if _is_list(run):
            _write(lines, run)
        elif len(run) > 1:
            _keep_lines(lines, run)
            state.env.setdefault("list_signs", []).append(run[0].line)
    state.src = "\n".join(lines)


def _items(lines: list[str]) -> Iterator[_Line]:
    for number in outside_code(lines):
        line = lines[number]
        if match := _BULLET.match(line):
            says = any(map(str.isalnum, match["text"]))
            if says and (match["gap"] or match["sign"] in _BULLETS):
                yield _Line(number, match["indent"], match["sign"], None, match["text"])
            continue
        match = _NUMBER.match(line)
        # Without a blank a number goes on: a score, a date, an interval.
        if match and (match["gap"] or not match["text"][0].isdigit()):
            count = int(match["number"])
            yield _Line(number, match["indent"], match["sign"], count, match["text"])


def _runs(lines: list[str], found: dict[int, _Line]) -> Iterator[list[_Line]]:
    """Items of one kind that follow each other, with blank and deeper lines between them."""
    runs: list[list[_Line]] = []  # each deeper than the one before
    is_apart = False
    for number, line in enumerate(lines):
        item = found.get(number)
        if item:
            while runs and len(runs[-1][0].indent) > len(item.indent):
                yield runs.pop()
            if runs and _goes_on(runs[-1], item, is_apart=is_apart):
                runs[-1].append(item)
            else:
                if runs and len(runs[-1][0].indent) == len(item.indent):
                    yield runs.pop()
                runs.append([item])
        elif is_apart and (text := line.strip(_MARGIN)):
            indent = line.index(text)
            while runs and len(runs[-1][0].indent) >= indent:
                yield runs.pop()
        is_apart = not line.strip(_MARGIN)
    yield from reversed(runs)


def _goes_on(run: list[_Line], item: _Line, *, is_apart: bool) -> bool:
    first, last = run[0], run[-1]
    if item.indent != first.indent:
        return False
    if last.number is not None:
        return item.number == last.number + 1 and item.sign == first.sign
    return item.number is None and not (is_apart and _DASH in (item.sign, first.sign))


def _is_list(run: list[_Line]) -> bool:
    if run[0].number is None:
        return len(run) > 1 or run[0].sign in _BULLETS
    return len(run) > 1 and run[0].number == 1


def _write(lines: list[str], run: list[_Line]) -> None:
    """Put the signs as CommonMark knows them; another bullet than the first is a list inside."""
    signs: list[str] = []
    for item in run:
        if item.number is not None:
            mark = ")" if item.sign == ")" else "."
            lines[item.line] = f"{item.indent}{item.number}{mark} {item.text}"
            continue
        if item.sign not in signs:
            signs.append(item.sign)
        del signs[signs.index(item.sign) + 1 :]
        inside = "  " * (len(signs) - 1)
        lines[item.line] = f"{item.indent}{inside}- {item.text}"


def _keep_lines(lines: list[str], run: list[_Line]) -> None:
    """Let each line of a run stay a line, where those before it would run into it."""
    for item in run[1:]:
        before = item.line - 1
        if lines[before].strip():
            lines[before] = lines[before].rstrip() + _HARD_BREAK
