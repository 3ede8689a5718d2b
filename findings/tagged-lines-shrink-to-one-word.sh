#!/bin/sh
# A tagged PDF is what an accessibility check reads, and pdfinfo -struct-text is the free way to see what it reads.
# Guess: it shows each tagged line as pdftotext does, in Arabic and Hebrew as in English.
# Seen (poppler 22.12.0, Debian 12's, on Typst 0.15.2's tagged PDF): of each run of Arabic or Hebrew it shows a single
# word, the last one, with its letters back to front; English is whole. Two causes meet. Right-to-left text is the
# kind that holds marked content within its marked content (Typst's /ReversedChars, Chromium's /Span with ActualText),
# and poppler takes the end of the inner one for the end of the tagged one, dropping the rest; and it puts out the
# glyphs as they lie, without the reordering that its pdftotext does. pdftotext on the same file has every word.
# Costs: a newsroom that checks its tags with it throws out sound Arabic PDFs, or, asking only that no tag be empty,
# takes unsound ones for good.
# Do: to prove a right-to-left tagged PDF, take each tag's text from the content stream by MCID, nesting counted.
# Needs: Python 3.11 or newer, npm, Debian's poppler-utils (seen with 22.12.0).
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 fonttools==4.68.0 brotli==1.2.0
npm install --silent --no-audit --no-fund --prefix . vazirmatn@33.0.3 @fontsource/frank-ruhl-libre@5.2.8 >/dev/null
cat >seen.py <<'PYTHON'
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

VAZIRMATN = "node_modules/vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf"
HEBREW = "node_modules/@fontsource/frank-ruhl-libre/files/frank-ruhl-libre-hebrew-400-normal.woff2"
LINES = {
    "en": ("Vazirmatn", VAZIRMATN, "The new quay opens tomorrow at noon"),
    "ar": ("Vazirmatn", VAZIRMATN, "يفتح الرصيف الجديد غدا في المدينة"),
    "he": ("Frank Ruhl Libre", HEBREW, "הרציף החדש ייפתח מחר בבוקר"),
}


def printed(*command):
    """What a program prints, without marks of direction."""
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return re.sub("[\u200e\u200f\u202a-\u202e]", "", text)


Path("fonts").mkdir()
poppler = subprocess.run(["pdfinfo", "-v"], capture_output=True, text=True).stderr.splitlines()[0]
print("Typst", version("typst"), "and", poppler)
print("guess: -struct-text shows every word of each line, as pdftotext does")
seen = {}
for language, (family, file, line) in LINES.items():
    font = TTFont(file)
    font.flavor = None
    font.save(f"fonts/{language}.ttf")
    source = f'#set text(lang: "{language}", font: "{family}")\n{line}\n'
    Path("page.pdf").write_bytes(typst.compile(source.encode(), font_paths=["fonts"], ignore_system_fonts=True))
    plain = printed("pdftotext", "page.pdf", "-").split()
    tagged = " ".join(re.findall('"(.*)"', printed("pdfinfo", "-struct-text", "page.pdf"))).split()
    words = line.split()
    seen[language] = (
        sum(word in plain for word in words),
        sum(word in tagged for word in words),
        [word[::-1] for word in tagged] == words[-1:],
    )
    print(f"{language}: {len(words)} words, pdftotext {seen[language][0]}, -struct-text {seen[language][1]}: {tagged}")
assert all(found[0] == len(LINES[language][2].split()) for language, found in seen.items())
assert seen["en"][1] == len(LINES["en"][2].split())
for language in ("ar", "he"):
    assert seen[language][1:] == (0, True), f"{language} is shown otherwise now"
print("as seen before: one word of each right-to-left line, back to front")
PYTHON
venv/bin/python seen.py
