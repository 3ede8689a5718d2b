"""The proofreader beside textlint: 1,000 articles, whole commands in turns, as a ratio.

textlint has no rules for Arabic; it runs three of its own, so that both parse all articles once.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpus
from peers import PRESSKIT, ROOT

COUNT = 1000
ROUNDS = 3
LIMIT = 1.5
TEXTLINT = ROOT / "benchmarks/textlint"


def main() -> int:
    """Print both medians and their ratio; 1 when the limit is passed."""
    binary = TEXTLINT / "node_modules/.bin/textlint"
    if not binary.exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", TEXTLINT], check=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        corpus.write_articles(work, corpus.stories(COUNT, 0))
        names = sorted(map(str, work.glob("*.md")))
        config = TEXTLINT / ".textlintrc.json"
        commands = {
            "presskit check": [*PRESSKIT, "check", "-q", *names],
            "textlint": [str(binary), "--config", str(config), *names],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, capture_output=True, cwd=TEXTLINT, check=False)
                times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(spent) for name, spent in times.items()}
    ratio = medians["presskit check"] / medians["textlint"]
    print(f"| command | seconds for {COUNT} articles | of textlint |\n| --- | ---: | ---: |")
    for name, median in medians.items():
        print(f"| {name} | {median:.1f} | {median / medians['textlint']:.2f} |")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
