"""Fenced divs: `::: name` … `:::` says what the blocks in it are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model import blocks as model
from presskit.model.inlines import Inlines, LineBreak, Link, Strong, Text, plain
from presskit.model.walk import walk
from presskit.sources.addresses import address_of
from presskit.sources.galleries import read_gallery, split_credit
from presskit.sources.pairs import PAIRS, read_pairs
from presskit.sources.qr_codes import read_qr_code
from presskit.sources.quotes import split_attribution
from presskit.sources.verses import read_verse
from presskit.sources.written_lines import written_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presskit.diagnostics import Report

# What sites set apart. The desk's own `::: note` has a blank, that of Docusaurus (`:::note`) has none.
_ASIDE = re.compile(
    r"[ \t]*(?P<kind>(?<![ \t])note|tip|info|warning|danger|caution|important|success|details)"
    r"(?:\[(?P<title>[^\]]*)\]|[ \t]+(?P<more>[^:{]+?))?[ \t]*$",
    re.IGNORECASE,
)
_SAYS = (model.Paragraph, model.Heading, model.Cell)


class Div(Struct, frozen=True):
    """A div as written: its name, its blocks, its place; what its first line says besides."""

    name: str
    blocks: model.Blocks
    at: Position
    kind: str = ""
    title: Inlines = ()
    wide: bool = False


def aside_of(info: str) -> tuple[str, str] | None:
    """The kind and the title that a site's box has, from what stands behind its colons; else None."""
    match = _ASIDE.match(info)
    return (match["kind"], match["title"] or match["more"] or "") if match else None


def read_div(div: Div, report: Report) -> Sequence[model.Block]:
    """The blocks that a div stands for; one of an unknown name keeps its blocks as they are."""
    match div.kind:
        case "pull-quote":
            blocks, attribution = split_attribution(div.blocks)
            return [model.PullQuote(blocks, attribution, div.at)] if blocks else []
        case "block-quote":
            blocks, attribution = split_attribution(div.blocks)
            return [model.BlockQuote(blocks, attribution, div.at)] if blocks else []
        case "figure":
            return _figure(div)
        case "table":
            return _table(div)
        case "desk-note":
            text = "\n".join(_remarks(div.blocks))
            return [model.DeskNote(text, div.at)] if text else []
        case "box" | "related":
            return _box(div)
        case "facts" | "questions" | "timeline":
            pairs = read_pairs(PAIRS[div.kind], div.blocks, div.at, report)
            return [model.Box(pairs, div.title, at=div.at)] if div.title else pairs
        case "qr-code":
            return read_qr_code(div.blocks, div.title, div.at, report)
        case "gallery":
            return read_gallery(div.blocks, div.title, div.at, report)
        case "verse":
            verse = read_verse(div.blocks, div.at)
            return [model.Box(verse, div.title, at=div.at)] if div.title else verse
        case _:
            report.add(
                "fence-unknown",
                f"no div is called “{div.name}”; what is in it was kept",
                div.at,
                "divs are delegation, pullquote, quote, figure, table, box, fact, qa, timeline, verse, gallery, qr,"
                " related and note",
            )
            return div.blocks


def _box(div: Div) -> Sequence[model.Block]:
    """A box; where its fence has no title, a first heading or a first line in bold is it."""
    title, blocks = div.title, div.blocks
    if not title:
        match blocks:
            case (model.Heading(children=title), *rest):
                blocks = tuple(rest)
            case (model.Paragraph(children=(Strong(children=title),)), _, *_):
                blocks = blocks[1:]
    kind: model.BoxKind = "aside"
    if div.kind == "related":
        kind, blocks = "related", tuple(map(_links, blocks))
    return [model.Box(blocks, title, kind, div.wide, div.at)] if blocks or title else []


def _links(block: model.Block) -> model.Block:
    """Links that stand on lines of their own as a list."""
    if not isinstance(block, model.Paragraph) or LineBreak() in block.children:
        return block
    lines = written_lines(block.children)
    if len(lines) == 1 or not all(isinstance(line[0], Link) for line in lines):
        return block
    items = (model.ListItem((model.Paragraph(line, block.at),), block.at) for line in lines)
    return model.List(tuple(items), at=block.at)


def _figure(div: Div) -> Sequence[model.Block]:
    """A picture, then its caption; a last line such as `credit: …` is the credit."""
    figure, *rest = div.blocks or (None,)
    if not isinstance(figure, model.Figure):
        return div.blocks
    captions: list[Inlines] = [figure.caption] if figure.caption else []
    credit = figure.credit
    left: list[model.Block] = []
    for block in rest:
        if not isinstance(block, model.Paragraph):
            left.append(block)
            continue
        caption, found = split_credit(block.children)
        credit = found or credit
        if caption:
            captions.append(caption)
    caption = captions[0] if captions else ()
    for more in captions[1:]:
        caption = (*caption, Text(" "), *more)
    return [replace(figure, caption=caption, credit=credit), *left]


def _remarks(blocks: model.Blocks) -> Iterator[str]:
    """The lines of a remark as plain text; items keep their marker, links their address."""
    for block in blocks:
        match block:
            case model.List():
                for number, item in enumerate(block.items, block.start):
                    marker = f"{number}." if block.ordered else "•"
                    yield f"{marker} {chr(10).join(_remarks(item.blocks))}"
            case model.CodeBlock():
                yield block.text
            case _:
                lines = (r for r in walk(block) if isinstance(r, _SAYS))
                yield from filter(None, (_said(line) for line in lines))


def _said(block: model.Paragraph | model.Heading | model.Cell) -> str:
    links = (r for r in walk(block) if isinstance(r, Link))
    text = plain(block.children)
    addresses = (
        f"({link.href})"
        for link in links
        if link.href not in text and address_of(plain(link.children)) != link.href
    )
    return " ".join((text, *addresses)).strip()


def _table(div: Div) -> Sequence[model.Block]:
    """A lone paragraph before or after a lone table is its caption."""
    match div.blocks:
        case (model.Paragraph(children=caption), model.Table() as table) | (
            model.Table() as table,
            model.Paragraph(children=caption),
        ):
            return [replace(table, caption=caption)]
        case _:
            return div.blocks
