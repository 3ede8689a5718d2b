"""Blocks as InDesign's paragraphs and tables, in the styles that the DOCX gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presskit.model import layout as says
from presskit.model.inlines import Text, plain
from presskit.model.roles import BOX_ROLES, HEADING_ROLES, PAIR_ROLES, QUOTE_ROLES, UNBOXED
from presskit.model.signs import ORNAMENT
from presskit.render.icml.flow import Flow
from presskit.render.icml.lists import is_numbered, item_look
from presskit.render.icml.tables import CAPTIONS, add_table
from presskit.render.icml.xml import add, add_number, add_properties, add_range, add_text
from presskit.wordml import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.inlines import Direction, Inlines, NoteRef
    from presskit.model.roles import Role
    from presskit.render.icml.desk import Desk
    from presskit.render.icml.links import Links
    from presskit.render.icml.notes import Notes
    from presskit.render.icml.styles import Sheet
    from presskit.render.icml.text import Runs
    from presskit.render.icml.xml import Element


class Tools(NamedTuple):
    """What the writing of one document shares; `tables` counts them."""

    sheet: Sheet
    runs: Runs
    links: Links
    notes: Notes
    desk: Desk
    tables: Iterator[int]


class Blocks:
    """Writes blocks into a flow: the story's, or a footnote's, where `under` is not None.

    `under` are the notes that are to follow in the same footnote.
    """

    def __init__(
        self, tools: Tools, flow: Flow, under: list[says.LayoutNote] | None = None
    ) -> None:
        self._tools = tools
        self._sheet = tools.sheet
        self._flow = flow
        self._under = under
        self._in_box = False

    def write(self, blocks: says.LayoutBlocks, role: Role = "paragraph") -> None:
        """Append blocks; `role` is that of the paragraphs among them."""
        for block in blocks:
            if isinstance(block, says.LayoutParagraph):
                self.paragraph(role, block.children, block.direction)
            else:
                self._other(block)

    def paragraph(self, role: Role, inlines: Inlines, direction: Direction | None = None) -> None:
        """Append a paragraph in a role's style, unless there is nothing to say."""
        if inlines:
            style = self._shown(self._sheet.role(role, direction), role)
            self._styled(style, role, inlines, direction)

    def _shown(self, style: str, role: Role | None = None) -> str:
        """A style, in its variant for the box that is around it."""
        return self._sheet.in_box(style) if self._in_box and role not in UNBOXED else style

    def dateline(self, inlines: Inlines) -> None:
        """Append the dateline, if there is one."""
        if inlines:
            self._styled(self._sheet.own(names.DATELINE), "byline", inlines)

    def titled(self, role: Role, inlines: Inlines, identifier: str) -> None:
        """Append a paragraph that links of this article may lead to."""
        if inlines:
            paragraph = self._flow.paragraph(self._shown(self._sheet.role(role), role))
            self._tools.links.place(paragraph, identifier)
            self._fill(paragraph, role, inlines)

    def figure(self, figure: says.LayoutFigure) -> None:
        """Append a picture's place, with a note that names its file; its caption and credit."""
        self._pictures(figure)
        self.paragraph("caption", figure.caption)
        self.paragraph("credit", figure.credit)

    def _pictures(self, *figures: says.LayoutFigure) -> None:
        paragraph = self._flow.paragraph(self._shown(self._sheet.own(names.FIGURE)))
        for figure in figures:
            self._tools.links.place(paragraph, figure.id)
            self._tools.desk.write(add_range(paragraph), filter(None, (figure.src, figure.alt)))

    def _styled(
        self, style: str, role: Role, inlines: Inlines, direction: Direction | None = None
    ) -> None:
        self._fill(self._flow.paragraph(style), role, inlines, direction)

    def _fill(
        self,
        paragraph: Element,
        role: Role,
        inlines: Inlines,
        direction: Direction | None = None,
    ) -> None:
        if not inlines:
            add_range(paragraph)
        in_bold = self._sheet.is_bold(role)
        self._tools.runs.write(paragraph, inlines, self._refer, direction, in_bold=in_bold)

    def _other(self, block: says.LayoutBlock) -> None:  # noqa: C901, PLR0912 - a kind of block each
        match block:
            case says.LayoutHeading():
                self.titled(HEADING_ROLES[block.level], block.children, block.id)
            case says.LayoutList():
                self._list(block)
            case says.LayoutTable():
                self._table(block)
            case says.LayoutDelegations():
                for table in block.tables:
                    self._table(table)
            case says.LayoutQuote():
                self.write(block.blocks, QUOTE_ROLES[block.kind])
                self.paragraph("attribution", block.attribution)
            case says.LayoutFigure():
                self.figure(block)
            case says.LayoutCode():
                paragraph = self._flow.paragraph(self._shown(self._sheet.role("code-block")))
                self._tools.runs.code(paragraph, block.text)
            case says.LayoutBreak():
                self.paragraph("break", (Text(ORNAMENT),))
            case says.LayoutDeskNote():
                self._desk_note(block)
            case says.LayoutDefinitions():
                term, definition = PAIR_ROLES[block.kind]
                for item in block.items:
                    self.paragraph(term, item.term)
                    self.write(item.blocks, definition)
            case says.LayoutGallery():
                for row in block.placed():
                    self._pictures(*(figure for figure, _ in row))
                self.paragraph("caption", block.caption)
                self.paragraph("credit", block.credit)
            case says.LayoutQrCode():
                self.paragraph("qr-code", block.children)
            case says.LayoutVerse():
                self._verse(block)
            case says.LayoutBox():
                title, text = BOX_ROLES[block.kind]
                self.paragraph(title, block.title)
                self._in_box = block.kind == "aside"
                self.write(block.blocks, text)
                self._in_box = False

    def _verse(self, verse: says.LayoutVerse) -> None:
        """A poem: a paragraph a line, a tab between its hemistichs."""
        for stanza in verse.stanzas:
            for number, line in enumerate(stanza.lines):
                style = self._shown(self._sheet.verse(verse.direction, opens=number == 0))
                paragraph = self._flow.paragraph(style)
                self._fill(paragraph, "verse", line.first, verse.direction)
                if line.second:
                    add_text(add_range(paragraph), "\t")
                    self._fill(paragraph, "verse", line.second, verse.direction)
        self.paragraph("attribution", verse.attribution)

    def _list(self, block: says.LayoutList) -> None:
        """A list; one deeper than the DOCX's nine levels stays on the ninth."""
        depth = min(block.depth, names.LIST_DEPTHS - 1)
        for number, item in enumerate(block.items):
            self._item(item, block, depth, is_first=number == 0)

    def _item(
        self, item: says.LayoutListItem, block: says.LayoutList, depth: int, *, is_first: bool
    ) -> None:
        """An item: its first paragraph carries the marker, also where that says nothing."""
        first, *rest = item.blocks or (says.LayoutParagraph(()),)
        if not isinstance(first, says.LayoutParagraph):
            first, rest = says.LayoutParagraph((), block.direction), [first, *rest]
        direction = first.direction or block.direction
        kind = "Number" if is_numbered(block) else "Bullet"
        own = item_look(block, depth, item.label, is_first=is_first)
        style = self._shown(self._sheet.item(kind, depth, direction))
        paragraph = self._flow.paragraph(style, **own.values)
        if own.properties:
            add_properties(paragraph, own.properties)
        self._fill(paragraph, "list-item", first.children, direction)
        for other in rest:
            if not isinstance(other, says.LayoutParagraph):
                self._other(other)
            elif other.children:
                direction = other.direction or block.direction
                style = self._shown(self._sheet.item("Continue", depth, direction))
                self._styled(style, "list-item", other.children, direction)

    def _table(self, table: says.LayoutTable) -> None:
        """A table in a paragraph of its own, its caption in the one before."""
        self.titled(CAPTIONS[table.kind], table.caption, table.id)
        run = add_range(self._flow.paragraph(self._sheet.own(names.GAP)))
        name = f"table-{next(self._tools.tables)}"
        add_table(run, table, name, self._sheet, self._cell)

    def _cell(self, flow: Flow, style: str, role: Role, inlines: Inlines) -> None:
        self._fill(flow.paragraph(style), role, inlines)

    def _desk_note(self, block: says.LayoutDeskNote) -> None:
        """A remark on the last paragraph; before a table, which ends its line. None in footnotes."""
        paragraph = self._flow.last
        if self._under is not None or paragraph is None:
            return
        run = add_range(paragraph)
        if paragraph.find("CharacterStyleRange/Table") is not None:
            paragraph.insert(0, run)
        self._tools.desk.write(run, (plain(one.children) for one in block.paragraphs))

    def _refer(self, parent: Element, ref: NoteRef) -> None:
        """Append a reference to a note: a footnote, or the mark of one."""
        run = add_range(parent, self._sheet.reference())
        if self._under is not None:
            add_text(run, ref.mark)
            note = self._tools.notes.under(ref)
            self._under += [note] if note else []
            return
        note = self._tools.notes.first(ref)
        if note is None:
            add_text(run, ref.mark)
            return
        under = [note]
        inside = Blocks(self._tools, Flow(add(run, "Footnote")), under)
        for one in under:  # grows while it is walked
            inside.note(one, "" if one is note else one.mark)

    def note(self, note: says.LayoutNote, mark: str) -> None:
        """Append a note's text behind its mark; an empty mark is InDesign's number."""
        first, *rest = note.blocks or (says.LayoutParagraph(()),)
        if not isinstance(first, says.LayoutParagraph):
            first, rest = says.LayoutParagraph(()), [first, *rest]
        paragraph = self._flow.paragraph(self._sheet.role("note", first.direction))
        run = add_range(paragraph, self._sheet.reference())
        if mark:
            add_text(run, mark)
        else:
            add_number(run)
        add_text(add_range(paragraph), " ")
        self._fill(paragraph, "note", first.children, first.direction)
        self.write(tuple(rest), "note")
