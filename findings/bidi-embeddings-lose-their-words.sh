#!/bin/sh
# Word keeps a piece of the other direction in a wrapper: w:dir (an embedding) or w:bdo (an override), ECMA-376 part 1,
# 17.3.2.8 and 17.3.2.3. Guess: a reader of DOCX files that knows nothing of direction reads through the wrapper, as
# it reads through a hyperlink or a smart tag; at worst the words come in the wrong order.
# Seen: the words in both wrappers are gone in Pandoc 3.9, mammoth 1.13.0, docx-preview 0.4.1 and python-docx 1.2.0
# (mammoth alone has a message about it). The sentence still reads like one. Pandoc and mammoth do keep the words of
# a smart tag and a content control, so a test with those shows nothing. docx2txt 0.9, docx2python 3.7.1 keep all.
# Costs: whoever takes Arabic, Hebrew or Urdu copy out of DOCX files loses just the names, quotations and figures that
# someone took the trouble to mark.
# Do: unwrap w:dir and w:bdo in document.xml before any of these reads it, and count the words on both sides.
# Needs: Python 3.11 or newer, npm.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    python-docx==1.2.0 mammoth==1.13.0 docx2txt==0.9 docx2python==3.7.1 pypandoc_binary==1.17
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . docx-preview@0.4.1 jsdom@29.1.1 >/dev/null
cat >write.py <<'PYTHON'
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text):
    return f'<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(wrapped):
    return f"<w:p><w:pPr><w:bidi/></w:pPr>{run('قال الوزير ')}{wrapped}{run(' في المؤتمر.')}</w:p>"


body = "".join(
    paragraph(one)
    for one in (
        f'<w:dir w:val="rtl">{run("سنوقع")}</w:dir>',
        f'<w:bdo w:val="rtl">{run("غدا")}</w:bdo>',
        f'<w:smartTag w:uri="urn:example" w:element="place">{run("هنا")}</w:smartTag>',
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('صباحا')}</w:sdtContent></w:sdt>",
        f'<w:hyperlink w:anchor="top">{run("حتما")}</w:hyperlink>',
    )
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
preview.renderAsync(readFileSync("in.docx"), main).then(() => console.log(main.textContent));
JAVASCRIPT
venv/bin/python write.py
node preview.cjs >preview.txt
cat >seen.py <<'PYTHON'
from importlib.metadata import version
from pathlib import Path

import docx
import docx2txt
import mammoth
import pypandoc
from docx2python import docx2python

WORDS = {"w:dir": "سنوقع", "w:bdo": "غدا", "w:smartTag": "هنا", "w:sdt": "صباحا", "w:hyperlink": "حتما"}
with Path("in.docx").open("rb") as file:
    result = mammoth.extract_raw_text(file)
read = {
    f"pandoc {pypandoc.get_pandoc_version()}": pypandoc.convert_file("in.docx", "plain"),
    f"mammoth {version('mammoth')}": result.value,
    "docx-preview 0.4.1": Path("preview.txt").read_text(),
    f"python-docx {version('python-docx')}": "\n".join(one.text for one in docx.Document("in.docx").paragraphs),
    f"docx2txt {version('docx2txt')}": docx2txt.process("in.docx"),
    f"docx2python {version('docx2python')}": docx2python("in.docx").text,
}
print("guess: every reader has every word")
lost = {}
for name, text in read.items():
    assert text.count("قال الوزير") == text.count("في المؤتمر.") == len(WORDS), "the words around are all there"
    lost[name.split()[0]] = [wrapper for wrapper, word in WORDS.items() if word not in text]
    print(f"{name:18} lost the words in: {' '.join(lost[name.split()[0]]) or '-'}")
print("mammoth's messages:", [one.message for one in result.messages])
both = ["w:dir", "w:bdo"]
assert lost["pandoc"] == lost["mammoth"] == lost["docx-preview"][:2] == both, "a wrapper is read through now"
assert lost["python-docx"][:2] == both, "python-docx reads through a wrapper now"
assert lost["docx2txt"] == lost["docx2python"] == []
print("as seen before: what stands in a bidirectional wrapper is not read")
PYTHON
venv/bin/python seen.py
