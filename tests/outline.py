"""The outline of a layout: a line a block, for people who judge whether it is right.

Isolates stand in ⟨⟩ with their direction, strong in **, emphasis in *, struck in ~~, marked in
==, lowered in ~, raised in ^, code in `, links as [text](target), note references as [^mark]. Where a block has a direction of its own it is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model import layout as says
from presskit.model.inlines import (
    Code,
    Dressed,
    Emphasis,
    Isolate,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.diagnostics import Diagnostic
    from presskit.model.inlines import Inline, Inlines

_LONGEST = 300
_SIGNS = {
    Strong: "**",
    Emphasis: "*",
    Strike: "~~",
    Mark: "==",
    Subscript: "~",
    Superscript: "^",
}


def outline(layout: says.Layout, findings: Iterable[Diagnostic] = ()) -> str:
    """The outline of a layout, and what was found on the way to it; it ends in a line end."""
    return "\n".join([*_layout(layout), *found(findings)]) + "\n"


def found(findings: Iterable[Diagnostic]) -> list[str]:
    """A line a finding behind an empty one."""
    lines = [
        f"! {d.severity} {d.code} {f'{d.place.at.line}:{d.place.at.column}' if d.place.at else ''}"
        for d in findings
    ]
    return ["", *lines] if lines else []


def marked(inlines: Inlines) -> str:
    """The text of inlines with its markup and isolates shown."""
    return "".join(map(_marked, inlines))


def _marked(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return text
        case Dressed(children=children):
            sign = _SIGNS[type(inline)]
            return f"{sign}{marked(children)}{sign}"
        case Code(text=text):
            return f"`{text}`"
        case Link(href=href, children=children):
            return f"[{marked(children)}]({href})"
        case LineBreak():
            return "⏎"
        case NoteRef(mark=mark):
            return f"[^{mark}]"
        case Isolate():
            lang = f" {inline.lang}" if inline.lang else ""
            return f"⟨{inline.direction}{lang} {marked(inline.children)}⟩"


def _layout(layout: says.Layout) -> Iterator[str]:
    opening, furniture = layout.opening, layout.furniture
    yield f"{layout.language} {layout.direction}, digits {furniture.digits}"
    for name in ("kicker", "headline", "deck", "byline", "date"):
        yield from _line(name, getattr(opening, name))
    for paragraph in opening.lead:
        yield from _line("lead", paragraph.children)
    if opening.image:
        yield from _block(opening.image)
    yield from _line("dateline", opening.dateline)
    yield from _line("running head start", furniture.start)
    yield from _line("running head end", furniture.end)
    meta = layout.metadata
    if meta.authors or meta.tags:
        yield f"authors: {'; '.join(meta.authors)} | tags: {'; '.join(meta.tags)}"
    yield ""
    yield from _blocks(layout.body)
    if layout.notes:
        yield ""
    for note in layout.notes:
        yield f"note {note.mark} #{note.id} from {' '.join(note.refs)}"
        yield from _indented(_blocks(note.blocks))
    yield from _line("source", layout.source)


def _line(name: str, inlines: Inlines) -> Iterator[str]:
    if inlines:
        text = marked(inlines)
        yield f"{name}: {text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}"


def _blocks(blocks: says.LayoutBlocks) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _block(block: says.LayoutBlock) -> Iterator[str]:
    match block:
        case says.LayoutParagraph(direction=direction):
            yield from _line(f"p {direction}" if direction else "p", block.children)
        case says.LayoutHeading():
            yield from _line(f"h{block.level} #{block.id}", block.children)
        case says.LayoutList():
            start = f" from {block.start}" if block.start != 1 else ""
            yield f"list {block.marker} depth {block.depth}{start}"
            for item in block.items:
                first, *rest = [*_blocks(item.blocks)] or [""]
                yield f"  {item.label} {first}"
                yield from _indented(_indented(rest))
        case says.LayoutDelegations():
            yield f"delegations, {len(block.tables)}"
            yield from _indented(_blocks(block.tables))
        case says.LayoutTable():
            yield from _table(block)
        case says.LayoutQuote():
            yield f"{block.kind} quote"
            yield from _indented(_blocks(block.blocks))
            yield from _indented(_line("attribution", block.attribution))
        case says.LayoutFigure():
            share = f" {block.share}%" if block.share else ""
            yield f"figure {block.src} {block.width}×{block.height}{share} alt: {block.alt}"
            yield from _indented(_line("caption", block.caption))
            yield from _indented(_line("credit", block.credit))
        case says.LayoutCode():
            yield f"code {block.language}".rstrip()
            yield from _indented(block.text.split("\n"))
        case says.LayoutBreak():
            yield "break"
        case says.LayoutDeskNote():
            yield "desk note"
            yield from _indented(_blocks(block.paragraphs))
        case says.LayoutDefinitions():
            yield "definitions" if block.kind == "terms" else block.kind
            for item in block.items:
                yield from _indented(_line("term", item.term))
                yield from _indented(_indented(_blocks(item.blocks)))
        case says.LayoutGallery():
            yield f"gallery {block.rows}"
            yield from _indented(_blocks(block.figures))
            yield from _indented(_line("caption", block.caption))
            yield from _indented(_line("credit", block.credit))
        case says.LayoutQrCode():
            yield from _line(f"qr code {block.href}", block.children)
        case says.LayoutVerse():
            turned = f" {block.direction}" if block.direction else ""
            yield f"verse{' paired' if block.paired else ''}{turned}"
            for stanza in block.stanzas:
                yield "  stanza"
                for line in stanza.lines:
                    parts = (marked(one) for one in (line.first, line.second) if one)
                    yield f"    {' ‖ '.join(parts)}"
            yield from _indented(_line("attribution", block.attribution))
        case says.LayoutBox():
            yield f"{block.kind} box{' wide' if block.wide else ''}"
            yield from _indented(_line("title", block.title))
            yield from _indented(_blocks(block.blocks))


def _table(table: says.LayoutTable) -> Iterator[str]:
    yield f"{table.kind} table #{table.id} widths {table.widths}"
    yield from _indented(_line("caption", table.caption))
    aligns = " ".join(cell.align for cell in table.rows[0].cells) if table.rows else ""
    yield f"  columns {aligns}"
    for row in (table.head, *table.rows):
        cells = (("!" if cell.scope else "") + marked(cell.children) for cell in row.cells)
        yield f"  | {' | '.join(cells)} |"
