#!/bin/sh
# Guess: a justified line of WeasyPrint ends at the margin, whatever the font.
# Seen (WeasyPrint 70.0, Pango 1.50, Amiri): where a font kerns over a blank (Amiri pulls a word that begins
# with kaf under one that ends in haa or taa marbuta by 0.244 em), the line is measured with the kerning and drawn
# without it: each such pair of words in a line pushes it a quarter of an em over the margin.
# Needs: Python 3.11 or newer, npm, and Pango from the system.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check weasyprint==70.0 pymupdf==1.26.6
npm pack --silent @fontsource/amiri@5.3.0 >/dev/null
tar xzf fontsource-amiri-5.3.0.tgz
cat >seen.py <<'PYTHON'
from collections import defaultdict
from pathlib import Path

import pymupdf
import weasyprint
from weasyprint.text.ffi import ffi, pango

SIZE, LEFT, RIGHT = 14, 50, 350
font = Path("package/files/amiri-arabic-400-normal.woff2").resolve().as_uri()
sentence = "في البيت القديم مكتبة كبيرة كتبها قديمة، وفي كل زاوية كرسي كان الجد يجلس عليه كل مساء. "
try:
    ffi.cdef("const char * pango_version_string (void);")
    print("Pango", ffi.string(pango.pango_version_string()).decode())
except Exception:
    print("Pango: version unknown")
print("WeasyPrint", weasyprint.__version__)


def edges(align, text):
    """How far over the right margin the ink of each full line reaches, in points."""
    html = f"""<html lang="ar" dir="rtl"><style>
    @font-face {{ font-family: A; src: url("{font}") }}
    @page {{ size: 400pt 600pt; margin: 50pt }} body {{ margin: 0 }}
    p {{ font: {SIZE}pt/2 A; text-align: {align}; margin: 0 }}</style><p>{text * 10}</p>"""
    page = pymupdf.open("pdf", weasyprint.HTML(string=html).write_pdf())[0]
    scale = 4
    picture = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace="gray")
    reach = defaultdict(int)
    for y in range(picture.height):
        row = picture.samples[y * picture.stride : y * picture.stride + picture.width]
        dark = [x for x in range(picture.width) if row[x] < 128]
        if dark:
            line = int((y / scale - 50) // (2 * SIZE))
            reach[line] = max(reach[line], dark[-1])
    lines = [reach[n] / scale - RIGHT for n in sorted(reach)]
    return lines[:-1]


justified, ragged = edges("justify", sentence), edges("start", sentence)
print("over the margin, points, justified:", [round(x, 1) for x in justified])
print("over the margin, points, ragged:   ", [round(x, 1) for x in ragged])
assert max(ragged) < 1, "ragged lines stay inside"
assert max(justified) > 5, "justified lines end at the margin now"
print("as seen before: justified lines reach over the margin, ragged ones do not")
PYTHON
venv/bin/python seen.py 2>/dev/null
