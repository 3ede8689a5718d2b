"""A whole issue: presskit beside pandoc and calibre, one process beside two, small beside large."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import corpus
import peers

_KB_A_MB = 1024
_ROUNDS = 3
_PHOTOS = 100


class Run(NamedTuple):
    """How long a command took, and the most memory that it held, in MB."""

    seconds: float
    memory: float


class Limit(NamedTuple):
    """What was measured, and the most (or, with `least`, the least) that it may be."""

    what: str
    value: float
    limit: float
    least: bool = False

    @property
    def failed(self) -> bool:
        """Whether the limit is passed."""
        return self.value < self.limit if self.least else self.value > self.limit


def main() -> int:
    """Measure, print the tables; 1 when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="100 articles in the PDF, 1,000 to scale"
    )
    quick = parser.parse_args().quick
    many, printed = (1000, 100) if quick else (5000, 500)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        limits = [*books(work / "500", 500), *scale(work, 500, many), *magazine(work, printed)]
    print("\n| what | measured | limit |\n| --- | --- | --- |")
    for one in limits:
        bound = "at least" if one.least else "at most"
        print(f"| {one.what} | {one.value:.2f} | {bound} {one.limit:g} |")
    return int(any(one.failed for one in limits))


def books(folder: Path, count: int) -> list[Limit]:
    """EPUB and DOCX of an issue with photos, in turns with peers."""
    articles = corpus_in(folder, count, _PHOTOS)
    book = corpus.write_book(folder, corpus.stories(count, _PHOTOS))
    commands = {
        "presskit epub": digest_command(articles, "epub"),
        "pandoc epub": [peers.pandoc(), book.name, "--resource-path=articles", "-o", "p.epub"],
        "presskit docx": digest_command(articles, "docx"),
        "pandoc docx": [peers.pandoc(), book.name, "--resource-path=articles", "-o", "p.docx"],
    }
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(_ROUNDS):
        for name, command in commands.items():
            runs[name].append(run(command, folder))
    if shutil.which("ebook-convert"):  # of the EPUB: calibre binds no folder of articles
        convert = ["ebook-convert", "p.epub", "c.epub", "--no-default-epub-cover"]
        runs["calibre epub"] = [run(convert, folder)]
    else:
        print("no ebook-convert (apt: calibre): left out", file=sys.stderr)
    middle = {n: Run(*map(statistics.median, zip(*r, strict=True))) for n, r in runs.items()}
    print(f"| {count} articles, {_PHOTOS} photos | seconds | MB held |\n| --- | --- | --- |")
    for name, one in middle.items():
        print(f"| {name} | {one.seconds:.2f} | {one.memory:.0f} |")
    made = {
        kind: (middle[f"presskit {kind}"], middle[f"pandoc {kind}"]) for kind in ("epub", "docx")
    }
    return [
        limit
        for kind, (own, other) in made.items()
        for limit in (
            Limit(f"presskit {kind}, of pandoc's time", own.seconds / other.seconds, 1.0),
            Limit(f"presskit {kind}, MB", own.memory, 400),
        )
    ]


def scale(folder: Path, few: int, many: int) -> list[Limit]:
    """The time an article takes among many, of that among few."""
    each = {}
    for count in (few, many):
        articles = corpus_in(folder / f"scale-{count}", count, 0)
        taken = min(run(digest_command(articles, "epub"), folder).seconds for _ in range(2))
        each[count] = taken / count
        print(f"\nEPUB of {count} articles: {1000 * each[count]:.2f} ms each")
    return [Limit(f"an article among {many}, of among {few}", each[many] / each[few], 1.25)]


def magazine(folder: Path, count: int) -> list[Limit]:
    """The PDF by one process and by two, whose bytes must be the same."""
    articles = corpus_in(folder / f"pdf-{count}", count, 0)
    seconds, digests = {}, set()
    for processes in (1, 2):
        command = [*digest_command(articles, "pdf"), "-j", str(processes)]
        seconds[processes] = run(command, folder).seconds
        (made,) = (folder / "out").glob("*.pdf")
        digests.add(hashlib.sha256(made.read_bytes()).digest())
        print(f"\nPDF of {count} articles, {processes} process(es): {seconds[processes]:.1f} s")
    if len(digests) > 1:
        sys.exit("the PDFs of one process and of two differ")
    return [Limit("two processes, times as fast as one", seconds[1] / seconds[2], 1.7, least=True)]


def run(command: list[str], folder: Path) -> Run:
    """Run a command to its end; a failing one ends the benchmark."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[:4]} failed:\n{said[-2000:]}")
    return Run(time.perf_counter() - started, used.ru_maxrss / _KB_A_MB)


def corpus_in(folder: Path, count: int, photos: int) -> Path:
    """The folder of so many articles with so many photos."""
    articles = folder / "articles"
    articles.mkdir(parents=True)
    corpus.write_articles(articles, corpus.stories(count, photos))
    corpus.write_photos(articles, photos)
    return articles


def digest_command(articles: Path, kind: str) -> list[str]:
    """The command that makes one edition of them."""
    options = ["--title", "حصاد الأسبوع", "--number", "34", "--to", kind, "-o", "out", "-q"]
    return [*peers.PRESSKIT, "digest", str(articles), *options]


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main())
