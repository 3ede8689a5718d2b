"""What a layout says, in the tongue of the readers: what every edition of it must give back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.model import layout as says
from presskit.model.inlines import Code, LineBreak, NoteRef, Text, plain
from readers.elements import Element, Note, Said, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.inlines import Inlines

_MARK = re.compile(r"\[\^(\w+)\]")
_PAIRS = {
    "terms": ("term", "definition"),
    "facts": ("fact", "fact-text"),
    "questions": ("question", "answer"),
    "timeline": ("moment", "event"),
}
_BOXES = {"aside": ("box-title", "box"), "related": ("related-title", "related")}
_CAPTIONS = {"data": "table-caption", "delegation": "party"}


def said(layout: says.Layout) -> Said:
    """The elements and notes of a layout."""
    notes = (
        Note(note.mark, tuple(e for block in note.blocks for e in _block(block, "note")))
        for note in layout.notes
    )
    return Said(tuple(_text(layout)), tuple(notes))


def words(inlines: Inlines) -> str:
    """The text of inlines, with references to notes and line ends."""
    parts = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Code(text=text):
                parts.append(text)
            case LineBreak():
                parts.append("\n")
            case NoteRef(mark=mark):
                parts.append(f"[^{mark}]")
            case _:
                parts.append(words(inline.children))
    return visible("".join(parts))


def numbered(said: Said) -> Said:
    """The same with the marks of notes as numbers: Word knows no others."""

    def element(one: Element) -> Element:
        return one._replace(text=_MARK.sub(lambda m: f"[^{int(m[1])}]", one.text))

    notes = (Note(str(int(n.mark)), tuple(map(element, n.elements))) for n in said.notes)
    return Said(tuple(map(element, said.elements)), tuple(notes))


def _text(layout: says.Layout) -> Iterator[Element]:
    opening = layout.opening
    yield from _line("kicker", opening.kicker)
    yield Element("heading", 1, words(opening.headline))
    yield from _line("deck", opening.deck)
    byline = " · ".join(filter(None, (words(opening.byline), words(opening.date))))
    if byline:
        yield Element("byline", 0, byline)
    for paragraph in opening.lead:
        yield from _line("lead", paragraph.children)
    if opening.image:
        yield from _block(opening.image, "paragraph")
    yield from _line("dateline", opening.dateline)
    for block in layout.body:
        yield from _block(block, "paragraph")
    yield from _line("source", layout.source)


def _line(kind: str, inlines: Inlines, level: int = 0) -> Iterator[Element]:
    if inlines:
        yield Element(kind, level, words(inlines))


def _block(block: says.LayoutBlock, role: str) -> Iterator[Element]:
    """The elements of a block; `role` is the kind of the paragraphs among them."""
    match block:
        case says.LayoutParagraph():
            yield from _line(role, block.children)
        case says.LayoutHeading():
            yield from _line("heading", block.children, block.level)
        case says.LayoutList():
            for item in block.items:
                yield from _item(item, block.depth)
        case says.LayoutTable():
            yield from _table(block)
        case says.LayoutDelegations():
            for table in block.tables:
                yield from _table(table)
        case says.LayoutQuote():
            for inner in block.blocks:
                yield from _block(inner, f"{block.kind}-quote")
            yield from _line("attribution", block.attribution)
        case says.LayoutFigure():
            yield Element("figure", 0, block.alt)
            yield from _line("caption", block.caption)
            yield from _line("credit", block.credit)
        case says.LayoutCode():
            yield Element("code", 0, block.text)
        case says.LayoutBreak():
            yield Element("break", 0, "")
        case says.LayoutDefinitions():
            term, text = _PAIRS[block.kind]
            for definition in block.items:
                yield from _line(term, definition.term)
                for inner in definition.blocks:
                    yield from _block(inner, text)
        case says.LayoutGallery():
            for figure in block.figures:
                yield Element("figure", 0, figure.alt)
            yield from _line("caption", block.caption)
            yield from _line("credit", block.credit)
        case says.LayoutQrCode():
            yield from _line("qr-code", block.children)
        case says.LayoutVerse():
            for line in (line for stanza in block.stanzas for line in stanza.lines):
                yield Element(
                    "verse", 0, " ".join(filter(None, map(words, (line.first, line.second))))
                )
            yield from _line("attribution", block.attribution)
        case says.LayoutBox():
            title, text = _BOXES[block.kind]
            yield from _line(title, block.title)
            for inner in block.blocks:
                yield from _block(inner, text)


def _item(item: says.LayoutListItem, depth: int) -> Iterator[Element]:
    first, *rest = item.blocks or (says.LayoutParagraph(()),)
    if isinstance(first, says.LayoutParagraph):
        yield Element("item", depth, words(first.children))
    else:
        yield Element("item", depth, "")
        rest = [first, *rest]
    for block in rest:
        if isinstance(block, says.LayoutParagraph):
            yield from _line("item-more", block.children, depth)
        else:
            yield from _block(block, "item-more")


def _table(table: says.LayoutTable) -> Iterator[Element]:
    yield from _line(_CAPTIONS[table.kind], table.caption)
    for kind, row in (("head", table.head), *(("cell", row) for row in table.rows)):
        for column, cell in enumerate(row.cells):
            yield Element(kind, column, words(cell.children))


def labels(blocks: says.LayoutBlocks) -> Iterator[str]:
    """The label of every list item, in order."""
    for block in blocks:
        match block:
            case says.LayoutList():
                for item in block.items:
                    yield item.label
                    yield from labels(item.blocks)
            case says.LayoutQuote() | says.LayoutBox():
                yield from labels(block.blocks)
            case says.LayoutDefinitions():
                for definition in block.items:
                    yield from labels(definition.blocks)
            case _:
                pass


def outline_titles(layout: says.Layout) -> list[tuple[int, str]]:
    """Level and title of the headings that stand in the text itself."""
    own = [(1, plain(layout.opening.headline))]
    return own + [
        (block.level, plain(block.children))
        for block in layout.body
        if isinstance(block, says.LayoutHeading)
    ]
