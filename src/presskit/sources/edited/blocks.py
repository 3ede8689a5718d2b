"""Word's paragraphs and tables as blocks: where each belongs, by its style, its list and its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.language.words import related_title
from presskit.model import blocks as b
from presskit.model.inlines import Link, Text, plain
from presskit.model.roles import BOX_ROLES, PAIR_ROLES
from presskit.model.walk import walk
from presskit.sources.edited.held import (
    WIDE,
    Held,
    HeldDefinitions,
    HeldDelegations,
    HeldList,
    HeldQuote,
    HeldVerse,
    Place,
    closed,
    verse_line,
)
from presskit.sources.edited.paragraphs import bookmark_of, program_of, style_of
from presskit.sources.edited.tables import TableReader
from presskit.wordml import marks, names
from presskit.wordml.xml import clark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from presskit.model.inlines import Direction, Inlines
    from presskit.sources.edited.inlines import InlineReader
    from presskit.sources.edited.lists import Lists
    from presskit.sources.edited.opened import Opened
    from presskit.wordml.hints import Carried
    from presskit.wordml.xml import Element

_QUOTES = {"Quote": "block", "Intense Quote": "pull"}
_BOXES = {names.PARAGRAPHS[text].name: kind for kind, (_, text) in BOX_ROLES.items()}
_BOX_TITLES = {names.PARAGRAPHS[title].name: kind for kind, (title, _) in BOX_ROLES.items()}
_TERMS = {names.PARAGRAPHS[term].name: kind for kind, (term, _) in PAIR_ROLES.items()}
_DEFINITIONS = {names.PARAGRAPHS[said].name for _, said in PAIR_ROLES.values()}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_DELEGATION_COLUMNS = 2


class BlockReader:
    """Reads the blocks of one part of the document.

    `take` is told of each picture, the name that the article has for it and the relationship;
    `remarks` are the comments by their ids; `carried` is what the document says besides its text.
    """

    def __init__(
        self,
        opened: Opened,
        inlines: InlineReader,
        lists: Lists,
        direction: Direction,
        take: Callable[[Element], str],
        remarks: Mapping[str, str],
        carried: Carried,
    ) -> None:
        self._opened = opened
        self._inlines = inlines
        self._lists = lists
        self._tables = TableReader(opened, inlines, direction)
        self._take = take
        self._remarks = remarks
        self._code = carried.code
        self._related = related_title(carried.language)
        self._shares = carried.shares
        self._stack = [Place()]
        self._caption: Inlines = ()
        self._sign = ""
        self._depth = 0

    def blocks(self) -> b.Blocks:
        """The blocks read so far."""
        self._drop_caption()
        return closed(self._stack[0])

    def read(self, element: Element) -> None:
        """Take the next paragraph or table."""
        first = next(element.iter(clark("p")), None) if element.tag == clark("tbl") else element
        if first is None:
            return
        starts = [mark.get(clark("name"), "") for mark in first.findall(clark("bookmarkStart"))]
        signs = [found for name in starts if (found := marks.read(name))]
        for found in signs:
            if found["sign"] in (marks.NEW, marks.IN, marks.ON, marks.BY):
                self._sign, self._depth = found["sign"], int(found["depth"] or 0)
            elif found["sign"] not in (marks.AT, marks.CODE):
                self._open_quote(found["sign"], [])
        if element.tag == clark("tbl"):
            self._table(element)
        else:
            language = next((self._code[name] for name in starts if name in self._code), "")
            self._paragraph(element, language)
        self.remark(element)

    def remark(self, element: Element) -> None:
        """Take what is said of a paragraph in comments, as remarks after it."""
        starts = (mark.get(clark("name"), "") for mark in element.iter(clark("bookmarkStart")))
        signs = [found for name in starts if (found := marks.read(name))]
        depths = [int(found["depth"]) for found in reversed(signs) if found["sign"] == marks.AT]
        for number, reference in enumerate(element.iter(clark("commentReference"))):
            text = self._remarks.get(reference.get(clark("id"), ""), "").strip()
            if text:
                depth = depths[number] if number < len(depths) else len(self._stack) - 1
                self._stack[min(depth, len(self._stack) - 1)].blocks.append(b.DeskNote(text))

    def _paragraph(self, element: Element, language: str) -> None:
        identifier = style_of(element)
        style = self._opened.style(identifier)
        item = self._lists.of(element, style)
        if item is not None and (item.counts or style.startswith("List")):
            self._item(element, item.kind, item.depth, item.number, item.start)
            if item.done is not None:
                self._stack[-1].done = item.done
            return
        drawings = list(element.iter(_DRAWING))
        inlines = self._inlines.read(element)
        if drawings:
            self._figures(tuple(map(self._figure, drawings)))
            if plain(inlines).strip():
                self._put(b.Paragraph(inlines))
        elif style == "Break":
            self._put(b.Break())
        elif inlines or style == "Code Block" or style in _TERMS:
            self._styled(style, inlines, element, language)

    def _styled(  # noqa: C901, PLR0912 - a style each
        self, style: str, inlines: Inlines, element: Element, language: str
    ) -> None:
        match style:
            case "heading 1" | "heading 2" | "heading 3" | "heading 4" | "heading 5" | "heading 6":
                self._put(b.Heading(max(2, int(style[-1])), inlines, bookmark_of(element)))
            case "Quote" | "Intense Quote":
                self._quote(_QUOTES[style], inlines)
            case "Attribution":
                self._attribution(inlines)
            case "caption" | "Credit":
                self._say_of_figure(style, inlines)
            case "Table Caption" | "Party":
                self._drop_caption()
                self._caption = inlines
            case "QR Code":
                self._put(_qr_code(inlines))
            case "Verse" | "Verse Stanza":
                self._verse(style, inlines)
            case _ if style in _TERMS:
                self._term(_TERMS[style], inlines)
            case _ if style in _DEFINITIONS:
                self._definition(inlines)
            case _ if style in _BOX_TITLES:
                self._box_title(_BOX_TITLES[style], inlines)
            case _ if style in _BOXES:
                self._quote(_BOXES[style], inlines)
            case "Code Block":
                self._put(b.CodeBlock(program_of(element), language))
            case _:
                outline = element.find(f"{clark('pPr')}/{clark('outlineLvl')}")
                if outline is not None and int(outline.get(clark("val"), "9")) < 6:
                    level = int(outline.get(clark("val"), "1")) + 1
                    self._put(b.Heading(max(2, level), inlines, bookmark_of(element)))
                else:
                    self._put(b.Paragraph(inlines))

    # Where things go

    def _place(self) -> Place:
        """Where a marked block goes; an unmarked one goes into the text itself."""
        depth = self._depth
        self._sign, self._depth = "", 0
        del self._stack[1 + min(depth, len(self._stack) - 1) :]
        return self._stack[-1]

    def _put(self, block: Held) -> None:
        """Put a block where its mark says, else into the text itself."""
        self._drop_caption()
        place = self._place()
        place.blocks.append(block)

    def _drop_caption(self) -> None:
        """A caption whose table was taken out is a paragraph."""
        if self._caption:
            caption, self._caption = self._caption, ()
            self._stack[-1].blocks.append(b.Paragraph(caption))

    def _item(self, element: Element, kind: str, depth: int, number: int, start: int) -> None:
        self._drop_caption()
        inlines = self._inlines.read(element)
        paragraph = [b.Paragraph(inlines)] if inlines else []
        if kind == "Continue":
            if self._sign:
                place = self._place()
                place.blocks += paragraph
                return
            level = self._level(lambda found: found.depth == depth) or self._level(lambda _: True)
            if level is None:
                self._put(b.Paragraph(inlines))
            else:
                del self._stack[level + 1 :]
                self._stack[level].blocks += paragraph
            return
        ordered = kind == "Number"
        if self._sign:
            place = self._place()
            self._open_list(place, HeldList(ordered, depth, number, start), paragraph)
            return
        level = self._level(lambda found: found.depth == depth)
        if level is not None:
            found = self._stack[level].owner
            assert isinstance(found, HeldList)
            del self._stack[level:]
            if found.ordered == ordered and (not ordered or found.number == number):
                self._open_item(found, paragraph)
            else:
                new = HeldList(ordered, depth, number, start)
                self._open_list(self._stack[-1], new, paragraph)
            return
        above = self._level(lambda found: found.depth < depth)
        del self._stack[1 if above is None else above + 1 :]
        self._open_list(self._stack[-1], HeldList(ordered, depth, number, start), paragraph)

    def _level(self, fits: Callable[[HeldList], bool]) -> int | None:
        """Where in the stack the innermost open item of a fitting list stands."""
        for level in range(len(self._stack) - 1, 0, -1):
            owner = self._stack[level].owner
            if isinstance(owner, HeldList) and fits(owner):
                return level
        return None

    def _open_list(self, place: Place, new: HeldList, paragraph: list[b.Paragraph]) -> None:
        place.blocks.append(new)
        self._open_item(new, paragraph)

    def _open_item(self, owner: HeldList, paragraph: list[b.Paragraph]) -> None:
        item = Place(list(paragraph), owner)
        owner.items.append(item)
        self._stack.append(item)

    def _quote(self, kind: str, inlines: Inlines) -> None:
        self._drop_caption()
        paragraph = b.Paragraph(inlines)
        if self._sign == marks.ON:
            place = self._place()
            place.blocks.append(paragraph)
            return
        owner = self._stack[-1].owner
        is_open = (
            isinstance(owner, HeldQuote)
            and owner.kind.removeprefix(WIDE) == kind
            and not owner.attribution
        )
        if is_open and not self._sign:
            self._stack[-1].blocks.append(paragraph)
            return
        self._open_quote(kind, [paragraph])

    def _open_quote(self, kind: str, blocks: list[Held]) -> None:
        self._drop_caption()
        place = self._place()
        inside = Place(blocks)
        quote = HeldQuote(kind, inside)
        inside.owner = quote
        place.blocks.append(quote)
        self._stack.append(inside)

    def _box_title(self, kind: str, inlines: Inlines) -> None:
        """The title of the box that a sign has just opened, else of a new one."""
        owner = self._stack[-1].owner
        if not (isinstance(owner, HeldQuote) and owner.is_box()) or (
            owner.title or self._stack[-1].blocks
        ):
            self._open_quote(kind, [])
            owner = self._stack[-1].owner
        assert isinstance(owner, HeldQuote)
        if plain(inlines) != self._related:  # which every edition gives to a box without a title
            owner.title = inlines

    def _verse(self, style: str, inlines: Inlines) -> None:
        """A line of the poem that is open, else of a new one; a tab is between its hemistichs."""
        self._drop_caption()
        held = self._stack[-1].blocks
        verse = held[-1] if held and not self._sign else None
        if not isinstance(verse, HeldVerse) or verse.attribution:
            verse = HeldVerse()
            self._put(verse)
        if style == names.STANZA.name or not verse.stanzas:
            verse.stanzas.append([])
        verse.stanzas[-1].append(verse_line(inlines))

    def _attribution(self, inlines: Inlines) -> None:
        held = self._stack[-1].blocks
        verse = held[-1] if held and self._sign != marks.BY else None
        if isinstance(verse, HeldVerse) and not verse.attribution:
            verse.attribution = inlines
            return
        if self._sign == marks.BY:
            del self._stack[self._depth + 2 :]
        self._sign, self._depth = "", 0
        for level in range(len(self._stack) - 1, 0, -1):
            owner = self._stack[level].owner
            if isinstance(owner, HeldQuote) and not (owner.attribution or owner.is_box()):
                owner.attribution = inlines
                del self._stack[level:]
                return
        self._put(b.Paragraph(inlines))

    def _term(self, kind: b.Pairs, inlines: Inlines) -> None:
        self._drop_caption()
        owner: HeldDefinitions | None = None
        if not self._sign:
            for level in range(len(self._stack) - 1, 0, -1):
                found = self._stack[level].owner
                if isinstance(found, HeldDefinitions) and found.kind == kind:
                    owner = found
                    del self._stack[level:]
                    break
        if owner is None:
            place = self._place()
            owner = HeldDefinitions(kind)
            place.blocks.append(owner)
        inside = Place([], owner)
        owner.items.append((inlines, inside))
        self._stack.append(inside)

    def _definition(self, inlines: Inlines) -> None:
        self._drop_caption()
        paragraph = b.Paragraph(inlines)
        if self._sign:
            self._put(paragraph)
            return
        for level in range(len(self._stack) - 1, 0, -1):
            if isinstance(self._stack[level].owner, HeldDefinitions):
                del self._stack[level + 1 :]
                self._stack[level].blocks.append(paragraph)
                return
        self._put(paragraph)

    def _figures(self, figures: tuple[b.Figure, ...]) -> None:
        """A picture; several in a line are a row of a gallery, the next of the one that is open."""
        held = self._stack[-1].blocks
        last = held[-1] if held and not self._sign else None
        if len(figures) == 1:
            self._put(figures[0])
        elif isinstance(last, b.Gallery) and not (last.caption or last.credit):
            held[-1] = replace(last, figures=(*last.figures, *figures))
        else:
            self._put(b.Gallery(figures))

    def _figure(self, drawing: Element) -> b.Figure:
        """The picture that a drawing's properties belong to."""
        inline = drawing.getparent()
        shown = drawing if inline is None else inline
        name = next(shown.iter(_PICTURE), drawing).get("name", "")
        alt = drawing.get("descr", "")
        return b.Figure(self._take(shown) or name, alt, share=self._shares.get(name, 0))

    def _say_of_figure(self, style: str, inlines: Inlines) -> None:
        """A caption or a credit, said of the picture before it."""
        held = self._stack[-1].blocks
        if not held or not isinstance(figure := held[-1], b.Figure | b.Gallery):
            self._put(b.Paragraph(inlines))
            return
        said = figure.caption if style == "caption" else figure.credit
        both = (*said, Text(" "), *inlines) if said else inlines
        caption = both if style == "caption" else figure.caption
        credit = both if style == "Credit" else figure.credit
        if isinstance(figure, b.Gallery):
            held[-1] = replace(figure, caption=caption, credit=credit)
            return
        alt = "" if not figure.credit and plain(caption) == figure.alt else figure.alt
        held[-1] = replace(figure, alt=alt, caption=caption, credit=credit)

    # Tables

    def _table(self, element: Element) -> None:
        caption, self._caption = self._caption, ()
        style = element.find(f"{clark('tblPr')}/{clark('tblStyle')}")
        name = "" if style is None else self._opened.style(style.get(clark("val"), ""))
        rows = [list(row.findall(clark("tc"))) for row in element.findall(clark("tr"))]
        cells = [[self._tables.cell(cell) for cell in row] for row in rows]
        if not cells:
            self._caption = caption
            self._drop_caption()
            return
        is_flat = all(len(row) == _DELEGATION_COLUMNS for row in cells)
        if name == "Delegation Table" and is_flat:
            self._delegation(
                b.Delegation(caption, tuple(b.Member(role, name) for role, name in cells[1:]))
            )
            return
        head, *body = (b.Row(tuple(map(b.Cell, row))) for row in cells)
        self._put(b.Table(head, tuple(body), self._tables.aligns(rows, cells), caption))

    def _delegation(self, party: b.Delegation) -> None:
        held = self._stack[-1].blocks
        if not self._sign and held and isinstance(last := held[-1], HeldDelegations):
            last.parties.append(party)
        else:
            self._place().blocks.append(HeldDelegations([party]))


def _qr_code(inlines: Inlines) -> b.Block:
    """The code of the first link in a line; a line without one is a paragraph."""
    href = next((one.href for one in walk(inlines) if isinstance(one, Link)), "")
    return b.QrCode(href, inlines) if href else b.Paragraph(inlines)
