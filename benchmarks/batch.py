"""Batches beside other programs: 100 articles to PDF, EPUB and DOCX, as ratios in one run.

All 100 also rewrite the table and the plot of docs/performance.md.

pandoc, Typst and XeLaTeX get the same words and pictures; the weasyprint command gets the HTML that
presskit gives to it. Peers have two processes, as presskit has; they make the first LOOP articles, and
their time is scaled.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import corpus
import peers
from peers import OTHER, PRESSKIT, ROOT

PAGE = ROOT / "docs/performance.md"
TABLE = re.compile(r"\| what \| wall s .*\n(?:\|.*\n)+")
COUNT = 100
LOOP = 12
ROUNDS = 3
WARM = 12
ONE, TWO, AGAIN = "1 process", "2 processes", "the same again"
WEASYPRINT = "weasyprint command, pandoc (EPUB, DOCX)"
XELATEX = "pandoc: XeLaTeX, EPUB, DOCX"
TYPST = "pandoc: Typst command, EPUB, DOCX"
WARM_TYPST = "Typst kept warm, pandoc (EPUB, DOCX)"
# How many times presskit's time of a processor, with two processes, is looked for.
TARGETS = {WEASYPRINT: 6.0, XELATEX: 3.0, TYPST: 1.0, WARM_TYPST: 1.0}
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER, prctl(2)


class Spent(NamedTuple):
    """Seconds: on the wall, and of processors by a command and all that it started."""

    wall: float
    cpu: float


class Row(NamedTuple):
    """A line of the table; `ratio` is one of walls for presskit's own rows, else of processors."""

    name: str
    spent: Spent
    ratio: float | None = None
    target: float = 0.0

    def __str__(self) -> str:
        """The line in Markdown."""
        ratio = f"{self.ratio:.2f}×" if self.ratio else ""
        target = f"≥ {self.target:g}×" if self.target else ""
        missed = " (missed)" if self.ratio and self.ratio < self.target else ""
        return f"| {self.name} | {self.spent.wall:.2f} | {self.spent.cpu:.2f} | {ratio} | {target}{missed} |\n"


def main() -> int:
    """Print the table; 1 when a target is missed."""
    if sys.platform == "linux":  # so that what a command leaves is waited for, and counted, here
        ctypes.CDLL(None).prctl(SUBREAPER, 1)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        os.environ["PRESSKIT_CACHE"] = str(work / "cache")
        articles = written(work / "articles", count)
        own = batches(articles, work)
        rows = [*own, *others(articles, work, own[1].spent)]
        table = "| what | wall s | CPU s | ratio | target |\n| --- | ---: | ---: | ---: | --- |\n"
        table += "".join(map(str, rows))
        print(table, end="")
        print(warm(articles[0], work))
    if count == COUNT:
        page = PAGE.read_text("utf-8")
        PAGE.write_text(TABLE.sub(lambda _: table, page, count=1), "utf-8")
        bars = [
            (f"presskit, {row.name}" if row in own else row.name, row.spent.cpu, "")
            for row in rows
            if row.name != AGAIN
        ]
        drawn = [OTHER, Path(__file__).with_name("plot.py"), PAGE.with_name("batch.svg")]
        subprocess.run(drawn, input=json.dumps(bars), text=True, check=True)
    return int(any(row.ratio and row.ratio < row.target for row in rows))


def written(folder: Path, count: int) -> list[Path]:
    """The articles of the corpus, with a few photos."""
    folder.mkdir()
    made = corpus.stories(count, 4)
    corpus.write_photos(folder, 4)
    corpus.write_articles(folder, made)
    return [folder / f"{story.name}.md" for story in made]


def batches(articles: list[Path], work: Path) -> list[Row]:
    """presskit's own batches: one process, two, and again without a change."""
    command = [*PRESSKIT, "export", *map(str, articles), "-q", "-o", work / "out"]
    one = median([*command, "--force", "-j", "1"], work)
    two = median([*command, "--force", "-j", "2"], work)
    again = median(command, work)
    return [
        Row(ONE, one),
        Row(TWO, two, one.wall / two.wall, 1.85),
        Row(AGAIN, again, two.wall / again.wall, 100.0),
    ]


def others(articles: list[Path], work: Path, ours: Spent) -> list[Row]:
    """The same by other programs, two at a time, scaled from the first LOOP articles."""
    pandoc = peers.pandoc()
    folders: list[str] = []
    loops: dict[str, list[str]] = {WEASYPRINT: [], TYPST: [], XELATEX: []}
    for article in articles[:LOOP]:
        own = work / "peers" / article.stem
        own.mkdir(parents=True)
        folders.append(str(own))
        commands = peers.pdf_commands(article, peers.page(article, own)[1])
        both = [[pandoc, peers.PLAIN, "-o", f"one.{kind}"] for kind in ("epub", "docx")]
        source = [pandoc, peers.PLAIN, "-o", "x.typ"]
        loops[WEASYPRINT].append(script([commands["weasyprint"], *both], own))
        loops[TYPST].append(script([source, commands["typst"], *both], own))
        if "pandoc-xelatex" in commands:
            loops[XELATEX].append(script([commands["pandoc-xelatex"], *both], own))
    warm_typst = [
        OTHER,
        Path(__file__).with_name("warm_typst.py"),
        pandoc,
        ROOT / "fonts",
        *folders,
    ]
    ways: dict[str, list[Any]] = {
        name: [
            "xargs",
            "-P",
            "2",
            "-a",
            listed(name, lines, work),
            "-d",
            "\\n",
            "-n",
            "1",
            "sh",
            "-ec",
        ]
        for name, lines in loops.items()
        if lines
    }
    scale = len(articles) / len(folders)
    rows = []
    for name, command in [*ways.items(), (WARM_TYPST, warm_typst)]:
        took = median(command, work)
        spent = Spent(took.wall * scale, took.cpu * scale)
        rows.append(Row(name, spent, spent.cpu / ours.cpu, TARGETS[name]))
    return rows


def script(commands: list[list[str]], folder: Path) -> str:
    """Commands as one line of a shell in a folder."""
    return " && ".join([f"cd {shlex.quote(str(folder))}", *map(shlex.join, commands)])


def listed(name: str, lines: list[str], work: Path) -> Path:
    """A file of lines."""
    path = work / f"{re.sub(r'[^A-Za-z]+', '-', name)}.txt"
    path.write_text("\n".join(lines), "utf-8")
    return path


def warm(article: Path, work: Path) -> str:
    """A PDF in a process that has made one, beside WeasyPrint's own `write_pdf` of the same HTML."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from presskit import api

    own = work / "warm"
    own.mkdir()
    _, path = peers.page(article, own)
    text = path.read_text("utf-8")
    fonts = FontConfiguration()

    def theirs() -> Any:
        page = weasyprint.HTML(string=text, base_url=str(own))
        return page.write_pdf(font_config=fonts, pdf_tags=True)

    def ours() -> Any:
        return api.export(api.read_article(article), ["pdf"])

    times: dict[str, list[float]] = {"ours": [], "theirs": []}
    for number in range(WARM + 1):
        for name, make in (("ours", ours), ("theirs", theirs)):
            start = time.perf_counter()
            make()
            if number:
                times[name].append(time.perf_counter() - start)
    mine, base = statistics.median(times["ours"]), statistics.median(times["theirs"])
    return f"a warm PDF: WeasyPrint's write_pdf {base:.2f} s, presskit {mine:.2f} s, {mine / base:.2f}×"


def median(command: list[Any], work: Path) -> Spent:
    """What a command takes, the median of ROUNDS by the wall."""
    took = sorted(seconds(command, work) for _ in range(ROUNDS))
    return took[ROUNDS // 2]


def seconds(command: list[Any], work: Path) -> Spent:
    """What a command takes, with all that it starts."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(list(map(str, command)), cwd=work, capture_output=True, check=True)
    wall = time.perf_counter() - start
    with suppress(ChildProcessError):
        while True:
            os.wait()
    after = os.times()
    cpu = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    return Spent(wall, cpu)


if __name__ == "__main__":
    assert ROOT.is_dir()
    sys.exit(main())
