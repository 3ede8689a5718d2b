"""Markdown to blocks: CommonMark with tables, notes, definition lists and fenced divs."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from presskit.model import blocks as model
from presskit.model.article import Note
from presskit.model.inlines import Text, plain
from presskit.sources.delegations import is_delegations, read_delegations, recognise
from presskit.sources.divs import Div, read_div
from presskit.sources.inlines import InlineReader, Lines, keep_html, note_label, stripped

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

    from presskit.diagnostics import Position, Report
    from presskit.model.inlines import Inlines

DEEPEST = 9
_MARKDOWN_LEVELS = 80
_HEADING_ID = re.compile(r"[ \t]*\{#([^\s{}]+)\}[ \t]*$")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*$")
_DIV_END = re.compile(r"[ \t>]*:{3,}[ \t]*$")
_NOTE = re.compile(r"(?m)^ {0,3}\[\^([^\]\s]+)\]:")


def read_blocks(
    text: str, report: Report, start: Lines | None = None
) -> tuple[model.Blocks, tuple[Note, ...]]:
    """The blocks and notes of a Markdown text; `start` says where the text stands in its file.

    Fails with `nesting-too-deep`; everything else that is odd is reported and kept.
    """
    lines = start or Lines(text.split("\n"))
    tokens, env = _parse(text, lines, report)
    reader = BlockReader(lines, report)
    blocks, notes = reader.document(tokens)
    _report_unused_notes(text, env, lines, report)
    return blocks, notes


def read_paragraphs(lines: Lines, report: Report) -> tuple[model.Paragraph, ...]:
    """Paragraphs of inline Markdown alone, told apart by blank lines."""
    from markdown_it.tree import SyntaxTreeNode

    paragraphs = []
    number = 0
    for filled, group in groupby(lines.lines, key=lambda line: bool(line.strip())):
        texts = list(group)
        if filled:
            text = "\n".join(texts).strip()
            node = SyntaxTreeNode(_markdown().parseInline(text)).children[0]
            inlines = stripped(InlineReader(lines, report).read(node, number))
            paragraphs.append(model.Paragraph(inlines, lines.at(number)))
        number += len(texts)
    return tuple(paragraphs)


def _parse(text: str, lines: Lines, report: Report) -> tuple[list[Token], dict[str, object]]:
    env: dict[str, object] = {}
    tokens = _markdown().parse(text, env)
    depth = 0
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open", "blockquote_open"}:
            depth += 1
            if depth > DEEPEST:
                at = lines.at(token.map[0] if token.map else 0)
                report.fail(
                    "nesting-too-deep",
                    f"lists and quotes are nested more than {DEEPEST} deep",
                    at,
                    "Word has nine levels; flatten the list",
                )
        elif token.type in {"bullet_list_close", "ordered_list_close", "blockquote_close"}:
            depth -= 1
    return tokens, env


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_plugin
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    markdown = MarkdownIt("commonmark", {"maxNesting": _MARKDOWN_LEVELS}).enable("table")
    markdown.use(footnote_plugin).use(deflist_plugin)
    markdown.use(attrs_plugin, spans=True)
    markdown.use(container_plugin, "div", validate=lambda params, *_: bool(params.strip()))
    return markdown


def _report_unused_notes(text: str, env: dict[str, object], lines: Lines, report: Report) -> None:
    notes = env.get("footnotes")
    refs = notes.get("refs", {}) if isinstance(notes, dict) else {}
    unused = {str(label).removeprefix(":") for label, number in refs.items() if number < 0}
    for match in _NOTE.finditer(text):
        if match[1] in unused:
            report.add(
                "note-unused",
                f"nothing refers to the note “{match[1]}”; it stands in no edition",
                lines.at(text.count("\n", 0, match.start())),
                f"refer to it with [^{match[1]}], or delete it",
            )


class BlockReader:
    """Reads the block tokens of one text."""

    def __init__(self, lines: Lines, report: Report) -> None:
        self._lines = lines
        self.report = report
        self._notes: list[Note] = []

    def document(self, tokens: list[Token]) -> tuple[model.Blocks, tuple[Note, ...]]:
        """The blocks of the text, and the notes that they refer to."""
        from markdown_it.tree import SyntaxTreeNode

        blocks = self.blocks(SyntaxTreeNode(tokens).children)
        return blocks, tuple(self._notes)

    def blocks(self, nodes: list[SyntaxTreeNode]) -> model.Blocks:
        """Nodes as blocks; delegations without a fence are recognised among them."""
        return recognise(self._plain_blocks(nodes), self.report)

    def _plain_blocks(self, nodes: list[SyntaxTreeNode]) -> model.Blocks:
        return tuple(block for node in nodes for block in self._block(node))

    def _block(self, node: SyntaxTreeNode) -> list[model.Block]:
        match node.type:
            case "paragraph":
                return self._paragraph(node)
            case "heading":
                return self._heading(node)
            case "bullet_list" | "ordered_list":
                return [self._list(node)]
            case "blockquote":
                blocks, attribution = split_attribution(self.blocks(node.children))
                return [model.BlockQuote(blocks, attribution, self._at(node))]
            case "table":
                return self._table(node)
            case "fence" | "code_block":
                return [self._code(node)]
            case "hr":
                return [model.Break(self._at(node))]
            case "dl":
                return [self._definitions(node)]
            case "container_div":
                return self._div(node)
            case "footnote_block":
                self._read_notes(node)
                return []
            case "html_block":
                return self._html(node)
            case _:
                return []

    def _at(self, node: SyntaxTreeNode) -> Position:
        first = node.map[0] if node.map else 0
        line = self._lines.lines[first] if first < len(self._lines.lines) else ""
        return self._lines.at(first, len(line) - len(line.lstrip()))

    def _inlines(self, node: SyntaxTreeNode) -> tuple[Inlines, list[model.Figure]]:
        """The inlines of a block's only child, and the pictures that stand among them."""
        reader = InlineReader(self._lines, self.report)
        inline = node.children[0]
        first = inline.map[0] if inline.map else 0
        return stripped(reader.read(inline, first)), reader.figures

    def _paragraph(self, node: SyntaxTreeNode) -> list[model.Block]:
        inlines, figures = self._inlines(node)
        if not inlines:
            return list(figures)
        for figure in figures:
            self.report.add(
                "image-inline",
                f"“{figure.src}” stands in a sentence; it became a figure after it",
                figure.at,
                "give the picture a paragraph of its own",
            )
        return [model.Paragraph(inlines, self._at(node)), *figures]

    def _heading(self, node: SyntaxTreeNode) -> list[model.Block]:
        inlines, figures = self._inlines(node)
        name = ""
        if inlines and isinstance(inlines[-1], Text):
            last = inlines[-1]
            if match := _HEADING_ID.search(last.text):
                name = match[1]
                inlines = stripped((*inlines[:-1], Text(last.text[: match.start()], last.at)))
        return [model.Heading(int(node.tag[1]), inlines, name, self._at(node)), *figures]

    def _list(self, node: SyntaxTreeNode) -> model.List:
        items = tuple(
            model.ListItem(self.blocks(item.children), self._at(item)) for item in node.children
        )
        ordered = node.type == "ordered_list"
        start = int(node.attrs.get("start", 1)) if ordered else 1
        return model.List(items, ordered, start, self._at(node))

    def _code(self, node: SyntaxTreeNode) -> model.CodeBlock:
        if node.type == "fence" and node.map:
            last = node.map[1] - 1
            closed = last > node.map[0] and _FENCE.match(self._lines.lines[last])
            if not closed:
                self._unclosed(node, "```")
        return model.CodeBlock(node.content.rstrip("\n"), node.info.strip(), self._at(node))

    def _unclosed(self, node: SyntaxTreeNode, fence: str) -> None:
        self.report.add(
            "fence-unclosed",
            "this fence is never closed; its text was kept to the end",
            self._at(node),
            f"add a line {fence} where it ends",
        )

    def _definitions(self, node: SyntaxTreeNode) -> model.DefinitionList:
        items: list[model.Definition] = []
        for child in node.children:
            if child.type == "dt":
                items.append(model.Definition(self._inlines(child)[0], (), self._at(child)))
            else:
                last = items[-1]
                more = (*last.blocks, *self.blocks(child.children))
                items[-1] = model.Definition(last.term, more, last.at)
        return model.DefinitionList(tuple(items), self._at(node))

    def _table(self, node: SyntaxTreeNode) -> list[model.Block]:
        rows = [row for part in node.children for row in part.children]
        head = rows[0]
        aligns = tuple(_align(cell) for cell in head.children)
        figures: list[model.Figure] = []
        read = [self._row(row, len(aligns), figures) for row in rows]
        table = model.Table(read[0], tuple(read[1:]), aligns, (), self._at(node))
        return [table, *figures]

    def _row(self, row: SyntaxTreeNode, width: int, figures: list[model.Figure]) -> model.Row:
        number = row.map[0] if row.map else 0
        source = self._lines.lines[number]
        written = len(re.findall(r"(?<!\\)\|", source.strip().strip("|"))) + 1
        if written != width:
            self.report.add(
                "table-ragged",
                f"this row has {written} cells, the table's head {width}",
                self._lines.at(number),
                "write as many cells as the head has; a cell may be empty",
            )
        cells = []
        column = 0
        for cell in row.children:
            reader = InlineReader(self._lines, self.report)
            inline = cell.children[0]
            cells.append(model.Cell(stripped(reader.read(inline, number, column))))
            figures += reader.figures
            column = max(source.find(inline.content, column), column) + len(inline.content)
        return model.Row(tuple(cells), self._lines.at(number))

    def _div(self, node: SyntaxTreeNode) -> list[model.Block]:
        if node.map and not self._is_closed(node.map[1]):
            self._unclosed(node, ":::")
        name, at = node.info.strip(), self._at(node)
        if is_delegations(name):
            return read_delegations(self._plain_blocks(node.children), at, self.report)
        return read_div(Div(name, self.blocks(node.children), at), self.report)

    def _is_closed(self, end: int) -> bool:
        lines = self._lines.lines
        return any(_DIV_END.match(line) for line in lines[max(end - 1, 0) : end + 1])

    def _read_notes(self, node: SyntaxTreeNode) -> None:
        for note in node.children:
            blocks = self.blocks(note.children)
            self._notes.append(Note(note_label(note.meta), blocks))

    def _html(self, node: SyntaxTreeNode) -> list[model.Block]:
        at = self._at(node)
        if not keep_html(node.content, at, self.report):
            return []
        return [model.Paragraph((Text(" ".join(node.content.split()), at),), at)]


def split_attribution(blocks: model.Blocks) -> tuple[model.Blocks, Inlines]:
    """A quote's blocks, and the last paragraph's text where it opens with a dash."""
    last = blocks[-1] if blocks else None
    if len(blocks) < 2 or not isinstance(last, model.Paragraph):
        return blocks, ()
    first = last.children[0]
    if not isinstance(first, Text) or not plain(last.children).startswith(("—", "–", "--", "― ")):
        return blocks, ()
    text = first.text.lstrip("—–-― ")
    return blocks[:-1], stripped((Text(text, first.at), *last.children[1:]))


def _align(cell: SyntaxTreeNode) -> model.Align | None:
    """The alignment that a column asks for; left and right mean start and end."""
    style = str(cell.attrs.get("style", ""))
    if "center" in style:
        return "center"
    return "end" if "right" in style else "start" if "left" in style else None
