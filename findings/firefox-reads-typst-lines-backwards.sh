#!/bin/sh
# Typst writes each word of Arabic or Hebrew as glyphs from left to right, says so with /ReversedChars (ISO 32000-1,
# 14.8.2.3.3), and maps each glyph to its letter: as tidy as right-to-left text in a PDF can be. Guess: the usual
# readers, PDFium (Chrome), pdf.js (Firefox), MuPDF and pypdf, give every line back as it was written.
# Seen with Typst 0.15.2: pdf.js 6.1.200 and pypdf 7.1.1 give each word right and the words of a line in the opposite
# order, so that a sentence begins with its last word. They settle direction within a text object, and Typst makes
# one for each word, where Chromium and LibreOffice make one for a whole run. PDFium and MuPDF read it well.
# Costs: in Firefox no search for two words finds anything in a Typst document in Arabic or Hebrew, what is copied is in
# the wrong order, and a test for single words finds no fault.
# Do: test phrases, not words; for text that must be searched in a browser, check it in Firefox too.
# Needs: Python 3.11 or newer, npm.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    typst==0.15.2 pymupdf==2.0 pypdf==7.1.1 pypdfium2==5.15.2 fonttools==4.68.0 brotli==1.2.0
npm install --silent --no-audit --no-fund --prefix . \
    pdfjs-dist@6.1.200 vazirmatn@33.0.3 @fontsource/frank-ruhl-libre@5.2.8 >/dev/null
cat >read.mjs <<'JAVASCRIPT'
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { readFileSync } from "fs";
const data = new Uint8Array(readFileSync(process.argv[2]));
const page = await (await getDocument({ data, verbosity: 0 }).promise).getPage(1);
console.log((await page.getTextContent()).items.map((one) => one.str + (one.hasEOL ? "\n" : "")).join(""));
JAVASCRIPT
cat >seen.py <<'PYTHON'
import subprocess
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import pymupdf
import pypdf
import pypdfium2
import typst
from fontTools.ttLib import TTFont

FACES = {
    "ar": ("Vazirmatn", "node_modules/vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf", "قالت الهيئة إن السفينة ستصل غدا"),
    "he": (
        "Frank Ruhl Libre",
        "node_modules/@fontsource/frank-ruhl-libre/files/frank-ruhl-libre-hebrew-400-normal.woff2",
        "הרציף החדש ייפתח מחר בבוקר",
    ),
}


def read(pdf):
    Path("page.pdf").write_bytes(pdf)
    pdf_js = subprocess.run(["node", "read.mjs", "page.pdf"], capture_output=True, text=True, check=True).stdout
    return {
        f"PDFium {pypdfium2.version.PDFIUM_INFO}": pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_range(),
        "pdf.js 6.1.200": pdf_js,
        f"pypdf {pypdf.__version__}": pypdf.PdfReader("page.pdf").pages[0].extract_text(),
        f"MuPDF {pymupdf.__version__}": pymupdf.open("page.pdf")[0].get_text(),
    }


Path("fonts").mkdir()
print("typst", version("typst"), "guess: each reader gives the line as written")
order = {}
for language, (family, file, line) in FACES.items():
    font = TTFont(file)
    font.flavor = None
    font.save(f"fonts/{language}.ttf")
    source = f'#set text(lang: "{language}", font: "{family}")\n{line}\n'
    pdf = typst.compile(source.encode(), font_paths=["fonts"], ignore_system_fonts=True)
    assert b"ReversedChars" in pypdf.PdfReader(BytesIO(pdf)).pages[0].get_contents().get_data()
    for reader, text in read(pdf).items():
        letters = "".join(text.split())
        kinds = {
            "as written": "".join(line.split()),
            "words backwards": "".join(reversed(line.split())),
        }
        order[language, reader.split()[0]] = next((kind for kind, one in kinds.items() if one == letters), "other")
        print(f"{language} {reader:14}", order[language, reader.split()[0]], "|", text.strip())
assert {order[language, reader] for language in FACES for reader in ("pdf.js", "pypdf")} == {"words backwards"}
assert {order[language, reader] for language in FACES for reader in ("PDFium", "MuPDF")} == {"as written"}
print("as seen before: right words in the opposite order")
PYTHON
venv/bin/python seen.py
