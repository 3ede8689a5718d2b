"""The tables of docs/pdf.md, measured: text by reader and by font, veraPDF by standard, sizes."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import by_reader
import conformance
import extract
import peers
import pikepdf
import recall

PAGE = peers.ROOT / "docs/pdf.md"
ARTICLE = peers.ROOT / "examples/water-forum.md"
STRINGS = peers.ROOT / "benchmarks/strings/arabic.md"
ROUNDS = 3


def main() -> int:
    """Measure one article, print the tables, and write them into the page if it is the default."""
    article = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ARTICLE
    versions = extract.versions()
    said = ", ".join(f"{name} {version}" for name, version in versions.items())
    made = {}
    made["recall"], lacking = recall.table(article)
    made["recall"] += ["", f"{article.name}, {len(recall.Words(article).words)} words; {said}."]
    show("recall", made["recall"])
    if article == ARTICLE:
        lacking += f"\n\nstrings that don't come back\n{strings(made)}"
    with tempfile.TemporaryDirectory() as folder:
        jar = os.environ.get("VERAPDF")
        if jar:
            made["standards"] = conformance.table(Path(jar), Path(folder))
            show("standards", made["standards"])
    with tempfile.TemporaryDirectory() as folder:
        made["sizes"] = sizes(article, Path(folder))
        show("sizes", made["sizes"])
    print("\nwords that don't come back from presskit's PDF\n" + lacking)
    if article == ARTICLE:
        PAGE.write_text(filled(PAGE.read_text("utf-8"), made), "utf-8")
    return 0


def strings(made: dict[str, list[str]]) -> str:
    """Measure articles full of numbers and addresses; gives what doesn't come back."""
    rows, _ = recall.table(STRINGS)
    count = len(recall.Words(STRINGS).words)
    made["recall of strings"] = [*rows, "", f"{STRINGS.name} of benchmarks/strings, {count} words."]
    made["strings"], lost = by_reader.table()
    made["peers"] = by_reader.beside_peers()
    for name in ("recall of strings", "strings", "peers"):
        show(name, made[name])
    return lost


def show(name: str, rows: list[str]) -> None:
    print(f"\n{name}\n" + "\n".join(rows), flush=True)


def filled(page: str, tables: dict[str, list[str]]) -> str:
    """The page with tables between their marks; one that wasn't measured stays as it is."""
    for name, rows in tables.items():
        marks = re.compile(rf"(<!-- table: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        text = "\n".join(rows)
        page, found = marks.subn(lambda m, text=text: f"{m[1]}\n{text}\n\n{m[2]}", page)
        assert found == 1, name
    return page


def sizes(article: Path, work: Path) -> list[str]:
    """A row a program: its PDF's bytes, pages, cold time, text, tags and fonts."""
    words = recall.Words(article)
    readers = [name for name in ("poppler", "PDFium") if name in extract.READERS]
    _, html = peers.page(article, work)
    commands = peers.pdf_commands(article, html)
    times = peers.medians(commands, work, ROUNDS)
    base = (work / f"{peers.BASE}.pdf").stat().st_size
    columns = ["bytes", "of weasyprint", "pages", "time, of weasyprint", *readers]
    columns += ["tagged", "pictures", "fonts"]
    rows = [f"| PDF by | {' | '.join(columns)} |", "| --- " * (len(columns) + 1) + "|"]
    for name in commands:
        path = work / f"{name}.pdf"
        size = path.stat().st_size
        with pikepdf.open(path) as pdf:
            pages, tagged = len(pdf.pages), "/StructTreeRoot" in pdf.Root
            pictures = {i.objgen for page in pdf.pages for i in page.get_images().values()}
            embedded = fonts(pdf)
        cells = [
            str(size),
            f"{size / base:.2f}",
            str(pages),
            f"{times[name] / times[peers.BASE]:.2f}",
        ]
        cells += [f"{words.recall(extract.READERS[reader](path)):.3f}" for reader in readers]
        cells += ["yes" if tagged else "no", str(len(pictures)), embedded]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    missing = [name for name in peers.PEERS if name not in commands]
    return [*rows, "", f"Not installed: {', '.join(missing)}."] if missing else rows


def fonts(pdf: pikepdf.Pdf) -> str:
    """How many fonts are embedded, of how many."""
    found = [
        any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    return f"{sum(found)}/{len(found)}"


if __name__ == "__main__":
    sys.exit(main())
