"""The blocks of an element, as lines of copy that know their markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.diagnostics import Position
from presskit.model import blocks as model
from presskit.model.inlines import Strong, plain
from presskit.sources.doors.elements import (
    HEADINGS,
    is_block,
    is_furniture,
    is_line,
    is_unseen,
    start_of,
)
from presskit.sources.doors.inlines import DEEPEST, InlineReader, parted, text_of, unbold
from presskit.sources.doors.pictures import Pictures
from presskit.sources.inlines import joined
from presskit.sources.pasted.body import nested_list
from presskit.sources.pasted.cutting import cut
from presskit.sources.pasted.lines import Kind, Line, Marker, line_of
from presskit.sources.pasted.wraps import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import html

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inline, Inlines

_LONGEST_BOLD_HEADING = 95


class BlockReader:
    """Puts blocks to `lines`; `pictures` are those that it met."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._inlines = InlineReader(lambda picture: self._picture(picture, ()))
        self.lines: list[Line] = []
        self.pictures = Pictures(report)

    def read(self, root: html.HtmlElement) -> None:
        """Put the blocks of an element to the lines."""
        self._children(root, 0)

    @property
    def _number(self) -> int:
        return len(self.lines) + 1

    def _put(self, inlines: Inlines) -> None:
        if line := line_of(inlines, self._number, gap=True):
            self.lines.append(self._with_weight(line))

    def _with_weight(self, line: Line) -> Line:
        """A line that is bold as a whole, and short, is a heading or a question."""
        inlines = line.inlines or ()
        if line.kind is not Kind.TEXT or len(inlines) != 1 or not isinstance(inlines[0], Strong):
            return line
        inner = cut(inlines[0].children, 0, None)
        if line.text.rstrip().endswith(("؟", "?")):
            return Line(line.text, line.number, 1, Kind.TEXT, line.gap, inlines=inner)
        if len(line.text) > _LONGEST_BOLD_HEADING or line.is_closed or line.text[-1] in "،,؛;":
            return line
        return Line(line.text, line.number, 1, Kind.HEADING, line.gap, inlines=inner)

    def _block(self, block: model.Block, text: str) -> None:
        self.lines.append(
            Line(text, self._number, 1, Kind.BLOCK, gap=True, inlines=(), block=block)
        )

    def _children(self, element: html.HtmlElement, depth: int) -> None:
        """The blocks of an element; text that stands between blocks is a paragraph."""
        waiting: list[Inline] = []

        def close() -> None:
            for part in parted(joined(waiting)):
                self._put(part)
            waiting.clear()

        if element.text:
            waiting.append(text_of(element.text))
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if is_block(child):
                close()
                if depth < DEEPEST:
                    self._element(child, depth + 1)
            else:
                waiting += self._inlines.of(child, depth)
            if child.tail:
                waiting.append(text_of(child.tail))
        close()

    def _element(self, element: html.HtmlElement, depth: int) -> None:
        tag = element.tag
        if is_unseen(element):
            return
        if is_furniture(element):
            self._leave_out(element)
        elif tag in HEADINGS:
            self._heading(element, HEADINGS[tag], depth)
        elif tag in {"ul", "ol"}:
            self._list(element, depth, 0)
        elif tag == "blockquote" or "pullquote" in (element.get("role") or ""):
            self._quote(element, depth)
        elif tag == "table":
            self._table(element, depth)
        elif tag == "figure":
            self._figure(element)
        elif tag == "pre":
            text = element.text_content().strip("\n")
            self._block(model.CodeBlock(text), text[:40])
        elif tag == "hr":
            self.lines.append(Line("***", self._number, 1, Kind.RULE, gap=True, inlines=()))
        elif tag == "dl":
            self._definitions(element, depth)
        else:
            self._children(element, depth)

    def _leave_out(self, element: html.HtmlElement) -> None:
        said = " ".join(element.text_content().split())
        if said:
            self._report.add(
                "copy-left-out",
                f"“{said[:60]}” was left out: a part of the page (<{element.tag}>)",
                Position(element.sourceline or 1),
            )

    def _heading(self, element: html.HtmlElement, level: int, depth: int) -> None:
        inlines = self._inlines.read(element, depth)
        if text := plain(inlines):
            inlines = unbold(inlines)
            self.lines.append(
                Line(text, self._number, 1, Kind.HEADING, gap=True, inlines=inlines, level=level)
            )
        for picture in element.iter("img"):
            self._picture(picture, ())

    def _list(self, element: html.HtmlElement, depth: int, level: int) -> None:
        """Items as lines with markers; a list with more in it than lines is a block of its own."""
        items = [child for child in element if child.tag == "li"]
        if level == 0 and not all(map(is_line, items)):
            block = self._list_block(element, depth)
            if block.items:
                self._block(block, "list")
            return
        number = start_of(element)
        for count, item in enumerate(items):
            inlines = self._inlines.read(item, depth, without=("ul", "ol"))
            if text := plain(inlines):
                is_numbered = element.tag == "ol"
                mark = Marker(
                    f"{number + count}." if is_numbered else "•",
                    number + count if is_numbered else None,
                )
                self.lines.append(
                    Line(text, self._number, 1, Kind.ITEM, count == 0, 4 * level, mark, inlines)
                )
            for inner in item:
                if inner.tag in {"ul", "ol"} and depth < DEEPEST:
                    self._list(inner, depth + 1, level + 1)

    def _list_block(self, element: html.HtmlElement, depth: int) -> model.List:
        items = tuple(
            model.ListItem(blocks)
            for item in element
            if item.tag == "li" and (blocks := self._inside(item, depth))
        )
        return model.List(items, element.tag == "ol", start_of(element))

    def _inside(self, element: html.HtmlElement, depth: int) -> tuple[model.Block, ...]:
        """The blocks of an element that stands for itself: an item, a quote, a definition."""
        inner = BlockReader(self._report)
        inner._children(element, depth + 1)
        self.pictures.kept |= inner.pictures.kept
        return tuple(_plain_blocks(inner.lines))

    def _quote(self, element: html.HtmlElement, depth: int) -> None:
        said: Inlines = ()
        for cite in [*element.iter("cite"), *element.iter("footer")]:
            said = self._inlines.read(cite, depth)
            cite.drop_tree()
            break
        said = cut(said, len(plain(said)) - len(plain(said).lstrip("—–―- ")), None)
        blocks = self._inside(element, depth)
        is_pulled = "pull" in f"{element.get('class')} {element.get('role')}"
        if blocks:
            kind = model.PullQuote if is_pulled else model.BlockQuote
            self._block(kind(blocks, said), "quote")

    def _definitions(self, element: html.HtmlElement, depth: int) -> None:
        items: list[model.Definition] = []
        for child in element.iter("dt", "dd"):
            if child.tag == "dt":
                items.append(model.Definition(self._inlines.read(child, depth), ()))
            elif items:
                last = items[-1]
                items[-1] = model.Definition(last.term, (*last.blocks, *self._inside(child, depth)))
        if items:
            self._block(model.DefinitionList(tuple(items)), "definitions")

    def _table(self, element: html.HtmlElement, depth: int) -> None:
        rows = [[c for c in row if c.tag in {"td", "th"}] for row in element.iter("tr")]
        rows = [row for row in rows if row]
        if not rows or max(map(len, rows)) == 1 or len(rows) == 1:  # it only places things
            for row in rows:
                for cell in row:
                    self._children(cell, depth + 1)
            return
        made = [self._row(row, depth) for row in rows]
        caption = element.find("caption")
        said = self._inlines.read(caption, depth) if caption is not None else ()
        self._block(model.Table(made[0], tuple(made[1:]), (), said), "table")

    def _row(self, cells: list[html.HtmlElement], depth: int) -> model.Row:
        done: list[model.Cell] = []
        for cell in cells:
            inlines = (
                unbold(self._inlines.read(cell, depth))
                if cell.tag == "th"
                else self._inlines.read(cell, depth)
            )
            done.append(model.Cell(inlines))
            span = cell.get("colspan") or "1"
            done += [model.Cell(())] * (min(int(span), 50) - 1 if span.isdecimal() else 0)
        return model.Row(tuple(done))

    def _figure(self, element: html.HtmlElement) -> None:
        caption = element.find(".//figcaption")
        said = self._inlines.read(caption, 0) if caption is not None else ()
        pictures = list(element.iter("img"))
        table = element.find(".//table")
        if table is not None:
            self._table(table, 0)
        elif not pictures:
            quote = element.find(".//blockquote")
            if quote is not None:
                self._quote(quote, 0)
            elif said:
                self._put(said)
        for number, picture in enumerate(pictures):
            self._picture(picture, said if number == 0 else ())

    def _picture(self, element: html.HtmlElement, caption: Inlines) -> None:
        block, said = self.pictures.read(element, caption)
        if block is not None:
            self._block(block, said)


def _plain_blocks(lines: list[Line]) -> Iterator[model.Block]:
    """Blocks of lines that stand inside others, where no more is read into them."""
    items: list[Line] = []

    def close() -> Iterator[model.Block]:
        if items:
            yield nested_list([Unit((line,)) for line in items])
            items.clear()

    for line in lines:
        if line.kind is Kind.ITEM and line.marker:
            items.append(line)
            continue
        yield from close()
        if line.block is not None:
            yield line.block
        elif line.kind is Kind.HEADING:
            yield model.Paragraph((Strong(line.inlines or ()),))
        elif line.inlines:
            yield model.Paragraph(line.inlines)
    yield from close()
