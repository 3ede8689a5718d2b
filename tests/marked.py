"""Inlines from the notation of outlines, for tests: `⟨…⟩`, `**…**`, `*…*`, `` `…` ``, links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.model.inlines import Code, Emphasis, Isolate, Link, Strong, Text

if TYPE_CHECKING:
    from presskit.model.inlines import Direction, Inline, Inlines

_PIECE = re.compile(
    r"⟨(?P<isolate>.*?)⟩(?!⟩)|\*\*(?P<strong>.+?)\*\*|(?<!\S)\*(?P<emphasis>\S(?:.*?\S)??)\*(?=\s|$)"
    r"|`(?P<code>[^`]+)`|\[(?P<label>[^\]]+)\]\((?P<href>[^)]+)\)"
)


def parse(text: str, other: Direction) -> Inlines:
    """Inlines of a text; isolates run in the direction `other`."""
    done: list[Inline] = []
    end = 0
    for match in _PIECE.finditer(text):
        if match.start() > end:
            done.append(Text(text[end : match.start()]))
        done.append(_inline(match, other))
        end = match.end()
    if end < len(text):
        done.append(Text(text[end:]))
    return tuple(done)


def _inline(match: re.Match[str], other: Direction) -> Inline:
    match match.lastgroup:
        case "isolate":
            return Isolate(other, parse(match["isolate"], other))
        case "strong":
            return Strong(parse(match["strong"], other))
        case "emphasis":
            return Emphasis(parse(match["emphasis"], other))
        case "code":
            return Code(match["code"])
        case _:
            return Link(match["href"], parse(match["label"], other))
