#!/bin/sh
# Chromium writes into its PDFs what each Arabic letter is: an ActualText for each glyph whose own mapping would say
# another character. Guess: Chromium's own viewer (PDFium) finds the printed words, in any Arabic font, and where a
# word is lost the font's dots or ligatures are to blame.
# Seen: it depends on the font's cmap. Old fonts' habit of listing their joining shapes under the presentation forms
# (U+FE70 to FEFF), kept by Vazirmatn, IBM Plex Sans Arabic and many more, makes Chromium map these glyphs to the
# presentation forms; PDFium and pdf.js (the viewers of Chrome and Firefox) do not heed the ActualText and do not take
# a word of presentation forms for right to left: they hand out its letters back to front. Words with letters
# that join on one side only come out whole, so a glance may find nothing amiss. The same font with nothing but these
# cmap entries taken out prints the same glyphs, and the words come out right.
# Costs: who makes Arabic PDFs by Puppeteer or Playwright: search and copy lose most words made of joining letters
# (16 to 18 of the 20 here; in common prose about half).
# Do: drop U+FB50-FDFF and FE70-FEFF from the cmap of the font that the page uses (shaping does not need them).
# Needs: Python 3.11 or newer, npm, and Debian's chromium (seen with 156.0.8078.108).
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypdfium2==5.15.2 fonttools==4.68.0
npm install --silent --no-audit --no-fund --prefix . pdfjs-dist@6.1.200 vazirmatn@33.0.3 >/dev/null
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
import unicodedata
from pathlib import Path

import pypdfium2
from fontTools import subset
from fontTools.ttLib import TTFont

TEXT = "قالت هيئة الملاحة في بيان صحفي قصير إن سفينة شحن كبيرة ستصل مساء غد محملة بقمح يكفي مدينتين نصف سنة"
full = TTFont("node_modules/vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf")
every = sorted(full.getBestCmap())
full.save("full.ttf")
kept = [one for one in every if not (0xFB50 <= one <= 0xFDFF or 0xFE70 <= one <= 0xFEFF)]
options = subset.Options(layout_features=["*"], glyph_names=True)
options.drop_tables = []
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=kept)
subsetter.subset(full)
full.save("plain.ttf")


def words(text):
    return set(unicodedata.normalize("NFKC", re.sub("[\u200e\u200f\u202a-\u202e]", "", text)).split())


def printed(font):
    """The words that each viewer reads in the page, whole and turned round."""
    page = f'<html lang="ar" dir="rtl"><meta charset="utf-8"><style>@font-face {{ font-family: F; src: url({font}) }}'
    Path("page.html").write_text(f"{page} p {{ font: 14pt/2 F }}</style><p>{TEXT}</p></html>")
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=profile", "--print-to-pdf=page.pdf",
         "--no-pdf-header-footer", Path("page.html").resolve().as_uri()],
        check=True, capture_output=True, timeout=120,
    )
    read = {
        "PDFium": pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_range(),
        "pdf.js": subprocess.run(["node", "read.mjs", "page.pdf"], capture_output=True, text=True, check=True).stdout,
    }
    wanted = words(TEXT)
    pictures.append(bytes(pypdfium2.PdfDocument("page.pdf")[0].render(scale=2).buffer))
    return {
        name: (len(wanted & words(text)), sum(one[::-1] in words(text) and one != one[::-1] for one in wanted))
        for name, text in read.items()
    }


version = subprocess.run(["chromium", "--version"], capture_output=True, text=True).stdout.strip()
print(version, "pypdfium2", pypdfium2.version.PYPDFIUM_INFO, "PDFium", pypdfium2.version.PDFIUM_INFO, "pdf.js 6.1.200")
pictures = []
total = len(words(TEXT))
print(f"guess: both viewers read all {total} words with either font")
seen = {}
for font in ("full.ttf", "plain.ttf"):
    seen[font] = printed(font)
    for viewer, (whole, turned) in seen[font].items():
        print(f"Vazirmatn 33.003, {font:9} {viewer}: {whole} of {total} words, {turned} more turned round")
print("the two pages look the same, to the pixel:", pictures[0] == pictures[1])
assert pictures[0] == pictures[1]
for viewer in ("PDFium", "pdf.js"):
    assert seen["full.ttf"][viewer][1] >= total / 3, f"{viewer} reads the words in their order now"
    assert seen["plain.ttf"][viewer][1] == 0 and seen["plain.ttf"][viewer][0] > seen["full.ttf"][viewer][0]
print("as seen before: the font's presentation forms turn the words round")
PYTHON
venv/bin/python seen.py 2>/dev/null
