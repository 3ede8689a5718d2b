"""A layout as lines of text, in the order in which they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presskit.model import layout as says
from presskit.model.inlines import Code, LineBreak, NoteRef, Text
from presskit.model.roles import BOX_ROLES, HEADING_ROLES, PAIR_ROLES
from presskit.model.signs import ORNAMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.inlines import Inlines
    from presskit.model.roles import Role

RUNNING: frozenset[Role] = frozenset(
    [
        "lead",
        "paragraph",
        "crosshead",
        "crosshead-3",
        "crosshead-4",
        "list-item",
        "block-quote",
        "pull-quote",
        "attribution",
        "verse",
        "qr-code",
        *(role for pair in PAIR_ROLES.values() for role in pair),
        *(role for pair in BOX_ROLES.values() for role in pair),
        "table-caption",
        "table-head",
        "table-cell",
        "party",
        "delegation-head",
        "role",
        "code-block",
    ]
)


class Line(NamedTuple):
    """A paragraph, an item or a table's row, whose cells have tabs between them.

    `label` is the marker of an item, `depth` the lists around it.
    """

    role: Role
    text: str
    label: str = ""
    depth: int = 0


def lines_of(layout: says.Layout) -> Iterator[Line]:
    """All lines of a story: what opens it, its body, its notes, its source."""
    opening = layout.opening
    yield from _line("kicker", opening.kicker)
    yield from _line("headline", opening.headline)
    yield from _line("deck", opening.deck)
    yield from _line("byline", opening.line)
    for paragraph in opening.lead:
        yield from _line("lead", paragraph.children)
    if opening.image:
        yield from blocks_as_lines((opening.image,), "paragraph")
    yield from _line("byline", opening.dateline)
    yield from blocks_as_lines(layout.body, "paragraph")
    for note in layout.notes:
        for number, line in enumerate(blocks_as_lines(note.blocks, "note")):
            yield line if number else line._replace(label=f"[{note.mark}]")
    yield from _line("source", layout.source)


def blocks_as_lines(  # noqa: C901, PLR0912 - a kind of block each
    blocks: says.LayoutBlocks, role: Role, depth: int = 0
) -> Iterator[Line]:
    """The lines of blocks; `role` is that of the paragraphs among them."""
    for block in blocks:
        match block:
            case says.LayoutParagraph():
                yield from _line(role, block.children, depth)
            case says.LayoutHeading():
                yield from _line(HEADING_ROLES[block.level], block.children)
            case says.LayoutList():
                for item in block.items:
                    yield from _item(item, block.depth)
            case says.LayoutTable():
                yield from _table(block)
            case says.LayoutDelegations():
                yield from (line for table in block.tables for line in _table(table))
            case says.LayoutQuote():
                quote: Role = "block-quote" if block.kind == "block" else "pull-quote"
                yield from blocks_as_lines(block.blocks, quote, depth)
                yield from _line("attribution", block.attribution)
            case says.LayoutFigure() | says.LayoutGallery():
                yield from _line("caption", block.caption)
                yield from _line("credit", block.credit)
            case says.LayoutCode():
                yield Line("code-block", block.text)
            case says.LayoutBreak():
                yield Line("break", ORNAMENT)
            case says.LayoutDefinitions():
                term, definition = PAIR_ROLES[block.kind]
                for pair in block.items:
                    yield from _line(term, pair.term)
                    yield from blocks_as_lines(pair.blocks, definition, depth)
            case says.LayoutQrCode():
                yield from _line("qr-code", block.children, depth)
            case says.LayoutVerse():
                for line in (line for stanza in block.stanzas for line in stanza.lines):
                    yield Line(
                        "verse", "\t".join(filter(None, map(said, (line.first, line.second))))
                    )
                yield from _line("attribution", block.attribution)
            case says.LayoutBox():
                title, text = BOX_ROLES[block.kind]
                yield from _line(title, block.title)
                yield from blocks_as_lines(block.blocks, text, depth)


def said(inlines: Inlines) -> str:
    """The characters of inlines; a reference to a note is its mark in brackets."""
    parts = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Code(text=text):
                parts.append(text)
            case LineBreak():
                parts.append("\n")
            case NoteRef(mark=mark):
                parts.append(f"[{mark}]")
            case _:
                parts.append(said(inline.children))
    return "".join(parts)


def rows_of(table: says.LayoutTable) -> list[list[str]]:
    """The cells of a table as text, its head first; a cell is one line."""
    rows = (table.head, *table.rows)
    return [[" ".join(said(cell.children).split()) for cell in row.cells] for row in rows]


def _line(role: Role, inlines: Inlines, depth: int = 0) -> Iterator[Line]:
    if inlines:
        yield Line(role, said(inlines), "", depth)


def _item(item: says.LayoutListItem, depth: int) -> Iterator[Line]:
    inner = list(blocks_as_lines(item.blocks, "list-item", depth))
    first = inner[0] if inner else Line("list-item", "", "", depth)
    yield first._replace(label=f"{item.label} {first.label}".strip())
    yield from inner[1:]


def _table(table: says.LayoutTable) -> Iterator[Line]:
    is_party = table.kind == "delegation"
    yield from _line("party" if is_party else "table-caption", table.caption)
    head, *rows = ("\t".join(row) for row in rows_of(table))
    yield Line("delegation-head" if is_party else "table-head", head)
    yield from (Line("role" if is_party else "table-cell", row) for row in rows)
