"""What programs that presskit doesn't contain make of an EPUB."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pymupdf
import pytest

from presskit import api
from tools import require

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "book.epub"
    (edition,) = api.export(api.read_article(EXAMPLES / "water-forum.md"), ["epub"])
    path.write_bytes(edition.data)
    return path


def test_pictures_stand_inside_the_page_of_mupdf(book: Path) -> None:
    document = pymupdf.open(book)
    document.layout(width=400, height=600)
    boxes = [pymupdf.Rect(one["bbox"]) for page in document for one in page.get_image_info()]
    assert len(boxes) == 2  # the cover and the main picture
    assert all(box in pymupdf.Rect(0, 0, 400, 600) for box in boxes)


@pytest.mark.validator
def test_pandoc_keeps_the_opening(book: Path) -> None:
    command = [require("pandoc"), str(book), "-t", "plain", "--wrap=none"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    article = api.read_article(EXAMPLES / "water-forum.md").article
    lead = article.lead[0].children[0].text.split(".")[0]  # type: ignore[union-attr]
    for words in (article.title, article.byline.split(":")[-1], lead):
        assert " ".join(words.split()) in re.sub(r"\s+", " ", said)
