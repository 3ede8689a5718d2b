"""Print the SHA-256 of every edition of every case, example and issue, to compare two states of the code.

    python benchmarks/digests.py >before.txt
    (change the code)
    python benchmarks/digests.py >after.txt; diff before.txt after.txt

Editions are made by the presskit that Python imports. `--to docx,epub` leaves out the PDFs, which take
most of the time; names given as arguments choose the cases.
"""

from __future__ import annotations

import argparse
import hashlib
import os
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from presskit import api
from presskit.diagnostics import PresskitError
from presskit.model.edition import formats_of
from presskit.sources.publication import find_publication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.api import Format

ROOT = Path(__file__).parent.parent
ARTICLES = ("tests/cases/*/article.*", "examples/[a-z]*.md", "specimens/*.md")
ISSUES = ("tests/issues/*/", "examples/digest")


def digest(data: bytes) -> str:
    """A digest short enough to read in a diff."""
    return hashlib.sha256(data).hexdigest()[:24]


def articles(formats: list[Format], names: list[str]) -> Iterator[tuple[str, str, str]]:
    """File, format and digest of each article's editions, and of what was found in it."""
    for path in _paths(ARTICLES, names):
        name = str(path)
        try:
            manuscript = api.read_article(path)
            editions = api.export(manuscript, formats)
        except PresskitError as error:
            yield name, "error", digest(str(error).encode())
            continue
        found = (*manuscript.diagnostics, *editions[0].diagnostics)
        yield name, "findings", digest("\n".join(map(str, found)).encode())
        for edition in editions:
            yield name, edition.format, digest(edition.data)


def issues(formats: list[Format], names: list[str]) -> Iterator[tuple[str, str, str]]:
    """File, format and digest of each issue's editions."""
    for path in _paths(ISSUES, names):
        publication, _ = find_publication(path)
        manuscript = api.read_issue([path], None, publication)
        made = api.export_issue(manuscript, formats, None, publication, processes=1)
        for edition in made.editions:
            yield str(path), edition.format, digest(edition.data)


def _paths(patterns: tuple[str, ...], names: list[str]) -> list[Path]:
    paths = sorted(path.relative_to(ROOT) for pattern in patterns for path in ROOT.glob(pattern))
    return [path for path in paths if not names or any(name in str(path) for name in names)]


def main() -> None:
    """Print one line an edition."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", default="pdf,epub,docx", help="formats (default: %(default)s)")
    parser.add_argument("names", nargs="*", help="parts of the paths to take (default: all)")
    given = parser.parse_args()
    os.chdir(ROOT)  # findings name files as they were named
    formats = list(formats_of(given.to.split(",")))
    for row in chain(articles(formats, given.names), issues(formats, given.names)):
        print(*row, flush=True)


if __name__ == "__main__":
    main()
