"""Blocks as Word's paragraphs and tables, each in a named style, none formatted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presskit.model import layout as says
from presskit.model.inlines import Text
from presskit.model.roles import BOX_ROLES, HEADING_ROLES, PAIR_ROLES, QUOTE_ROLES, UNBOXED
from presskit.model.signs import ORNAMENT
from presskit.render.docx.drawings import add_drawing
from presskit.render.docx.tables import add_table
from presskit.wordml import marks, names
from presskit.wordml.bookmarks import bookmark_name
from presskit.wordml.xml import add, add_paragraph, add_text, last_child

if TYPE_CHECKING:
    from collections.abc import Callable

    from presskit.model.inlines import Direction, Inlines
    from presskit.model.roles import Role
    from presskit.render.docx.comments import Comments
    from presskit.render.docx.drawings import Embedded
    from presskit.render.docx.ids import Counter
    from presskit.render.docx.notes import Notes
    from presskit.render.docx.numbering import Numbering
    from presskit.render.docx.runs import Runs
    from presskit.render.docx.styles import Sheet
    from presskit.wordml.hints import Hints
    from presskit.wordml.xml import Element


class Tools(NamedTuple):
    """What the writing of one document shares; `room` is the page's width and height (points)."""

    direction: Direction
    sheet: Sheet
    numbering: Numbering
    runs: Runs
    notes: Notes
    comments: Comments
    bookmarks: Counter
    drawings: Counter
    hints: Hints
    room: tuple[float, float]


class Blocks:
    """Writes blocks into one part of the document.

    `embed` takes a picture into that part by its `src`; it gives None for one that isn't there.
    `direction` is that of the text where it isn't the document's.
    """

    def __init__(
        self,
        tools: Tools,
        embed: Callable[[str], Embedded | None],
        direction: Direction | None = None,
    ) -> None:
        self._own = None if direction == tools.direction else direction
        self.turned = self._own is not None
        self.tools = tools
        self._embed = embed
        self.sheet = tools.sheet
        self.width = tools.room[0]
        self._depth = 0
        self._in_box = False
        self.rtl = (direction or tools.direction) == "rtl"

    def write(self, parent: Element, blocks: says.LayoutBlocks, role: Role = "paragraph") -> None:
        """Append blocks; `role` is that of the paragraphs among them."""
        before: says.LayoutBlock | None = None
        for block in blocks:
            last = last_child(parent)
            if isinstance(block, says.LayoutParagraph):
                self.paragraph(parent, role, block.children, block.direction)
            else:
                self._other(parent, block)
            self.mark(parent, last, block, before)
            before = before if isinstance(block, says.LayoutDeskNote) else block

    def mark(
        self,
        parent: Element,
        last: Element | None,
        block: says.LayoutBlock,
        before: says.LayoutBlock | None,
    ) -> None:
        """Mark the start of a block, written after `last`, where styles don't say where it belongs."""
        self._sign(parent, last, marks.needed(block, before, self._depth))

    def _sign(self, parent: Element, last: Element | None, sign: str) -> None:
        paragraph = marks.first_paragraph(parent, last) if sign else None
        if paragraph is not None:
            self._bookmark(paragraph, marks.name(self.tools.bookmarks.next(), sign))

    def _bookmark(self, paragraph: Element, name: str) -> None:
        number = str(self.tools.bookmarks.next())
        start = add(paragraph, "bookmarkStart", id=number, name=name)
        paragraph.insert(1, start)
        start.addnext(add(paragraph, "bookmarkEnd", id=number))

    def paragraph(
        self,
        parent: Element,
        role: Role,
        inlines: Inlines,
        direction: Direction | None = None,
    ) -> Element | None:
        """Append a paragraph in a role's style; None where there is nothing to say."""
        if not inlines:
            return None
        direction = direction or self._own
        style = self._shown(self.sheet.role(role, direction), role)
        return self.styled(parent, style, role, inlines, direction)

    def _shown(self, style: str, role: Role | None = None) -> str:
        """A style, on the ground of the box that is around it."""
        return self.sheet.in_box(style) if self._in_box and role not in UNBOXED else style

    def styled(
        self,
        parent: Element,
        style: str,
        role: Role,
        inlines: Inlines,
        direction: Direction | None = None,
        *,
        around: Direction | None = None,
    ) -> Element:
        """Append a paragraph in the style with this id; directions are those of `Runs.write`."""
        paragraph = add_paragraph(parent, style)
        self._fill(paragraph, role, inlines, direction, around=around)
        return paragraph

    def _fill(
        self,
        paragraph: Element,
        role: Role,
        inlines: Inlines,
        direction: Direction | None = None,
        *,
        around: Direction | None = None,
    ) -> None:
        """Append text to a paragraph; directions are those of `Runs.write`."""
        in_bold = self.sheet.is_bold(role)
        tools = self.tools
        tools.runs.write(paragraph, inlines, tools.notes, direction, around=around, in_bold=in_bold)

    def comment(self, parent: Element, paragraph: says.LayoutParagraph) -> None:
        """Append a paragraph of a comment."""
        style = self.sheet.comment(paragraph.direction)
        self.styled(parent, style, "paragraph", paragraph.children, paragraph.direction)

    def bookmarked(self, paragraph: Element | None, identifier: str) -> None:
        """Put a bookmark round a paragraph's text, so that links find it."""
        if paragraph is None or not identifier:
            return
        number = str(self.tools.bookmarks.next())
        name = bookmark_name(identifier)
        if name != identifier:
            self.tools.hints.ids[name] = identifier
        start = add(paragraph, "bookmarkStart", id=number, name=name)
        paragraph.insert(1, start)
        add(paragraph, "bookmarkEnd", id=number)

    def figure(self, parent: Element, figure: says.LayoutFigure) -> None:
        """Append a picture, its caption and its credit."""
        picture = self._embed(figure.src)
        if picture is not None:
            paragraph = add_paragraph(parent, self._shown(names.FIGURE.id))
            number = self.tools.drawings.next()
            run = add(paragraph, "r")
            add_drawing(run, figure, picture, number, self.tools.room, figure.share)
            self.bookmarked(paragraph, figure.id)
            if figure.share:
                self.tools.hints.shares[figure.src] = figure.share
        self.paragraph(parent, "caption", figure.caption)
        self.paragraph(parent, "credit", figure.credit)

    def _other(  # noqa: C901, PLR0912 - a kind of block each
        self, parent: Element, block: says.LayoutBlock
    ) -> None:
        match block:
            case says.LayoutHeading():
                role = HEADING_ROLES[block.level]
                self.bookmarked(self.paragraph(parent, role, block.children), block.id)
            case says.LayoutList():
                self._list(parent, block)
            case says.LayoutTable():
                add_table(parent, block, self)
            case says.LayoutDelegations():
                for table in block.tables:
                    add_table(parent, table, self)
            case says.LayoutQuote():
                last = last_child(parent)
                self._inside(parent, block.blocks, QUOTE_ROLES[block.kind])
                self._sign(parent, last, marks.quote(block, self._depth))
                last = last_child(parent)
                if self.paragraph(parent, "attribution", block.attribution) is not None:
                    self._sign(parent, last, marks.attribution(block, self._depth))
            case says.LayoutFigure():
                self.figure(parent, block)
            case says.LayoutCode():
                self._code(parent, block)
            case says.LayoutBreak():
                self.paragraph(parent, "break", (Text(ORNAMENT),))
            case says.LayoutDeskNote():
                paragraph = self.tools.comments.add(parent, block)
                if paragraph is not None:
                    sign = marks.comment(self._depth)
                    self._bookmark(paragraph, marks.name(self.tools.bookmarks.next(), sign))
            case says.LayoutDefinitions():
                term, definition = PAIR_ROLES[block.kind]
                for item in block.items:
                    self.paragraph(parent, term, item.term)
                    self._inside(parent, item.blocks, definition)
            case says.LayoutGallery():
                self._gallery(parent, block)
            case says.LayoutQrCode():
                self.paragraph(parent, "qr-code", block.children)
            case says.LayoutVerse():
                self._verse(parent, block)
            case says.LayoutBox():
                self._box(parent, block)

    def _gallery(self, parent: Element, gallery: says.LayoutGallery) -> None:
        """Pictures in the line of text, a paragraph a row; then what is said of them all."""
        for row in gallery.placed():
            paragraph = add_paragraph(parent, self._shown(names.FIGURE.id))
            for place, (figure, share) in enumerate(row):
                picture = self._embed(figure.src)
                if picture is None:
                    continue
                run = add(paragraph, "r")
                if place:
                    add_text(run, "t", " ")
                drawing = self.tools.drawings.next()
                add_drawing(run, figure, picture, drawing, self.tools.room, share)
        self.paragraph(parent, "caption", gallery.caption)
        self.paragraph(parent, "credit", gallery.credit)

    def _verse(self, parent: Element, verse: says.LayoutVerse) -> None:
        """A poem: a paragraph a line, a tab between its hemistichs."""
        for stanza in verse.stanzas:
            for number, line in enumerate(stanza.lines):
                style = self._shown(self.sheet.verse(verse.direction, opens=number == 0))
                paragraph = self.styled(parent, style, "verse", line.first, verse.direction)
                if line.second:
                    add(add(paragraph, "r"), "tab")
                    self._fill(paragraph, "verse", line.second, verse.direction)
        self.paragraph(parent, "attribution", verse.attribution)

    def _box(self, parent: Element, block: says.LayoutBox) -> None:
        title, text = BOX_ROLES[block.kind]
        last = last_child(parent)
        self.paragraph(parent, title, block.title)
        self._in_box = block.kind == "aside"
        self._inside(parent, block.blocks, text)
        self._in_box = False
        self._sign(parent, last, marks.box(block, self._depth))

    def _inside(self, parent: Element, blocks: says.LayoutBlocks, role: Role) -> None:
        self._depth += 1
        self.write(parent, blocks, role)
        self._depth -= 1

    def _list(self, parent: Element, block: says.LayoutList) -> None:
        """A list; one deeper than Word's nine levels stays on the ninth."""
        level = min(block.depth, names.LIST_DEPTHS - 1)
        number = self.tools.numbering.number(block, level)
        for item in block.items:
            self._item(parent, item, block, level, number)

    def _item(
        self,
        parent: Element,
        item: says.LayoutListItem,
        block: says.LayoutList,
        level: int,
        number: int,
    ) -> None:
        """An item: its first paragraph carries the marker, also where that says nothing."""
        first, *rest = item.blocks or (says.LayoutParagraph(()),)
        if not isinstance(first, says.LayoutParagraph):
            first, rest = says.LayoutParagraph((), block.direction), [first, *rest]
        direction = first.direction or block.direction or self._own
        style = self._shown(self.sheet.item("Number" if number else "Bullet", level, direction))
        if block.marker == "task":
            number = self.tools.numbering.task(item.label, level, block.direction)
        paragraph = self.styled(parent, style, "list-item", first.children, direction)
        if number:
            properties = add(paragraph[0], "numPr")
            add(properties, "ilvl", val=str(level))
            add(properties, "numId", val=str(number))
        self._depth += 1
        before: says.LayoutBlock | None = first
        for other in rest:
            last = last_child(parent)
            if not isinstance(other, says.LayoutParagraph):
                self._other(parent, other)
            elif other.children:
                direction = other.direction or block.direction or self._own
                style = self._shown(self.sheet.item("Continue", level, direction))
                self.styled(parent, style, "list-item", other.children, direction)
            self.mark(parent, last, other, before)
            before = before if isinstance(other, says.LayoutDeskNote) else other
        self._depth -= 1

    def _code(self, parent: Element, block: says.LayoutCode) -> None:
        """Program text: one paragraph whose lines end in line breaks."""
        paragraph = add_paragraph(parent, self._shown(self.sheet.role("code-block")))
        self.tools.runs.code(paragraph, block.text)
        if block.language:
            name = marks.name(self.tools.bookmarks.next(), "code")
            self._bookmark(paragraph, name)
            self.tools.hints.code[name] = block.language
