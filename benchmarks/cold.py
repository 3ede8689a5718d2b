"""Whole commands, cold, in turns: presskit and its peers on one article, as ratios."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import peers
from peers import BASE, ROOT

SAMPLE = ROOT.parent / "shared" / "samples" / "alaska-summit.md"
ROUNDS = 7
LIMITS = {
    "presskit pdf": 1.1,
    "presskit epub": 0.45,
    "presskit docx": 0.45,
    "presskit export": 1.5,
}


def main() -> int:
    """Run every command ROUNDS times, in turns, and print the medians."""
    article = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    if not article.exists():
        article = min((ROOT / "examples").glob("[a-z]*.md"))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        commands = timed(article.resolve(), work)
        medians = peers.medians(commands, work, ROUNDS)
        failed = report(medians)
        print("\n| edition | bytes |\n| --- | --- |")
        for path in sorted(work.glob(f"{article.stem}.*")):
            print(f"| {path.suffix[1:]} | {path.stat().st_size} |")
    return failed


def report(medians: dict[str, float]) -> int:
    """Print the table; 1 when a limit is passed."""
    failed = 0
    print("| command | seconds | of weasyprint | at most |\n| --- | --- | --- | --- |")
    for name, median in medians.items():
        ratio = median / medians[BASE]
        limit = LIMITS.get(name)
        failed |= limit is not None and ratio > limit
        print(f"| {name} | {median:.3f} | {ratio:.2f} | {limit or ''} |")
    return int(failed)


def timed(article: Path, work: Path) -> dict[str, list[str]]:
    """The commands by name; those whose program is missing are left out."""
    _, html = peers.page(article, work)
    commands = {
        name if name == BASE else f"{name} pdf": command
        for name, command in peers.pdf_commands(article, html).items()
    }
    commands["presskit export"] = [
        *peers.PRESSKIT,
        "export",
        str(article),
        "--force",
        "-q",
        "-o",
        ".",
    ]
    for kind in ("epub", "docx"):
        made = f"one.{kind}"
        commands[f"presskit {kind}"] = [*peers.PRESSKIT, kind, str(article), "-q", "-o", made]
        plain = str(html.with_name(peers.PLAIN))
        commands[f"pandoc {kind}"] = [peers.pandoc(), plain, "-o", f"pandoc.{kind}"]
    return commands


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main())
