"""Facts, interviews and timelines: what a fenced div holds as pairs of a term and what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.model import blocks as b
from presskit.model.inlines import Strong, Text, plain
from presskit.sources.block_names import speaker
from presskit.sources.inlines import from_column, stripped
from presskit.sources.written_lines import written_lines

if TYPE_CHECKING:
    from presskit.diagnostics import Position, Report
    from presskit.model.blocks import Pairs
    from presskit.model.inlines import Inlines

# A colon or a dash between a term and its text: with a blank behind it, for 10:30 has none.
_BETWEEN = re.compile(r"(?<!\s)(?:\s*[:：](?:\s+|$)|\s+[–—-]+\s+)")
_ASKS = ("؟", "?", "？")
PAIRS: dict[str, Pairs] = {"facts": "facts", "questions": "questions", "timeline": "timeline"}
_NAMES: dict[Pairs, str] = {"facts": "figures", "questions": "questions", "timeline": "times"}


def read_pairs(
    kind: Pairs, blocks: b.Blocks, at: Position | None, report: Report
) -> tuple[b.Block, ...]:
    """The blocks of such a div as one list of pairs; what comes before the first term stays before.

    A term is that of a definition list, a heading, what is bold at a line's start, or what stands
    before a colon or a dash; in an interview what asks, by `Q:`, in bold or by its question mark; of
    facts the first line. Without any term `pairs-missing` is reported, and the blocks stay.
    """
    reader = _Reader(kind)
    for block in blocks:
        reader.read(block)
    if not reader.items:
        report.add(
            "pairs-missing",
            f"no {_NAMES[kind]} were found here; the text was kept as it is",
            at,
            "write what is to stand out on a line, and below it a line “: text”",
        )
        return blocks
    items = tuple(replace(item, blocks=_whole(item.blocks)) for item in reader.items)
    return (*reader.before, b.DefinitionList(items, at, kind))


def _whole(blocks: b.Blocks) -> b.Blocks:
    return tuple(one for one in blocks if not isinstance(one, b.Paragraph) or one.children)


class _Reader:
    """Gathers the pairs of one div."""

    def __init__(self, kind: Pairs) -> None:
        self._kind = kind
        self.before: list[b.Block] = []
        self.items: list[b.Definition] = []

    def read(self, block: b.Block) -> None:
        """Take the next block: terms of its own, or more of what is said of the last one."""
        match block:
            case b.DefinitionList():
                self.items += block.items
            case b.Heading():
                self._open(block.children, block.at)
            case b.List():
                self._list(block)
            case b.Paragraph():
                self._paragraph(block)
            case _:
                self._say(block)

    def _open(self, term: Inlines, at: Position | None, said: Inlines = ()) -> None:
        self.items.append(b.Definition(term, (b.Paragraph(said, at),) if said else (), at))

    def _say(self, block: b.Block) -> None:
        if not self.items:
            self.before.append(block)
            return
        last = self.items[-1]
        self.items[-1] = replace(last, blocks=(*last.blocks, block))

    def _list(self, block: b.List) -> None:
        """Items with a term each; a list with other items is something that is said."""
        firsts = [item.blocks[0] if item.blocks else None for item in block.items]
        pairs = [_split(p.children) if isinstance(p, b.Paragraph) else None for p in firsts]
        if not all(pairs):
            self._say(block)
            return
        for item, pair in zip(block.items, pairs, strict=True):
            assert pair is not None
            self._open(pair[0], item.at, pair[1])
            for more in item.blocks[1:]:
                self._say(more)

    def _paragraph(self, block: b.Paragraph) -> None:
        lines = written_lines(block.children)
        if self._kind == "questions":
            self._interview(lines, block)
        elif self._kind == "timeline":
            self._times(lines, block)
        else:
            self._facts(lines, block)

    def _facts(self, lines: list[Inlines], block: b.Paragraph) -> None:
        """A figure on a line and its text below it, or both on one line."""
        first, *rest = lines or [()]
        is_open = bool(self.items) and not self.items[-1].blocks
        pair = _split(first) if not rest else None
        if pair:
            self._open(pair[0], block.at, pair[1])
        elif is_open:
            self._say(block)
        elif first:
            self._open(first, block.at, _run_on(rest))

    def _times(self, lines: list[Inlines], block: b.Paragraph) -> None:
        """A time on each line that has one; other lines go on with the line before."""
        said: list[Inlines] = []
        for line in lines:
            if pair := _split(line):
                self._tell(said, block)
                self._open(pair[0], block.at)
                said = [pair[1]]
            else:
                said.append(line)
        self._tell(said, block)

    def _tell(self, lines: list[Inlines], block: b.Paragraph) -> None:
        if any(lines):
            self._say(b.Paragraph(_run_on(lines), block.at))

    def _interview(self, lines: list[Inlines], block: b.Paragraph) -> None:
        """What asks and what answers, which may stand on lines of one paragraph."""
        said: list[Inlines] = []
        for number, line in enumerate(lines):
            question = _behind(line, speaker("question"))
            answer = _behind(line, speaker("answer"))
            is_whole = number == 0 and not lines[1:]
            if question is None and is_whole:
                question = _asked(line)
            if question is not None or answer is not None:
                self._tell(said, block)
                said = []
            if question is not None:
                self._open(question, block.at)
            elif answer is not None:
                said.append(answer)
            else:
                said.append(line)
        self._tell(said, block)


def _split(line: Inlines) -> tuple[Inlines, Inlines] | None:
    """A term and its text: what is bold at the start, else what is before a colon or a dash."""
    if line and isinstance(first := line[0], Strong):
        rest = stripped(line[1:])
        if rest and isinstance(text := rest[0], Text):
            words = text.text.lstrip(" :：–—-")
            rest = stripped((from_column(text, len(text.text) - len(words)), *rest[1:]))
        colon = plain(first.children).rstrip(" :：–—")
        term = first.children
        if isinstance(last := term[-1], Text) and colon != plain(term):
            term = (*term[:-1], Text(last.text.rstrip(" :：–—"), last.at))
        return term, rest
    for number, inline in enumerate(line):
        if isinstance(inline, Text) and (match := _BETWEEN.search(inline.text)):
            term = stripped((*line[:number], Text(inline.text[: match.start()], inline.at)))
            rest = stripped((from_column(inline, match.end()), *line[number + 1 :]))
            return (term, rest) if term and rest else None
    return None


def _behind(line: Inlines, opens: re.Pattern[str]) -> Inlines | None:
    """A line without the letter or the word of who speaks; None where it has none."""
    if not line:
        return None
    first = line[0]
    if isinstance(first, Strong):
        inner = _behind(first.children, opens)
        if inner is None and opens.fullmatch(plain(first.children) + ":"):
            inner = ()
        if inner is None:
            return None
        rest = line[1:]
        if not inner and rest and isinstance(text := rest[0], Text):
            words = text.text.lstrip(" :：")
            rest = (from_column(text, len(text.text) - len(words)), *rest[1:])
        return stripped((*inner, *rest))
    if isinstance(first, Text) and (match := opens.match(first.text)):
        return stripped((from_column(first, match.end()), *line[1:]))
    return None


def _asked(line: Inlines) -> Inlines | None:
    """The question that a lone line is: all of it bold, or ending in a question mark."""
    match line:
        case (Strong(children=children),):
            return children
        case _:
            return line if plain(line).rstrip(' »”"').endswith(_ASKS) else None


def _run_on(lines: list[Inlines]) -> Inlines:
    """Lines as one text, a blank between them."""
    done: Inlines = ()
    for line in lines:
        done = (*done, Text(" "), *line) if done else line
    return done
