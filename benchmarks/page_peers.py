"""Other readers of pages, in an environment of their own: their texts and times as JSON.

`python page_peers.py NAME FOLDER` reads every `FOLDER/html/*.html.gz`.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path


def trafilatura_text(page: str) -> str:
    import trafilatura

    return trafilatura.extract(page, include_comments=False) or ""


def readability_text(page: str) -> str:
    import readability
    from lxml import html

    return html.fromstring(readability.Document(page).summary()).text_content()


READERS = {"trafilatura": trafilatura_text, "readability-lxml": readability_text}


def main(name: str, folder: Path) -> None:
    read = READERS[name]
    done: dict[str, tuple[str, float]] = {}
    read("<html><body><p>Warm, so that no page pays for the imports.</p></body></html>")
    for path in sorted(folder.glob("html/*.html.gz")):
        page = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        started = time.perf_counter()
        text = read(page)
        done[path.name.removesuffix(".html.gz")] = (text, time.perf_counter() - started)
    json.dump(done, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
