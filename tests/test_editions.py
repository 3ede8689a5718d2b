"""Equivalence: what independent readers find in each edition is what the layout says."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest

import casebook
from presskit.model.layout import LayoutList
from readers import docx, epub, pdf
from readers.elements import Element, Note, Said, visible
from says import labels, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casebook import Shelf
    from presskit.model.layout import Layout

NAMES = (*casebook.NAMES, "sample")
cases = pytest.mark.parametrize("name", NAMES)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MARK = re.compile(r"\[\^(\w+)\]")


@pytest.fixture(autouse=True)
def _sample_is_here(request: pytest.FixtureRequest) -> None:
    if request.node.callspec.params["name"] == "sample" and not casebook.SAMPLE.exists():
        pytest.skip("the newsroom's sample is not on this machine")


@cases
def test_epub_says_what_the_layout_says(name: str, shelf: Shelf) -> None:
    assert epub.read(shelf.data(name, "epub")) == said(casebook.layout(name))


@cases
def test_docx_says_what_the_layout_says(name: str, shelf: Shelf) -> None:
    expected = said(casebook.layout(name))
    assert docx.read(shelf.data(name, "docx")) == Said(
        tuple(map(_numbered, expected.elements)),
        tuple(
            Note(str(int(note.mark)), tuple(map(_numbered, note.elements)))
            for note in expected.notes
        ),
    )


@cases
def test_every_document_of_the_epub_has_language_and_direction(name: str, shelf: Shelf) -> None:
    layout = casebook.layout(name)
    documents = epub.Epub(shelf.data(name, "epub")).documents()
    assert len(documents) >= 3, "a cover, a nav and the text"
    for document in documents.values():
        body = document.find(f"{epub.XHTML}body")
        assert document.get("lang") == document.get(_XML_LANG) == layout.language
        assert document.get("dir") == body.get("dir") == layout.direction


@cases
def test_lists_of_the_epub_carry_their_markers(name: str, shelf: Shelf) -> None:
    book = epub.Epub(shelf.data(name, "epub"))
    sheet = b"".join(data for path, data in book.files.items() if path.endswith(".css")).decode()
    found = [
        (item.get("class").split()[0], int(item.get("start", 1)))
        for document in book.documents().values()
        for item in document.iter(f"{epub.XHTML}ol", f"{epub.XHTML}ul")
        if item.get("class")
    ]
    layout = casebook.layout(name)
    blocks = (*layout.body, *(block for note in layout.notes for block in note.blocks))
    assert found == [(block.marker, block.start) for block in _lists(blocks)]
    assert all(re.search(rf"[uo]l\.{marker}\b", sheet) for marker, _ in found)


def _lists(value: object) -> Iterator[LayoutList]:
    """Every list in a record, outer ones first."""
    if isinstance(value, LayoutList):
        yield value
    if isinstance(value, tuple):
        for part in value:
            yield from _lists(part)
    for name in getattr(value, "__struct_fields__", ()):
        yield from _lists(getattr(value, name))


def _numbered(element: Element) -> Element:
    """The element with the marks of notes as numbers: Word knows no others."""
    return element._replace(text=_MARK.sub(lambda m: f"[^{int(m[1])}]", element.text))


@cases
def test_pdf_says_what_the_layout_says(name: str, shelf: Shelf) -> None:
    layout = casebook.layout(name)
    found = [part for part in map(_part, pdf.read(shelf.data(name, "pdf"))) if _bag(part.text)]
    text = [part for part in found if part.tag != "note"]
    wanted = [part for part in _parts(layout) if _bag(part.text)]
    assert [have for _, have in _folded(wanted, text)] == wanted
    notes = [part for part in found if part.tag == "note"]
    for wanted_note in _notes(layout):
        same = [note for note in notes if _bag(wanted_note.text) == _bag(note.text)]
        assert len(same) == 1, (wanted_note, notes)
        notes.remove(same[0])
    assert not notes


class Part(NamedTuple):
    """A tagged part of a PDF: the sort of tag, and its text in whatever order."""

    tag: str
    text: str


_TAGS = {
    "heading": "H{}",
    "head": "head",
    "cell": "cell",
    "figure": "Figure",
    "term": "Lbl",
} | dict.fromkeys(("caption", "credit", "table-caption", "party"), "Caption")


def _parts(layout: Layout) -> Iterator[Part]:
    """The parts that the PDF must have besides the notes, in order."""
    numbers = labels(layout.body)
    for element in said(layout).elements:
        if element.kind == "item":
            yield Part("Lbl", next(numbers))
        tag = _TAGS.get(element.kind, "P").format(element.level)
        yield Part(tag, _MARK.sub(r"\1", element.text))


def _notes(layout: Layout) -> Iterator[Part]:
    """The notes that the PDF must have, each with its mark and the labels of its lists."""
    for note, text in zip(layout.notes, said(layout).notes, strict=True):
        words = "".join((*labels(note.blocks), *(e.text for e in text.elements)))
        yield Part("note", f"{note.mark}." + _MARK.sub(r"\1", words))


def _part(tagged: pdf.Tagged) -> Part:
    """A part as read, its tag made one of ours; a note is a span beside the text."""
    tag, above = tagged.type, tagged.above
    if tag in {"TH", "TD"}:
        tag = "head" if "THead" in above else "cell"
    elif tag == "Note":
        tag = "note"
    elif not re.fullmatch(r"H\d|Lbl|Caption|Figure", tag):
        tag = "P"
    return Part(tag, tagged.alt if tag == "Figure" else tagged.text)


def _folded(wanted: list[Part], found: list[Part]) -> Iterator[tuple[Part, Part]]:
    """What was wanted beside what was found: the same part where the characters are the same.

    Lines, and what stands on either side of a page's end, are tagged one by one: they are put
    together while they are parts of what is wanted. A caption is tagged with its credit, so it is
    taken apart. The head of a table comes again on each page and counts once.
    """
    rest = [*found]
    for want in wanted:
        while rest and rest[0].tag == "head" != want.tag:
            rest.pop(0)
        have = rest.pop(0) if rest else Part("", "")
        while rest and rest[0].tag == have.tag and _continues(want.text, have.text, rest[0].text):
            have = Part(have.tag, have.text + rest.pop(0).text)
        if have.tag == "Caption" and _bag(have.text) > _bag(want.text):
            left = (_bag(have.text) - _bag(want.text)).elements()
            rest.insert(0, Part("Caption", "".join(left)))
            have = want
        yield want, want if have.tag == want.tag and _bag(want.text) == _bag(have.text) else have
    yield from ((Part("", ""), part) for part in rest if part.tag != "head")


def _continues(whole: str, text: str, more: str) -> bool:
    return _bag(text) != _bag(whole) and _bag(text + more) <= _bag(whole)


def _bag(text: str) -> Counter[str]:
    """The characters of a text, however composed and in whatever order, without unseen ones."""
    seen = re.sub("[\\s\u200c\u200d]", "", visible(text))
    return Counter(unicodedata.normalize("NFKC", seen))
