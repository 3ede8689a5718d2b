"""What a DOCX says, read with zipfile and lxml alone, by the names of its styles."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from readers.elements import Element, Note, Said, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_KINDS = {
    "kicker": "kicker",
    "subtitle": "deck",
    "byline": "byline",
    "lead": "lead",
    "dateline": "dateline",
    "body text": "paragraph",
    "quote": "block-quote",
    "intense quote": "pull-quote",
    "attribution": "attribution",
    "caption": "caption",
    "credit": "credit",
    "code block": "code",
    "term": "term",
    "definition": "definition",
    "fact": "fact",
    "fact text": "fact-text",
    "question": "question",
    "answer": "answer",
    "timeline date": "moment",
    "timeline text": "event",
    "box title": "box-title",
    "box text": "box",
    "verse": "verse",
    "qr code": "qr-code",
    "verse stanza": "verse",
    "related title": "related-title",
    "related text": "related",
    "footnote text": "note",
    "endnote text": "note",
    "source": "source",
    "table caption": "table-caption",
    "party": "party",
    "table head": "head",
    "delegation head": "head",
    "table cell": "cell",
    "role": "cell",
    "name": "cell",
    "nameplate": "nameplate",
    "issue line": "issue-line",
    "title": "issue-title",
    "section": "section",
    "toc heading": "contents",
    "toc 1": "contents-section",
    "toc 2": "contents-entry",
}
_VARIANT = re.compile(r"(?: (?:RTL|LTR|Center|End|Box))+$")
_MARKS = {"footnote reference", "endnote reference"}
_REFERENCES = {f"{W}footnoteReference", f"{W}endnoteReference"}
_LIST = re.compile(r"list (bullet|number|continue)(?: (\d))?")


class Docx:
    """A DOCX unzipped, with the names of its styles by their ids."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        styles = self.part("styles")
        self.names = {
            style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val")
            for style in styles.findall(f"{W}style")
        }

    def part(self, name: str) -> etree._Element:
        """The root of one of Word's parts."""
        return etree.fromstring(self.files[f"word/{name}.xml"])


def read(data: bytes) -> Said:
    """The elements of the body, and the notes in the order of their marks.

    Word numbers notes itself, so a mark is a number here, whatever digits Word shows it in.
    """
    docx = Docx(data)
    numbers = iter(range(1, 1_000_000))
    body = docx.part("document")[0]
    elements = tuple(_blocks(body, docx, numbers))
    notes = sorted(_notes(docx, elements), key=lambda note: int(note.mark))
    return Said(elements, tuple(notes))


def _notes(docx: Docx, elements: tuple[Element, ...]) -> Iterator[Note]:
    """Notes, several in one of Word's where one refers to another: each opens with its mark."""
    numbers = iter(range(1, 1_000_000))
    kind = "endnote" if "word/endnotes.xml" in docx.files else "footnote"
    if f"word/{kind}s.xml" not in docx.files:
        return
    for note in docx.part(f"{kind}s").findall(f"{W}{kind}"):
        if note.get(f"{W}type"):
            continue
        mark, found = "", list[Element]()
        for node in note:
            opening = _opening_mark(node, docx, numbers)
            if opening and found:
                yield Note(mark, tuple(found))
                found = []
            mark = opening or mark
            for element in _blocks(node, docx, numbers, itself=True):
                text = element.text
                if opening:
                    text = re.sub(r"^(?:\[\^[^\]]*\])? ?", "", text)
                if text or element.kind != "note":
                    found.append(element._replace(text=text))
        yield Note(mark, tuple(found))


def _opening_mark(node: etree._Element, docx: Docx, numbers: Iterator[int]) -> str:
    """The mark that a note's first paragraph opens with, or nothing."""
    run = node.find(f"{W}r")
    if node.tag != f"{W}p" or run is None or not _is_mark(run, docx):
        return ""
    if run.find(f"{W}footnoteRef") is not None or run.find(f"{W}endnoteRef") is not None:
        return str(next(numbers))
    return str(int("".join(t.text for t in run.findall(f"{W}t"))))


def _is_mark(run: etree._Element, docx: Docx) -> bool:
    style = run.find(f"{W}rPr/{W}rStyle")
    return style is not None and docx.names[style.get(f"{W}val")] in _MARKS


def _blocks(
    parent: etree._Element, docx: Docx, numbers: Iterator[int], *, itself: bool = False
) -> Iterator[Element]:
    for node in [parent] if itself else parent:
        if node.tag == f"{W}p":
            yield from _paragraph(node, docx, numbers)
        elif node.tag == f"{W}tbl":
            for row in node.findall(f"{W}tr"):
                for column, cell in enumerate(row.findall(f"{W}tc")):
                    for paragraph in cell.findall(f"{W}p"):
                        for element in _paragraph(paragraph, docx, numbers):
                            yield element._replace(level=column)


def _paragraph(node: etree._Element, docx: Docx, numbers: Iterator[int]) -> Iterator[Element]:
    style = docx.names[node.find(f"{W}pPr/{W}pStyle").get(f"{W}val")]
    style = _VARIANT.sub("", style)
    text = visible("".join(_pieces(node, docx, numbers)))
    if style == "Figure":
        for properties in node.iter(f"{_DRAWING}docPr"):
            yield Element("figure", 0, properties.get("descr", ""))
    elif style == "Break":
        yield Element("break", 0, "")
    elif style == "Table Gap":
        assert not text
    elif match := re.fullmatch(r"heading (\d)", style):
        yield Element("heading", int(match[1]), text)
    elif match := _LIST.fullmatch(style.lower()):
        kind = "item-more" if match[1] == "continue" else "item"
        yield Element(kind, int(match[2] or 1) - 1, text)
    else:
        kind = _KINDS[style.lower()]
        yield Element(kind, 0, text.replace("\t", " ") if kind == "verse" else text)


def _pieces(node: etree._Element, docx: Docx, numbers: Iterator[int]) -> Iterator[str]:
    for run in node.iter(f"{W}r"):
        mark = _is_mark(run, docx)
        for child in run:
            if child.tag == f"{W}t":
                yield f"[^{int(child.text)}]" if mark else child.text
            elif child.tag == f"{W}br":
                yield "\n"
            elif child.tag == f"{W}tab":
                yield "\t"
            elif child.tag in _REFERENCES and not child.get(f"{W}customMarkFollows"):
                yield f"[^{next(numbers)}]"
