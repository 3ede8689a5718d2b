"""Memory of a long batch, in all its processes: 10,000 articles to DOCX, by tenths of the run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import corpus
from peers import PRESSKIT

COUNT = 10_000
FORMATS = "docx"
_PACE = 0.5
_MOST_GROWTH = 1.25
_KB_A_MB = 1024


def main() -> int:
    """Print megabytes for each tenth; 1 when the last is much above the second."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    formats = sys.argv[2] if len(sys.argv) > 2 else FORMATS
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "articles").mkdir()
        corpus.write_articles(work / "articles", corpus.stories(count, 0))
        names = "\n".join(str(path) for path in sorted((work / "articles").iterdir()))
        (work / "list").write_text(names, "utf-8")
        command = [*PRESSKIT, "export", "--from", work / "list", "--to", formats, "-j", "2", "-q"]
        command += ["-o", work / "out", "--report", work / "report.json"]
        environment = os.environ | {"PRESSKIT_CACHE": str(work / "cache")}
        process = subprocess.Popen(list(map(str, command)), env=environment)
        held = []
        while process.poll() is None:
            held.append(sum(map(kilobytes, tree(process.pid))) / _KB_A_MB)
            time.sleep(_PACE)
        assert process.returncode == 0
    tenth = max(len(held) // 10, 1)
    medians = [statistics.median(held[at : at + tenth]) for at in range(0, 10 * tenth, tenth)]
    print("| tenth of the run | MB |\n| ---: | ---: |")
    for number, one in enumerate(medians, 1):
        print(f"| {number} | {one:.0f} |")
    growth = medians[-1] / medians[1]
    print(f"\nThe last is {growth:.2f} times the second (at most {_MOST_GROWTH}).")
    return int(growth > _MOST_GROWTH)


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    children: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # it has ended meanwhile
            children += map(int, task.read_text("ascii").split())
    return [pid, *(below for child in children for below in tree(child))]


def kilobytes(pid: int) -> int:
    """What a process holds; of what it shares with others, its share (Linux's Pss)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    sys.exit(main())
