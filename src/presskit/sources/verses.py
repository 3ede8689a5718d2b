"""Verses: the lines of a fenced div as a poem, each cut into its hemistichs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.model import blocks as b
from presskit.model.inlines import Text
from presskit.sources.inlines import from_column, stripped
from presskit.sources.quotes import split_attribution
from presskit.sources.written_lines import written_lines

if TYPE_CHECKING:
    from presskit.diagnostics import Position
    from presskit.model.inlines import Inlines

# What people write between two hemistichs, blanks around it; many blanks do too.
_BETWEEN = re.compile(r"[ \u00a0]+(?:\*{1,3}|/{1,2}|\|{1,2}|=|#|٭|✽|۞)[ \u00a0]+|\t+|[ \u00a0]{4,}")
# What may as well stand in a sentence: it counts where at least half of the lines have it.
_MAYBE = re.compile(r"[ \u00a0]*(?:\.{3,}|…+)[ \u00a0]*(?=\S)|[ \u00a0]+[–—][ \u00a0]+")


def read_verse(blocks: b.Blocks, at: Position | None) -> tuple[b.Block, ...]:
    """The poem in a div, and what else is in it: before and after it, in its order.

    A paragraph is a stanza, unless every line is a paragraph of its own. A table of two columns is
    one too. A last line that opens with a dash says whose words they are.
    """
    blocks, attribution = split_attribution(blocks)
    done: list[b.Block] = []
    stanzas: list[b.Stanza] = []
    is_cut = _cut([line for block in blocks for line in _lines(block)])
    for block in blocks:
        lines = _table(block) if isinstance(block, b.Table) else ()
        if isinstance(block, b.Paragraph):
            lines = tuple(_line(line, is_cut, block.at) for line in _lines(block))
        if lines:
            stanzas.append(b.Stanza(lines))
            continue
        if stanzas:
            done.append(_verse(stanzas, (), at))
            stanzas = []
        done.append(block)
    if stanzas:
        done.append(_verse(stanzas, attribution, at))
    elif attribution:
        done.append(b.Paragraph(attribution, at))
    return tuple(done)


def _verse(stanzas: list[b.Stanza], attribution: Inlines, at: Position | None) -> b.Verse:
    if all(len(stanza.lines) == 1 for stanza in stanzas):
        stanzas = [b.Stanza(tuple(line for stanza in stanzas for line in stanza.lines))]
    return b.Verse(tuple(stanzas), attribution, at)


def _lines(block: b.Block) -> list[Inlines]:
    return written_lines(block.children) if isinstance(block, b.Paragraph) else []


def _cut(lines: list[Inlines]) -> re.Pattern[str]:
    """What is between the hemistichs of these lines."""
    if any(_place(line, _BETWEEN) for line in lines):
        return _BETWEEN
    paired = sum(_place(line, _MAYBE) is not None for line in lines)
    return _MAYBE if lines and 2 * paired >= len(lines) and paired > 1 else _BETWEEN


def _place(line: Inlines, between: re.Pattern[str]) -> tuple[int, re.Match[str]] | None:
    """Where a line is cut, with words on both sides: in which of its texts, and where in that."""
    for number, inline in enumerate(line):
        if isinstance(inline, Text) and (match := between.search(inline.text)):
            before = number or inline.text[: match.start()].strip()
            after = line[number + 1 :] or inline.text[match.end() :].strip()
            if before and after:
                return number, match
    return None


def _line(line: Inlines, between: re.Pattern[str], at: Position | None) -> b.VerseLine:
    places = (one.at for one in line if isinstance(one, Text) and one.at)
    at = next(places, at)
    found = _place(line, between)
    if found is None:
        return b.VerseLine(line, (), at)
    number, match = found
    text = line[number]
    assert isinstance(text, Text)
    first = stripped((*line[:number], Text(text.text[: match.start()], text.at)))
    second = stripped((from_column(text, match.end()), *line[number + 1 :]))
    return b.VerseLine(first, second, at)


def _table(table: b.Table) -> tuple[b.VerseLine, ...]:
    """The rows of a table of two columns as lines; none of any other table."""
    rows = (table.head, *table.rows)
    if any(len(row.cells) != 2 for row in rows):
        return ()
    lines = (b.VerseLine(row.cells[0].children, row.cells[1].children, row.at) for row in rows)
    return tuple(line for line in lines if line.first)
