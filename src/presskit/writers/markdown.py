"""An article as Markdown, as a careful editor would write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from presskit.diagnostics import Report
from presskit.model import blocks as b
from presskit.model.inlines import Strong, Text
from presskit.sources.addresses import with_links
from presskit.sources.delegations import recognise
from presskit.writers.front_matter import write_front_matter
from presskit.writers.inlines import protected, write_inlines, write_line, write_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presskit.model.article import Article, Note
    from presskit.model.inlines import Inlines

_BOXES = {True: "[x]", False: "[ ]"}
_NONE: Mapping[int | None, Sequence[str]] = {}
_RULES = {None: "---", "start": ":--", "center": ":-:", "end": "--:"}
_PAIRS = {"facts": "fact", "questions": "qa", "timeline": "timeline"}
_BETWEEN = re.compile(r"([ \u00a0])([*/|=#])(?=[*/|=#]{0,2}[ \u00a0])")
_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_TRAILING = re.compile(r"(#+|\{#[^{}]*\})$")


def write_markdown(article: Article, remarks: Mapping[int | None, Sequence[str]] = _NONE) -> str:
    """The article as Markdown with front matter; it reads back as the same article.

    `remarks` become comments over the blocks of the body that they are numbered after; those that
    tell of the front matter have no number. What Markdown cannot say (blanks at the ends of a
    paragraph, an empty quote) is left out.
    """
    head = [*(f"# {said}" for said in remarks.get(None, ())), *write_front_matter(article)[1:]]
    parts = ["\n".join(["---", *head]), *_blocks(article.body, remarks)]
    parts += map(_note, article.notes)
    return "\n\n".join(parts) + "\n"


def _note(note: Note) -> str:
    first, *rest = _blocks(note.blocks) or [""]
    return "\n\n".join([f"[^{note.label}]: {_hung(first, 4)}", *(_set_in(one, 4) for one in rest)])


def _blocks(blocks: b.Blocks, remarks: Mapping[int | None, Sequence[str]] = _NONE) -> list[str]:
    written: list[str] = []
    before: b.Block | None = None
    turn = 0
    for number, block in enumerate(blocks):
        turn = turn + 1 if _runs_together(before, block) else 0
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        written += [
            f"<!-- presskit: {said.replace('--', '—')} -->" for said in remarks.get(number, ())
        ]
        if text := _block(block, after, turn):
            written.append(text)
            before = block
    return written


def _runs_together(before: b.Block | None, block: b.Block) -> bool:
    """Whether two blocks would be read as one."""
    kinds = (b.List, b.BlockQuote, b.DefinitionList)
    return isinstance(block, kinds) and type(before) is type(block)


def _block(block: b.Block, after: b.Block | None, turn: int) -> str:  # noqa: C901, PLR0911, PLR0912 - a kind of block each
    match block:
        case b.Paragraph():
            text = protected(write_inlines(block.children))
            return _no_label(text) if _is_recognised(block, after) else text
        case b.Heading():
            return _heading(block.level, block.children) + (f" {{#{block.id}}}" if block.id else "")
        case b.List():
            return _list(block, turn)
        case b.Delegations():
            return _fenced(
                "delegation", [_delegation(d, n) for n, d in enumerate(block.delegations)]
            )
        case b.Table():
            table = _table(block)
            if not block.caption:
                return table
            return _fenced("table", [protected(write_line(block.caption)), table])
        case b.BlockQuote():
            parts = _quoted(block)
            if turn % 2:
                return _fenced("quote", parts)
            return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(parts).split("\n"))
        case b.PullQuote():
            return _fenced("pullquote", _quoted(block))
        case b.Figure():
            return _figure(block)
        case b.CodeBlock():
            longest = max(map(len, re.findall("`+", block.text)), default=0)
            fence = "`" * max(3, longest + 1)
            return f"{fence}{block.language}\n{block.text}\n{fence}"
        case b.Break():
            return "***"
        case b.DeskNote():
            return _fenced("note", [protected(_plain(line)) for line in block.text.splitlines()])
        case b.DefinitionList():
            if block.kind == "terms":
                return "\n\n".join(map(_definition, block.items))
            return _fenced(_PAIRS[block.kind], list(map(_pair, block.items)))
        case b.Box():
            return _box(block)
        case b.Verse():
            return _verse(block)
        case b.QrCode():
            return _fenced("qr", [protected(write_line(block.children))])
        case b.Gallery():
            return _fenced("gallery", [*map(_figure, block.figures), *_said_of(block)])


def _is_recognised(block: b.Paragraph, after: b.Block | None) -> bool:
    """Whether a paragraph and the list after it would be read as a delegation."""
    if not isinstance(after, b.List):
        return False
    return any(isinstance(one, b.Delegations) for one in recognise((block, after), Report()))


def _no_label(text: str) -> str:
    """A paragraph that is not read as a party's name: such a one is a line."""
    return "\n".join(text.rsplit(" ", 1))


def _list(block: b.List, turn: int) -> str:
    parts = []
    is_loose = any(len(item.blocks) > 1 and not _is_tight(item) for item in block.items)
    for number, item in enumerate(block.items, block.start):
        marker = f"{number}{'.)'[turn % 2]}" if block.ordered else "-*"[turn % 2]
        inside = _blocks(item.blocks)
        if item.done is not None:
            inside = [f"{_BOXES[item.done]} {(inside or [''])[0]}", *inside[1:]]
        text = "\n".join(inside) if _is_tight(item) else "\n\n".join(inside)
        parts.append(f"{marker} {_hung(text, len(marker) + 1)}".rstrip())
    return ("\n\n" if is_loose else "\n").join(parts)


def _is_tight(item: b.ListItem) -> bool:
    """Whether an item is a line and a list under it, which needs no blank line between them."""
    match item.blocks:
        case (b.Paragraph(), b.List(ordered=ordered, start=start, items=items)):
            starts_well = not ordered or start == 1
            return starts_well and bool(items and items[0].blocks)
        case _:
            return False


def _delegation(delegation: b.Delegation, number: int) -> str:
    rows = [
        f"{'-' if delegation.party else '-*'[number % 2]} "
        + (f"{write_line(m.role)}: {write_line(m.name)}" if m.role else write_line(m.name))
        for m in delegation.members
    ]
    party = [f"{protected(write_line(delegation.party))}:"] if delegation.party else []
    return "\n\n".join([*party, "\n".join(rows)])


def _table(table: b.Table) -> str:
    rows = (table.head, *table.rows)
    width = max(len(row.cells) for row in rows)
    aligns = [*table.align, *[None] * width][:width]
    head, *body = (_row([_cell(cell.children) for cell in row.cells], width) for row in rows)
    return "\n".join([head, f"| {' | '.join(_RULES[align] for align in aligns)} |", *body])


def _row(cells: list[str], width: int) -> str:
    return f"| {' | '.join(cells + [''] * (width - len(cells)))} |"


def _cell(inlines: Inlines) -> str:
    return _PIPE.sub(r"\1\\|", write_inlines(inlines).replace("\\\n", "<br>"))


def _quoted(block: b.BlockQuote | b.PullQuote) -> list[str]:
    by = [f"— {write_inlines(block.attribution)}"] if block.attribution else []
    return [*_blocks(block.blocks), *by]


def _figure(figure: b.Figure) -> str:
    target = quote(figure.src, safe="/!$&'*+,;=@~.-_ ") if "%" in figure.src else figure.src
    target = f"<{target}>" if re.search(r"[\s()<>]", target) else target
    width = f"{{width={figure.share}%}}" if figure.share else ""
    image = f"![{write_plain(figure.alt)}]({target}){width}"
    if not figure.caption and not figure.credit:
        return image
    return _fenced("figure", [image, *_said_of(figure)])


def _said_of(shown: b.Figure | b.Gallery) -> list[str]:
    caption = [protected(write_line(shown.caption))] if shown.caption else []
    return [*caption, *([f"credit: {write_line(shown.credit)}"] if shown.credit else [])]


def _heading(level: int, title: Inlines) -> str:
    text = _TRAILING.sub(r"\\\1", write_line(title))
    return f"{'#' * level} {text}".rstrip()


def _box(box: b.Box) -> str:
    """A box, its title a heading in it; an empty one where its text would be taken for a title."""
    match box.blocks:
        case (b.Heading(), *_) | (b.Paragraph(children=(Strong(),)), *_):
            is_headed = True
        case _:
            is_headed = bool(box.title)
    name = "related" if box.kind == "related" else "box"
    head = [_heading(3, box.title)] if is_headed else []
    return _fenced(f"{name} {{.wide}}" if box.wide else name, [*head, *_blocks(box.blocks)])


def _verse(verse: b.Verse) -> str:
    stanzas = ["\n".join(map(_verse_line, stanza.lines)) for stanza in verse.stanzas]
    by = [f"— {write_line(verse.attribution)}"] if verse.attribution else []
    return _fenced("verse", [*stanzas, *by])


def _verse_line(line: b.VerseLine) -> str:
    """A line of a poem; what stands in a hemistich and would cut it loses that meaning."""
    parts = (_BETWEEN.sub(r"\1\\\2", write_line(one)) for one in (line.first, line.second) if one)
    return protected(" / ".join(parts))


def _pair(item: b.Definition) -> str:
    """A pair; one of which nothing is said is a heading, for a definition says something."""
    return _definition(item) if item.blocks else _heading(3, item.term)


def _definition(item: b.Definition) -> str:
    first, *rest = _blocks(item.blocks) or [""]
    parts = [f"{protected(write_line(item.term))}\n:   {_hung(first, 4)}"]
    return "\n\n".join(parts + [_set_in(one, 4) for one in rest])


def _fenced(name: str, parts: list[str]) -> str:
    """A div; its fence is longer than those of the divs in it."""
    text = "\n\n".join(part for part in parts if part)
    longest = max(map(len, re.findall(r"(?m)^[ >]*(:{3,})", text)), default=2)
    fence = ":" * (longest + 1)
    return f"{fence} {name}\n{text}\n{fence}"


def _plain(text: str) -> str:
    return write_line(with_links((Text(text),))) if text.strip() else ""


def _hung(text: str, width: int) -> str:
    """Text whose later lines are set in, below the first."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(" " * width + line if line else "" for line in rest)])


def _set_in(text: str, width: int) -> str:
    return "\n".join(" " * width + line if line else "" for line in text.split("\n"))
