"""What presskit aims at, measured in one run: python benchmarks/targets.py [--quick] [--base COMMIT] [--keep].

Ratios of processors' seconds of whole commands and what they start, medians of rounds in turns; walls stand
beside them. An earlier build (`--base`) is checked out into a temporary folder and run by the same Python.
`--quick` takes smaller articles and batches, and minutes. `--keep` adds the ratios to history.jsonl. Peers are
those of .venv-peers, as `benchmarks/run` makes it; what isn't installed is left out by name.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import batch
import corpus
import peers
from peers import OTHER, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "e31b967"
ARTICLE = "water-forum.md"
HISTORY = Path(__file__).with_name("history.jsonl")
TICKS = os.sysconf("SC_CLK_TCK")
WARM = (
    "import sys, time; from presskit import api\n"
    "made = lambda: api.export(api.read_article(sys.argv[1]), [sys.argv[2]])\n"
    "made(); made(); start = time.process_time()\n"
    "for _ in range(int(sys.argv[3])): made()\n"
    "print((time.process_time() - start) / int(sys.argv[3]))"
)


class Spent(NamedTuple):
    """Seconds of processors, seconds on the wall, and the most megabytes of one process."""

    cpu: float
    wall: float
    memory: float


class Way(NamedTuple):
    """A command to time, and the environment that it differs by."""

    command: list[str]
    changes: dict[str, str] = {}  # noqa: RUF012 - never changed
    helper: int = 0


class Row(NamedTuple):
    """A line of the table: what it is, the ratio, its target, and the walls or sizes beside it."""

    what: str
    ratio: float
    target: float
    beside: str = ""

    def __str__(self) -> str:
        """The line in Markdown."""
        missed = "" if self.ratio <= self.target else " (missed)"
        return f"| {self.what} | {self.ratio:.2f} | ≤ {self.target:g}{missed} | {self.beside} |"


class Bench:
    """One run: the article, a folder to work in, and how many rounds."""

    def __init__(self, work: Path, base: Path | None, *, quick: bool) -> None:
        self.work, self.base, self.quick = work, base, quick
        self.rounds = 3 if quick else 7
        self.article = ROOT / "examples" / ARTICLE
        self.size = 10 if quick else 1  # of long articles, as a part of the whole
        os.environ |= {
            "PRESSKIT_CACHE": str(work / "cache"),
            "XDG_RUNTIME_DIR": str(work / "run"),
            "PYTHONPATH": str(ROOT / "src"),
        }
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        (work / "run").mkdir(mode=0o700)
        self.html = peers.page(self.article, work)[1]

    def presskit(self, *arguments: object, base: bool = False) -> Way:
        """A command of presskit, of this build or of the earlier one."""
        changes = {"PYTHONPATH": str(self.base / "src")} if base and self.base else {}
        return Way([sys.executable, "-P", "-m", "presskit", *map(str, arguments)], changes)

    def taken(self, rounds: int = 0, **ways: Way) -> dict[str, Spent]:
        """The medians of some ways, run in turns; a first round warms the files' cache."""
        every: dict[str, list[Spent]] = {name: [] for name in ways}
        for number in range((rounds or self.rounds) + 1):
            for name, way in ways.items():
                spent = self._once(way)
                if number:
                    every[name].append(spent)
        return {
            name: Spent(*(statistics.median(part) for part in zip(*spent, strict=True)))
            for name, spent in every.items()
        }

    def _once(self, way: Way) -> Spent:
        before, start = _of_helper(way.helper), time.perf_counter()
        with open(os.devnull, "wb") as nothing:
            process = subprocess.Popen(
                way.command,
                cwd=self.work,
                env=os.environ | way.changes,
                stdout=nothing,
                stderr=nothing,
            )
            _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        if os.waitstatus_to_exitcode(status):
            message = f"it failed: {' '.join(way.command)[:300]}"
            raise SystemExit(message)
        if way.helper:
            time.sleep(0.1)  # until the helper has waited for what it forked
        cpu = used.ru_utime + used.ru_stime + _of_helper(way.helper) - before
        return Spent(cpu, wall, used.ru_maxrss / 1024)

    def cold(self) -> Iterator[Row]:
        """Whole commands beside their peers, also through the helper."""
        html = str(self.html)
        pandoc = peers.pandoc()
        weasyprint = Way([sys.executable, "-m", "weasyprint", "--pdf-tags", html, "weasyprint.pdf"])
        typst = Way(peers.pdf_commands(self.article, self.html)["typst"])
        docx = Way([pandoc, peers.PLAIN, "-o", "pandoc.docx"])
        with self.helper() as helper:
            by_helper = {
                f"warm_{kind}": self.presskit("--warm", kind, self.article, "-o", f"w.{kind}")
                for kind in ("pdf", "docx")
            }
            took = self.taken(
                pdf=self.presskit("pdf", self.article, "-o", "a.pdf"),
                weasyprint=weasyprint,
                typst=typst,
                pandoc=docx,
                **{name: way._replace(helper=helper) for name, way in by_helper.items()},
            )
        yield _row("cold pdf / weasyprint command", took["pdf"], took["weasyprint"], 0.45)
        yield _row("cold pdf / cold Typst", took["pdf"], took["typst"], 10)
        what = "pdf through the helper / weasyprint command"
        yield _row(what, took["warm_pdf"], took["weasyprint"], 0.2)
        yield _row("docx through the helper / pandoc", took["warm_docx"], took["pandoc"], 0.8)
        yield Row("memory of a cold pdf, of 60 MB", took["pdf"].memory / 60, 1, _mb(took["pdf"]))

    @contextmanager
    def helper(self) -> Iterator[int]:
        """A helper that serves: its pid."""
        self._once(self.presskit("--warm", "--help"))
        until = time.monotonic() + 60
        while not (found := list((self.work / "run").glob("*/*.lock"))) or not any(
            one.is_socket() for one in (self.work / "run").glob("*/*")
        ):
            if time.monotonic() > until:
                message = "no helper has started"
                raise SystemExit(message)
            time.sleep(0.1)
        helper = int(found[0].read_text("ascii"))
        try:
            yield helper
        finally:
            with suppress(ProcessLookupError):
                os.kill(helper, 15)

    def start(self) -> Iterator[Row]:
        """How long it takes to say which version this is."""
        took = self.taken(
            version=self.presskit("--version"), python=Way([sys.executable, "-c", "pass"])
        )
        yield _row("--version / python -c pass", took["version"], took["python"], 2)

    def beside_base(self) -> Iterator[Row]:
        """Cold and warm, beside the earlier build."""
        for kind in ("epub", "docx", "check"):
            rest = () if kind == "check" else ("-o", f"a.{kind}")
            took = self.taken(
                now=self.presskit(kind, self.article, *rest),
                base=self.presskit(kind, self.article, *rest, base=True),
            )
            yield _row(f"cold {kind} / {BASE}", took["now"], took["base"], 0.55)
        for kind, target in (("pdf", 0.45), ("epub", 0.35)):
            ratio, beside = self.warm(kind)
            yield Row(f"warm {kind} / {BASE}", ratio, target, beside)

    def warm(self, kind: str) -> tuple[float, str]:
        """An edition in a process that has made some, beside the earlier build."""
        found: dict[str, list[float]] = {"now": [], "base": []}
        for _ in range(self.rounds):
            for name, times in found.items():
                changes = {"PYTHONPATH": str(self.base / "src")} if name == "base" else {}
                command = [sys.executable, "-P", "-c", WARM, str(self.article), kind, "5"]
                said = subprocess.check_output(
                    command, env=os.environ | changes, text=True, cwd=self.work
                )
                times.append(float(said))
        now, base = (statistics.median(times) for times in found.values())
        return now / base, f"{now:.3f} s of {base:.3f} s CPU"

    def long(self) -> Iterator[Row]:
        """How import, check and PDF grow with the length of an article."""
        few, many = 5_000 // self.size, 50_000 // self.size
        for count in (few, many):
            head = "عنوان المقال\n\nكتب: سمر خالد\n\n"
            text = "\n\n".join(_paragraphs(count))
            (self.work / f"{count}.txt").write_text(head + text, "utf-8")
            front = "---\ntitle: عنوان المقال\nauthors: [سمر خالد]\n---\n\n"
            (self.work / f"{count}.md").write_text(front + text, "utf-8")
        took = self.taken(
            1 if self.quick else 3,
            few=self.presskit("import", f"{few}.txt", "-o", "few.out.md", "--force"),
            many=self.presskit("import", f"{many}.txt", "-o", "many.out.md", "--force"),
            check_few=self.presskit("check", f"{few}.md"),
            check=self.presskit("check", f"{many}.md"),
        )
        if self.base:
            now = self.presskit("check", f"{many}.md")
            base = self.presskit("check", f"{many}.md", base=True)
            both = self.taken(1, now=now, base=base)
            yield _row(f"check of {many:,} words / {BASE}", both["now"], both["base"], 0.3)
        words = f"{many:,} words / {few:,}"
        yield _row(f"import of {words}", took["many"], took["few"], 11)
        yield _row(f"check of {words}", took["check"], took["check_few"], 8)
        made = self.taken(1, pdf=self.presskit("pdf", f"{many}.md", "-o", "long.pdf"))["pdf"]
        yield Row(f"memory of a pdf of {many:,} words, of 140 MB", made.memory / 140, 1, _mb(made))

    def batch(self) -> Iterator[Row]:
        """Many articles in three formats, on one process and on two."""
        count = 12 if self.quick else 100
        batch.ROUNDS, batch.LOOP = (1, 3) if self.quick else (3, 12)
        articles = batch.written(self.work / "articles", count)
        ctypes.CDLL(None).prctl(batch.SUBREAPER, 1)  # what a command leaves is waited for here
        given = ["export", *articles, "--force", "-q", "-o", "out"]
        one, two = (
            batch.median(self.presskit(*given, "-j", number).command, self.work)
            for number in (1, 2)
        )
        beside = f"CPU {two.cpu:.1f} s of {one.cpu:.1f} s; walls mean little on a busy machine"
        what = f"{count} articles × 3 formats"
        yield Row(f"{what}: the wall of two processes / of one", two.wall / one.wall, 0.51, beside)
        if not Path(OTHER).exists():
            return
        targets = {batch.WEASYPRINT: 0.14, batch.TYPST: 0.95}
        for row in batch.others(articles, self.work, two):
            if row.name in targets:
                beside = f"{two.cpu:.1f} s of {row.spent.cpu:.1f} s CPU, walls {two.wall:.1f} of {row.spent.wall:.1f}"
                yield Row(
                    f"{what} / {row.name}", two.cpu / row.spent.cpu, targets[row.name], beside
                )

    def magazine(self) -> Iterator[Row]:
        """The PDF of an issue in one process, beside the earlier build."""
        count = 20 if self.quick else 200
        folder = self.work / "issue"
        folder.mkdir()
        corpus.write_articles(folder, corpus.stories(count, 0))
        options = ("--to", "pdf", "-j", "1", "-q", "--title", "عدد", "-o", "made")
        given = ("digest", folder, *options)
        took = self.taken(1, now=self.presskit(*given), base=self.presskit(*given, base=True))
        yield _row(f"a magazine of {count} stories, pdf / {BASE}", took["now"], took["base"], 0.35)


def _paragraphs(count: int) -> Iterator[str]:
    said = ["قال", "الوزير", "في", "مؤتمر", "صحفي", "إن", "المشروع", "الجديد", "سيوفر", "المياه"]
    words = [word for one in said for word in (one, one)]  # a finding each time
    for start in range(0, count, 65):
        yield " ".join(words[(start + n) % len(words)] for n in range(min(65, count - start))) + "."


def _of_helper(pid: int) -> float:
    """Seconds of processors that a helper and what it has waited for have taken."""
    if not pid:
        return 0.0
    said = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return sum(map(int, said[11:15])) / TICKS


def _row(what: str, one: Spent, other: Spent, target: float) -> Row:
    beside = f"{one.cpu:.3f} s of {other.cpu:.3f} s CPU, walls {one.wall:.2f} of {other.wall:.2f}"
    return Row(what, one.cpu / other.cpu, target, beside)


def _mb(spent: Spent) -> str:
    return f"{spent.memory:.0f} MB"


@contextmanager
def _checkout(commit: str) -> Iterator[Path | None]:
    """A commit in a temporary folder; none where this checkout doesn't have it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "base"
        git = ["git", "-C", str(ROOT), "worktree"]
        done = subprocess.run(
            [*git, "add", "-f", "--detach", path, commit], capture_output=True, check=False
        )
        try:
            yield None if done.returncode else path
        finally:
            subprocess.run([*git, "remove", "--force", path], capture_output=True, check=False)


def main() -> int:
    """Print the table; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--base", default=BASE)
    given = parser.parse_args()
    rows = []
    print("| what | ratio | target | beside |\n| --- | ---: | --- | --- |")
    with tempfile.TemporaryDirectory() as work, _checkout(given.base) as base:
        bench = Bench(Path(work), base, quick=given.quick)
        parts = [bench.start, bench.long, bench.batch]
        parts[1:1] = [bench.beside_base, bench.magazine] if base else []
        parts[1:1] = [bench.cold] if Path(OTHER).exists() else []
        for part in parts:
            for row in part():
                print(row, flush=True)
                rows.append(row)
    if given.keep:
        said = subprocess.check_output(
            ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], text=True
        )
        kept = {"commit": said.strip(), "quick": given.quick}
        with HISTORY.open("a", encoding="utf-8") as file:
            file.write(json.dumps(kept | {row.what: round(row.ratio, 3) for row in rows}) + "\n")
    return int(any(row.ratio > row.target for row in rows))


if __name__ == "__main__":
    sys.exit(main())
