"""How much of pasted copy is understood: `benchmarks/copy [FOLDER ...]`, field by field.

A folder holds pieces, each a folder with `copy.txt` and the `expected.md` it is. Printed are, for
every field, how many pieces have it right of those that have it at all (an invented one counts as
wrong); how many pieces are right whole; and, by confidence, how often a decision was right.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from presskit import sources
from presskit.diagnostics import Report
from presskit.model import blocks as b
from presskit.model.inlines import plain
from presskit.model.publication import Publication
from presskit.proof.find import repaired
from presskit.sources.pasted.article import read_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.article import Article
    from presskit.model.decision import Decision

TESTS = Path(__file__).parents[1] / "tests"
_BLOCKS = {
    "headings": b.Heading,
    "lists": b.List,
    "delegations": b.Delegations,
    "quotes": b.BlockQuote | b.PullQuote,
    "captions": b.DeskNote,
    "tables": b.Table,
}


def fields_of(article: Article) -> dict[str, object]:
    """The fields of an article that pieces are compared by."""
    said: dict[str, object] = {
        name: getattr(article, name) or ""
        for name in ("title", "kicker", "byline", "date", "dateline", "tags")
    }
    said["lead"] = [_words(paragraph) for paragraph in article.lead]
    for name, kind in _BLOCKS.items():
        said[name] = [_words(block) for block in article.body if isinstance(block, kind)]
    return said | {"text": [_words(block) for block in article.body]}


def _words(block: object) -> str:
    return " ".join(_texts(block)).strip()


def _texts(one: object) -> Iterator[str]:
    match one:
        case b.Paragraph(children=children) | b.Heading(children=children):
            yield " ".join(plain(children).split())
        case b.DeskNote(text=text):
            yield text
        case b.Member(role=role, name=name):
            yield f"{plain(role)}: {plain(name)}"
        case b.Delegation(party=party, members=members):
            yield plain(party)
            for member in members:
                yield from _texts(member)
        case b.List(items=inside) | b.Delegations(delegations=inside):
            for part in inside:
                yield "- " + _words(part)
        case b.ListItem(blocks=inside):
            for part in inside:
                yield from _texts(part)
        case b.BlockQuote() | b.PullQuote():
            for part in one.blocks:
                yield from _texts(part)
            yield plain(one.attribution)


def read(piece: Path) -> tuple[Article, Article, tuple[Decision, ...]]:
    """What a piece is read as, what it is, and the decisions."""
    text = (piece / "copy.txt").read_text(encoding="utf-8")
    article, decisions = read_copy(text, Report("copy.txt"), Publication(), untitled=True)
    expected = sources.read(piece / "expected.md", Publication(), untitled=True).article
    return repaired(article, Report()), expected, decisions


def measure(folder: Path) -> None:
    """Print what of the pieces of a folder is right."""
    right, seen, whole, pieces = Counter[str](), Counter[str](), 0, 0
    said, held = Counter[int](), Counter[int]()
    for piece in sorted(path.parent for path in folder.glob("*/copy.txt")):
        article, expected, decisions = read(piece)
        found, wanted = fields_of(article), fields_of(expected)
        wrong = [name for name in wanted if found[name] != wanted[name]]
        for name in wanted:
            if found[name] or wanted[name]:
                seen[name] += 1
                right[name] += name not in wrong
        pieces += 1
        whole += not wrong
        for name in wrong:
            print(f"  {piece.name}: {name}: {found[name]!r}, not {wanted[name]!r}"[:400])
        _weigh(article, expected, decisions, said, held)
    for name, count in seen.items():
        print(f"{name:12} {right[name]:3} of {count:3}")
    print(f"{folder.name}: {right.total()} of {seen.total()} fields", end=", ")
    print(f"{right.total() / seen.total():.1%}; {whole} of {pieces} pieces whole")
    for tenth in sorted(said, reverse=True):
        print(f"said at 0.{tenth}: {said[tenth]}, right {held[tenth] / said[tenth]:.1%}")


def _weigh(
    article: Article,
    expected: Article,
    decisions: tuple[Decision, ...],
    said: Counter[int],
    held: Counter[int],
) -> None:
    """Count the decisions that made a block or a field, and those whose words the piece has so."""
    wanted = {_words(block) for block in (*expected.body, *expected.lead)}
    for one in decisions:
        name = {"headline": "title"}.get(one.taken, one.taken)
        if one.block is not None:
            is_right = _words(article.body[one.block]) in wanted and any(
                isinstance(block, type(article.body[one.block]))
                for block in expected.body
                if _words(block) == _words(article.body[one.block])
            )
        elif name in {"title", "kicker", "byline", "date", "dateline"}:
            is_right = getattr(article, name) == getattr(expected, name)
        elif name == "lead":
            is_right = any(one.text.rstrip("…") in _words(part) for part in expected.lead)
        elif name == "left-out":
            is_right = all(one.text.rstrip("…") not in words for words in wanted)
        else:
            continue
        tenth = min(int(one.confidence * 10), 9)
        said[tenth] += 1
        held[tenth] += is_right


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:] or [TESTS / "copy/tuned", TESTS / "copy/held"]):
        measure(path)
