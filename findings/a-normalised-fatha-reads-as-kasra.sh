#!/bin/sh
# Over a doubled letter Arabic writes the fatha above the shadda; a stroke below the shadda is a kasra. Unicode keeps
# the two marks in the order shadda, fatha as typed, or fatha, shadda once a text is normalised (NFC, as the W3C asks
# of web pages); both are the same text and must look the same, so shapers put the shadda first (UTR 53).
# Guess: fontkit, which shapes for PDFKit and react-pdf, draws both orders alike, as HarfBuzz does.
# Seen (fontkit 2.0.4, Noto Naskh Arabic and Noto Kufi Arabic): it takes the marks as they come. In a normalised text the fatha
# stands under the shadda and reads as a kasra: mudarras, "taught", is printed as mudarris, "teacher". Fonts with one
# glyph for both marks that lists either order (IBM Plex Sans Arabic) hide it.
# Costs: who makes PDFs of vowelled Arabic (children's papers, poems, names, scripture) with these libraries: a text
# that any step has normalised prints other vowels, and no search or proof of the text shows it.
# Do: before layout put every shadda before the other marks of its letter (the last step, after any normalising).
# Needs: Python 3.11 or newer, npm.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check uharfbuzz==0.57.0 fonttools==4.68.0 brotli==1.2.0
npm install --silent --no-audit --no-fund --prefix . fontkit@2.0.4 \
    @fontsource/noto-kufi-arabic@5.3.0 @fontsource/noto-naskh-arabic@5.3.0 @fontsource/ibm-plex-sans-arabic@5.3.0 >/dev/null
cat >shape.cjs <<'JAVASCRIPT'
// Prints, for each text of a font, its glyphs as [id, vertical offset].
const font = require("fontkit").openSync(process.argv[2]);
const shaped = process.argv.slice(3).map((text) => {
  const run = font.layout(text, undefined, "arab", undefined, "rtl");
  return run.glyphs.map((glyph, index) => [glyph.id, run.positions[index].yOffset]);
});
console.log(JSON.stringify(shaped));
JAVASCRIPT
cat >seen.py <<'PYTHON'
import json
import subprocess
import unicodedata
from importlib.metadata import version

import uharfbuzz
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

TYPED = "مدر\u0651\u064eس"  # the reh has a shadda, then a fatha
NORMALISED = unicodedata.normalize("NFC", TYPED)
assert NORMALISED == "مدر\u064e\u0651س"
FONTS = {
    "Noto Naskh Arabic": "noto-naskh-arabic/files/noto-naskh-arabic",
    "Noto Kufi Arabic": "noto-kufi-arabic/files/noto-kufi-arabic",
    "IBM Plex Sans Arabic": "ibm-plex-sans-arabic/files/ibm-plex-sans-arabic",
}


def by_harfbuzz(texts):
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path("font.ttf")))
    for text in texts:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        yield [(i.codepoint, p.y_offset) for i, p in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)]


def by_fontkit(texts):
    return json.loads(subprocess.run(["node", "shape.cjs", "font.ttf", *texts], capture_output=True, check=True).stdout)


def stroke(font, glyphs):
    """Where the fatha stands: over the shadda, under it, or in one glyph with it."""
    glyph_set, names, height = font.getGlyphSet(), font.getGlyphOrder(), {}
    marks = {font.getBestCmap()[0x64E]: "fatha", font.getBestCmap()[0x651]: "shadda"}
    for glyph, offset in glyphs:
        if names[glyph] in marks:
            pen = BoundsPen(glyph_set)
            glyph_set[names[glyph]].draw(pen)
            height[marks[names[glyph]]] = offset + (pen.bounds[1] + pen.bounds[3]) / 2
    if len(height) < 2:
        return "in one glyph"
    return "over" if height["fatha"] > height["shadda"] else "under"


print("fontkit 2.0.4, uharfbuzz", version("uharfbuzz"), "HarfBuzz", uharfbuzz.version_string())
print("guess: the fatha stands over the shadda, or in one glyph with it, in either order of the text")
seen = {}
for family, file in FONTS.items():
    font = TTFont(f"node_modules/@fontsource/{file}-arabic-400-normal.woff2")
    font.flavor = None
    font.save("font.ttf")
    for shaper, shape in (("HarfBuzz", by_harfbuzz), ("fontkit", by_fontkit)):
        seen[family, shaper] = [stroke(font, glyphs) for glyphs in shape([TYPED, NORMALISED])]
        print(f"{family}, {shaper}: typed {seen[family, shaper][0]}, normalised {seen[family, shaper][1]}")
for (family, shaper), (typed, normalised) in seen.items():
    assert typed != "under"
    expected = "under" if shaper == "fontkit" and "Plex" not in family else typed
    assert normalised == expected, "fontkit orders the marks now"
print("as seen before: the normalised fatha is drawn as a kasra")
PYTHON
venv/bin/python seen.py
