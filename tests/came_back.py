"""What an article says, so that one that came back from a DOCX can be compared with it.

Places, ids, labels of notes and isolates without a language are no part of it; texts that touch are
one, blanks at the ends of paragraphs are nothing, and a blank is one whether it breaks or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.language.words import join_names
from presskit.model import blocks as b
from presskit.model.inlines import (
    Code,
    Dressed,
    Isolate,
    LineBreak,
    Link,
    NoteRef,
    Text,
    plain,
)
from presskit.model.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.article import Article
    from presskit.model.inlines import Inlines

# Editions have blanks that do not break where a line must not end.
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u2066\u2067\u2069")) | {0xA0: " ", 0x202F: " "}


def told(article: Article) -> dict[str, object]:
    """The article as plain values."""
    order: dict[str, str] = {}
    for ref in (
        one
        for one in walk((article.lead, article.image, article.body, article.source))
        if isinstance(one, NoteRef)
    ):
        order.setdefault(ref.label, str(len(order) + 1))
    notes = {note.label: note for note in article.notes}
    done: list[object] = []
    waiting = list(order)
    while waiting:
        label = waiting.pop(0)
        note = notes.get(label)
        if note is None:
            continue
        for ref in (one for one in walk(note.blocks) if isinstance(one, NoteRef)):
            if ref.label not in order:
                order[ref.label] = str(len(order) + 1)
                waiting.append(ref.label)
        done.append((label, note.blocks))
    return {
        "language": article.language,
        "title": article.title.translate(_MARKS).strip(),
        "kicker": article.kicker.translate(_MARKS).strip(),
        "deck": article.deck.translate(_MARKS).strip(),
        "byline": _byline(article),
        "authors": article.authors,
        "date": article.date,
        "printed_date": article.printed_date.strip(),
        "dateline": article.dateline.translate(_MARKS).strip(),
        "lead": [said for p in article.lead if (said := dressed(p.children, order))],
        "tags": article.tags,
        "draft": article.draft,
        "extra": article.extra,
        "source": dressed(article.source, order),
        "image": article.image and _block(article.image, order),
        "body": _blocks(article.body, order),
        "notes": sorted((int(order[label]), _blocks(blocks, order)) for label, blocks in done),
    }


def _byline(article: Article) -> str:
    line = article.byline.translate(_MARKS).strip()
    return "" if line == join_names(article.authors, article.language).strip() else line


def dressed(inlines: Inlines, order: dict[str, str]) -> list[tuple[str, frozenset[str]]]:
    """Runs of text with the markup around them."""
    runs: list[tuple[str, frozenset[str]]] = []
    for text, dress in _runs(inlines, frozenset(), order):
        if runs and runs[-1][1] == dress:
            runs[-1] = (runs[-1][0] + text, dress)
        elif text:
            runs.append((text, dress))
    while runs and not runs[0][0].strip():
        runs.pop(0)
    while runs and not runs[-1][0].strip():
        runs.pop()
    if runs:
        runs[0] = (runs[0][0].lstrip() if "code" not in runs[0][1] else runs[0][0], runs[0][1])
        last = runs[-1]
        runs[-1] = (last[0].rstrip() if "code" not in last[1] else last[0], last[1])
    return runs


def _runs(
    inlines: Inlines, dress: frozenset[str], order: dict[str, str]
) -> Iterator[tuple[str, frozenset[str]]]:
    for inline in inlines:
        match inline:
            case Text(text=text):
                yield text.translate(_MARKS), dress
            case Code(text=text):
                yield text.translate(_MARKS), dress | {"code"}
            case LineBreak():
                yield "\n", frozenset(["break"])
            case NoteRef(label=label):
                yield f"[^{order.get(label, label)}]", frozenset(["note"])
            case Link(href=href):
                yield from _runs(inline.children, dress | {href}, order)
            case Dressed():
                kind = type(inline).__name__.lower()
                yield from _runs(inline.children, dress | {kind}, order)
            case Isolate(lang=lang):
                yield from _runs(
                    inline.children, dress | {f"lang {lang}"} if lang else dress, order
                )


def _blocks(blocks: b.Blocks, order: dict[str, str]) -> list[object]:
    nothing = (("p", []), ("desk", ""))
    return [said for block in blocks if (said := _block(block, order)) not in nothing]


def _block(block: b.Block, order: dict[str, str]) -> object:
    def say(inlines: Inlines) -> object:
        return dressed(inlines, order)

    match block:
        case b.Paragraph():
            return ("p", say(block.children))
        case b.Heading():
            return ("h", block.level, say(block.children))
        case b.List():
            start = block.start if block.ordered else 1
            return (
                "list",
                block.ordered,
                start,
                [(i.done, _blocks(i.blocks, order)) for i in block.items],
            )
        case b.Delegations():
            return (
                "delegations",
                [
                    (say(d.party), [(say(m.role), say(m.name)) for m in d.members])
                    for d in block.delegations
                ],
            )
        case b.Table():
            rows = (block.head, *block.rows)
            width = max(len(row.cells) for row in rows)
            cells = [
                [say(c.children) for c in row.cells] + [[]] * (width - len(row.cells))
                for row in rows
            ]
            return ("table", say(block.caption), cells)
        case b.BlockQuote() | b.PullQuote():
            return (type(block).__name__, _blocks(block.blocks, order), say(block.attribution))
        case b.Figure():
            alt = "" if block.alt == plain(block.caption) else block.alt
            return ("figure", block.src, block.share, alt, say(block.caption), say(block.credit))
        case b.CodeBlock():
            return ("code", block.language, block.text)
        case b.Break():
            return ("break",)
        case b.DeskNote():
            return ("desk", block.text.strip())
        case b.DefinitionList():
            items = [(say(d.term), _blocks(d.blocks, order)) for d in block.items]
            return ("definitions", block.kind, items)
        case b.Gallery():
            shown = [(one.src, one.alt) for one in block.figures]
            return ("gallery", shown, say(block.caption), say(block.credit))
        case b.QrCode():
            return ("qr-code", block.href, say(block.children))
        case b.Verse():
            stanzas = [
                [(say(line.first), say(line.second)) for line in stanza.lines]
                for stanza in block.stanzas
            ]
            return ("verse", stanzas, say(block.attribution))
        case b.Box():
            return ("box", block.kind, block.wide, say(block.title), _blocks(block.blocks, order))
