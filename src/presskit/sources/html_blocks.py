"""Blocks of HTML in Markdown: what their tags mean becomes the model's blocks.

A page's own author may leave tags open, so a tag closes what cannot go on beside it (HTML 13.1.2.4)
and the end closes the rest. The text between the tags is read as Markdown's inlines are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model import blocks as b
from presskit.model.inlines import LineBreak, Strong, Text
from presskit.sources.html import (
    BLOCKS,
    LEFT_OUT,
    TAG,
    read_tag,
    tell_of_html,
    tell_of_loss,
    without_comments,
)
from presskit.sources.limits import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inline, Inlines
    from presskit.sources.html import Tag

_WRAPPERS = "div p center section article main span font header footer details nav br"
_WRAPPER_LINE = re.compile(rf"(?i)(?:</?(?:{'|'.join(_WRAPPERS.split())})(?:\s[^<>]*)?/?>\s*)+")
_DEEPEST = 2 * DEEPEST  # a list and its item are two
_LISTS = frozenset(["ul", "ol", "menu", "dir"])
_HEADING = re.compile(r"h([1-6])")
# What a tag closes where it is still open, up to what holds it.
_CLOSED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(["li"]), _LISTS),
    "td": (frozenset(["td", "th"]), frozenset(["tr", "table"])),
    "th": (frozenset(["td", "th"]), frozenset(["tr", "table"])),
    "tr": (frozenset(["tr"]), frozenset(["table"])),
    "dt": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "dd": (frozenset(["dt", "dd"]), frozenset(["dl"])),
}
_IN_PARAGRAPH = (frozenset(["p"]), BLOCKS - {"p"})


@dataclass
class _Open:
    """An open element: the blocks in it, and its items, rows or cells."""

    tag: Tag | None
    blocks: list[b.Block] = field(default_factory=list)
    items: list[b.ListItem] = field(default_factory=list)
    rows: list[b.Row] = field(default_factory=list)
    cells: list[b.Cell] = field(default_factory=list)
    terms: list[b.Definition] = field(default_factory=list)
    caption: Inlines = ()

    @property
    def name(self) -> str:
        return self.tag.name if self.tag else ""


def add_wrappers(markdown: MarkdownIt) -> None:
    """Add the rule for lines of tags that only wrap: what stands between them is Markdown."""
    markdown.block.ruler.before(
        "html_block", "html_wrapper", _wrapper, {"alt": ["paragraph", "reference", "blockquote"]}
    )


def _wrapper(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not line.startswith("<") or not _WRAPPER_LINE.fullmatch(line.strip()):
        return False
    if not silent:
        token = state.push("html_wrapper", "", 0)
        token.content = line.strip()
        token.map = [start, start + 1]
        state.line = start + 1
    return True


class HtmlBlocks:
    """Reads one piece of HTML.

    `inlines_of` reads the text between two tags, which stands at a place: its inlines, and the
    pictures in it.
    """

    def __init__(
        self,
        report: Report,
        inlines_of: Callable[[str, Position], tuple[Inlines, list[b.Figure]]],
    ) -> None:
        self._report = report
        self._inlines_of = inlines_of
        self._stack = [_Open(None)]

    def read(self, html: str, at: Position) -> list[b.Block]:
        """The blocks of a piece of HTML."""
        html = without_comments(html, at, self._report)
        position = 0
        for match in _block_tags(html):
            tag = read_tag(match[0], _after(html, match.start(), at))
            if tag is None or match.start() < position:  # in an element that was taken whole
                continue
            self._text(html[position : match.start()], _after(html, position, at))
            position = match.end()
            if tag.name in LEFT_OUT or (tag.name == "pre" and not tag.ends):
                position = self._whole(tag, html, position)
            elif tag.ends:
                self._close(tag)
            else:
                self._start(tag)
        self._text(html[position:], _after(html, position, at))
        while len(self._stack) > 1:
            self._fold()
        return _alone(self._stack[0])

    def _text(self, text: str, at: Position) -> None:
        if not text.strip():
            return
        shift = len(text) - len(text.lstrip())
        inlines, figures = self._inlines_of(text.strip(), _after(text, shift, at))
        top = self._stack[-1]
        if inlines:
            top.blocks.append(b.Paragraph(inlines, at))
        top.blocks += figures

    def _whole(self, tag: Tag, html: str, position: int) -> int:
        """An element that is taken or left as a whole; where it ends."""
        end = re.compile(rf"(?i)</{tag.name}\s*>").search(html, position)
        if tag.ends or tag.is_empty or (end is None and tag.name != "pre"):
            if not tag.ends:
                tell_of_loss(tag, "", self._report)
            return position
        inside = html[position : end.start()] if end else html[position:]
        if tag.name == "pre":
            text = unescape(TAG.sub("", inside)).strip("\n")
            self._stack[-1].blocks.append(b.CodeBlock(text, at=tag.at))
            tell_of_html(tag, self._report)
        else:
            tell_of_loss(tag, unescape(TAG.sub(" ", inside)), self._report)
        return end.end() if end else len(html)

    def _start(self, tag: Tag) -> None:
        tell_of_html(tag, self._report)
        closed, until = _CLOSED_BY.get(tag.name, _IN_PARAGRAPH)
        for level in range(len(self._stack) - 1, 0, -1):
            name = self._stack[level].name
            if name in closed:
                while len(self._stack) > level:
                    self._fold()
                break
            if name in until:
                break
        if tag.name == "hr":
            self._stack[-1].blocks.append(b.Break(tag.at))
        elif not tag.is_empty and len(self._stack) <= _DEEPEST:
            self._stack.append(_Open(tag))

    def _close(self, end: Tag) -> None:
        tell_of_html(end, self._report)
        if end.name in [one.name for one in self._stack]:
            while self._stack[-1].name != end.name:
                self._fold()
            self._fold()

    def _fold(self) -> None:  # noqa: C901, PLR0912 - a kind of element each
        """Close the innermost element and put what it means into the one around it."""
        done, top = self._stack.pop(), self._stack[-1]
        assert done.tag is not None
        at = done.tag.at
        match done.name:
            case "ul" | "ol" | "menu" | "dir" if done.items:
                start = done.tag.attributes.get("start", "1")
                first = int(start) if start.isdecimal() else 1
                top.blocks.append(b.List(tuple(done.items), done.name == "ol", first, at))
            case "li":
                top.items.append(b.ListItem(tuple(done.blocks), at))
            case "td" | "th":
                top.cells.append(b.Cell(_line(done.blocks)))
                top.blocks += _pictures(done.blocks)
            case "tr" if done.cells:
                top.rows.append(b.Row(tuple(done.cells), at))
                top.blocks += done.blocks
            case "thead" | "tbody" | "tfoot":
                top.rows += done.rows
                top.blocks += done.blocks
            case "table" if done.rows or done.cells:
                done.rows += [b.Row(tuple(done.cells), at)] if done.cells else []
                head, *rows = done.rows
                table = b.Table(head, tuple(rows), caption=done.caption, at=at)
                top.blocks += [table, *done.blocks]
            case "caption" if top.name == "table":
                top.caption = _line(done.blocks)
            case "dt":
                top.terms.append(b.Definition(_line(done.blocks), (), at))
            case "dd" if top.terms:
                last = top.terms[-1]
                top.terms[-1] = replace(last, blocks=(*last.blocks, *done.blocks))
            case "dl" if done.terms:
                top.blocks.append(b.DefinitionList(tuple(done.terms), at))
            case "blockquote" if done.blocks:
                top.blocks.append(b.BlockQuote(tuple(done.blocks), at=at))
            case "summary" | "legend" if inlines := _line(done.blocks):
                top.blocks.append(b.Paragraph((Strong(inlines),), at))
            case "figcaption" if top.blocks and isinstance(top.blocks[-1], b.Figure):
                top.blocks[-1] = replace(top.blocks[-1], caption=_line(done.blocks))
            case name if heading := _HEADING.fullmatch(name):
                if inlines := _line(done.blocks):
                    top.blocks.append(b.Heading(int(heading[1]), inlines, at=at))
                top.blocks += (one for one in done.blocks if isinstance(one, b.Figure))
            case _:
                _merge(top, done)


def _merge(top: _Open, done: _Open) -> None:
    """Give what stands in an element without a meaning of its own to the one around it."""
    top.blocks += done.blocks
    top.items += done.items
    top.rows += done.rows
    top.cells += done.cells
    top.terms += done.terms


def _alone(root: _Open) -> list[b.Block]:
    """The blocks of a piece, with items and cells that nothing held."""
    rows = [*root.rows, *([b.Row(tuple(root.cells))] if root.cells else [])]
    blocks = list(root.blocks)
    if root.items:
        blocks.append(b.List(tuple(root.items)))
    if rows:
        blocks.append(b.Table(rows[0], tuple(rows[1:])))
    if root.terms:
        blocks.append(b.DefinitionList(tuple(root.terms)))
    return blocks


def _pictures(blocks: list[b.Block]) -> list[b.Block]:
    return [block for block in blocks if isinstance(block, b.Figure)]


def _line(blocks: list[b.Block]) -> Inlines:
    """Blocks as one text, a line break between them."""
    done: list[Inline] = []
    for block in blocks:
        for inlines in _texts(block):
            done += [LineBreak(), *inlines] if done else inlines
    return tuple(done)


def _texts(block: b.Block) -> list[Inlines]:
    match block:
        case b.Paragraph() | b.Heading():
            return [block.children]
        case b.List():
            return [text for item in block.items for one in item.blocks for text in _texts(one)]
        case b.BlockQuote():
            return [text for one in block.blocks for text in _texts(one)]
        case b.Table():
            rows = (block.head, *block.rows)
            return [cell.children for row in rows for cell in row.cells if cell.children]
        case b.CodeBlock():
            return [(Text(block.text),)]
        case _:
            return []


def _block_tags(html: str) -> Iterator[re.Match[str]]:
    """The tags that are no phrase's."""
    return (tag for tag in TAG.finditer(html) if tag["name"].lower() in BLOCKS | LEFT_OUT)


def _after(html: str, index: int, at: Position) -> Position:
    line = html.count("\n", 0, index)
    column = index - (html.rfind("\n", 0, index) + 1)
    return Position(at.line + line, column + (1 if line else at.column))
