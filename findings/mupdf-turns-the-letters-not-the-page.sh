#!/bin/sh
# MuPDF (SumatraPDF's and PyMuPDF's EPUB engine) reads dir="rtl": it shapes the letters, orders them, and aligns the
# paragraph to the right. Guess: so lists, tables and alignment follow the direction too, as in every browser, and
# <bdi dir="ltr"> keeps a Latin name whole.
# Seen with PyMuPDF 2.0: only the letters turn. A list's marker stands at the left margin, a page's width from its item;
# a table begins at the left, its first column leftmost; text-align: end is the right edge again; and of
# <bdi dir="ltr">C++ (7)</bdi> the last bracket is printed first.
# Costs: who reads or converts Arabic and Hebrew EPUBs with it, or makes PDFs with its Story: numbers lose their items,
# and a table of two similar columns (before, after; home, away) reads the wrong way round, as RTL readers begin right.
# Do: for MuPDF's readers put what a column is into the cells or the caption; don't print RTL pages with Story.
# Needs: Python 3.11 or newer, npm.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pymupdf==2.0
npm install --silent --no-audit --no-fund --prefix . vazirmatn@33.0.3 >/dev/null
cat >seen.py <<'PYTHON'
import zipfile
from pathlib import Path

import pymupdf

BODY = """<p class="s">بداية</p><p class="e">نهاية</p>
<ol><li>أول</li></ol>
<table><tr><th>قبل</th><th>بعد</th></tr><tr><td>12</td><td>34</td></tr></table>
<p>كتاب <bdi dir="ltr">C++ (7)</bdi> جديد</p>"""
PAGE = f"""<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" lang="ar" xml:lang="ar" dir="rtl"><head><title>صفحة</title><style>
@font-face {{ font-family: F; src: url(f.ttf) }} body {{ font-family: F }}
.s {{ text-align: start }} .e {{ text-align: end }}</style></head><body dir="rtl">{BODY}</body></html>"""
OPF = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i" dir="rtl"><metadata
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:example:1</dc:identifier><dc:title>صفحة</dc:title>
<dc:language>ar</dc:language></metadata><manifest><item id="p" href="p.xhtml" media-type="application/xhtml+xml"/>
<item id="f" href="f.ttf" media-type="font/ttf"/></manifest>
<spine page-progression-direction="rtl"><itemref idref="p"/></spine></package>"""
CONTAINER = """<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
with zipfile.ZipFile("page.epub", "w") as package:
    package.writestr("mimetype", "application/epub+zip")
    package.writestr("META-INF/container.xml", CONTAINER)
    package.writestr("p.opf", OPF)
    package.writestr("p.xhtml", PAGE)
    package.writestr("f.ttf", Path("node_modules/vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf").read_bytes())
WIDTH = 400
book = pymupdf.open("page.epub")
book.layout(width=WIDTH, height=600, fontsize=14)
glyphs = [
    (char["c"], char["bbox"][0], char["bbox"][1])
    for block in book[0].get_text("rawdict")["blocks"]
    for line in block.get("lines", [])
    for span in line["spans"]
    for char in span["chars"]
]


def left(letter):
    """Where the first glyph of a letter that occurs once stands, in points from the left edge."""
    return next(x for char, x, _ in glyphs if char == letter)


where = {
    "start": max(x for char, x, y in glyphs if y == glyphs[0][2]),
    "end": left("ه"),
    "number 1": left("1"),
    "its item": next(x for char, x, _ in glyphs if char == "أ"),
    "first column": next(x for char, x, _ in glyphs if char == "ق"),
    "second column": next(x for char, x, _ in glyphs if char == "ع"),
}
print("PyMuPDF", pymupdf.__version__, "page", WIDTH, "points wide")
print("guess: end at the left; the number right of its item; the first column right of the second; C++(7) whole")
print({name: round(x) for name, x in where.items()})
assert where["start"] > WIDTH / 2, "the paragraph itself is right to left"
assert where["end"] > WIDTH / 2, "end is the left now"
assert where["its item"] - where["number 1"] > WIDTH / 2, "the number stands beside its item now"
assert where["first column"] < where["second column"] < WIDTH / 2, "the table is right to left now"
run = [char for char, x, y in sorted(glyphs, key=lambda one: one[1]) if char in "C+()7"]
print("the Latin run, from the left:", "".join(run))
assert "".join(run) == ")C++(7", "the Latin run is whole now"
print("as seen before: the letters turn, the page does not")
PYTHON
venv/bin/python seen.py
