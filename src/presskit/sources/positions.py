"""Positions: where every inline of a paragraph stands in the file.

markdown-it says on which lines a block stands, and nothing of its inlines. So what its inline rules
have read is noted in the tokens they made; texts fill the gaps.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.diagnostics import Position

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode

    Rule: TypeAlias = Callable[[StateInline, bool], bool]

_LINE_END = re.compile("\n")


def note(state: StateInline, start: int, count: int) -> None:
    """Note `start` and `end` in the meta of the tokens that a rule has made behind the first `count`."""
    for token in state.tokens[count:]:
        if token.type != "text" and "end" not in token.meta:
            token.meta["start"], token.meta["end"] = start, state.pos


def noting_more(rule: Rule) -> Rule:
    """A rule that adds to the token before it, which is made to end where the rule has read to."""

    def noting(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        if not rule(state, silent):
            return False
        if not silent:
            state.tokens[-1].meta["end"] = state.pos
        return True

    return noting


class Lines(Struct, frozen=True):
    """The lines of a text and where it stands in its file."""

    lines: list[str]
    line: int = 1
    column: int = 1
    indent: int = 0

    def at(self, number: int, column: int = 0) -> Position:
        """The position of a column of a line, both from 0; the first line may stand further in."""
        shift = self.column if number == 0 else self.indent + 1
        return Position(self.line + number, column + shift)

    def starts(self, content: str, first: int, column: int = 0) -> list[Position]:
        """Where each line of a block's content starts; the first one not before `column`.

        Markdown takes markers and blanks from a line's head, so the content is a line's tail.
        """
        starts = []
        for number, text in enumerate(content.split("\n"), first):
            source = self.lines[number] if number < len(self.lines) else ""
            piece = text.strip()
            least = column if number == first else 0
            found = source.find(piece, least) if least else source.rfind(piece)
            indent = len(text) - len(text.lstrip())
            starts.append(self.at(number, max(found - indent, 0)))
        return starts


class Cursor:
    """Walks through the tokens of a block's content and says where each one stands."""

    def __init__(self, content: str, starts: list[Position]) -> None:
        self._content = content
        self._starts = starts
        self._heads = [0, *(match.end() for match in _LINE_END.finditer(content))]
        self._end = 0

    def enter(self, node: SyntaxTreeNode) -> Position:
        """Where a node stands; what is inside it comes after its marker."""
        start = int(node.meta.get("start", self._end))
        self._end = start + 1
        return self.position(start)

    def leave(self, node: SyntaxTreeNode) -> None:
        """Pass a node's end."""
        self._end = int(node.meta.get("end", self._end))

    def inside(self, node: SyntaxTreeNode, text: str) -> Position | None:
        """Where a text stands in a node's source, behind any other place that says the same."""
        end = int(node.meta.get("end", len(self._content)))
        start = self._content.rfind(text, self._end, end)
        return self.position(start) if start >= 0 else None

    def text(self, text: str) -> Position:
        """Where a text stands, passing it; only the marks of emphasis can be before it."""
        start = max(self._content.find(text, self._end), 0)
        self._end = start + len(text)
        return self.position(start)

    def position(self, offset: int) -> Position:
        """The position of an offset in the content."""
        number = bisect_right(self._heads, offset) - 1
        start = self._starts[number]
        return Position(start.line, start.column + offset - self._heads[number])
