"""Fenced divs as pandoc has them: `::: name` to `:::`, one in another with as many colons too.

markdown-it's plugin ends the outer of two such divs where the inner one ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

_FENCE = re.compile(r"(:{3,})(.*)")


def add_fenced_divs(markdown: MarkdownIt, name_of: Callable[[str], str]) -> None:
    """Read divs as `container_div` tokens; `name_of` gives the name behind the colons, or nothing."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        fence = _fence(state, start)
        if fence is None or not name_of(fence[2]):
            return False
        if silent:
            return True
        last, is_closed = _end(state, start, end, len(fence[1]), name_of)
        parent, line_max = state.parentType, state.lineMax
        # No paragraph inside goes on past the closing line.
        state.parentType, state.lineMax = "container", last
        token = state.push("container_div_open", "div", 1)
        token.markup, token.info, token.map, token.block = fence[1], fence[2], [start, last], True
        state.md.block.tokenize(state, start + 1, last)
        token = state.push("container_div_close", "div", -1)
        token.markup, token.block = fence[1], True
        state.parentType, state.lineMax = parent, line_max
        state.line = last + is_closed
        return True

    options: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.before("fence", "container_div", rule, options)


def _end(
    state: StateBlock, start: int, end: int, colons: int, name_of: Callable[[str], str]
) -> tuple[int, bool]:
    """The line where a div ends, and whether one of colons is there.

    Such a line ends the innermost div that has as many colons, else the innermost with fewer.
    """
    is_open = [colons]
    for line in range(start + 1, end):
        outdented = state.sCount[line] < state.blkIndent
        if outdented and not state.isEmpty(line):
            return line, False  # the item or the quote around it ends here
        fence = _fence(state, line)
        if fence is None:
            continue
        count = len(fence[1])
        if fence[2].strip():
            is_open += [count] * bool(name_of(fence[2]))
        elif count in is_open:
            while is_open.pop() != count:
                pass
        elif is_open[-1] < count:
            is_open.pop()
        if not is_open:
            return line, True
    return end, False


def _fence(state: StateBlock, line: int) -> re.Match[str] | None:
    """A line of colons, that is not set in as program text."""
    first = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line) or not state.src.startswith(":::", first):
        return None
    return _FENCE.match(state.src, first, state.eMarks[line])
