"""Lines of copy made of paragraphs whose markup is known: headings that are only bold, blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.model import blocks as model
from presskit.model.inlines import Emphasis, LineBreak, NoteRef, Strong, plain
from presskit.sources.doors.inlines import parted
from presskit.sources.pasted.cutting import cut
from presskit.sources.pasted.lines import Kind, Line, line_of
from presskit.sources.pasted.made import nested_list
from presskit.sources.pasted.wraps import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.inlines import Inlines
    from presskit.sources.pasted.lines import Marker

_LONGEST_BOLD_HEADING = 95
_SHORTEST_TEXT, _SHORTEST_SENTENCE = 100, 40
_PLACE_AND_NAME = re.compile(r"[^–—-]{2,30}\s*[–—-]\s*[^–—-]{2,40}")


class LineMaker:
    """Puts paragraphs, headings, items and blocks to `lines`.

    `has_opening` says that lines over the text tell of the article; pictures and remarks among them
    wait until the text has begun, so that they don't part headline and byline.
    """

    def __init__(self, *, has_opening: bool) -> None:
        self.lines: list[Line] = []
        self._waiting: list[Line] = []
        self._is_opening = has_opening

    @property
    def _number(self) -> int:
        return len(self.lines) + 1

    @property
    def count(self) -> int:
        """How many lines and blocks there are."""
        return len(self.lines) + len(self._waiting)

    def paragraph(self, inlines: Inlines) -> None:
        """Put a paragraph; before the text begins its line breaks part lines."""
        is_running = not self._is_opening or len(plain(inlines)) > _SHORTEST_TEXT
        for part in parted(inlines, is_paragraph=is_running):
            self._line(part)

    def heading(self, inlines: Inlines, level: int) -> None:
        """Put a heading of a level, counted from 1."""
        if text := plain(inlines):
            self._put(Line(text, self._number, 1, Kind.HEADING, True, inlines=inlines, level=level))  # noqa: FBT003 - gap

    def item(self, inlines: Inlines, marker: Marker, *, is_first: bool) -> None:
        """Put an item of a list that is nothing but lines."""
        if text := plain(inlines):
            self._put(Line(text, self._number, 1, Kind.ITEM, is_first, 0, marker, inlines))

    def rule(self) -> None:
        """Put a line across the page."""
        self._put(Line("***", self._number, 1, Kind.RULE, gap=True, inlines=()))

    def block(self, block: model.Block, text: str) -> None:
        """Put what is no line; `text` is what to call it."""
        line = Line(text, self._number, 1, Kind.BLOCK, gap=True, inlines=(), block=block)
        if self._is_opening and isinstance(block, model.Figure | model.DeskNote):
            self._waiting.append(line)
        else:
            self._begin()
            self.lines.append(line)

    def change(self, old: model.Block, new: model.Block) -> None:
        """Put a block into the place of another, which was put before."""
        for lines in (self._waiting, self.lines):
            for place in range(len(lines) - 1, -1, -1):
                if lines[place].block is old:
                    lines[place] = replace(lines[place], block=new)
                    return

    def end(self) -> list[Line]:
        """All lines, headings from level 2 on; those that were only bold stand under the others."""
        self.lines += self._waiting
        self._waiting = []
        return levelled(self.lines)

    def _line(self, inlines: Inlines) -> None:
        inlines = cut(inlines, 0, None)
        if any(isinstance(one, LineBreak) for one in inlines):
            self.block(model.Paragraph(inlines), plain(inlines))
        elif line := line_of(inlines, self._number, gap=True):
            self._put(self._with_weight(line))
        elif any(isinstance(one, NoteRef) for one in inlines):
            self.block(model.Paragraph(inlines), "note")

    def _put(self, line: Line) -> None:
        self.lines.append(line)
        shortest = _SHORTEST_SENTENCE if line.is_closed else _SHORTEST_TEXT
        if len(line.text) > shortest and line.kind is not Kind.HEADING:
            self._begin()

    def _begin(self) -> None:
        """Say that the text has begun."""
        self._is_opening = False
        self.lines += self._waiting
        self._waiting = []

    def _with_weight(self, line: Line) -> Line:
        """A line that is bold as a whole, and short: a heading, a question, a byline."""
        inlines = line.inlines or ()
        if line.kind is not Kind.TEXT or len(inlines) != 1 or not isinstance(inlines[0], Strong):
            return line
        inner = undressed(inlines)
        is_agency = self._is_opening and _PLACE_AND_NAME.fullmatch(line.text)
        if line.text.rstrip().endswith(("؟", "?")) or is_agency:
            return replace(line, inlines=inner)
        if len(line.text) > _LONGEST_BOLD_HEADING or line.is_closed or line.text[-1] in "،,؛;":
            return line
        return replace(line, kind=Kind.HEADING, inlines=inner)


def undressed(inlines: Inlines) -> Inlines:
    """Inlines that are bold or slanted as a whole, without that: headings are so by themselves."""
    while len(inlines) == 1 and isinstance(one := inlines[0], Strong | Emphasis):
        inlines = cut(one.children, 0, None)
    return inlines


def plain_blocks(lines: list[Line]) -> Iterator[model.Block]:
    """Blocks of lines that stand inside others, where no more is read into them."""
    items: list[Line] = []

    def close() -> Iterator[model.Block]:
        if items:
            yield nested_list([Unit((line,)) for line in items])
            items.clear()

    for line in lines:
        if line.kind is Kind.ITEM and line.marker:
            items.append(line)
            continue
        yield from close()
        if line.block is not None:
            yield line.block
        elif line.kind is Kind.HEADING:
            yield model.Paragraph((Strong(line.inlines or ()),))
        elif line.kind is Kind.RULE:
            yield model.Break()
        elif line.inlines:
            yield model.Paragraph(line.inlines)
    yield from close()


def levelled(lines: list[Line]) -> list[Line]:
    """Lines whose headings begin with level 2; those that were only bold stand under the others."""
    real = [line.level for line in lines if line.level]
    shift = 2 - min(real, default=2)
    done: list[Line] = []
    last = 1
    for line in lines:
        if line.kind is not Kind.HEADING:
            done.append(line)
            continue
        level = min(max(line.level + shift, 2), 4) if line.level else min(last + 1, 4)
        last = level if line.level else last
        done.append(replace(line, level=level))
    return done
