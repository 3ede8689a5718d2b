"""Markup of site generators and note books, which is no Markdown: told of, never printed.

Liquid, Hugo's shortcodes and kramdown's attributes are left out, of a wiki link the label stays,
formulas stay as program text, what kramdown and Obsidian call a callout becomes a quote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.sources.shortcodes import code_between_tags

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_TAGS = re.compile(
    r"\{%[^{}]{0,1000}%\}|\{\{[^{}]{0,1000}\}\}"
    r"|\{:\s?(?:[.#\w][^{}\n]{0,200})?\}"
    # A comment of MDX, which React's pages name their headings by.
    r"|\{/\*[^*{}]{1,300}\*/\}"
    # `{ .button #id loading=lazy }`, as Python-Markdown and pandoc have it; `{#id}` names a heading.
    r"|\{[ \t]?(?!#[^\s{}]+\})(?:[.#][A-Za-z][^\s{}]{0,99}|[a-z-]{1,40}=(?:\"[^\"\n]{0,200}\"|[^\s\"{}]{1,99}))"
    r"(?:[ \t]{1,4}(?:[.#][^\s{}]{1,99}|[a-z-]{1,40}=(?:\"[^\"\n]{0,200}\"|[^\s\"{}]{1,99}))){0,20}"
    r"[ \t]?\}",
    re.DOTALL,
)
_WIKI = re.compile(r"!?\[\[(?P<page>[^\[\]|\n]{1,300})(?:\|(?P<label>[^\[\]\n]{0,300}))?\]\](?!\()")
# A link or a picture whose address Liquid would write.
_WRITTEN = re.compile(
    r"(?P<image>!)?\[(?P<label>[^\[\]\n]{0,300})\]\(\s*\{[{%][^{}]{0,300}\}\}?[^()\n]{0,300}\)"
)
_CONTENTS = re.compile(r"\[\[?_?TOC_?\]\]?", re.IGNORECASE)
# A dollar before a price is followed by no other that closes: nothing of a formula between.
_MATHS = re.compile(r"\$(?!\s)(?P<said>[^$\n]{1,400}?)(?<![\s\\])\$(?!\d)")
# LaTeX's own brackets, which CommonMark takes for brackets that are escaped: a formula is what has
# one of LaTeX's commands, a power or an index in braces.
_LATEX = re.compile(r"\\(?:\((?P<in>[^\n]{1,400}?)\\\)|\[(?P<out>[^\[\]]{1,400}?)\\\])")
_LATEX_ONLY = re.compile(r"\\[A-Za-z]{2,}|[\w)}\]]\^[\w({\\]|_\{|\b[A-Za-z]_\w\b")
_MATHS_ONLY = re.compile(r"[\\^_={}<>]|^[A-Za-z]$")
_RTL = re.compile("[\u0590-\u08ff]")
_CALLOUT = re.compile(
    r"(?:(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+)(?:[ \t]+\"(?P<title>[^\"]*)\")?"
    r"|===[!+]?[ \t]+\"(?P<tab>[^\"]*)\")[ \t]*$"
)
_SET_IN = 4


def add_foreign(markdown: MarkdownIt) -> None:
    """Add the rules that find such markup; each makes a token of its own."""
    inline = markdown.inline.ruler
    inline.before("escape", "latex", _latex)
    inline.after("escape", "foreign", _foreign)
    inline.after("foreign", "wiki", _wiki)
    inline.after("wiki", "maths", _maths)
    block = markdown.block.ruler
    block.before("fence", "formula", _formula, {"alt": ["paragraph", "blockquote", "list"]})
    block.before("fence", "callout", _callout)
    block.before("fence", "code_between_tags", code_between_tags, {"alt": ["paragraph"]})


def _foreign(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.src[state.pos] != "{":
        return False
    match = _TAGS.match(state.src, state.pos, state.posMax)
    if match is None or _is_of_picture(state):
        return False
    if not silent:
        state.push("foreign", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _is_of_picture(state: StateInline) -> bool:
    """Whether what begins here says something of the picture before it."""
    return bool(state.tokens and state.tokens[-1].type == "image" and not state.pending)


def _wiki(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    if state.src[state.pos] not in "![" or state.linkLevel:
        return False
    contents = _CONTENTS.fullmatch(state.src.strip()) if state.pos == 0 else None
    written = _WRITTEN.match(state.src, state.pos, state.posMax)
    match = contents or written or _WIKI.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("foreign" if contents else "wiki", "", 0)
        token.content = match[0]
        if written and not contents:
            token.meta = {"page": "", "label": match["label"]}
        elif not contents:
            token.meta = {"page": match["page"], "label": match["label"]}
    state.pos = match.end()
    return True


def _maths(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    if state.src[state.pos] != "$":
        return False
    match = _MATHS.match(state.src, state.pos, state.posMax)
    if match is None or _RTL.search(match["said"]) or not _MATHS_ONLY.search(match["said"]):
        return False
    if not silent:
        token = state.push("maths", "", 0)
        token.content = match["said"]
    state.pos = match.end()
    return True


def _latex(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    if state.src[state.pos] != "\\":
        return False
    match = _LATEX.match(state.src, state.pos, state.posMax)
    said = (match["in"] or match["out"]).strip() if match else ""
    if match is None or _RTL.search(said) or not _LATEX_ONLY.search(said):
        return False
    if not silent:
        token = state.push("maths", "", 0)
        token.content = said
    state.pos = match.end()
    return True


def _formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """A formula between `$$` on lines of its own."""
    if state.is_code_block(start):
        return False
    first = _line(state, start)
    if not first.startswith("$$"):
        return False
    last = start
    if first.count("$$") == 1:
        last = next((n for n in range(start + 1, end) if _line(state, n).endswith("$$")), end)
        if last == end or any(not _line(state, n) for n in range(start, last)):
            return False
    elif not first.endswith("$$"):
        return False
    if silent:
        return True
    said = "\n".join(_line(state, n) for n in range(start, last + 1))
    token = state.push("formula", "", 0)
    token.content = said.removeprefix("$$").removesuffix("$$").strip()
    token.map = [start, last + 1]
    state.line = last + 1
    return True


def _callout(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """`!!! note "Title"` or a tab's `=== "Title"`, and the lines set in under it."""
    match = _CALLOUT.match(_line(state, start))
    if match is None or state.is_code_block(start):
        return False
    if silent:
        return True
    last = start + 1
    while last < end and (not _line(state, last) or _depth(state, last) >= _SET_IN):
        last += 1
    token = state.push("callout_open", "blockquote", 1)
    title = match["title"] or match["tab"] or ""
    token.meta = {"kind": match["kind"] or "===", "title": title}
    token.map = [start, last]
    indent, parent = state.blkIndent, state.parentType
    state.blkIndent, state.parentType = state.blkIndent + _SET_IN, "blockquote"
    state.md.block.tokenize(state, start + 1, last)
    state.blkIndent, state.parentType = indent, parent
    state.push("callout_close", "blockquote", -1)
    state.line = last
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()


def _depth(state: StateBlock, number: int) -> int:
    return state.sCount[number] - state.blkIndent
