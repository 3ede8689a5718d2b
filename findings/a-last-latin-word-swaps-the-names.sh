#!/bin/sh
# A PDF holds a line of Arabic as glyphs from left to right; a reader turns it back into text. PDFBox (in Tika, so
# behind many search servers) and PDFium (in Chrome) do this with the bidirectional algorithm. Guess: the letters of
# each word may come out odd, but the words of a line keep their order, with Latin names and numbers among them.
# Seen: PDFBox 3.0.8 settles the line's direction by its first strong letter from the left, which is the last one of
# the sentence. A line that ends in a Latin name is so read as English: its pieces come in the opposite order, and
# "Milan beat the team Inter" says that Inter won. The same line with one Arabic word more is right. PDFium reads
# that line the same wrong way. PyMuPDF 2.0 and pypdf 7.1.1 turn every line with Latin or numbers in it: "gold at 48
# and silver at 65" makes 48 the price of silver. pdf.js 6.1.200 and Debian's poppler (tried by hand) keep the order.
# Costs: any archive, index or language model fed from such PDFs: right words, wrong facts, nothing looks broken.
# Do: check extracted lines that hold two Latin runs or numbers; read with poppler; in a line of Arabic that begins
# with Latin in PDFBox's text, turn the runs round.
# Needs: Python 3.11 or newer, npm, Java 17 or newer, Maven.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    fpdf2==2.8.9 uharfbuzz==0.57.0 pymupdf==2.0 pypdf==7.1.1 pypdfium2==5.15.2
npm install --silent --no-audit --no-fund --prefix . pdfjs-dist@6.1.200 vazirmatn@33.0.3 >/dev/null
mvn --quiet --batch-mode -Dstyle.color=never dependency:copy -Dartifact=org.apache.pdfbox:pdfbox-app:3.0.8 -DoutputDirectory=. >/dev/null
cat >read.mjs <<'JAVASCRIPT'
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { readFileSync } from "fs";
const data = new Uint8Array(readFileSync(process.argv[2]));
const page = await (await getDocument({ data, verbosity: 0 }).promise).getPage(1);
console.log((await page.getTextContent()).items.map((one) => one.str + (one.hasEOL ? "\n" : "")).join(""));
JAVASCRIPT
cat >seen.py <<'PYTHON'
import re
import subprocess

import fpdf
import pymupdf
import pypdf
import pypdfium2

LINES = {
    "beat": "غلب Milan فريق Inter",  # Milan beat the team Inter
    "beat yesterday": "غلب Milan فريق Inter أمس",
    "signed": "وقعت شركة Maersk عقدا جديدا مع شركة MSC",  # the company Maersk signed a new contract with MSC
    "prices": "سعر الذهب 48 وسعر الفضة 65",  # the price of gold is 48 and the price of silver 65
}
pdf = fpdf.FPDF()
pdf.add_page()
pdf.add_font("F", "", "node_modules/vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf")
pdf.set_font("F", size=14)
pdf.set_text_shaping(True, direction="rtl", script="arab", language="ar")
for line in LINES.values():
    pdf.cell(0, 12, line, align="R", new_x="LMARGIN", new_y="NEXT")
pdf.output("page.pdf")


def printed(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


READ = {
    "PDFBox 3.0.8": printed("java", "-jar", "pdfbox-app-3.0.8.jar", "export:text", "-i=page.pdf", "-console"),
    "PDFium " + str(pypdfium2.version.PDFIUM_INFO): pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_range(),
    "PyMuPDF " + pymupdf.__version__: pymupdf.open("page.pdf")[0].get_text(),
    "pypdf " + pypdf.__version__: pypdf.PdfReader("page.pdf").pages[0].extract_text(),
    "pdf.js 6.1.200": printed("node", "read.mjs", "page.pdf"),
}


def runs(line):
    """The line's words and numbers, in order."""
    return re.findall("[A-Za-z]+|[0-9]+|[\u0621-\u064a]+", line)


print("fpdf2", fpdf.__version__, "writes:")
print(*LINES.values(), sep="\n")
print("guess: every reader keeps the order of the words")
turned = {}
for reader, text in READ.items():
    found = [runs(line) for line in text.splitlines() if runs(line)]
    turned[reader.split()[0]] = []
    for name, line in LINES.items():
        mine = next(one for one in found if sorted(one) == sorted(runs(line)))
        if mine != runs(line):
            turned[reader.split()[0]].append(name)
            print(f"{reader}: {' '.join(mine)}")
    print(f"{reader}: turned {len(turned[reader.split()[0]])} of {len(LINES)} lines")
assert turned["PDFBox"] == ["beat", "signed"], "PDFBox reads other lines wrongly now"
assert turned["PDFium"] == ["beat"], "PDFium reads other lines wrongly now"
assert turned["PyMuPDF"] == turned["pypdf"] == list(LINES), "MuPDF or pypdf reads some lines rightly now"
assert turned["pdf.js"] == []
print("as seen before: a Latin word at the end of the line turns it")
PYTHON
venv/bin/python seen.py
