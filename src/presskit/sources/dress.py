"""Inline rules for what dresses text: `*`, `_`, `~~struck~~`, `==marked==`, `H~2~O`, `x^2^`.

CommonMark (6.2) lets a mark of emphasis open or close beside punctuation only where a blank or
other punctuation stands on its far side: a word of Latin letters tells by its blanks where it ends.
Scripts without case write particles close to the next word (`و**«الصحيفة»**`) and a word close to
the stop before it, so their letters count on that far side as punctuation does. That is what
CommonMark's own authors discuss for Chinese; here it holds for every letter that has no case.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar
from markdown_it.rules_inline.state_inline import Delimiter

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_CASELESS = frozenset(["Lo", "Lm", "Mn", "Mc", "Cf"])
_PAIRS = {"~": "s", "=": "mark"}
_SHIFTED = {
    "~": ("sub", re.compile(r"~(?=[^\s~]*[^\W_])([^\s~\\/]{1,40})~(?!~)")),
    # A charge is a sign alone: Na^+^.
    "^": ("sup", re.compile(r"\^(?=[^\s^]*[^\W_]|[+−–-]\^)([^\s^\\/\[][^\s^\\/]{0,39})\^")),
}

_GIVEN = re.compile(
    r"\{:?[ \t]*(?:(?:[.#][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|[^\s\"{}]+))[ \t]*)+\}", re.ASCII
)
_NAMED = re.compile(r"([\w-]+)=(?:\"([^\"\n]*)\"|([^\s\"{}]+))", re.ASCII)


class _Scanned(NamedTuple):
    length: int
    opens: bool
    closes: bool


def add_dress(markdown: MarkdownIt) -> None:
    """Put the rules in place of markdown-it's for emphasis, and add those for the rest."""
    ruler = markdown.inline.ruler
    ruler.at("emphasis", _emphasis)
    ruler.before("emphasis", "shifted", _shifted)
    ruler.before("emphasis", "paired", _paired)
    ruler.after("image", "given", _attributes)
    markdown.inline.ruler2.before("emphasis", "paired", _settle)
    markdown.inline.ruler2.before("emphasis", "left_open", _close_with_blanks)


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = _scan(state)
    end = state.pos + scanned.length
    if (scanned.opens or scanned.closes) and _has_other(state.src, marker, state.pos, end):
        for _ in range(scanned.length):
            _push(state, marker, scanned, scanned.length)
    else:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _has_other(text: str, marker: str, start: int, end: int) -> bool:
    """Whether a mark stands behind or before a run of it too, without which the run pairs with nothing."""
    return text.find(marker, end) >= 0 or text.rfind(marker, 0, start) >= 0


def _paired(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """`~~` and `==`; runs of another length are text, `=` never splits a Latin word."""
    marker = state.src[state.pos]
    if silent or marker not in _PAIRS:
        return False
    scanned = _scan(state)
    if scanned.length == len("~~"):
        _push(state, marker * 2, scanned, 0)
    else:
        state.append_pending(marker * scanned.length)
    state.pos += scanned.length
    return True


def _push(state: StateInline, text: str, scanned: _Scanned, length: int) -> None:
    token = state.push("text", "", 0)
    token.content = text
    state.delimiters.append(
        Delimiter(
            marker=ord(text[0]),
            length=length,
            token=len(state.tokens) - 1,
            end=-1,
            open=scanned.opens,
            close=scanned.closes,
        )
    )


def _scan(state: StateInline) -> _Scanned:
    """How long a run of marks is, and whether it can open and close.

    `*` and `~` may stand inside any word, `=` inside one without case, `_` inside none.
    """
    start, marker = state.pos, state.src[state.pos]
    end = start
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    left = not after.isspace() and (not _is_mark(after) or before.isspace() or _frees(before))
    right = not before.isspace() and (not _is_mark(before) or after.isspace() or _frees(after))
    if marker in "*~":
        return _Scanned(end - start, left, right)
    parts = _frees if marker == "=" else _is_mark
    opens = left and (not right or parts(before))
    closes = right and (not left or parts(after))
    return _Scanned(end - start, opens, closes)


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _frees(character: str) -> bool:
    """Whether what stands behind a mark of emphasis lets it touch punctuation on its other side."""
    return _is_mark(character) or unicodedata.category(character) in _CASELESS


def _close_with_blanks(state: StateInline) -> None:
    """Pair the only two `**` that found no partner, where a blank stands before the second.

    `**كلمة **ثم` is bold for its writer; in Latin text CommonMark's reading stays.
    """
    lone = [
        number
        for number, one in enumerate(state.delimiters[:-1])
        if one.marker == ord("*") and one.length == len("**") and one.end < 0 and one.open
        if state.delimiters[number + 1].token == one.token + 1
        if state.delimiters[number + 1].end < 0
    ]
    if len(lone) != len(("opening", "closing")):
        return
    first, last = (state.delimiters[number] for number in lone)
    words = [state.tokens[one.token + 2 : one.token + 3] for one in (first, last)]
    if not all(found and _begins_caseless(found[0].content) for found in words):
        return
    inside = range(lone[0], lone[1] + 1)
    pairs = ((n, one.end) for n, one in enumerate(state.delimiters) if one.end >= 0)
    if any((start in inside) != (end in inside) for start, end in pairs):
        return
    first.end, last.open = lone[1] + 1, False
    state.delimiters[lone[0] + 1].end = lone[1]


def _begins_caseless(text: str) -> bool:
    return bool(text) and unicodedata.category(text[0]) in _CASELESS


def _settle(state: StateInline) -> None:
    """Make the pairs that were found into tokens of their kind."""
    lists = [state.delimiters]
    lists += [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for delimiters in lists:
        for opening in delimiters:
            tag = _PAIRS.get(chr(opening.marker))
            if tag is None or opening.end < 0:
                continue
            pair = (state.tokens[opening.token], state.tokens[delimiters[opening.end].token])
            for token, nesting, kind in zip(pair, (1, -1), ("open", "close"), strict=True):
                token.type, token.tag, token.nesting = f"{tag}_{kind}", tag, nesting  # type: ignore[assignment]
                token.markup, token.content = token.content, ""


def _shifted(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """`~` and `^` around characters without blanks, close behind a letter, a digit or a bracket."""
    src, start = state.src, state.pos
    if (
        src[start] not in _SHIFTED
        or not start
        or not (src[start - 1].isalnum() or src[start - 1] in ")]")
    ):
        return False
    tag, pattern = _SHIFTED[src[start]]
    match = pattern.match(src, start, state.posMax)
    if match is None:
        return False
    if not silent:
        most = state.posMax
        state.push(f"{tag}_open", tag, 1)
        state.pos, state.posMax = match.span(1)
        state.md.inline.tokenize(state)
        state.posMax = most
        state.push(f"{tag}_close", tag, -1)
    state.pos = match.end()
    return True


def _attributes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """`{width=30%}` behind a picture, which the plugin for attributes takes in quotes only."""
    if silent or state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    match = _GIVEN.match(state.src, state.pos, state.posMax)
    if match is None or state.tokens[-1].type != "image":
        return False
    for name, quoted, plain in _NAMED.findall(match[0]):
        state.tokens[-1].attrSet(name, quoted or plain)
    state.pos = match.end()
    return True
