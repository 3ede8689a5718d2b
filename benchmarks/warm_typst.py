"""The harshest peer of a batch: `python warm_typst.py PANDOC FONTS FOLDER...`, on two processes.

Each keeps Typst and its fonts from one article to the next, and calls pandoc for the EPUB, the DOCX
and Typst's source.
"""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import typst

PROCESSES = 2
KEPT: list[Any] = []


def keep(fonts: str) -> None:
    """Read the fonts once a process."""
    KEPT.append(typst.Fonts(include_system_fonts=False, font_paths=[fonts]))


def make(pandoc: str, folder: str) -> None:
    """The three editions of one article."""
    for name in ("x.typ", "one.epub", "one.docx"):
        subprocess.run([pandoc, "plain.html", "-o", name], cwd=folder, check=True)
    own = Path(folder)
    typst.compile(own / "article.typ", output=own / "typst.pdf", font_paths=KEPT[0])


if __name__ == "__main__":
    with Pool(PROCESSES, keep, (sys.argv[2],)) as pool:
        pool.map(partial(make, sys.argv[1]), sys.argv[3:], chunksize=1)
        pool.close()
        pool.join()
