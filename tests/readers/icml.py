"""What an ICML says, read with lxml alone, by the names of its styles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from readers.elements import Element, Note, Said, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = {
    "Kicker": "kicker",
    "Subtitle": "deck",
    "Byline": "byline",
    "Lead": "lead",
    "Dateline": "dateline",
    "Body Text": "paragraph",
    "Quote": "block-quote",
    "Intense Quote": "pull-quote",
    "Attribution": "attribution",
    "caption": "caption",
    "Credit": "credit",
    "Code Block": "code",
    "Term": "term",
    "Definition": "definition",
    "Fact": "fact",
    "Fact Text": "fact-text",
    "Question": "question",
    "Answer": "answer",
    "Timeline Date": "moment",
    "Timeline Text": "event",
    "Box Title": "box-title",
    "Box Text": "box",
    "Verse": "verse",
    "QR Code": "qr-code",
    "Verse Stanza": "verse",
    "Related Title": "related-title",
    "Related Text": "related",
    "footnote text": "note",
    "Source": "source",
    "Table Caption": "table-caption",
    "Party": "party",
    "Table Head": "head",
    "Delegation Head": "head",
    "Table Cell": "cell",
    "Role": "cell",
    "Name": "cell",
}
_VARIANT = re.compile(r"(?: (?:RTL|LTR|Center|End|Box))+$")
_LIST = re.compile(r"List (Bullet|Number|Continue)(?: (\d))?")
_REFERENCE = "CharacterStyle/footnote reference"


def story(data: bytes) -> etree._Element:
    """The one story of an ICML."""
    (found,) = etree.fromstring(data).findall("Story")
    return found


def desk_notes(data: bytes) -> list[list[str]]:
    """The paragraphs of every note to the desk, those that name a picture left out."""
    return [
        [text for _, text in _paragraphs(note, None)]
        for note in story(data).iter("Note")
        if "Figure" not in note.getparent().getparent().get("AppliedParagraphStyle")
    ]


def read(data: bytes) -> Said:
    """The elements of the story, and its footnotes in the order of their marks.

    InDesign numbers footnotes itself, so a mark is a number here, whatever its digits.
    """
    marks = _Marks()
    elements = tuple(_elements(story(data), marks))
    notes = [note for footnote in marks.footnotes for note in _notes(footnote, marks)]
    return Said(elements, tuple(sorted(notes, key=lambda note: int(note.mark))))


class _Marks:
    """Numbers footnotes as InDesign does: as they come in the story."""

    def __init__(self) -> None:
        self.footnotes: list[etree._Element] = []

    def number(self, footnote: etree._Element) -> int:
        if footnote not in self.footnotes:
            self.footnotes.append(footnote)
        return self.footnotes.index(footnote) + 1


def _elements(parent: etree._Element, marks: _Marks) -> Iterator[Element]:
    for style, text in _paragraphs(parent, marks):
        if isinstance(text, etree._Element):
            for cell in text.findall("Cell"):
                column = int(cell.get("Name").split(":")[0])
                for element in _elements(cell, marks):
                    yield element._replace(level=column)
        else:
            yield from _element(style, text)


def _element(style: str, text: str) -> Iterator[Element]:
    if style == "Figure":
        yield from (Element("figure", 0, alt) for alt in text.removesuffix("\f").split("\f"))
    elif style == "Break":
        yield Element("break", 0, "")
    elif match := re.fullmatch(r"heading (\d)", style):
        yield Element("heading", int(match[1]), text)
    elif match := _LIST.fullmatch(style):
        kind = "item-more" if match[1] == "Continue" else "item"
        yield Element(kind, int(match[2] or 1) - 1, text)
    else:
        kind = _KINDS[style]
        yield Element(kind, 0, text.replace("\t", " ") if kind == "verse" else text)


def _paragraphs(
    parent: etree._Element, marks: _Marks | None
) -> Iterator[tuple[str, str | etree._Element]]:
    """Style and text of each paragraph, or the table in it; every one but the last has its end."""
    ranges = parent.findall("ParagraphStyleRange")
    for paragraph in ranges:
        style = paragraph.get("AppliedParagraphStyle").removeprefix("ParagraphStyle/")
        style = _VARIANT.sub("", style)
        table = paragraph.find("CharacterStyleRange/Table")
        text = "".join(_pieces(paragraph, marks))
        assert text.endswith("\n\n") == (paragraph is not ranges[-1]), "a paragraph ends in Br"
        text = text.removesuffix("\n\n")
        if table is not None:
            assert (style, text) == ("Table Gap", "")
            yield style, table
        else:
            yield style, visible(text)


def _pieces(parent: etree._Element, marks: _Marks | None) -> Iterator[str]:
    """The text of a paragraph, a line's end as one line feed and the paragraph's as two."""
    for run in parent.iterchildren("CharacterStyleRange", "HyperlinkTextSource"):
        if run.tag == "HyperlinkTextSource":
            yield from _pieces(run, marks)
            continue
        is_mark = run.get("AppliedCharacterStyle") == _REFERENCE
        for child in run:
            if child.tag == "Content":
                text = child.text or ""
                number = child.xpath("processing-instruction('ACE')")
                if number:
                    yield "[^]"
                else:
                    yield f"[^{int(text)}]" if is_mark else text.replace("\u2028", "\n")
            elif child.tag == "Br":
                yield "\n\n"
            elif child.tag == "Footnote":
                yield f"[^{marks.number(child)}]"
            elif child.tag == "Note":
                is_figure = parent.get("AppliedParagraphStyle") == "ParagraphStyle/Figure"
                yield f"{_alt(child)}\f" if is_figure else ""


def _alt(note: etree._Element) -> str:
    return "".join(text for _, text in list(_paragraphs(note, None))[1:])


def _notes(footnote: etree._Element, marks: _Marks) -> Iterator[Note]:
    """Notes, several in one footnote where one refers to another: each opens with its mark."""
    mark, found = "", list[Element]()
    for element in _elements(footnote, marks):
        opening = re.match(r"\[\^(\d*)\] ", element.text)
        if opening and element.kind == "note":
            if mark:
                yield Note(mark, tuple(found))
            mark, found = opening[1] or str(marks.number(footnote)), []
        text = element.text[opening.end() :] if opening and element.kind == "note" else element.text
        if text or element.kind != "note":
            found.append(element._replace(text=text))
    yield Note(mark, tuple(found))
