"""The rules that a DOCX of presskit keeps, checked with zipfile and lxml alone.

`check` gives the broken rules of a file as `CODE: what`; characters that the article itself holds
(tatweel, presentation forms) are not the writer's fault: name them in `own`.

S is for styles, P for paragraphs, R for
runs, T for tables, I for images, C for comments, D for the document, H for links, N for numbering
and references, O for the order of elements (ECMA-376 part 1, the schema of each type), Z for the package.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
W = f"{{{NS['w']}}}"
RTL = r"[\u0590-\u05ff\u0620-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
LATIN = r"[A-Za-z\u00c0-\u024f]"
FORBIDDEN = re.compile(
    "[\u202a-\u202e\u2068\u0640\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\u200b\u2060\ufeff]|\\d\u2033"
)
STORIES = ("document", "footnotes", "endnotes", "comments", "header1", "header2", "footer1")
MARKS = dict.fromkeys(
    map(ord, "\u200e\u200f\u2066\u2067\u2069")
)  # what holds directions together, not said
SHOWN = (
    "w:t|w:drawing|w:separator|w:continuationSeparator|w:footnoteRef|w:endnoteRef|w:annotationRef"
)
CODE_STYLES = {"CodeBlock", "Code"}
CONTENTS_STYLES = {"TOC1", "TOC2"}  # their entries keep the issue's side and their leaders' tabs
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing jc textDirection textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike noProof color spacing w kern "
    "position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    "pBdr": "top left bottom right between bar",
    "tblPr": "tblStyle tblpPr bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cantSplit tblHeader",
    "tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr "
    "tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar pgBorders "
    "pgNumType cols titlePg textDirection bidi rtlGutter docGrid",
    "tbl": "tblPr tblGrid tr",
    "numbering": "abstractNum num",
    "settings": "zoom defaultTabStop characterSpacingControl footnotePr endnotePr compat "
    "themeFontLang clrSchemeMapping decimalSymbol listSeparator",
}


class Docx:
    """A DOCX unzipped and parsed."""

    def __init__(self, data: bytes, own: str = "") -> None:
        self.own = own
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.infos = archive.infolist()
            self.files = {info.filename: archive.read(info) for info in self.infos}
        self.parts = {
            name.removeprefix("word/").removesuffix(".xml"): etree.fromstring(data)
            for name, data in self.files.items()
            if name.startswith("word/") and name.endswith(".xml")
        }
        self.styles = {s.get(f"{W}styleId"): s for s in self.parts["styles"].iter(f"{W}style")}
        self.rtl = find(self.parts["document"], "w:body/w:sectPr/w:bidi") is not None

    def stories(self) -> Iterator[tuple[str, _Element]]:
        """The parts that hold text."""
        return ((name, self.parts[name]) for name in STORIES if name in self.parts)

    def paragraphs(self) -> Iterator[tuple[str, _Element]]:
        """Every paragraph with the name of its part."""
        return ((name, p) for name, root in self.stories() for p in root.iter(f"{W}p"))

    def bidi(self, paragraph: _Element) -> bool:
        """Whether a paragraph is right to left by its style."""
        style = self.styles.get(style_of(paragraph) or "Normal")
        while style is not None:
            bidi = find(style, "w:pPr/w:bidi")
            if bidi is not None:
                return bidi.get(f"{W}val", "1") not in ("0", "false")
            base = find(style, "w:basedOn")
            style = self.styles.get(value(base)) if base is not None else None
        return False


def find(element: _Element, path: str) -> _Element | None:
    """The first match of an XPath, or None."""
    found = element.xpath(path, namespaces=NS)
    return found[0] if found else None


def value(element: _Element | None) -> str:
    """`w:val`, or nothing."""
    return "" if element is None else element.get(f"{W}val", "")


def style_of(paragraph: _Element) -> str:
    """The id of a paragraph's style, or nothing."""
    return value(find(paragraph, "w:pPr/w:pStyle"))


def text_of(element: _Element) -> str:
    """The text of a paragraph or a run as written."""
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def check(data: bytes, own: str = "") -> list[str]:
    """Every broken rule of a DOCX."""
    docx = Docx(data, own)
    return [
        finding
        for rules in (
            _styles,
            _paragraphs,
            _runs,
            _tables,
            _rest,
            _comments,
            _references,
            _order,
            _package,
        )
        for finding in rules(docx)
    ]


def _styles(docx: Docx) -> Iterator[str]:
    for part in ("styles", "numbering"):
        for properties in docx.parts[part].iter(f"{W}rPr"):
            for one, two in (("b", "bCs"), ("i", "iCs"), ("sz", "szCs")):
                first, second = properties.find(W + one), properties.find(W + two)
                if (first is None) != (second is None) or value(first) != value(second):
                    yield f"S1: {one} without {two} in {part}"
    for name in ("rtl", "cs"):
        if find(docx.parts["styles"], f"//w:rPr/w:{name}") is not None:
            yield f"S2: {name} in a style"
    for part, root in docx.parts.items():
        for fonts in root.iter(f"{W}rFonts"):
            if any(key.endswith("Theme") for key in fonts.attrib):
                yield f"S3: a theme font in {part}"
            slots = [fonts.get(W + slot) for slot in ("ascii", "hAnsi", "eastAsia", "cs")]
            if len(set(slots)) > 1 or not slots[0] or len(slots[0]) > 31:
                yield f"S3: font slots {slots} in {part}"
        for jc in root.iter(f"{W}jc"):
            if value(jc) not in ("both", "center"):
                yield f"S4: alignment {value(jc)} in {part}"


def _paragraphs(docx: Docx) -> Iterator[str]:
    for part, p in docx.paragraphs():
        properties, text = p.find(f"{W}pPr"), text_of(p)
        names = (
            [etree.QName(child).localname for child in properties] if properties is not None else []
        )
        if set(names) - {"pStyle", "numPr", "sectPr"}:
            yield f"P1: {names} on a paragraph of {part}: {text[:30]}"
        if text.strip() and style_of(p) not in docx.styles:
            yield f"P2: no style: {text[:30]}"
        arabic, latin = len(re.findall(RTL, text)), len(re.findall(LATIN, text))
        if (
            arabic > latin * (1 if docx.rtl else 9)
            and not docx.bidi(p)
            and style_of(p) not in CODE_STYLES | CONTENTS_STYLES
        ):
            yield f"P3: not bidi: {text[:30]}"
        if find(p, f"w:r[{SHOWN}]") is None:
            numbered = "numPr" in names or style_of(p).startswith("List")
            alone = etree.QName(p.getparent()).localname == "tc" and len(p.getparent()) == 2
            if not (numbered or alone or style_of(p) in ("TableGap", "Nameplate")):
                yield f"P4: an empty paragraph in {part}"


def _runs(docx: Docx) -> Iterator[str]:
    for part, p in docx.paragraphs():
        for run in p.iter(f"{W}r"):
            text = text_of(run)
            is_rtl = find(run, "w:rPr/w:rtl") is not None
            names = {etree.QName(child).localname for child in run.iterfind(f"{W}rPr/*")}
            style = value(find(run, "w:rPr/w:rStyle"))
            if re.search(RTL, text) and not is_rtl:
                yield f"R1: {text!r} without rtl"
            if is_rtl and re.search(LATIN, text):
                yield f"R2: Latin letters in an rtl run: {text!r}"
            if is_rtl and re.search(r"[0-9\u06f0-\u06f9][.,:/\-][0-9\u06f0-\u06f9]", text):
                yield f"R3: separated digits in an rtl run: {text!r}"
            if names - {"rStyle", "rtl"}:
                yield f"R4: {names} on a run"
            if style and style not in docx.styles:
                yield f"R4: unknown character style {style}"
            if set(FORBIDDEN.findall(text)) - set(docx.own):
                yield f"R5: a forbidden character: {text!r}"
            is_code = "Code" in style or style_of(p) in CODE_STYLES | CONTENTS_STYLES
            has_tab = run.find(f"{W}tab") is not None or "\t" in text
            is_verse = style_of(p).startswith("Verse")  # between hemistichs
            if (
                has_tab
                and not (is_code or is_verse)
                and part in ("document", "footnotes", "endnotes")
            ):
                yield f"R6: a tab: {text!r}"
        has_pictures = next(p.iter(f"{W}drawing"), None) is not None  # and blanks between them
        if style_of(p) != "CodeBlock" and not has_pictures and "  " in text_of(p):
            yield f"R6: a double blank: {text_of(p)!r}"


def _tables(docx: Docx) -> Iterator[str]:
    for _, root in docx.stories():
        for table in root.iter(f"{W}tbl"):
            properties = table.find(f"{W}tblPr")
            if (properties.find(f"{W}bidiVisual") is not None) != docx.rtl:
                yield "T1: bidiVisual"
            rows = table.findall(f"{W}tr")
            if find(rows[0], "w:trPr/w:tblHeader") is None:
                yield "T2: no header row"
            if any(find(row, "w:trPr/w:cantSplit") is None for row in rows):
                yield "T2: a row that can split"
            style = docx.styles.get(value(properties.find(f"{W}tblStyle")))
            if style is None or style.get(f"{W}type") != "table":
                yield "T3: no table style"
            if any(cell[-1].tag != f"{W}p" for cell in table.iter(f"{W}tc")):
                yield "T4: a cell without a paragraph at its end"
            columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            if any(len(row.findall(f"{W}tc")) != columns for row in rows):
                yield "T5: a row that doesn't fill the grid"


def _rest(docx: Docx) -> Iterator[str]:
    for part, root in docx.stories():
        for description in root.iter(f"{{{NS['wp']}}}docPr"):
            if not description.get("descr") and b"decorative" not in etree.tostring(description):
                yield f"I1: no alternative text in {part}"
        if find(root, "//wp:anchor|//w:pict|//w:framePr|//w:txbxContent") is not None:
            yield f"I2: something floats in {part}"
        if root.find(f".//{W}hyperlink") is not None:
            yield f"H1: w:hyperlink in {part}"
    if (find(docx.styles["Normal"], "w:pPr/w:bidi") is not None) != docx.rtl:
        yield "D1: the section's direction"
    body = docx.parts["document"][0]
    if body[-1].tag != f"{W}sectPr":
        yield "D1: the section doesn't end the body"


def _comments(docx: Docx) -> Iterator[str]:
    if "comments" not in docx.parts:
        return
    for comment in docx.parts["comments"]:
        number = comment.get(f"{W}id")
        if not comment.get(f"{W}author"):
            yield f"C1: nobody says comment {number}"
        about = f"[@w:id='{number}']"
        names = "|".join(
            f"//w:{name}{about}"
            for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
        )
        found = docx.parts["document"].xpath(names, namespaces=NS)
        if [etree.QName(one).localname for one in found] != [
            "commentRangeStart",
            "commentRangeEnd",
            "commentReference",
        ]:
            yield f"C2: comment {number} isn't said of one place"


def _references(docx: Docx) -> Iterator[str]:
    document = docx.parts["document"]
    numbers = {num.get(f"{W}numId") for num in docx.parts["numbering"].iter(f"{W}num")}
    for part in (*docx.parts.values(),):
        for number in part.iter(f"{W}numId"):
            if value(number) not in numbers:
                yield f"N1: no list {value(number)}"
    bookmarks = [b.get(f"{W}name") for b in document.iter(f"{W}bookmarkStart")]
    if len(bookmarks) != len(set(bookmarks)) or any(len(name) > 40 for name in bookmarks):
        yield "N2: bookmarks"
    for _, root in docx.stories():
        for field in root.iter(f"{W}instrText"):
            target = re.match(r' (?:HYPERLINK \\l "([^"]+)"|NOTEREF (\S+))', field.text or "")
            if target and (target[1] or target[2]) not in bookmarks:
                yield f"N3: no bookmark for {field.text}"
        kinds = " ".join(f.get(f"{W}fldCharType") for f in root.iter(f"{W}fldChar"))
        while (without := re.sub("begin separate ?end ?", "", kinds)) != kinds:
            kinds = without
        if kinds:
            yield f"N4: fields {kinds}"
        ids = [d.get("id") for d in root.iter(f"{{{NS['wp']}}}docPr")]
        if len(ids) != len(set(ids)):
            yield "N5: ids of pictures"
    kind = "endnote" if "endnotes" in docx.parts else "footnote"
    notes = [n.get(f"{W}id") for n in docx.parts.get(f"{kind}s", ()) if not n.get(f"{W}type")]
    references = [r.get(f"{W}id") for r in document.iter(f"{W}{kind}Reference")]
    if notes != references:
        yield f"N6: notes {notes}, references {references}"


def _order(docx: Docx) -> Iterator[str]:
    for part, root in docx.parts.items():
        for name, order in ORDER.items():
            places = {W + child: place for place, child in enumerate(order.split())}
            for element in root.iter(W + name):
                known = [places.get(child.tag, -1) for child in element]
                if -1 in known or known != sorted(known):
                    found = [etree.QName(child).localname for child in element]
                    yield f"O1: {name} in {part}: {found}"


def _package(docx: Docx) -> Iterator[str]:
    if docx.infos[0].filename != "[Content_Types].xml":
        yield "Z1: [Content_Types].xml is not first"
    if len({info.date_time for info in docx.infos}) != 1:
        yield "Z2: times differ"
    own = "customXml/"  # what we carry there may be a language of program text
    everything = b"".join(data for name, data in docx.files.items() if not name.startswith(own))
    for trace in (b"rsid", b"python-docx", b"thumbnail", b"python"):
        if trace in everything:
            yield f"Z3: {trace.decode()} in the package"
    if b'w:name="compatibilityMode"' not in docx.files["word/settings.xml"]:
        yield "Z4: no compatibility mode"
