"""Markdown to blocks: CommonMark with tables, notes, definition lists and fenced divs."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.model import blocks as model
from presskit.model.article import Note
from presskit.model.inlines import Strong, Text
from presskit.sources.block_names import read_opening
from presskit.sources.delegations import is_delegations, read_delegations, recognise
from presskit.sources.divs import Div, aside_of, read_div
from presskit.sources.html import read_tag, tell_of_html
from presskit.sources.html_blocks import HtmlBlocks
from presskit.sources.inlines import InlineReader, from_column, note_label, stripped
from presskit.sources.pairs import PAIRS
from presskit.sources.parser import div_name, parse, parse_inline
from presskit.sources.quotes import split_attribution
from presskit.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.tree import SyntaxTreeNode

    from presskit.diagnostics import Position, Report
    from presskit.model.inlines import Inlines
    from presskit.sources.parser import Env
    from presskit.sources.positions import Lines

_HEADING_ID = re.compile(r"[ \t]*\{#([^\s{}]+)\}[ \t]*$")
_MARGIN = " \t>"
_CALLOUT = re.compile(r"\[!([A-Za-z]+)\][+-]?[ \t]*")
_BOX = re.compile(r"\[([ xX])\](?:\s+|$)")


def read_blocks(
    lines: Lines, env: Env, report: Report, places: dict[int, Position] | None = None
) -> tuple[model.Blocks, tuple[Note, ...]]:
    """The blocks of a Markdown text, and the notes that it and the texts read before refer to.

    `places` says where notes begin that were written in place before. Fails with
    `nesting-too-deep`; everything else that is odd is reported and kept.
    """
    reader = _BlockReader(lines, report, places or {})
    blocks = reader.blocks(parse(lines, env, report).children)
    return blocks, tuple(reader.notes.values())


def read_paragraphs(
    lines: Lines, env: Env, report: Report, places: dict[int, Position]
) -> tuple[model.Paragraph, ...]:
    """Paragraphs of inline Markdown alone, told apart by blank lines.

    Where notes written in place begin is put into `places`.
    """
    paragraphs = []
    number = 0
    for is_filled, group in groupby(lines.lines, key=lambda line: bool(line.strip())):
        texts = list(group)
        if is_filled:
            content = "\n".join(texts).strip()
            reader = InlineReader(report)
            starts = lines.starts(content, number)
            inlines = reader.read(parse_inline(content, env), starts)
            places |= reader.notes
            for figure in reader.figures:
                report.add(
                    "image-inline",
                    f"“{figure.src}” cannot stand here and was left out",
                    figure.at,
                    "put the picture into the body",
                )
            paragraphs.append(model.Paragraph(inlines, starts[0]))
        number += len(texts)
    return tuple(paragraph for paragraph in paragraphs if paragraph.children)


class _BlockReader:
    """Reads the block tokens of one text; `notes` are those it met, by label."""

    def __init__(self, lines: Lines, report: Report, places: dict[int, Position]) -> None:
        self.notes: dict[str, Note] = {}
        self._lines = lines
        self._report = report
        self._places = places
        self._in_gallery = False

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> model.Blocks:
        """Nodes as blocks; delegations without a fence are recognised among them."""
        return recognise(self._plain_blocks(nodes), self._report)

    def _plain_blocks(self, nodes: Sequence[SyntaxTreeNode]) -> model.Blocks:
        return tuple(block for node in nodes for block in self._block(node))

    def _block(self, node: SyntaxTreeNode) -> Sequence[model.Block]:  # noqa: C901, PLR0911, PLR0912 - a kind of node each
        match node.type:
            case "paragraph":
                return self._paragraph(node)
            case "heading":
                return self._heading(node)
            case "bullet_list" | "ordered_list":
                return [self._list(node)]
            case "blockquote":
                return [self._quote(node)]
            case "table":
                reader = InlineReader(self._report)
                table, figures = read_table(node, self._lines, reader, self._report)
                return [table, *self._after_block(reader, figures)]
            case "fence" | "code_block":
                return [self._code(node)]
            case "hr":
                return [model.Break(self._at(node))]
            case "dl":
                return self._definitions(node)
            case "container_div":
                return self._div(node)
            case "footnote_block" | "footnote_anchor":
                return self._read_notes(node)
            case "html_block":
                return self._html(node)
            case "html_wrapper":
                if tag := read_tag(node.content.partition(">")[0] + ">", self._at(node)):
                    tell_of_html(tag, self._report)
                return []
            case "formula":
                return self._formula(node)
            case "callout":
                kind, title = node.meta["kind"], node.meta["title"]
                return [self._callout(kind, title, node, self.blocks(node.children))]
            case _:
                message = f"no reader for {node.type}"
                raise NotImplementedError(message)

    def _at(self, node: SyntaxTreeNode) -> Position:
        first = node.map[0] if node.map else 0
        line = self._lines.lines[first]
        return self._lines.at(first, len(line) - len(line.lstrip(_MARGIN)))

    def _inlines(self, node: SyntaxTreeNode) -> tuple[Inlines, Position, InlineReader]:
        """The inlines of a block's first child, where they start, and who read them."""
        inline = node.children[0]
        reader = InlineReader(self._report)
        if inline.map:
            starts = self._lines.starts(inline.content, inline.map[0])
        else:  # a note written in place
            starts = self._starts_inside(inline.content, node)
        inlines = reader.read(inline, starts)
        self._places |= reader.notes
        return inlines, starts[0], reader

    def _starts_inside(self, content: str, node: SyntaxTreeNode) -> list[Position]:
        note = node.parent
        start = self._places[note.meta["id"]] if note else self._lines.at(0)
        number = start.line - self._lines.line
        if not 0 <= number < len(self._lines.lines):  # the note of a lead, above the body
            return [
                type(start)(start.line + n, start.column) for n in range(content.count("\n") + 1)
            ]
        return self._lines.starts(content, number, start.column - 1)

    def _after_block(
        self, reader: InlineReader, figures: Sequence[model.Figure]
    ) -> Sequence[model.Figure]:
        self._places |= reader.notes
        for figure in () if self._in_gallery else figures:
            self._report.add(
                "image-inline",
                f"“{figure.src}” stands in a text; it became a figure after it",
                figure.at,
                "give the picture a paragraph of its own",
            )
        return figures

    def _paragraph(self, node: SyntaxTreeNode) -> Sequence[model.Block]:
        inlines, at, reader = self._inlines(node)
        if not inlines:
            return reader.figures
        return [model.Paragraph(inlines, at), *self._after_block(reader, reader.figures)]

    def _heading(self, node: SyntaxTreeNode) -> Sequence[model.Block]:
        inlines, _, reader = self._inlines(node)
        name = ""
        if inlines and isinstance(last := inlines[-1], Text):
            match = _HEADING_ID.search(last.text)
            if match:
                name = match[1]
                inlines = stripped((*inlines[:-1], Text(last.text[: match.start()], last.at)))
        heading = model.Heading(int(node.tag[1]), inlines, name, self._at(node))
        return [heading, *self._after_block(reader, reader.figures)]

    def _list(self, node: SyntaxTreeNode) -> model.List:
        ordered = node.type == "ordered_list"
        items = tuple(
            _with_box(model.ListItem(self.blocks(item.children), self._at(item)), ordered=ordered)
            for item in node.children
        )
        start = int(node.attrs.get("start", 1)) if ordered else 1
        return model.List(items, ordered, start, self._at(node))

    def _code(self, node: SyntaxTreeNode) -> model.CodeBlock:
        if node.type == "fence" and node.map:
            last = self._lines.lines[node.map[1] - 1].strip(_MARGIN)
            is_fence = set(last) == {node.markup[0]} and len(last) >= len(node.markup)
            if node.map[1] - node.map[0] == 1 or not is_fence:
                self._report_unclosed(node)
        return model.CodeBlock(node.content.rstrip("\n"), node.info.strip(), self._at(node))

    def _report_unclosed(self, node: SyntaxTreeNode) -> None:
        self._report.add(
            "fence-unclosed",
            "this fence is never closed; its text was kept",
            self._at(node),
            f"add a line {node.markup} where it ends",
        )

    def _definitions(self, node: SyntaxTreeNode) -> Sequence[model.Block]:
        items: list[model.Definition] = []
        figures: list[model.Figure] = []
        for child in node.children:
            if child.type == "dt":
                inlines, at, reader = self._inlines(child)
                figures += self._after_block(reader, reader.figures)
                items.append(model.Definition(inlines, (), at))
            else:
                last = items[-1]
                more = (*last.blocks, *self.blocks(child.children))
                items[-1] = model.Definition(last.term, more, last.at)
        return [model.DefinitionList(tuple(items), self._at(node)), *figures]

    def _div(self, node: SyntaxTreeNode) -> Sequence[model.Block]:
        name, at, inside = div_name(node.info), self._at(node), node.children
        after: list[SyntaxTreeNode] = []
        if not self._is_closed(node):
            self._report_unclosed(node)
            # Nobody means a div to go on through the headings under it.
            heads = [number for number, child in enumerate(inside) if child.type == "heading"]
            if heads:
                inside, after = inside[: heads[0]], inside[heads[0] :]
        if is_delegations(name):
            read = read_delegations(self._plain_blocks(inside), at, self._report)
        elif aside := aside_of(node.info):
            read = [self._callout(*aside, node, self.blocks(inside))]
        else:
            read = self._named(node, inside, at)
        return [*read, *self.blocks(after)]

    def _named(
        self, node: SyntaxTreeNode, inside: Sequence[SyntaxTreeNode], at: Position
    ) -> Sequence[model.Block]:
        """A div by the name that its first line has, with the title and the wishes behind it."""
        opening = read_opening(node.info)
        title: Inlines = ()
        reader = InlineReader(self._report)
        if opening.title:
            start = type(at)(at.line, at.column + len(node.markup) + opening.column)
            title = reader.read(parse_inline(opening.title), [start])
        # A line and a list of `role: name` under it are no delegation among pairs.
        self._in_gallery = opening.kind == "gallery"
        blocks = self._plain_blocks(inside) if opening.kind in PAIRS else self.blocks(inside)
        self._in_gallery = False
        div = Div(div_name(node.info), blocks, at, opening.kind, title, opening.wide)
        return [*read_div(div, self._report), *self._after_block(reader, reader.figures)]

    def _is_closed(self, node: SyntaxTreeNode) -> bool:
        end = node.map[1] if node.map else 0
        last = self._lines.lines[end].strip(_MARGIN) if end < len(self._lines.lines) else ""
        return set(last) == {":"} and len(last) >= len(node.markup)

    def _read_notes(self, node: SyntaxTreeNode) -> Sequence[model.Block]:
        # Those written in place are read last: they may stand inside the others.
        for note in sorted(node.children, key=lambda note: not note.meta.get("label")):
            label = note_label(note.meta)
            if label in self.notes:  # a lead and a body may both refer to it
                continue
            if not note.meta.get("label") and note.meta["id"] not in self._places:
                self._report.add(
                    "note-unused",
                    "a note stands where none can be, in a picture's text or in an unused note",
                    hint="move it into the text",
                )
                continue
            self.notes[label] = Note(label, self.blocks(note.children))
        return []

    def _quote(self, node: SyntaxTreeNode) -> model.BlockQuote:
        inside = self.blocks(node.children)
        if (kind := _callout_kind(inside)) is not None:
            first, *rest = inside
            assert isinstance(first, model.Paragraph)
            said = stripped((from_column(_first_text(first), kind.end()), *first.children[1:]))
            blocks = (model.Paragraph(said, first.at), *rest) if said else tuple(rest)
            return self._callout(kind[1], "", node, blocks)
        blocks, attribution = split_attribution(inside)
        return model.BlockQuote(blocks, attribution, self._at(node))

    def _callout(
        self, kind: str, title: str, node: SyntaxTreeNode, blocks: model.Blocks
    ) -> model.BlockQuote:
        """A callout of a site or a note book: a quote, its title in bold."""
        at = self._at(node)
        self._report.add(
            "markup-foreign",
            f"“{kind}” is a callout; its words are set as a quote",
            at,
            "write a quote with >, ::: pullquote, or ::: note with a blank for a remark to the desk",
        )
        head = (model.Paragraph((Strong((Text(title),)),), at),) if title else ()
        return model.BlockQuote((*head, *blocks), (), at)

    def _formula(self, node: SyntaxTreeNode) -> Sequence[model.Block]:
        at = self._at(node)
        said = " ".join(node.content.split())
        self._report.add(
            "maths-as-text",
            f"“{said[:60]}” is set as it is written",
            at,
            "write it in words or as a picture",
        )
        return [model.CodeBlock(node.content, "", at)] if said else []

    def _html(self, node: SyntaxTreeNode) -> Sequence[model.Block]:
        reader = HtmlBlocks(self._report, self._inlines_of)
        return reader.read(node.content.rstrip("\n"), self._at(node))

    def _inlines_of(self, text: str, at: Position) -> tuple[Inlines, list[model.Figure]]:
        """The inlines of a text between two tags, whose first line starts at a place."""
        starts = [at, *(type(at)(at.line + n) for n in range(1, text.count("\n") + 1))]
        reader = InlineReader(self._report, in_html=True)
        inlines = reader.read(parse_inline(text), starts)
        return inlines, reader.figures


def _first_text(block: model.Paragraph) -> Text:
    first = block.children[0]
    return first if isinstance(first, Text) else Text("")


def _callout_kind(blocks: model.Blocks) -> re.Match[str] | None:
    """What a quote's first line `[!NOTE]` says, as GitHub and Obsidian have it."""
    if not blocks or not isinstance(blocks[0], model.Paragraph) or not blocks[0].children:
        return None
    return _CALLOUT.match(_first_text(blocks[0]).text)


def _with_box(item: model.ListItem, *, ordered: bool) -> model.ListItem:
    """An item as a task, where it begins with a box: `[ ]` or `[x]`.

    A numbered item has a label already: the box stands in its text.
    """
    first, *rest = item.blocks or (None,)
    if not isinstance(first, model.Paragraph) or not first.children:
        return item
    text = _first_text(first)
    match = _BOX.match(text.text)
    if match is None:
        return item
    done = match[1] in "xX"
    said = stripped((from_column(text, match.end()), *first.children[1:]))
    if ordered:
        said = (Text("☑ " if done else "☐ ", text.at), *said)
    paragraph = replace(first, children=said)
    return replace(item, blocks=(paragraph, *rest), done=None if ordered else done)
