"""Bare addresses: `https://…` and `www.…` are links, as GitHub's Markdown (6.9) has it.

Marks of any script that close a sentence are no part of an address, nor is a bracket that it
didn't open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
_CLOSING = "?!.,:;*_~'…’"
_BRACKETS = {")": "(", "}": "{"}


def add_addresses(markdown: MarkdownIt) -> None:
    """Add the rule for bare addresses; text ends where one begins."""
    ruler = markdown.inline.ruler
    ruler.at("text", _text)
    ruler.before("text", "address", _address)


def address_of(text: str) -> str:
    """Where a text leads that is a bare address from end to end; empty for any other."""
    if _MAIL.fullmatch(text):
        return f"mailto:{text}"
    match = _ADDRESS.fullmatch(text) if _START.match(text) else None
    return _href(text) if match and _trimmed(text) == text else ""


def mail_in(text: str) -> Iterator[tuple[int, int]]:
    """Where the e-mail addresses of a text begin and end."""
    return (match.span() for match in _MAIL.finditer(text)) if "@" in text else iter(())


def _text(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """As markdown-it's rule, but it ends before an address too."""
    stop = state.md.inline.terminator_re.search(state.src, state.pos)
    end = stop.start() if stop else state.posMax
    # A scheme's own colon ends a text: look as far as it goes.
    address = _START.search(state.src, state.pos, min(end + len("://x"), state.posMax))
    if address and address.start() < end:
        end = address.start() if address.start() > state.pos else end
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


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
    """An address without what closes the sentence or the bracket around it."""
    while address and (
        address[-1] in _CLOSING
        or (
            address[-1] in _BRACKETS
            and address.count(address[-1]) > address.count(_BRACKETS[address[-1]])
        )
    ):
        address = address[:-1]
    return address
