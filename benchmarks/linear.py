"""How reading and layout grow: one paragraph of one kind of character, from 1,000 to 1,000,000.

    python benchmarks/linear.py [SIZE …]

prints a table: seconds of a processor for reading an article and composing its layout, and how many times as
long the longest took as a paragraph of as many letters.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from presskit import api

KINDS = {
    "letters": "كلمة ",
    "brackets": "(",
    "square brackets": "[",
    "braces": "{",
    "angles": "<",
    "quotes": '"',
    "guillemets": "«",
    "digits": "7",
    "digits and commas": "7,",
    "digits and hyphens": "7-",
    "digits and blanks": "7 ",
    "Arabic digits and blanks": "٣ ",
    "combining marks": "\u0301",
    "joiners": "\u200d",
    "no-break blanks": "\u00a0",
    "stops": ".",
    "colons": ":",
    "slashes": "/",
    "hyphens": "-",
    "dashes": "–",
    "percents": "%",
    "dollars": "$",
    "pluses": "+",
    "equals": "=",
    "tildes": "~",
    "stars": "*",
    "underscores": "_",
    "backticks": "`",
    "backslashes": "\\",
    "ampersands": "&",
    "exclamations": "!",
    "carets": "^",
    "Arabic commas": "،",
    "wiki brackets": "[[",
    "tags": "<b>",
}
_LINE = 100_000  # characters of a line; presskit takes none of more than a million
HEAD = "---\ntitle: عنوان\n---\n\nكلمة "


def seconds(kind: str, size: int, folder: Path) -> float:
    """Seconds of a processor for a paragraph of so many characters of a kind."""
    unit = KINDS[kind]
    path = folder / "article.md"
    lines = [(unit * size)[start : start + _LINE] for start in range(0, size, _LINE)]
    path.write_text(HEAD + "\n".join(lines) + " كلمة\n", "utf-8")
    started = time.process_time()
    api.compose(api.read_article(path))
    return time.process_time() - started


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000, 1_000_000]
    print("| a paragraph of |", " | ".join(f"{size:,}" for size in sizes), "| times letters |")
    print("| --- |", " | ".join(["---:"] * (len(sizes) + 1)), "|")
    with tempfile.TemporaryDirectory() as name:
        seconds("letters", 1000, Path(name))
        letters = 0.0
        for kind in KINDS:
            taken = [seconds(kind, size, Path(name)) for size in sizes]
            letters = letters or taken[-1]
            shown = " | ".join(f"{one:.2f}" for one in taken)
            print(f"| {kind} | {shown} | {taken[-1] / letters:.1f} |", flush=True)


if __name__ == "__main__":
    main()
