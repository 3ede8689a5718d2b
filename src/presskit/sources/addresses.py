"""Bare addresses: `https://…` and `www.…` are links, as GitHub's Markdown (6.9) has it.

Marks of any script that close a sentence are no part of an address, nor is a bracket that it
didn't open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model.inlines import Link, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_ADDRESS = re.compile(
    r"(?i)(?:https?://|ftp://|www\.)[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#][^\s<>\[\]«»“”\"،؛؟۔|`]*)?"
)
_START = re.compile(r"(?i)(?<![\w/@.])(?:https?://|ftp://|www\.)(?=\w)")
_MAIL = re.compile(
    r"(?<![\w/@.+-])[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]*[A-Za-z0-9])+",
    re.ASCII,
)
_T = TypeVar("_T")
_CLOSING = "?!.,:;*_~'…’"
_BRACKETS = {")": "(", "}": "{"}


def add_addresses(markdown: MarkdownIt) -> None:
    """Add the rule for bare addresses; the dispatch ends a text where one begins."""
    markdown.inline.ruler.before("text", "address", _address)


def address_of(text: str) -> str:
    """Where a text leads that is a bare address from end to end; empty for any other."""
    if _MAIL.fullmatch(text):
        return f"mailto:{text}"
    match = _ADDRESS.fullmatch(text) if _START.match(text) else None
    return _href(text) if match and _trimmed(text) == text else ""


def mail_in(text: str) -> Iterator[tuple[int, int]]:
    """Where the e-mail addresses of a text begin and end."""
    return (match.span() for match in _MAIL.finditer(text)) if "@" in text else iter(())


def with_links(record: _T) -> _T:
    """A record, or a tuple of them, whose bare addresses are links."""
    if isinstance(record, tuple):
        return tuple(_linked(record))  # type: ignore[return-value]
    if not isinstance(record, Struct) or isinstance(record, Link | Position):
        return record
    old = {name: getattr(record, name) for name in record.__struct_fields__}
    new = {name: with_links(value) for name, value in old.items()}
    return replace(record, **{name: value for name, value in new.items() if value is not old[name]})


def _linked(parts: tuple[object, ...]) -> Iterator[object]:
    for part in parts:
        if isinstance(part, Text):
            yield from _cut(part)
        else:
            yield with_links(part)


def _cut(text: Text) -> Iterator[Text | Link]:
    position = 0
    for start, end in _addresses(text.text):
        if start > position:
            yield _piece(text, position, start)
        said = _piece(text, start, end)
        yield Link(address_of(said.text), (said,))
        position = end
    if position < len(text.text):
        yield _piece(text, position, len(text.text))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where the bare addresses of a text begin and end, in order."""
    webs = [
        (match.start(), match.start() + len(_trimmed(match[0])))
        for start in _START.finditer(text)
        if (match := _ADDRESS.match(text, start.start()))
    ]
    last = 0
    for start, end in sorted([*webs, *mail_in(text)]):
        if start >= last and address_of(text[start:end]):
            yield start, end
            last = end


def _piece(text: Text, start: int, end: int) -> Text:
    at = text.at and Position(text.at.line, text.at.column + start)
    return Text(text.text[start:end], at)


def address_from(text: str, start: int, end: int, most: int) -> int:
    """Where the first bare address begins that stands from `start` on before `end`; else `end`.

    A scheme's own colon may end what stands before it, so it is looked for as far as `most`.
    """
    address = _START.search(text, start, min(end + len("://x"), most))
    return min(address.start(), end) if address else end


def _address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    if state.linkLevel or state.src[state.pos] not in "hHwWfF":
        return False
    if not _START.match(state.src, state.pos):
        return False
    match = _ADDRESS.match(state.src, state.pos, state.posMax)
    text = _trimmed(match[0]) if match else ""
    if not text:
        return False
    if not silent:
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": _href(text)}
        token.info = "bare"
        state.push("text", "", 0).content = text
        state.push("link_close", "a", -1).info = "bare"
    state.pos += len(text)
    return True


def _href(text: str) -> str:
    return f"http://{text}" if text[:4].lower() == "www." else text


def _trimmed(address: str) -> str:
    """An address up to a bracket that it didn't open, without what closes the sentence."""
    end = _first_closer(address)
    while end and address[end - 1] in _CLOSING:
        end -= 1
    return address[:end]


def _first_closer(address: str) -> int:
    """Where the first bracket closes that the address didn't open; its end, if none does."""
    still_open = dict.fromkeys(_BRACKETS.values(), 0)
    for place, character in enumerate(address):
        if character in still_open:
            still_open[character] += 1
        elif character in _BRACKETS:
            if not still_open[_BRACKETS[character]]:
                return place
            still_open[_BRACKETS[character]] -= 1
    return len(address)
