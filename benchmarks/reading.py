"""What readers of EPUB and DOCX show of an article: prints a table, and writes it into the pages of docs.

Programs that are not installed are left out by name.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import peers
import pymupdf

sys.path.append(str(peers.ROOT / "tests"))

from presskit import api
from readers.elements import visible
from says import labels, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presskit.model.layout import Layout

HERE = Path(__file__).parent
ARTICLE = peers.ROOT / "examples/water-forum.md"
DOCX4J = peers.ROOT / ".tools/docx4j"
PAGE = (400, 600)  # of MuPDF, in points
_NOTE = re.compile(r"\[\^\w+\]")
_COLUMNS = {
    "headline": ("heading1",),
    "byline": ("byline",),
    "lead": ("lead",),
    "crossheads": ("heading",),
    "paragraphs": ("paragraph",),
    "items": ("item",),
    "cells": ("head", "cell", "party"),
    "notes": ("note",),
}


class Came(NamedTuple):
    """What a program shows. `marks` are items with bullets and with numbers, None where they stand in the text.

    `inside` are pictures within the page, of all; `rtl` is how many paragraphs of how many run from
    right to left, empty where that can't be told.
    """

    text: str
    marks: tuple[int, int] | None
    inside: tuple[int, int] | None
    rtl: str = ""


def main() -> int:
    """Measure both editions of one article; the pages of docs are rewritten for the default one."""
    article = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ARTICLE
    layout = api.compose(api.read_article(article))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for edition in api.export(api.read_article(article), ["epub", "docx"]):
            (work / f"article.{edition.format}").write_bytes(edition.data)
        for kind, programs in (("epub", EPUB), ("docx", DOCX)):
            rows = list(table(layout, work / f"article.{kind}", programs))
            print(f"\n{kind}\n" + "\n".join(rows), flush=True)
            page = peers.ROOT / f"docs/{kind}.md"
            if article == ARTICLE:
                page.write_text(filled(page.read_text("utf-8"), rows), "utf-8")
    return 0


def filled(page: str, rows: list[str]) -> str:
    """The page with the table between its marks."""
    marks = re.compile(r"(<!-- table: readers -->\n).*?(<!-- end -->)", re.DOTALL)
    return marks.sub(lambda m: "\n".join([m[1], *rows, "", m[2]]), page)


def table(layout: Layout, path: Path, programs: dict[str, Callable[[Path], Came]]) -> Iterator[str]:
    """A row a program: how many of each kind of element came, of how many."""
    sought = elements(layout)
    columns = [*_COLUMNS, "bullets, numbers", "pictures in the page", "right to left"]
    yield f"| read by | {' | '.join(columns)} |"
    yield "| --- " * (len(columns) + 1) + "|"
    missing = []
    for name, program in programs.items():
        try:
            came = program(path)
        except FileNotFoundError:
            missing.append(name)
            continue
        text = squeezed(came.text)
        cells = [share(texts, text) for texts in sought.values()]
        bullets, numbers = came.marks or marks_in_text(layout, text)
        inside = "{} of {}".format(*came.inside) if came.inside else "–"
        cells += [f"{bullets}, {numbers}", inside, came.rtl or "–"]
        yield f"| {name} | {' | '.join(cells)} |"
        if labels := [one for one in (layout.labels.start,) if squeezed(one) in text]:
            print(f"{name} prints hidden landmarks: {labels}", file=sys.stderr)
    if missing:
        yield f"\nNot installed: {', '.join(missing)}."


def elements(layout: Layout) -> dict[str, list[re.Pattern[str]]]:
    """The texts of an article by column; a note's mark may be any number or none."""
    here = said(layout)
    texts: dict[str, list[re.Pattern[str]]] = {column: [] for column in _COLUMNS}
    all_of_it = [*here.elements, *(e for note in here.notes for e in note.elements)]
    for element in all_of_it:
        kind = "heading1" if (element.kind, element.level) == ("heading", 1) else element.kind
        for column, kinds in _COLUMNS.items():
            if kind in kinds:
                pieces = [re.escape(squeezed(one)) for one in _NOTE.split(element.text)]
                texts[column].append(re.compile(r"\W{0,2}\w{0,2}\W{0,2}".join(pieces)))
    return texts


def marks_in_text(layout: Layout, text: str) -> tuple[int, int]:
    """How many items have a bullet, and how many a number, right before or behind them."""
    items = [squeezed(_NOTE.sub("", e.text)) for e in said(layout).elements if e.kind == "item"]
    found = {False: 0, True: 0}
    for label, item in zip(labels(layout.body), items, strict=True):
        is_number = any(map(str.isalnum, label))
        mark = re.escape(label) if is_number else r"[•◦▪‣*–-]"
        opening = re.escape(item[:10])
        found[is_number] += bool(re.search(rf"{mark}{opening}|{re.escape(item[-10:])}{mark}", text))
    return found[False], found[True]


def squeezed(text: str) -> str:
    """Characters without blanks and directional marks."""
    return "".join(visible(text).split())


def share(sought: list[re.Pattern[str]], text: str) -> str:
    """How many texts are there, each as often as it should be."""
    asked = Counter(sought)
    came = sum(min(times, len(one.findall(text))) for one, times in asked.items())
    return f"{came}" if came == len(sought) else f"**{came} of {len(sought)}**"


def shown(kind: str, *files: Path) -> Came:
    """What Chromium shows of files, by a program or as pages."""
    if not (HERE / "node/node_modules/puppeteer-core").exists():
        raise FileNotFoundError(kind)
    found: dict[str, Any] = json.loads(run("node", HERE / "reading.mjs", kind, *files))
    return Came(
        found["text"],
        (found["bullets"], found["numbers"]),
        (found["inside"], found["pictures"]),
        f"{found['rtl']} of {found['paragraphs']}",
    )


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return done.stdout


def unpacked(book: Path) -> list[Path]:
    """The documents of a book in reading order, with its navigation, in a folder beside it."""
    folder = book.with_suffix("")
    with zipfile.ZipFile(book) as packed:
        packed.extractall(folder)
    (package,) = folder.rglob("*.opf")
    text = package.read_text("utf-8")
    hrefs = {}
    for item in re.findall(r"<item\b[^>]*>", text):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', item))
        hrefs[told["id"]] = told["href"]
    spine = [hrefs[name] for name in re.findall(r'<itemref\b[^>]*idref="([^"]+)"', text)]
    return [package.parent / href for href in spine]


def in_chromium(book: Path) -> Came:
    return shown("pages", *unpacked(book))


def by_mupdf(book: Path) -> Came:
    document = pymupdf.open(book)
    if document.is_reflowable:
        document.layout(width=PAGE[0], height=PAGE[1])
    text = "\n".join(page.get_text() for page in document)
    boxes = [
        (pymupdf.Rect(image["bbox"]), page.rect)
        for page in document
        for image in page.get_image_info()
    ]
    return Came(text, None, (sum(box in page for box, page in boxes), len(boxes)))


def by_pandoc(file: Path) -> Came:
    page = file.with_name(f"pandoc-{file.suffix[1:]}.html")
    media = file.with_name("media")
    run("pandoc", file, "-t", "html", "--standalone", f"--extract-media={media}", "-o", page)
    return shown("pages", page)


def by_calibre(book: Path) -> Came:
    """To AZW3, Kindle's format, and back to EPUB."""
    kindle, back = book.with_name("kindle.azw3"), book.with_name("back.epub")
    run("ebook-convert", book, kindle)
    run("ebook-convert", kindle, back)
    return shown("pages", *unpacked(back))


def by_calibre_as_text(book: Path) -> Came:
    plain = book.with_name("calibre.txt")
    run("ebook-convert", book, plain)
    return Came(plain.read_text("utf-8"), None, None)


def by_libreoffice(document: Path) -> Came:
    folder = document.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, document)
    run("soffice", profile, "--headless", "--convert-to", "html", "--outdir", folder, document)
    pictures = by_mupdf(document.with_suffix(".pdf")).inside
    return shown("desk", document.with_suffix(".html"))._replace(inside=pictures)


def by_docx4j(document: Path) -> Came:
    if not DOCX4J.exists():
        raise FileNotFoundError(DOCX4J)
    page = document.with_name("docx4j.html")
    run("java", "-cp", f"{DOCX4J}/*", HERE / "Docx4jHtml.java", document, page)
    return shown("desk", page)


EPUB: dict[str, Callable[[Path], Came]] = {
    "Chromium, 360 px": in_chromium,
    "epub.js": lambda book: shown("epub.js", book),
    "foliate-js": lambda book: shown("foliate-js", book),
    "MuPDF": by_mupdf,
    "calibre, to AZW3 and back": by_calibre,
    "calibre, to text": by_calibre_as_text,
    "pandoc": by_pandoc,
}
DOCX: dict[str, Callable[[Path], Came]] = {
    "LibreOffice": by_libreoffice,
    "docx4j": by_docx4j,
    "docx-preview": lambda document: shown("docx-preview", document),
    "mammoth": lambda document: shown("mammoth", document),
    "pandoc": by_pandoc,
}

if __name__ == "__main__":
    sys.exit(main())
