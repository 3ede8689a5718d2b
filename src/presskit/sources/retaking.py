"""An article in pieces, and the article that it is when some of them are taken for something else."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

from msgspec.structs import replace

from presskit.diagnostics import Position, Report
from presskit.model import blocks as b
from presskit.model.inlines import Inlines, Text, plain
from presskit.model.pieces import Correction, Piece, Whole
from presskit.sources.dates import read_date
from presskit.sources.front_values import Value
from presskit.sources.remaking import delegations_of, items_of, list_of, quote_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presskit.model.article import Article

_NONE: Mapping[int | str, str] = {}
_LINES = ("kicker", "headline", "deck", "byline", "date", "dateline")
_ABOUT = (*_LINES, "source", "tags")
_FIELDS = {"headline": "title"}
_TAG = re.compile(r"#([\w\u200c]+)")
_BETWEEN_TAGS = re.compile(r"[،,؛;|•·]")
_JOINED = ("list", "delegation", "quote", "pull-quote")
_WHOLE: dict[type[b.Block], Whole] = {
    b.Table: "table",
    b.Figure: "figure",
    b.CodeBlock: "code",
    b.DefinitionList: "definitions",
    b.Break: "break",
    b.Box: "box",
    b.Verse: "verse",
    b.Gallery: "gallery",
    b.QrCode: "qr-code",
}


class _Row(NamedTuple):
    """A piece: what it is taken for, and what it says, a paragraph each.

    `kept` is the part of the article that it is, as long as nobody says otherwise; `block` is the
    number of the body's block that it is of. One that is `fixed` can only be left out.
    """

    taken: str
    texts: tuple[Inlines, ...]
    kept: Any = None
    block: int | None = None
    at: Position | None = None
    is_fixed: bool = False


def pieces_of(article: Article, doubts: Mapping[int | str, str] = _NONE) -> tuple[Piece, ...]:
    """The pieces of an article, in the order in which they are read.

    `doubts` say why pieces may be something else, by the number of their block in the body or by
    what they were taken for.
    """
    return tuple(
        Piece(
            row.taken,  # type: ignore[arg-type]
            _said(row),
            row.at.line if row.at else 0,
            doubts.get(row.taken if row.block is None else row.block, ""),
            row.is_fixed,
            row.kept.src if isinstance(row.kept, b.Figure) else "",
        )
        for row in _rows(article)
    )


def retaken(article: Article, corrections: Sequence[Correction]) -> Article:
    """The article with pieces taken for what the corrections say, one after the other.

    No word goes but those that are `left-out`. What a line of the front matter said takes the place
    of what is put there instead. Raises IndexError for a piece that isn't there.
    """
    for one in corrections:
        article = _corrected(article, one)
    return article


def _corrected(article: Article, one: Correction) -> Article:
    rows = list(_rows(article))
    last = one.first if one.last is None else one.last
    if one.taken == "figure":
        return _described(article, rows, one)
    if one.text:
        texts = tuple((Text(line),) for line in one.text.split("\n") if line.strip())
        rows.insert(one.first, _Row(one.taken, texts))
        last = one.first
    if not one.first <= last < len(rows):
        raise IndexError(one.first)
    was = rows[one.first].taken
    for number in range(one.first, last + 1):
        row = rows[number]
        if row.taken != one.taken and (one.taken == "left-out" or not row.is_fixed):
            rows[number] = row._replace(taken=one.taken, kept=None)
    if one.taken in _LINES and rows[one.first].kept is None:
        _make_room(rows, range(one.first, last + 1), was if was != one.taken else "paragraph")
    return _article(article, [row for row in rows if row.taken != "left-out"])


def _described(article: Article, rows: list[_Row], one: Correction) -> Article:
    """The article with another alternative text of a picture."""
    row = rows[one.first]
    if not isinstance(row.kept, b.Figure):
        raise IndexError(one.first)
    rows[one.first] = row._replace(kept=replace(row.kept, alt=" ".join(one.text.split())))
    return _article(article, rows)


def _make_room(rows: list[_Row], chosen: range, was: str) -> None:
    """Put what stood in the line that the chosen rows are taken for where they came from."""
    taken = rows[chosen.start].taken
    stood = [n for n, row in enumerate(rows) if row.taken == taken and n not in chosen]
    place = chosen.start - sum(n < chosen.start for n in stood)
    freed = [rows[n]._replace(taken=was, kept=None) for n in stood]
    for n in reversed(stood):
        del rows[n]
    rows[place:place] = freed


# An article's rows


def _rows(article: Article) -> Iterator[_Row]:
    for taken in _LINES:
        if text := _field(article, taken):
            yield _Row(taken, ((Text(text),),), kept=text)
    if article.image:
        yield _Row("figure", (), article.image, at=article.image.at, is_fixed=True)
    for paragraph in article.lead:
        yield _Row("lead", (paragraph.children,), paragraph, at=paragraph.at)
    for number, block in enumerate(article.body):
        yield from _of_block(block, number)
    if article.source:
        yield _Row("source", (article.source,), article.source)
    if article.tags:
        yield _Row("tags", ((Text("، ".join(article.tags)),),), article.tags)


def _field(article: Article, taken: str) -> str:
    if taken == "date":
        return article.printed_date or (article.date.isoformat() if article.date else "")
    if taken == "byline":
        return article.byline or "، ".join(article.authors)
    text: str = getattr(article, _FIELDS.get(taken, taken))
    return text


def _of_block(block: b.Block, number: int) -> Iterator[_Row]:
    match block:
        case b.Heading() | b.Paragraph():
            taken = "heading" if isinstance(block, b.Heading) else "paragraph"
            yield _Row(taken, (block.children,), block, number, block.at)
        case b.List():
            for item in block.items:
                yield _row_of(item.blocks, _Row("list", (), item, number, item.at or block.at))
        case b.Delegations():
            for one in block.delegations:
                at = one.at or block.at
                if one.party:
                    party = (*one.party, Text(":"))
                    yield _Row("delegation", (party,), one.party, number, at)
                for member in one.members:
                    role = (*member.role, Text(": ")) if member.role else ()
                    said = (*role, *member.name)
                    yield _Row("delegation", (said,), member, number, member.at or at)
        case b.BlockQuote() | b.PullQuote():
            taken = "quote" if isinstance(block, b.BlockQuote) else "pull-quote"
            by = ((Text("— "), *block.attribution),) if block.attribution else ()
            row = _row_of(block.blocks, _Row(taken, (), block, number, block.at))
            yield row._replace(texts=(*row.texts, *by))
        case b.DeskNote():
            lines = tuple((Text(line),) for line in block.text.split("\n") if line.strip())
            yield _Row("note", lines, block, number, block.at)
        case (
            b.Table()
            | b.Figure()
            | b.CodeBlock()
            | b.DefinitionList()
            | b.Break()
            | b.Box()
            | b.Verse()
            | b.Gallery()
            | b.QrCode()
        ):
            yield _Row(_WHOLE[type(block)], (), block, number, block.at, is_fixed=True)
        case _:
            assert_never(block)


def _row_of(blocks: b.Blocks, row: _Row) -> _Row:
    """A row that says what blocks say; fixed, where there is more in them than text."""
    inner = [one for block in blocks for one in _of_block(block, 0)]
    texts = tuple(inlines for one in inner for inlines in one.texts)
    return row._replace(texts=texts, is_fixed=any(one.is_fixed for one in inner))


def _said(row: _Row) -> str:
    match row.kept:
        case b.Figure():
            return row.kept.alt
        case b.Gallery():
            return plain(row.kept.caption) or "، ".join(one.src for one in row.kept.figures)
        case b.QrCode():
            return plain(row.kept.children) or row.kept.href
        case b.Table():
            return " | ".join(plain(cell.children) for cell in row.kept.head.cells)
        case b.CodeBlock():
            return row.kept.text
        case b.Verse():
            lines = (line for stanza in row.kept.stanzas for line in stanza.lines)
            return "\n".join(f"{plain(one.first)} {plain(one.second)}".rstrip() for one in lines)
        case b.Box():
            rows = (row for one in row.kept.blocks for row in _of_block(one, 0))
            return plain(row.kept.title) or "\n".join(filter(None, map(_said, rows)))
        case b.DefinitionList():
            return "، ".join(plain(item.term) for item in row.kept.items)
        case _:
            return "\n".join(map(plain, row.texts))


# The article of rows


def _article(article: Article, rows: list[_Row]) -> Article:
    changes: dict[str, Any] = {}
    for taken in _LINES:
        changes |= _line_field(article, taken, [row for row in rows if row.taken == taken])
    changes["image"] = next((row.kept for row in rows if _is_image(row)), None)
    rows = [row for row in rows if row.taken not in _LINES and not _is_image(row)]
    lead, body = _lead_and_body(rows)
    changes["lead"] = tuple(b.Paragraph(inlines, row.at) for row in lead for inlines in row.texts)
    changes["source"] = _joined([row for row in rows if row.taken == "source"])
    changes["tags"] = tuple(
        tag for row in rows if row.taken == "tags" for tag in row.kept or _tags(row)
    )
    changes["body"] = tuple(_body(article.body, body))
    return replace(article, **changes)


def _is_image(row: _Row) -> bool:
    """Whether a row is the article's main picture, which is no block of its body."""
    return isinstance(row.kept, b.Figure) and row.block is None


def _lead_and_body(rows: list[_Row]) -> tuple[list[_Row], list[_Row]]:
    """The lead's rows and the body's: what was lead before and stands under text now is text."""
    lead: list[_Row] = []
    body: list[_Row] = []
    for row in rows:
        if row.taken == "lead" and body and row.kept is not None:
            body.append(row._replace(taken="paragraph", kept=None))
        elif row.taken == "lead":
            lead.append(row)
        elif row.taken not in _ABOUT:
            body.append(row)
    return lead, body


def _line_field(article: Article, taken: str, rows: list[_Row]) -> dict[str, Any]:
    """A field of one line, from the rows that are taken for it."""
    if len(rows) == 1 and rows[0].kept is not None:
        return {}
    text = " ".join(plain(inlines).strip() for row in rows for inlines in row.texts)
    if taken == "date":
        return _date(text, article.language)
    if taken == "byline":
        return {"byline": text, "authors": ()}
    return {_FIELDS.get(taken, taken): text}


def _date(text: str, language: str) -> dict[str, Any]:
    date, printed = read_date(Value(text, Position(1)), language, Report()) if text else (None, "")
    return {"date": date, "printed_date": printed if date else text}


def _tags(row: _Row) -> tuple[str, ...]:
    said = " ".join(map(plain, row.texts))
    found = _TAG.findall(said) or _BETWEEN_TAGS.split(said)
    return tuple(tag.replace("_", " ").strip() for tag in found if tag.strip())


def _joined(rows: list[_Row]) -> Inlines:
    joined: Inlines = ()
    for row in rows:
        for inlines in row.texts:
            joined = (*joined, Text(" · "), *inlines) if joined else inlines
    return joined


def _body(blocks: b.Blocks, rows: list[_Row]) -> Iterator[b.Block]:
    """The blocks of rows; those in which no row has changed are as they were."""
    counts = {n: sum(1 for _ in _of_block(block, n)) for n, block in enumerate(blocks)}
    for run in _runs(rows):
        first = run[0]
        if all(row.kept is not None for row in run) and counts.get(first.block or 0) == len(run):
            yield first.kept if isinstance(first.kept, b.Figure) else blocks[first.block or 0]
        else:
            yield from _made(run, blocks)


def _runs(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Rows that make a block together."""
    number = 0
    numbers = [0, *(number := number + (not _is_one(*pair)) for pair in pairwise(rows))]
    for _, run in groupby(zip(numbers, rows, strict=False), key=lambda pair: pair[0]):
        yield [row for _, row in run]


def _is_one(row: _Row, after: _Row) -> bool:
    if row.taken != after.taken or row.taken not in _JOINED:
        return False
    if row.kept is None and after.kept is None:
        return True
    if row.kept is not None and after.kept is not None:
        return row.block == after.block
    return row.taken in ("list", "delegation")


def _made(run: list[_Row], blocks: b.Blocks) -> Iterator[b.Block]:
    texts = [inlines for row in run for inlines in row.texts]
    at = run[0].at
    match run[0].taken:
        case "heading":
            yield from (b.Heading(2, inlines, "", at) for inlines in texts)
        case "list":
            like = next((blocks[row.block or 0] for row in run if row.kept is not None), None)
            items = [item for row in run for item in items_of(row.kept, row.texts)]
            yield list_of(items, texts[0], like)
        case "delegation":
            yield delegations_of([(row.kept, row.texts) for row in run], at)
        case "quote" | "pull-quote" as kind:
            yield quote_of(b.BlockQuote if kind == "quote" else b.PullQuote, texts, at)
        case "note":
            yield b.DeskNote("\n".join(map(plain, texts)), at)
        case _:
            yield from (b.Paragraph(inlines, at) for inlines in texts)
