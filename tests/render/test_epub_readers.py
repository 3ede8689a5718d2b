"""What programs that presskit doesn't contain make of an EPUB."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf
import pytest

import casebook
from presskit import api
from presskit.fonts.face import Face
from presskit.render.epub.content import licences
from readers.elements import visible
from says import said
from tools import require

if TYPE_CHECKING:
    from presskit.model.layout import Layout

ARTICLE = Path(__file__).parents[2] / "examples" / "water-forum.md"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "book.epub"
    (edition,) = api.export(api.read_article(ARTICLE), ["epub"])
    path.write_bytes(edition.data)
    return path


def test_pictures_stand_inside_the_page_of_mupdf(book: Path) -> None:
    document = pymupdf.open(book)
    document.layout(width=400, height=600)
    boxes = [pymupdf.Rect(one["bbox"]) for page in document for one in page.get_image_info()]
    assert len(boxes) == 2  # the cover and the main picture
    assert all(box in pymupdf.Rect(0, 0, 400, 600) for box in boxes)


def test_mupdf_prints_the_article_and_no_hidden_landmarks(book: Path) -> None:
    document = pymupdf.open(book)
    text = squeezed("\n".join(page.get_text() for page in document))
    layout = api.compose(api.read_article(ARTICLE))
    assert missing(layout, text) == []
    assert squeezed(layout.labels.start) not in text


@pytest.mark.validator
def test_pandoc_keeps_the_article_and_its_direction(book: Path) -> None:
    layout = api.compose(api.read_article(ARTICLE))
    assert missing(layout, squeezed(by_pandoc(book, "plain"))) == []
    assert re.search(r'<div role="main"[^>]* dir="rtl"', by_pandoc(book, "html"))


@pytest.mark.validator
def test_pandoc_keeps_each_story_in_its_own_direction(shelf, tmp_path: Path) -> None:
    html = by_pandoc(shelf.path("mixed-languages", "epub"), "html")
    stories = re.findall(r'<div role="main"\s+lang="([^"]*)"\s+dir="([^"]*)"', html)
    layouts = [story.layout for story in casebook.issue_layout("mixed-languages").stories()]
    assert stories == [(layout.language, layout.direction) for layout in layouts]
    assert {"rtl", "ltr"} == {direction for _, direction in stories}


def by_pandoc(book: Path, to: str) -> str:
    command = [require("pandoc"), str(book), "-t", to, "--wrap=none"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def missing(layout: Layout, text: str) -> list[str]:
    """The texts of an article, its notes' too, that a reader doesn't have."""
    here = said(layout)
    elements = [*here.elements, *(one for note in here.notes for one in note.elements)]
    texts = [one.text for one in elements if one.kind not in {"figure", "break"}]
    pieces = [piece for one in texts for piece in re.split(r"\[\^\w+\]", one)]
    return [piece for piece in pieces if squeezed(piece) not in text]


def squeezed(text: str) -> str:
    """Characters without blanks and directional marks."""
    return "".join(visible(text).split())


def test_each_folder_of_fonts_keeps_its_licence(tmp_path):
    faces = []
    for who in ("theme", "house"):
        folder = tmp_path / who / "Fonts"
        folder.mkdir(parents=True)
        (folder / "OFL.txt").write_text(f"Copyright {who}", "utf-8")
        faces.append(Face(family=who, weight=400, file=str(folder / f"{who}.ttf")))
    assert licences(faces) == (
        ("licences/Fonts-OFL.txt", b"Copyright theme"),
        ("licences/Fonts-2-OFL.txt", b"Copyright house"),
    )
