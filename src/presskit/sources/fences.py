"""Which lines of a Markdown text are program text, before its blocks are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"[ \t>]*(?:[-+*][ \t]+|\d+[.)][ \t]+)*(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
_ITEM = re.compile(r"[ >]*(?:[-+*•◦●▪–]|\d{1,9}[ ]?[.)-])[ ]?\S")
_CODE_INDENT = 4


def outside_code(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines that stand in no fence, and are no lines set in after a blank one."""
    fence = ""
    in_list = in_code = False
    is_after_blank = True
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            if match and match["mark"].startswith(fence) and not match["info"].strip():
                fence = ""
        elif match and not (match["mark"][0] == "`" and "`" in match["info"]):
            fence = match["mark"]
        elif line.strip():
            text = line.expandtabs(_CODE_INDENT)
            is_deep = len(text) - len(text.lstrip()) >= _CODE_INDENT
            in_code = is_deep and not in_list and (is_after_blank or in_code)
            if not in_code:
                yield number
                opens = _ITEM.match(text) is not None
                in_list = opens or (in_list and (is_deep or not is_after_blank))
        is_after_blank = not line.strip()
