"""500 articles in one DOCX, on one core: presskit beside pandoc and python-docx's plain API."""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
from pathlib import Path

import corpus
import digest
import peers

_COUNT = 500
_ROUNDS = 3
_MOST_SECONDS, _MOST_MB = 3.0, 250.0
_PLAIN = "--plain"


def main() -> int:
    """Measure in turns and print the table; 1 when a limit is passed."""
    if _PLAIN in sys.argv:
        plain(Path(sys.argv[-1]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        articles = digest.corpus_in(work, _COUNT, 0)
        book = corpus.write_book(work, corpus.stories(_COUNT, 0))
        commands = {
            "presskit": digest.digest_command(articles, "docx"),
            "pandoc": [peers.pandoc(), book.name, "-o", "p.docx"],
            "python-docx": [sys.executable, __file__, _PLAIN, str(work / "plain.docx")],
        }
        runs: dict[str, list[digest.Run]] = {name: [] for name in commands}
        for _ in range(_ROUNDS):
            for name, command in commands.items():
                runs[name].append(digest.run(command, work))
    middle = {n: digest.Run(*map(statistics.median, zip(*r, strict=True))) for n, r in runs.items()}
    own = middle["presskit"]
    print(
        "| 500 articles in one DOCX | seconds | of presskit | MB held |\n| --- | --- | --- | --- |"
    )
    for name, one in middle.items():
        ratio = one.seconds / own.seconds
        print(f"| {name} | {one.seconds:.2f} | {ratio:.1f} | {one.memory:.0f} |")
    return int(own.seconds > _MOST_SECONDS or own.memory > _MOST_MB)


def plain(target: Path) -> None:
    """The same articles by the public API, as its documentation shows it."""
    from docx import Document

    document = Document()
    for story in corpus.stories(_COUNT, 0):
        document.add_heading(story.title, 1)
        document.add_paragraph(story.lead)
        for part in story.body.split("\n\n"):
            rows = [re.findall(r"[^|]+", row) for row in part.split("\n")]
            if part.startswith("## "):
                document.add_heading(part[3:], 2)
            elif part.startswith("| "):
                table = document.add_table(rows=0, cols=len(rows[0]))
                for row in (rows[0], *rows[2:]):
                    cells = table.add_row().cells
                    for cell, text in zip(cells, row, strict=True):
                        cell.text = text.strip()
            else:
                document.add_paragraph(part)
    document.save(str(target))


if __name__ == "__main__":
    sys.exit(main())
