"""Equivalence: what independent readers find in each edition is what the layout says."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import casebook
import pytest
from readers import docx, epub, pdf
from readers.elements import Element, Note, Said, visible
from says import labels, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casebook import Shelf

    from presskit.model.layout import Layout

NAMES = (*casebook.NAMES, "sample")
cases = pytest.mark.parametrize("name", NAMES)
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


def _numbered(element: Element) -> Element:
    """The element with the marks of notes as numbers: Word knows no others."""
    return element._replace(text=_MARK.sub(lambda m: f"[^{int(m[1])}]", element.text))


@cases
def test_pdf_says_what_the_layout_says(name: str, shelf: Shelf) -> None:
    layout = casebook.layout(name)
    wanted = [part for part in _parts(layout) if part[1]]
    found = [
        (_tag(part.type), part.alt if part.type == "Figure" else part.text)
        for part in pdf.read(shelf.data(name, "pdf"))
        if _bag(part.text + part.alt)
    ]
    assert _matched(wanted, found) == wanted


def _parts(layout: Layout) -> Iterator[tuple[str, str]]:
    """The tags and texts that the PDF must have, in order; a note counts to its first reference."""
    notes = {note.mark: "".join(e.text for e in note.elements) for note in said(layout).notes}
    numbers = labels(layout.body)
    for element in said(layout).elements:
        text = element.text
        while mark := _MARK.search(text):
            text = text.replace(mark[0], notes.pop(mark[1], mark[1]), 1)
        if element.kind == "item":
            yield "Lbl", next(numbers)
        yield _TAGS.get(element.kind, "P").format(element.level), text


_TAGS = {"heading": "H{}", "head": "cell", "cell": "cell", "figure": "Figure"} | dict.fromkeys(
    ("caption", "credit", "table-caption", "party"), "Caption"
)


def _tag(kind: str) -> str:
    if kind in {"TH", "TD"}:
        return "cell"
    return kind if re.fullmatch(r"H\d|Lbl|Caption|Figure", kind) else "P"


def _matched(
    wanted: list[tuple[str, str]], found: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """What was found; in the words of what was wanted where the characters are the same.

    Lines, and parts on either side of a page's end, are tagged one by one: they are put together
    while they are parts of what is wanted.
    """
    done: list[tuple[str, str]] = []
    rest = iter([*found, ("", "")])
    tag, text = next(rest)
    for wanted_tag, wanted_text in wanted:
        bag, had_tag, had = _bag(wanted_text), tag, text
        tag, text = next(rest, ("", ""))
        while tag == had_tag and _bag(had) != bag and _bag(had + text) <= bag:
            had += text
            tag, text = next(rest, ("", ""))
        done.append((had_tag, wanted_text if _bag(had) == bag else had))
    left = [(tag, text), *rest]
    return done + [part for part in left if part[0]]


def _bag(text: str) -> Counter[str]:
    """The characters of a text, however they are composed and in whatever order."""
    return Counter("".join(unicodedata.normalize("NFKC", visible(text)).split()))
