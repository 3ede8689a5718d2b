"""Fenced divs: `::: name` … `:::` says what the blocks in it are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model import blocks as model
from presskit.model.inlines import Text, plain

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.model.inlines import Inlines

_NAMES = {
    "pullquote": "pull-quote",
    "pull-quote": "pull-quote",
    "اقتباس": "pull-quote",
    "figure": "figure",
    "صورة": "figure",
    "table": "table",
    "جدول": "table",
}
_CREDITS = ("credit", "photo", "تصوير", "عدسة", "عکس", "تصویر", "צילום")


class Div(Struct, frozen=True):
    """A div as written: its name, its blocks, its place."""

    name: str
    blocks: model.Blocks
    at: Position


def read_div(div: Div, report: Report) -> list[model.Block]:
    """The blocks that a div stands for; one of an unknown name keeps its blocks as they are."""
    match _NAMES.get(div.name.casefold()):
        case "pull-quote":
            from presskit.sources.markdown import split_attribution

            blocks, attribution = split_attribution(div.blocks)
            return [model.PullQuote(blocks, attribution, div.at)]
        case "figure":
            return _figure(div)
        case "table":
            return _table(div)
        case _:
            report.add(
                "fence-unknown",
                f"no div is called “{div.name}”; what is in it was kept",
                div.at,
                "divs are delegation, pullquote, figure and table",
            )
            return list(div.blocks)


def _figure(div: Div) -> list[model.Block]:
    """A picture, then its caption; a last line such as `credit: …` is the credit."""
    if not div.blocks or not isinstance(div.blocks[0], model.Figure):
        return list(div.blocks)
    figure, rest = div.blocks[0], div.blocks[1:]
    caption: Inlines = figure.caption
    credit: Inlines = figure.credit
    left: list[model.Block] = []
    for block in rest:
        if not isinstance(block, model.Paragraph):
            left.append(block)
        elif (found := _credit(block.children)) is not None:
            credit = found
        else:
            caption = (*caption, Text(" "), *block.children) if caption else block.children
    return [replace(figure, caption=caption, credit=credit), *left]


def _credit(inlines: Inlines) -> Inlines | None:
    first = inlines[0] if inlines else None
    if not isinstance(first, Text):
        return None
    name, colon, rest = first.text.partition(":")
    if not colon or name.strip().casefold() not in _CREDITS:
        return None
    return (Text(rest.lstrip(), first.at), *inlines[1:])


def _table(div: Div) -> list[model.Block]:
    """A paragraph before or after a table is its caption."""
    tables = [block for block in div.blocks if isinstance(block, model.Table)]
    words = [block for block in div.blocks if isinstance(block, model.Paragraph)]
    if len(tables) != 1 or len(words) != 1 or len(div.blocks) != 2 or not plain(words[0].children):
        return list(div.blocks)
    return [replace(tables[0], caption=words[0].children)]
