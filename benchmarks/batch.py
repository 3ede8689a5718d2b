"""Batches beside a shell's loop: 100 articles to PDF, EPUB and DOCX, as ratios in one run.

All 100 also rewrite the table and the plot of docs/performance.md.

pandoc, Typst and XeLaTeX get the same words and pictures; the weasyprint command gets the HTML that
presskit gives to it. Loops over peers run on the first LOOP articles, and their time is scaled.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import corpus
import peers
from peers import OTHER, PRESSKIT, ROOT

PAGE = ROOT / "docs/performance.md"
TABLE = re.compile(r"\| what \| seconds .*\n(?:\|.*\n)+")
COUNT = 100
LOOP = 10
ROUNDS = 3
WARM = 12
ONE, TWO = "1 process", "2 processes"
WEASYPRINT = "loop of weasyprint and pandoc (EPUB, DOCX)"
XELATEX = "loop of pandoc: XeLaTeX, EPUB, DOCX"
TYPST = "loop of pandoc: Typst, EPUB, DOCX"
BARS = {
    TWO: "presskit, 2 processes",
    ONE: "presskit, 1 process",
    TYPST: "pandoc with Typst",
    WEASYPRINT: "weasyprint and pandoc",
    XELATEX: "pandoc with XeLaTeX",
}


def main() -> int:
    """Print the table; 1 when a limit is passed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        os.environ["PRESSKIT_CACHE"] = str(work / "cache")
        articles = written(work / "articles", count)
        rows = [*batches(articles, work), *loops(articles, work), *warm(articles[0], work)]
    table = "| what | seconds | ratio | target |\n| --- | ---: | ---: | --- |\n"
    for name, spent, ratio, target, passed in rows:
        table += f"| {name} | {spent:.2f} | {ratio} | {target}{'' if passed else ' (missed)'} |\n"
    print(table, end="")
    if count == COUNT:
        page = PAGE.read_text("utf-8")
        PAGE.write_text(TABLE.sub(lambda _: table, page, count=1), "utf-8")
        bars = [
            (BARS[name], spent, "" if name in {ONE, TWO} else ratio)
            for name, spent, ratio, *_ in rows
            if name in BARS
        ]
        drawn = [OTHER, Path(__file__).with_name("plot.py"), PAGE.with_name("batch.svg")]
        subprocess.run(drawn, input=json.dumps(bars), text=True, check=True)
    return int(not all(row[-1] for row in rows))


def written(folder: Path, count: int) -> list[Path]:
    """The articles of the corpus, with a few photos."""
    folder.mkdir()
    made = corpus.stories(count, 4)
    corpus.write_photos(folder, 4)
    corpus.write_articles(folder, made)
    return [folder / f"{story.name}.md" for story in made]


def batches(articles: list[Path], work: Path) -> list[tuple[str, float, str, str, bool]]:
    """presskit's own batches: one process, two, and again without a change."""
    names = list(map(str, articles))
    times: dict[str, float] = {}
    for processes in ("1", "2"):
        command = [
            *PRESSKIT,
            "export",
            *names,
            "--force",
            "-q",
            "-j",
            processes,
            "-o",
            work / "out",
        ]
        times[processes] = statistics.median(seconds(command, work) for _ in range(ROUNDS))
    again = [*PRESSKIT, "export", *names, "-q", "-o", work / "out"]
    times["again"] = statistics.median(seconds(again, work) for _ in range(ROUNDS))
    scaling, repeated = times["1"] / times["2"], times["2"] / times["again"]
    WITH["presskit"] = times["2"]
    return [
        (ONE, times["1"], "", "", True),
        (
            TWO,
            times["2"],
            f"{scaling:.2f}×",
            "≥ 1.85×",
            scaling >= 1.85,
        ),
        ("the same again", times["again"], f"{repeated:.0f}×", "≥ 100×", repeated >= 100),
    ]


WITH: dict[str, float] = {}


def loops(articles: list[Path], work: Path) -> list[tuple[str, float, str, str, bool]]:
    """A shell's loop over other programs, scaled from the first LOOP articles."""
    scale = len(articles) / LOOP
    spent: dict[str, float] = dict.fromkeys(("weasyprint", "pandoc", "xelatex", "typst"), 0.0)
    pandoc = peers.pandoc()
    for article in articles[:LOOP]:
        own = work / "peers" / article.stem
        own.mkdir(parents=True)
        _, html = peers.page(article, own)
        commands = peers.pdf_commands(article, html)
        spent["weasyprint"] += seconds(commands["weasyprint"], own)
        for kind in ("epub", "docx"):
            command = [pandoc, str(own / peers.PLAIN), "-o", f"one.{kind}"]
            spent["pandoc"] += seconds(command, own)
        spent["typst"] += seconds(
            [pandoc, str(own / peers.PLAIN), "-t", "typst", "-o", "x.typ"], own
        )
        spent["typst"] += seconds(commands["typst"], own)
        if "pandoc-xelatex" in commands:
            spent["xelatex"] += seconds(commands["pandoc-xelatex"], own)
    both = (spent["weasyprint"] + spent["pandoc"]) * scale
    rows = [row(WEASYPRINT, both, 6)]
    if shutil.which("xelatex"):
        rows.append(
            row(
                XELATEX,
                (spent["xelatex"] + spent["pandoc"]) * scale,
                3,
            )
        )
    rows.append(row(TYPST, (spent["typst"] + spent["pandoc"]) * scale, 1))
    return rows


def row(name: str, spent: float, target: float) -> tuple[str, float, str, str, bool]:
    """A loop's time and how many times presskit's that is."""
    ratio = spent / WITH["presskit"]
    return (name, spent, f"{ratio:.1f}×", f"≥ {target}×", ratio >= target)


def warm(article: Path, work: Path) -> list[tuple[str, float, str, str, bool]]:
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
    ratio = mine / base
    return [
        ("a warm PDF, WeasyPrint's write_pdf", base, "", "", True),
        ("a warm PDF, presskit", mine, f"{ratio:.2f}×", "≤ 1.0×", ratio <= 1.0),
    ]


def seconds(command: list[Any], work: Path) -> float:
    """How long a command takes."""
    start = time.perf_counter()
    subprocess.run(list(map(str, command)), cwd=work, capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    assert ROOT.is_dir()
    sys.exit(main())
