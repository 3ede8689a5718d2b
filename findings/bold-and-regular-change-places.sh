#!/bin/sh
# A run marked w:rtl takes its look from the complex-script twins: bold from w:bCs, not w:b, size from w:szCs, not w:sz
# (ECMA-376 part 1, 17.3.2.2, 17.3.2.30, 17.3.2.39); a file may hold the one without the other, or both with different
# values. Guess: a reader that sees w:rtl, and says so in its output, heeds the twins.
# Seen: readers say opposite things of one file. Pandoc 3.9 heeds them; mammoth 1.13.0 and docx-preview 0.4.1 call bold
# what Word prints regular, and lose what Word prints bold, while docx-preview does write direction: rtl for both; it
# draws 24-point Arabic at the 8 points of the Latin twin. python-docx 1.2.0's run.bold and font.size do the same (its
# font.cs_bold is right). A Latin run is read alike by all, and so no test in English finds it.
# Costs: the headlines, names and crossheads of an Arabic manuscript come into a CMS as plain text, or plain text comes
# in bold, and a preview in the browser shows other sizes than print.
# Do: before these read a file, copy each w:rtl run's bCs, iCs and szCs over its b, i and sz (through its styles too).
# Needs: Python 3.11 or newer, npm.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 mammoth==1.13.0 pypandoc_binary==1.17
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . docx-preview@0.4.1 jsdom@29.1.1 >/dev/null
cat >write.py <<'PYTHON'
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text, looks):
    return f"<w:p><w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


body = (
    run("رفيع", "<w:b/><w:rtl/>")  # regular in print
    + run("غليظ", "<w:bCs/><w:rtl/>")  # bold in print
    + run("كبير", '<w:sz w:val="16"/><w:szCs w:val="48"/><w:rtl/>')  # 24 points in print
    + run("bold", "<w:b/>")
    + run("regular", "<w:bCs/>")
)
with zipfile.ZipFile("in.docx", "w") as package:
    package.writestr(
        "[Content_Types].xml",
        f'<Types xmlns="{P}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
    )
    package.writestr(
        "_rels/.rels",
        f'<Relationships xmlns="{P}/relationships">'
        f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
    )
    package.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{P}/relationships"/>')
    package.writestr(
        "word/document.xml", f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    )
PYTHON
cat >preview.cjs <<'JAVASCRIPT'
const { JSDOM } = require("jsdom");
const { readFileSync } = require("fs");
const { window } = new JSDOM("<main></main>");
for (const name of ["document", "DOMParser", "XMLSerializer", "Node", "Blob", "HTMLElement"]) global[name] = window[name];
global.window = window;
const preview = require("docx-preview");
const main = window.document.querySelector("main");
preview.renderAsync(readFileSync("in.docx"), main).then(() => console.log(main.innerHTML));
JAVASCRIPT
venv/bin/python write.py
node preview.cjs >preview.txt
cat >seen.py <<'PYTHON'
import re
from importlib.metadata import version
from pathlib import Path

import docx
import mammoth
import pypandoc

WORDS = {"رفيع": False, "غليظ": True, "bold": True, "regular": False}  # and whether it is bold in print
with Path("in.docx").open("rb") as file:
    by_mammoth = mammoth.convert_to_html(file).value
by_pandoc = pypandoc.convert_file("in.docx", "html")
by_preview = Path("preview.txt").read_text()
runs = {run.text: run for one in docx.Document("in.docx").paragraphs for run in one.runs}
bold = {
    f"pandoc {pypandoc.get_pandoc_version()}": {
        word: bool(re.search(f"<strong>(<[^>]*>)*{word}", by_pandoc)) for word in WORDS
    },
    f"mammoth {version('mammoth')}": {word: f"<strong>{word}" in by_mammoth for word in WORDS},
    "docx-preview 0.4.1": {
        word: bool(re.search(f'font-weight: bold[^>]*>{word}', by_preview)) for word in WORDS
    },
    f"python-docx {version('python-docx')}, run.bold": {word: bool(runs[word].bold) for word in WORDS},
}
print("guess: every reader finds", [word for word, printed in WORDS.items() if printed], "bold and nothing else")
wrong = {}
for reader, found in bold.items():
    wrong[reader.split()[0]] = [word for word in WORDS if found[word] != WORDS[word]]
    print(f"{reader}: {[word for word in WORDS if found[word]]}")
size = re.search(r"font-size: ([0-9.]+)pt[^>]*>كبير", by_preview).group(1)
print(f"the 24-point word: docx-preview {size} points, python-docx {runs['كبير'].font.size.pt} points")
assert "direction: rtl" in by_preview and 'dir="rtl"' in by_pandoc
assert wrong["pandoc"] == []
assert wrong["mammoth"] == wrong["docx-preview"] == wrong["python-docx"] == ["رفيع", "غليظ"], "a reader heeds bCs now"
assert size == "8" and runs["كبير"].font.size.pt == 8, "a reader heeds szCs now"
print("as seen before: bold and regular change places in right-to-left runs")
PYTHON
venv/bin/python seen.py
