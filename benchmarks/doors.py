"""What presskit's doors keep, beside other readers: pages of a public set, entries of feeds."""

from __future__ import annotations

import gzip
import json
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import feedparser

from presskit import api
from presskit.diagnostics import Report
from presskit.model import blocks as model
from presskit.model.inlines import plain
from presskit.sources.doors.html import read_html
from presskit.sources.doors.source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.model.article import Article

HERE = Path(__file__).parent
PEERS = ("trafilatura", "readability-lxml")
FEEDS = sorted((HERE.parent / "tests/doors").glob("*/copy.xml"))
SLOWEST = 1.5  # of trafilatura's time, in the same run


class Score(NamedTuple):
    f1: float
    precision: float
    recall: float
    lost: int


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Every four words that follow each other, as article-extraction-benchmark counts them."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)) if words)


def score(pairs: Iterable[tuple[str, str]]) -> Score:
    """How much of the true texts was found, and how much of what was found is true."""
    precisions, recalls, lost = [], [], 0
    for true, found in pairs:
        wanted, got = shingles(true), shingles(found)
        both = (wanted & got).total()
        lost += not both
        if got:
            precisions.append(both / got.total())
        if wanted:
            recalls.append(both / wanted.total())
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    return Score(2 * precision * recall / (precision + recall), precision, recall, lost)


def texts(blocks: Iterable[object]) -> Iterator[str]:
    """The text of blocks; remarks to the desk are none."""
    for one in blocks:
        match one:
            case model.Paragraph() | model.Heading():
                yield plain(one.children)
            case model.List():
                for item in one.items:
                    yield from texts(item.blocks)
            case model.BlockQuote() | model.PullQuote():
                yield from texts(one.blocks)
                yield plain(one.attribution)
            case model.Table():
                for row in (one.head, *one.rows):
                    yield from (plain(cell.children) for cell in row.cells)
            case model.CodeBlock():
                yield one.text
            case model.DefinitionList():
                for each in one.items:
                    yield plain(each.term)
                    yield from texts(each.blocks)
            case model.Delegations():
                for party in one.delegations:
                    yield plain(party.party)
                    yield from (f"{plain(m.role)} {plain(m.name)}" for m in party.members)


def text_of(article: Article) -> str:
    notes = (block for note in article.notes for block in note.blocks)
    return "\n".join(texts((*article.lead, *article.body, *notes)))


def read_pages(folder: Path) -> dict[str, tuple[str, float]]:
    """Each page as presskit reads it, and how long that took."""
    done: dict[str, tuple[str, float]] = {}
    for path in sorted(folder.glob("html/*.html.gz")):
        page = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        report = Report(path.name)
        started = time.perf_counter()
        article, _ = read_source(read_html(page, report), report, untitled=True)
        spent = time.perf_counter() - started
        done[path.name.removesuffix(".html.gz")] = (text_of(article), spent)
    return done


def pages(peers: str, folder: Path) -> bool:
    """Print the table of pages; whether presskit is fast enough."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    keys = sorted(truth)
    read_pages(folder)  # warm
    found = {"presskit": read_pages(folder)}
    for name in PEERS:
        done = subprocess.run(
            [peers, HERE / "page_peers.py", name, folder], capture_output=True, check=True
        )
        found[name] = json.loads(done.stdout)
    base = sum(found["trafilatura"][key][1] for key in keys)
    print(
        f"| {len(keys)} pages | tuned on: F1 | not tuned on: F1 | precision | recall | lost | time |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, read in found.items():
        tuned, other = (
            score((truth[key]["articleBody"], read[key][0]) for key in half)
            for half in (keys[::2], keys[1::2])
        )
        lost, ratio = tuned.lost + other.lost, sum(read[key][1] for key in keys) / base
        print(
            f"| {name} | {tuned.f1:.3f} | {other.f1:.3f} | {other.precision:.3f} | {other.recall:.3f} "
            f"| {lost} | {ratio:.2f} |"
        )
    return sum(found["presskit"][key][1] for key in keys) <= base * SLOWEST


def feeds(paths: list[Path]) -> None:
    """Print what is kept of feeds, beside feedparser's own parse."""
    print("| feed | entries of feedparser | articles | words of feedparser's | kept or told of |")
    print("| --- | --- | --- | --- | --- |")
    for path in paths:
        entries = feedparser.parse(path.read_bytes()).entries
        said = " ".join(
            " ".join(one.value for one in entry.get("content", ())) or entry.get("summary", "")
            for entry in entries
        )
        articles = api.read_copy(path)
        kept = set(re.findall(r"\w+", " ".join(one.markdown for one in articles)))
        kept |= {
            word
            for one in articles
            for told in one.diagnostics
            for word in re.findall(r"\w+", told.message)
        }
        words = re.findall(r"\w+", re.sub(r"<[^>]*>", " ", said))
        there = sum(word in kept for word in words)
        print(f"| {path.parent.name} | {len(entries)} | {len(articles)} | {len(words)} | {there} |")


def main(peers: str, folder: str = "", *more: str) -> int:
    """The tables; 1 where a page takes longer than it may."""
    is_fast = pages(peers, Path(folder)) if folder else True
    feeds([Path(one) for one in more] or FEEDS)
    return 0 if is_fast else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
