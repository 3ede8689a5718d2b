"""Equivalence: what independent readers find in each edition is what the layout says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import casebook
from ink import misplaced
from parts import bag, folded, notes_of, part_of, parts_of
from presskit.diagnostics import Report
from presskit.model.layout import LayoutList
from presskit.theming.loading import load_theme
from readers import docx, epub, pdf
from says import numbered, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casebook import Shelf

NAMES = (*casebook.NAMES, "sample")
cases = pytest.mark.parametrize("name", NAMES)
MARGIN = load_theme("sahifa", Report()).page.margins.start
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def _sample_is_here(request: pytest.FixtureRequest) -> None:
    if request.node.callspec.params["name"] == "sample" and not casebook.SAMPLE.exists():
        pytest.skip("the newsroom's sample is not on this machine")


@cases
def test_epub_says_what_the_layout_says(name: str, shelf: Shelf) -> None:
    assert epub.read(shelf.data(name, "epub")) == said(casebook.layout(name))


@cases
def test_docx_says_what_the_layout_says(name: str, shelf: Shelf) -> None:
    assert docx.read(shelf.data(name, "docx")) == numbered(said(casebook.layout(name)))


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


@cases
def test_pdf_says_what_the_layout_says(name: str, shelf: Shelf) -> None:
    layout = casebook.layout(name)
    found = [part for part in map(part_of, pdf.read(shelf.data(name, "pdf"))) if bag(part.text)]
    text = [part for part in found if part.tag != "note"]
    wanted = [part for part in parts_of(layout) if bag(part.text)]
    assert [have for _, have in folded(wanted, text)] == wanted
    notes = [part for part in found if part.tag == "note"]
    for wanted_note in notes_of(layout):
        same = [note for note in notes if bag(wanted_note.text) == bag(note.text)]
        assert len(same) == 1, (wanted_note, notes)
        notes.remove(same[0])
    assert not notes


@cases
def test_no_ink_of_the_pdf_leaves_its_place(name: str, shelf: Shelf) -> None:
    assert misplaced(shelf.data(name, "pdf"), MARGIN) == []
