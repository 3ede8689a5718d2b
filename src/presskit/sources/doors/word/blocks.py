"""The paragraphs and tables of a Word file, put to lines of copy that know their markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presskit.model import blocks as model
from presskit.model.inlines import LineBreak, Text, plain
from presskit.sources.doors.lines import LineMaker, plain_blocks, undressed
from presskit.sources.doors.quotes import attributed
from presskit.sources.doors.word.fields import Fields
from presskit.sources.doors.word.joining import (
    joined_letter,
    lines_of,
    one_line,
    without_edges,
)
from presskit.sources.doors.word.lists import BULLET, OpenList
from presskit.sources.doors.word.objects import Objects
from presskit.sources.doors.word.runs import ParagraphReader
from presskit.sources.doors.word.styles import style_id
from presskit.sources.doors.word.tables import is_layout, rows_of, table_of
from presskit.sources.doors.word.terms import OpenTerms
from presskit.sources.doors.word.xml import W, is_on, number, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.model.inlines import Inlines
    from presskit.sources.doors.word.document import Document
    from presskit.sources.doors.word.numbers import Item
    from presskit.sources.doors.word.package import Part
    from presskit.sources.doors.word.styles import Style
    from presskit.sources.doors.word.xml import Element
    from presskit.sources.pasted.lines import Line

_HOLDERS = frozenset(
    f"{W}{name}" for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo")
)
_CONTENTS = "a list of pages, whose numbers mean nothing here"
_PROMPT = "a prompt of a form, which nobody has filled in"
_DEEPEST = 30
_QUOTES = ("quote", "pull-quote")


class Story(NamedTuple):
    """What a part of a document is read into; `remarks` are the comments by their ids."""

    document: Document
    part: Part
    made: LineMaker
    remarks: Mapping[str, str]


class BlockReader:
    """Reads the blocks of a story.

    `headline` is the paragraph that is it; `title` is what it says, and `over` how many lines stand
    over it. `deck` and `authors` are what styles name so. What stands in a box is read by a reader
    `inside` another, which shares its `fields` and `objects` and is a `depth` further in.
    """

    def __init__(
        self, story: Story, headline: Element | None = None, inside: BlockReader | None = None
    ) -> None:
        self._story = story
        self._document, self._part, self._made, self._remarks = story
        self.fields: Fields = inside.fields if inside else Fields(story.part.root)
        self.objects: Objects = inside.objects if inside else Objects(story.document, story.made)
        self.depth: int = inside.depth + 1 if inside else 0
        self._headline = headline
        self.title, self.deck, self.over = "", "", 0
        self.authors: list[str] = []
        self._list = OpenList()
        self._terms = OpenTerms()
        self._quote: tuple[str, list[Line]] | None = None
        self._code: list[str] = []
        self._initial: ParagraphReader | None = None

    def read(self, parent: Element) -> None:
        """Read all blocks that an element holds."""
        self._walk(parent)
        self._close()
        if not self.depth:
            self.objects.flush()

    def _close(self, keep: str = "") -> None:
        """End what only goes on in paragraphs of its own kind: a list, a quote, program text."""
        if keep != "list" and self._list:
            self._list.close(self._made)
        if keep != "terms" and self._terms:
            self._terms.close(self._made)
        if keep != "quote" and self._quote is not None:
            (kind, lines), self._quote = self._quote, None
            lines, said = attributed(lines, ())
            quote = model.PullQuote if kind == "pull-quote" else model.BlockQuote
            self._made.block(quote(tuple(plain_blocks(lines)), said), "quote")
        if keep != "code" and self._code:
            text, self._code = "\n".join(self._code), []
            self._made.block(model.CodeBlock(text), text[:40])

    def _walk(self, parent: Element) -> None:
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._close()
                self._table(child)
            elif child.tag == f"{W}sdt":
                self._control(child)
            elif child.tag in _HOLDERS:
                self._walk(child)
            elif child.tag == f"{W}altChunk":
                self._close()
                self.objects.chunk(child, self._part.targets)

    def _control(self, control: Element) -> None:
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        properties = control.find(f"{W}sdtPr")
        if "contents" in value(properties, "docPartObj/docPartGallery").lower():
            self._leave_out(_CONTENTS, content)
        elif is_on(properties, "showingPlcHdr"):
            self._leave_out(_PROMPT, content)
        else:
            self._walk(content)

    def _leave_out(self, why: str, element: Element) -> None:
        """Note all text of an element as left out; fields that begin or end there are known."""
        for mark in element.iter(f"{W}fldChar"):
            self.fields.mark(mark)
        for paragraph in element.iter(f"{W}p"):
            text = "".join(
                " " if e.tag == f"{W}tab" else e.text or ""
                for e in paragraph.iter(f"{W}t", f"{W}tab")
            )
            self._document.left_out.add(why, text)

    # Paragraphs

    def _paragraph(self, element: Element) -> None:
        properties = element.find(f"{W}pPr")
        style = self._document.styles.of(style_id(properties))
        if style.kind in ("contents", "contents-heading"):
            self._leave_out(_CONTENTS, element)
            return
        item = self._item(properties, style)
        read = ParagraphReader(self._document, self.fields, self._part.targets, element, style)
        if _is_initial(properties):
            self._close()
            self._initial = read
            return
        inlines = self._with_initial(read)
        if self._is_title(element, style):
            self._close()
            self.title = f"{self.title} {plain(inlines)}".strip()
            self.over = self._made.count
            inlines = ()
        is_item = (item is not None and not item.label) or (
            style.kind == "continues" and self._list
        )
        before = [one for is_after, one in read.objects if not (is_after or is_item)]
        if before:
            self._close()
            self._put_objects(before)
        self._text(
            inlines,
            properties,
            style,
            item,
            is_caption=style.kind == "caption"
            or (read.is_numbered and self.objects.is_last(self._made)),
        )
        after = [one for is_after, one in read.objects if is_after or is_item]
        if after and is_item and self._list:
            self._put_in_item(after)
        elif after:
            self._close()
            self._put_objects(after)
        for name in read.comments:
            if said := self._remarks.get(name, ""):
                self._put_block(model.DeskNote(said), "remark")

    def _is_title(self, element: Element, style: Style) -> bool:
        """Whether a paragraph is the headline, or a second line of it."""
        goes_on = self.title and style.kind == "title" and self._made.count == self.over
        return element is self._headline or bool(goes_on)

    def _with_initial(self, read: ParagraphReader) -> Inlines:
        """The text of a paragraph, the large letter that opens it put before it."""
        initial, self._initial = self._initial, None
        if initial is None:
            return read.inlines
        read.objects[:0] = initial.objects
        read.comments[:0] = initial.comments
        return joined_letter(initial.inlines, read.inlines)

    def _text(
        self,
        inlines: Inlines,
        properties: Element | None,
        style: Style,
        item: Item | None,
        *,
        is_caption: bool,
    ) -> None:
        if not inlines:
            return
        level = _level(properties, style)
        if style.kind == "title" and not level:
            level = 1
        if is_caption and not level:
            self._caption(inlines, keeps_next=bool(is_on(properties, "keepNext")))
            return
        self.objects.flush()
        if level:
            self._heading(inlines, level, item)
        elif style.kind == "code":
            self._close("code")
            self._code.append(lines_of(inlines))
        elif item is not None:
            self._numbered(inlines, item)
        elif style.kind == "continues" and self._list:
            self._list.go_on(model.Paragraph(inlines))
        elif style.kind == "subtitle" and self.title and not self.deck:
            self.deck = plain(inlines)
        elif style.kind == "author" and self.title and not self.authors:
            self.authors.append(plain(inlines))
        elif style.kind in _QUOTES:
            self._quoted(style.kind, inlines)
        elif style.kind == "term" or (style.kind == "definition" and self._terms):
            self._defined(style.kind, inlines)
        else:
            self._close()
            self._made.paragraph(inlines)

    def _caption(self, inlines: Inlines, *, keeps_next: bool) -> None:
        if not self._list.caption(inlines):
            self._close()
            self.objects.caption(inlines, keeps_next=keeps_next)

    def _heading(self, inlines: Inlines, level: int, item: Item | None) -> None:
        """Put a heading; a number before it is told of, one in words stays."""
        self._close()
        label = (Text(f"{item.label} "),) if item is not None and item.label else ()
        if item is not None and item.shown and not label:
            self._document.numbered.append(item.shown)
        self._made.heading((*label, *one_line(undressed(inlines))), level)

    def _numbered(self, inlines: Inlines, item: Item) -> None:
        """Put an item of a list; what is numbered in words is text."""
        if item.label:
            self._close()
            self._made.block(model.Paragraph((Text(f"{item.label} "), *inlines)), item.label)
        else:
            self._close("list")
            self._list.add(item, without_edges(inlines))

    def _defined(self, kind: str, inlines: Inlines) -> None:
        self._close("terms")
        if kind == "term":
            self._terms.term(undressed(inlines))
        else:
            self._terms.define(model.Paragraph(inlines))

    def _quoted(self, kind: str, inlines: Inlines) -> None:
        self._close("quote")
        if self._quote is not None and self._quote[0] != kind:
            self._close()
        if self._quote is None:
            self._quote = kind, []
        inner = LineMaker(has_opening=False)
        inner.paragraph(inlines)
        self._quote[1].extend(inner.end())

    def _item(self, properties: Element | None, style: Style) -> Item | None:
        """The item that a paragraph is, which counts it; None for one of no list."""
        own = None if properties is None else properties.find(f"{W}numPr")
        list_id = value(own, "numId") or style.list_id
        depth = number(value(own, "ilvl"), style.depth) if value(own, "ilvl") else style.depth
        if list_id and list_id != "0":
            return self._document.numbers.of(list_id, depth)
        return None

    def _put_block(self, block: model.Block, text: str) -> None:
        """Put a block where it stands: in the last item, as long as its list goes on."""
        if self._list:
            self._list.go_on(block)
        else:
            self._close()
            self._made.block(block, text)

    def _put_in_item(self, elements: list[Element]) -> None:
        """Put what is drawn into the last item of the list that is open."""
        made = LineMaker(has_opening=False)
        inner = BlockReader(self._story._replace(made=made), inside=self)
        inner.objects = Objects(self._document, made)
        inner._put_objects(elements)
        for block in plain_blocks(made.end()):
            self._list.go_on(block)

    def _put_objects(self, elements: list[Element]) -> None:
        """Put what is drawn: pictures, and the text of boxes as paragraphs of its own."""
        for element in elements:
            boxes = list(element.iter(f"{W}txbxContent"))
            self.objects.put(element, self._part.targets)
            for box in boxes:
                if not any(one in boxes for one in box.iterancestors()) and self.depth < _DEEPEST:
                    BlockReader(self._story, inside=self).read(box)

    # Tables

    def _table(self, table: Element) -> None:
        rows = rows_of(table)
        if not rows:
            return
        if is_layout(table, rows, self._kind):
            self.objects.flush()
            for cell in (one for row in rows for one in row if one is not None):
                self._walk_deeper(cell.element)
            self._close()
            return
        drawn: list[Element] = []
        said: list[str] = []
        made = table_of(rows, lambda cell: self._cell(cell, drawn, said))
        self.objects.table(made)
        self._put_objects(drawn)
        for name in said:
            if text := self._remarks.get(name, ""):
                self._made.block(model.DeskNote(text), "remark")

    def _walk_deeper(self, element: Element) -> None:
        self.depth += 1
        if self.depth < _DEEPEST:
            self._walk(element)
        else:
            text = " ".join(one.text or "" for one in element.iter(f"{W}t"))
            self._made.paragraph((Text(text),) if text.strip() else ())
        self.depth -= 1

    def _kind(self, paragraph: Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        style = self._document.styles.of(style_id(properties))
        return "heading" if _level(properties, style) or style.kind == "title" else style.kind

    def _cell(self, cell: Element, drawn: list[Element], said: list[str]) -> Inlines:
        """The text of a cell: its paragraphs, a line each, numbered ones with their numbers."""
        inlines: Inlines = ()
        for paragraph in cell.iter(f"{W}p"):
            if any(one.tag == f"{W}txbxContent" for one in _up_to(paragraph, cell)):
                continue
            properties = paragraph.find(f"{W}pPr")
            style = self._document.styles.of(style_id(properties))
            item = self._item(properties, style)
            read = ParagraphReader(
                self._document, self.fields, self._part.targets, paragraph, style
            )
            drawn += [one for _, one in read.objects]
            said += read.comments
            one = read.inlines
            if item is not None:
                mark = item.label or (BULLET if item.number is None else f"{item.number}.")
                one = (Text(f"{mark} "), *one) if one else (Text(mark),) if item.number else ()
            if one:
                inlines = (*inlines, LineBreak(), *one) if inlines else one
        return inlines


def _up_to(element: Element, top: Element) -> list[Element]:
    found = []
    for one in element.iterancestors():
        if one is top:
            break
        found.append(one)
    return found


def _is_initial(properties: Element | None) -> bool:
    frame = None if properties is None else properties.find(f"{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") != "none"


def _level(properties: Element | None, style: Style) -> int:
    """The level of a heading, by its own outline level or its style's; 0 for any other text."""
    own = value(properties, "outlineLvl")
    level = number(own, 9) + 1 if own else style.level
    return level if 1 <= level <= 6 else 0
