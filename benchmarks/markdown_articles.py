"""What becomes of a folder of real Markdown: refusals by their code, and words that don't arrive.

`python benchmarks/markdown_articles.py FOLDER [--to epub,docx,pdf] [--every N]`. Needs pandoc. The
words of a body as pandoc's plain text has them are looked for, in their order, in the layout and in
each edition; those that a finding names are told of and don't count. Nothing of the texts is kept.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from presskit import api
from presskit.diagnostics import PresskitError, Report
from presskit.handoffs.lines import lines_of
from presskit.layout.compose import compose
from presskit.prepress.words import pdf_text
from presskit.sources import read, read_bytes
from presskit.sources.frontmatter import read_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.manuscript import Manuscript

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?m)^\s*(?:>\s*)*\d+[.)]\s")
_HEADING_ID = re.compile(r"(?m) *\{#[^\s{}]+\}$")
_NOTE = re.compile(r"\[\d+\]")
_PICTURES = frozenset(["image-missing", "image-remote", "image-outside", "image-unreadable"])
_PANDOC = ["pandoc", "-f", "gfm+footnotes", "-t", "plain", "--wrap=none"]
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufe0f]")


def main() -> None:
    """Print a line for each article that is refused or loses words, then the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--to", default="")
    parser.add_argument("--every", type=int, default=1, help="make editions of every Nth alone")
    given = parser.parse_args()
    refused: Counter[str] = Counter()
    words = lost = articles = 0
    paths = sorted(p for p in given.folder.rglob("*") if p.suffix in {".md", ".markdown"})
    for number, path in enumerate(paths):
        articles += 1
        formats = [f for f in given.to.split(",") if f] if number % given.every == 0 else []
        try:
            manuscript, text = _without_pictures(path)
            said = dict(_texts(manuscript, formats))
        except PresskitError as error:
            errors = [d for d in error.diagnostics if d.severity == "error"]
            worst = next((d for d in errors if d.code not in _PICTURES), errors[0])
            refused[worst.code] += 1
            sys.stdout.write(f"{path}: refused, {worst}\n")
            continue
        wanted = _words(_plain(text))
        told = Counter(_words(" ".join(d.message for d in manuscript.diagnostics)))
        for name, text in said.items():
            missing = _missing(wanted, _words(text), told.copy())
            words, lost = words + len(wanted), lost + len(missing)
            if missing:
                sys.stdout.write(f"{path}: {name} lacks {len(missing)}: {' '.join(missing[:12])}\n")
    sys.stdout.write(
        f"{articles} articles, refused {dict(refused)}, {lost} of {words} words lost\n"
    )


def _without_pictures(path: Path) -> tuple[Manuscript, str]:
    """The article and its text, without its pictures where one is missing: they are no matter here."""
    text = path.read_text("utf-8").replace("\r\n", "\n")
    try:
        return read(path), text
    except PresskitError as error:
        if not all(d.code in _PICTURES for d in error.diagnostics if d.severity == "error"):
            raise
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(
        r"(?m)^(?:image|photo|picture|hero)\s*:.*$", "", re.sub(r"<img\b[^>]*>", "", text)
    )
    return read_bytes(text.encode(), str(path), path.parent), text


def _texts(manuscript: Manuscript, formats: list[str]) -> Iterator[tuple[str, str]]:
    layout = compose(manuscript.article, Report(manuscript.name))
    yield "layout", "\n".join(line.text for line in lines_of(layout))
    for edition in api.export(manuscript, tuple(formats)) if formats else ():  # type: ignore[arg-type]
        text = pdf_text(edition.data) if edition.format == "pdf" else _of_zip(edition.data)
        yield edition.format, text


def _of_zip(data: bytes) -> str:
    """The text of an EPUB's or a DOCX's documents, a space after each block."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.search(r"(?:article\.xhtml|word/(?:document|footnotes|comments)\.xml)$", name):
                root = etree.fromstring(archive.read(name))
                for node in root.iter(
                    "{*}p", "{*}br", "{*}li", "{*}td", "{*}th", "{*}h2", "{*}tab"
                ):
                    node.tail = " " + (node.tail or "")
                parts += [text for text in root.itertext() if not text.startswith(" HYPERLINK")]
    return "".join(parts)


def _plain(text: str) -> str:
    body = "\n".join(text.split("\n")[read_front_matter(text, Report()).lines :])
    done = subprocess.run(_PANDOC, input=body, capture_output=True, text=True, check=True)
    # The numbers of items and notes are labels, which editions make; a heading's id is none of its words.
    said = _HEADING_ID.sub("", _NUMBER.sub("", done.stdout))
    return _NOTE.sub("", said) if "[^" in body else said


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    kept = "".join(c for c in text if unicodedata.category(c) != "Mn")
    return _WORD.findall("".join(str(unicodedata.decimal(c, c)) for c in kept))


def _missing(wanted: list[str], said: list[str], told: Counter[str]) -> list[str]:
    """The words that don't come, in their order, less those that were told of."""
    matcher = SequenceMatcher(None, wanted, said, autojunk=False)
    kept = {
        n for block in matcher.get_matching_blocks() for n in range(block.a, block.a + block.size)
    }
    found = []
    for number, word in enumerate(wanted):
        if number in kept:
            continue
        if told[word]:
            told[word] -= 1
        else:
            found.append(word)
    return found


if __name__ == "__main__":
    main()
