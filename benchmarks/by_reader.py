"""Words, exact strings and what nobody wrote, by reader and by tags: presskit beside its peers.

The first table compares with stock WeasyPrint over all articles that are packed with strings, the
second with Typst and Chromium too, over two of them.
"""

from __future__ import annotations

import subprocess
import tempfile
from itertools import chain
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

import exact
import extract
import peers
import recall
import tagged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ARTICLES = (
    "benchmarks/strings/*.md",
    "examples/water-forum.md",
    "examples/night-train-english.md",
    "specimens/ar.md",
    "tests/cases/mixed-direction/article.md",
)
_BESIDE_PEERS = ("benchmarks/strings/arabic.md", "examples/night-train-english.md")
_PEERS = ("weasyprint", "typst", "chromium", "presskit")


class Came(NamedTuple):
    """What came back: shares of words, of words in order, of strings; what nobody wrote."""

    words: float
    in_order: float
    strings: float
    hidden: int
    missing: list[str]

    def shares(self) -> str:
        return f"{self.words:.3f}, {self.in_order:.3f}, {self.strings:.3f}"


def articles() -> list[Path]:
    """The articles of the first table."""
    return list(chain.from_iterable(sorted(peers.ROOT.glob(name)) for name in _ARTICLES))


def readers() -> dict[str, Callable[[Path], str]]:
    """All readers of pages, then those that go by tags."""
    pages = {name: read for name, read in extract.READERS.items() if "untagged" not in name}
    return pages | {f"by tags, {name}": read for name, read in tagged.READERS.items()}


def came(article: Path, text: str, reader: str) -> Came:
    """What a reader's text has of an article."""
    words = recall.Words(article)
    strings = exact.Strings(article).measured(text, reader)
    share = strings.found / strings.sought if strings.sought else 1.0
    return Came(words.recall(text), words.in_order(text), share, strings.hidden, strings.missing)


def mean(parts: Sequence[Came]) -> Came:
    """Several articles as one: each counts alike."""
    return Came(
        fmean(part.words for part in parts),
        fmean(part.in_order for part in parts),
        fmean(part.strings for part in parts),
        sum(part.hidden for part in parts),
        sorted(chain.from_iterable(part.missing for part in parts)),
    )


def table() -> tuple[list[str], str]:
    """The rows by reader, and which strings don't come back from presskit's PDF."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = [_pair(article, Path(folder)) for article in articles()]
        rows, lacking = [], []
        for name, read in readers().items():
            stock, mine = (
                mean(
                    [
                        came(a, read(pdfs[n]), name)
                        for a, pdfs in zip(articles(), pairs, strict=True)
                    ]
                )
                for n in (0, 1)
            )
            rows.append(f"| {name} | {stock.shares()} | {mine.shares()} | {mine.hidden} |")
            lacking.append(f"{name}: {' · '.join(mine.missing)}")
    head = [
        "| reader | stock: words, in order, strings | presskit: words, in order, strings | invisible |",
        "| --- | --- | --- | --- |",
    ]
    return head + rows, "\n".join(lacking)


def _pair(article: Path, work: Path) -> tuple[Path, Path]:
    """The PDFs of stock WeasyPrint and of presskit."""
    import weasyprint

    own = Path(tempfile.mkdtemp(dir=work))
    data, html = peers.page(article, own)
    stock, mine = own / "stock.pdf", own / "presskit.pdf"
    mine.write_bytes(data)
    weasyprint.HTML(filename=html).write_pdf(stock, pdf_tags=True)
    return stock, mine


def beside_peers() -> list[str]:
    """A row for each program, over the articles of the second table; who isn't there is left out."""
    found: dict[str, dict[str, list[Came]]] = {}
    for article in (peers.ROOT / name for name in _BESIDE_PEERS):
        with tempfile.TemporaryDirectory() as folder:
            data, html = peers.page(article, Path(folder))
            html.with_name("presskit.pdf").write_bytes(data)
            commands = peers.pdf_commands(article, html)
            for peer in (one for one in _PEERS if one in commands):
                pdf = html.with_name(f"{peer}.pdf")
                if peer != "presskit":
                    subprocess.run(commands[peer], cwd=folder, check=True, capture_output=True)
                for name, read in readers().items():
                    of_peer = found.setdefault(peer, {}).setdefault(name, [])
                    of_peer.append(came(article, read(pdf), name))
    columns = list(readers())
    head = [f"| PDF by | {' | '.join(columns)} |", "| --- " * (len(columns) + 1) + "|"]
    return head + [
        f"| {peer} | {' | '.join(_words_and_strings(mean(of[name])) for name in columns)} |"
        for peer, of in found.items()
    ]


def _words_and_strings(came: Came) -> str:
    return f"{came.words:.3f}, {came.strings:.3f}"
