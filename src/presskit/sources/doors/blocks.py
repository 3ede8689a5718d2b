"""The blocks of an element, as lines of copy that know their markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html
from msgspec import Struct, field
from msgspec.structs import replace

from presskit.diagnostics import Report
from presskit.model import blocks as model
from presskit.model.inlines import LineBreak, NoteRef, Strong, Text, plain
from presskit.sources.doors.about import OpeningReader, is_deck, tells_about
from presskit.sources.doors.elements import (
    HEADINGS,
    is_all_in,
    is_block,
    is_contents,
    is_left_out,
    is_line,
    is_unseen,
    start_of,
    text_in,
)
from presskit.sources.doors.figures import Framed, framed, is_caption
from presskit.sources.doors.inlines import (
    DEEPEST,
    InlineReader,
    collapsed,
    leave_out,
    parted,
    text_of,
    unbold,
)
from presskit.sources.doors.lines import plain_blocks
from presskit.sources.doors.office import OfficeItem, office_item
from presskit.sources.doors.pictures import Pictures
from presskit.sources.doors.quotes import attributed, cite_of, is_pull_quote
from presskit.sources.doors.tables import is_layout, table_of
from presskit.sources.limits import DEEPEST as MOST_NESTED
from presskit.sources.pasted.cutting import cut
from presskit.sources.pasted.lines import Kind, Line, Marker, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presskit.model.inlines import Inline, Inlines

_LONGEST_BOLD_HEADING = 95
_SHORTEST_TEXT, _SHORTEST_SENTENCE = 100, 40
_NO_TEXT = (Kind.HEADING, Kind.BYLINE, Kind.DATE)
_PLACE_AND_NAME = re.compile(r"[^–—-]{2,30}\s*[–—-]\s*[^–—-]{2,40}")


class Page(Struct, frozen=True):
    """What is known of a page while its blocks are read.

    `base` is its address, `notes` the labels of notes by the links to them; `has_opening` says that
    lines over its text tell of it.
    """

    report: Report
    language: str
    pictures: Pictures
    base: str = ""
    notes: dict[html.HtmlElement, str] = field(default_factory=dict)
    has_opening: bool = True


class BlockReader:
    """Reads the blocks of an article as lines; `nesting` counts the lists and quotes around them.

    `lines` are those of the text, `opening` is what tells of the article over it.
    """

    def __init__(self, page: Page, nesting: int = 0) -> None:
        self._page = page
        self._nesting = nesting
        self._inlines = InlineReader(
            page.report, self._picture, page.language, page.base, page.notes
        )
        self.lines: list[Line] = []
        self.opening = OpeningReader(page.report, self._inlines, page.language)
        self._has_text, self._looked = False, 0

    def read(self, root: html.HtmlElement, opening: Sequence[html.HtmlElement] = ()) -> None:
        """Put the blocks of an element to the lines, after those that stand over it."""
        for one in opening:
            if tells_about(one):
                self.opening.about(one, 0)
            elif one.tag == "figure" or is_caption(one):
                self._element(one, 0)
            else:
                self._deck(one, 0)
            if root in one.iterancestors():
                one.drop_tree()
        self._children(root, 0)

    @property
    def _number(self) -> int:
        return len(self.lines) + 1

    def _put(self, inlines: Inlines) -> None:
        inlines = cut(inlines, 0, None)
        if any(isinstance(one, LineBreak) for one in inlines):
            self._block(model.Paragraph(inlines), plain(inlines))
        elif line := line_of(inlines, self._number, gap=True):
            self.lines.append(self._with_weight(line))
        elif any(isinstance(one, NoteRef) for one in inlines):
            self._block(model.Paragraph(inlines), "note")

    @property
    def _is_opening(self) -> bool:
        """Whether no text was read yet."""
        self._has_text = self._has_text or any(
            len(line.text) > (_SHORTEST_SENTENCE if line.is_closed else _SHORTEST_TEXT)
            and line.kind not in _NO_TEXT
            and not isinstance(line.block, model.DeskNote | model.Figure)
            for line in self.lines[self._looked :]
        )
        self._looked = len(self.lines)
        return self._page.has_opening and not self._nesting and not self._has_text

    def _is_running(self, text: str) -> bool:
        """Whether a paragraph is text or stands under text: over it lines tell of the article."""
        return len(text) > _SHORTEST_TEXT or not self._is_opening

    def _with_weight(self, line: Line) -> Line:
        """A line that is bold as a whole, and short: a heading, a question, a byline."""
        inlines = line.inlines or ()
        if line.kind is not Kind.TEXT or len(inlines) != 1 or not isinstance(inlines[0], Strong):
            return line
        inner = cut(inlines[0].children, 0, None)
        is_agency = self._is_opening and _PLACE_AND_NAME.fullmatch(line.text)
        if line.text.rstrip().endswith(("؟", "?")) or is_agency:
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
        if depth > DEEPEST:
            self._put((text_of(text_in(element)),))
            return
        waiting: list[Inline] = []

        def close() -> None:
            inlines = collapsed(self._inlines.turned(element, waiting))
            is_running = element.tag in {"p", "address"} and self._is_running(plain(inlines))
            for part in parted(inlines, is_paragraph=is_running):
                self._put(part)
            waiting.clear()

        if element.text:
            waiting.append(text_of(element.text))
        for child in element:
            if child not in self._page.notes and is_block(child):
                close()
                self._element(child, depth + 1)
            else:
                waiting += self._inlines.of(child, depth)
            if child.tail:
                waiting.append(text_of(child.tail))
        close()

    def _element(self, element: html.HtmlElement, depth: int) -> None:  # noqa: C901, PLR0912 - a kind of block each
        tag = element.tag
        if is_unseen(element):
            return
        if is_left_out(element):
            leave_out(element, self._page.report)
        elif self._is_opening and not self.opening.deck and is_deck(element):
            self._deck(element, depth)
        elif self._is_opening and tells_about(element):
            self.opening.about(element, depth)
        elif tag in HEADINGS:
            self._heading(element, HEADINGS[tag], depth)
        elif is_contents(element):  # as short as a heading, and none
            said = [self._inlines.read(link, depth) for link in element.iter("a")]
            items = [model.ListItem((model.Paragraph(one),)) for one in said if one]
            self._block(model.List(tuple(items)), plain(said[0]))
        elif tag in {"ul", "ol", "menu", "dir"}:
            self._list(element, depth)
        elif tag == "blockquote" or is_pull_quote(element):
            self._quote(element, depth)
        elif frame := framed(element):
            self._framed(frame, depth)
        elif is_caption(element):
            self._caption(self._inlines.read(element, depth))
        elif tag == "table" and not is_layout(element):
            self._block(table_of(element, lambda cell: self._inlines.read(cell, depth)), "table")
        elif tag in {"pre", "xmp", "plaintext"}:
            self._set(element)
        elif tag == "hr":
            self.lines.append(Line("***", self._number, 1, Kind.RULE, gap=True, inlines=()))
        elif tag == "dl" and element.find(".//dt") is not None and is_all_in(element, "dt", "dd"):
            self._definitions(element, depth)
        elif (item := office_item(element)) is not None:
            self._office_item(element, item, depth)
        elif element.get("data-remark") is not None:
            self._block(model.DeskNote(text_in(element)), "remark")
        else:
            self._children(element, depth)

    def _deck(self, element: html.HtmlElement, depth: int) -> None:
        inlines = self._inlines.read(element, depth)
        if self.opening.deck:
            self._put(inlines)
        else:
            self.opening.deck = plain(inlines)

    def _caption(self, inlines: Inlines) -> None:
        """The caption of a picture that isn't here."""
        if text := plain(inlines):
            self._block(model.DeskNote(text), "caption")

    def _heading(self, element: html.HtmlElement, level: int, depth: int) -> None:
        read = unbold(self._inlines.read(element, depth))
        inlines = collapsed([Text(" ") if isinstance(one, LineBreak) else one for one in read])
        if text := plain(inlines):
            self.lines.append(
                Line(text, self._number, 1, Kind.HEADING, gap=True, inlines=inlines, level=level)
            )

    def _list(self, element: html.HtmlElement, depth: int) -> None:
        """Items as lines with markers; a list with more in it than lines is a block of its own."""
        if self._nesting >= MOST_NESTED:
            self._children(element, depth)
            return
        after_list = self.lines and self.lines[-1].kind is Kind.ITEM
        is_flat = all(child.tag == "li" and is_line(child) for child in element)
        if not is_flat or after_list or (element.text or "").strip():
            items = self._items(element, depth)
            if items:
                self._block(model.List(items, element.tag == "ol", start_of(element)), "list")
            return
        start = start_of(element)
        for number, item in enumerate(element, start):
            inlines = self._inlines.read(item, depth)
            if text := plain(inlines):
                is_numbered = element.tag == "ol"
                mark = Marker(f"{number}." if is_numbered else "•", number if is_numbered else None)
                first = number == start
                self.lines.append(Line(text, self._number, 1, Kind.ITEM, first, 0, mark, inlines))

    def _items(self, element: html.HtmlElement, depth: int) -> tuple[model.ListItem, ...]:
        """Items as blocks; a list among items belongs to the one before it, as it looks."""
        done: list[model.ListItem] = []
        loose = [element.text, *(child.tail for child in element)]
        texts = [collapsed([text_of(text)]) if text and text.strip() else () for text in loose]
        if texts[0]:
            done.append(model.ListItem((model.Paragraph(texts[0]),)))
        for child, tail in zip(element, texts[1:], strict=True):
            blocks = self._inside(child, depth, is_whole=child.tag != "li")
            if done and child.tag in {"ul", "ol"}:
                done[-1] = model.ListItem((*done[-1].blocks, *blocks))
            elif blocks:
                done.append(model.ListItem(blocks))
            if tail:
                done.append(model.ListItem((model.Paragraph(tail),)))
        return tuple(done)

    def _inside(
        self, element: html.HtmlElement, depth: int, *, is_whole: bool = False
    ) -> tuple[model.Block, ...]:
        """The blocks of an element that stands for itself: an item, a quote, a definition."""
        inner = BlockReader(self._page, self._nesting + 1)
        if is_whole and is_block(element):
            inner._element(element, depth + 1)
        else:
            inner._children(element, depth + 1)
        return tuple(plain_blocks(inner.lines))

    def blocks(self, element: html.HtmlElement) -> tuple[model.Block, ...]:
        """The blocks of an element by itself: a note."""
        return self._inside(element, 0)

    def _office_item(self, element: html.HtmlElement, item: OfficeItem, depth: int) -> None:
        inlines = self._inlines.read(element, depth)
        if text := plain(inlines):
            indent = 4 * item.level
            self.lines.append(
                Line(text, self._number, 1, Kind.ITEM, True, indent, item.marker, inlines)  # noqa: FBT003 - gap
            )

    def _quote(
        self, element: html.HtmlElement, depth: int, said: Inlines = (), *, is_pulled: bool = False
    ) -> None:
        if self._nesting >= MOST_NESTED:
            self._children(element, depth)
            return
        cite = None if said else cite_of(element)
        if cite is not None:
            said = self._inlines.read(cite, depth)
            cite.drop_tree()
        inner = BlockReader(self._page, self._nesting + 1)
        inner._children(element, depth + 1)
        lines, said = attributed(inner.lines, said)
        kind = model.PullQuote if is_pulled or is_pull_quote(element) else model.BlockQuote
        if blocks := tuple(plain_blocks(lines)):
            self._block(kind(blocks, said), "quote")
        elif said:
            self._put(said)

    def _definitions(self, element: html.HtmlElement, depth: int) -> None:
        items: list[model.Definition] = []
        for child in _terms(element):
            if child.tag == "dt":
                items.append(model.Definition(self._inlines.read(child, depth), ()))
            elif items:
                last = items[-1]
                items[-1] = model.Definition(last.term, (*last.blocks, *self._inside(child, depth)))
            else:
                self._children(child, depth + 1)
        if items:
            self._block(model.DefinitionList(tuple(items)), "definitions")

    def _set(self, element: html.HtmlElement) -> None:
        """Text whose line ends count: program text, or a poem."""
        text = element.text_content().strip("\n")
        if "verse" in (element.get("class") or ""):
            lines = [collapsed([text_of(line)]) for line in text.split("\n") if line.strip()]
            self._put(tuple(one for line in lines for one in (*line, LineBreak()))[:-1])
        elif text.strip():
            self._block(model.CodeBlock(text), text[:40])

    def _framed(self, frame: Framed, depth: int) -> None:
        """What a caption stands under: a picture, several, a table, a quote or something else."""
        caption = self._said(frame.caption, depth)
        credit = self._said(frame.credit, depth)
        before = len(self.lines)
        match frame.content.tag:
            case "img":
                self._picture(frame.content, caption, credit)
            case "blockquote":
                self._quote(frame.content, depth, caption, is_pulled=frame.is_pulled)
            case "table":
                table = table_of(frame.content, lambda cell: self._inlines.read(cell, depth))
                self._block(replace(table, caption=table.caption or caption), "table")
            case _:
                self._children(frame.content, depth + 1)
                blocks = [line.block for line in self.lines[before:]]
                if not blocks or any(isinstance(one, model.DeskNote) for one in blocks):
                    self._caption(caption)
                    self._caption(credit)
                else:
                    self._put(caption)
                    self._put(credit)

    def _said(self, element: html.HtmlElement | None, depth: int) -> Inlines:
        return () if element is None else self._inlines.read(element, depth)

    def _picture(
        self, element: html.HtmlElement, caption: Inlines = (), credit: Inlines = ()
    ) -> None:
        if (block := self._page.pictures.read(element, caption, credit)) is not None:
            self._block(block, block.src if isinstance(block, model.Figure) else block.text[:40])


def _terms(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The terms and definitions of a list, those in boxes too."""
    for child in element:
        if child.tag in {"dt", "dd"}:
            yield child
        else:
            yield from _terms(child)
