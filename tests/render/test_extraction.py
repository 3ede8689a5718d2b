"""Words that come back: what readers that presskit doesn't contain find in its PDFs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import extract
import pypdfium2
import pytest
import recall

import casebook
from presskit import api
from tools import require

if TYPE_CHECKING:
    from pathlib import Path

_FONTS = (
    "Amiri",
    "IBM Plex Sans Arabic",
    "Noto Kufi Arabic",
    "Noto Naskh Arabic",
    "Noto Nastaliq Urdu",
    "Vazirmatn",
)
# Of the words of joined-letters, which is made of what readers find hard. PDFium keeps a waw and
# the Latin word behind it apart, and two signs on a letter in its own order; MuPDF loses blanks
# beside numbers.
_LEAST = {"poppler": 0.97, "PDFium": 0.94, "MuPDF": 0.8}
_CASES = [name for name in casebook.NAMES if name not in {"metadata-only", "very-long"}]


@pytest.mark.parametrize("font", _FONTS)
def test_hard_words_come_back_in_every_font(font: str, tmp_path: Path) -> None:
    require("pdftotext")
    article = casebook.article("joined-letters")
    path = _made(article, font, tmp_path)
    words = recall.Words(article)
    for reader, least in _LEAST.items():
        text = extract.READERS[reader](path)
        assert words.recall(text) >= least, (reader, words.missing(text))
    assert words.found_by_pdfium(path) >= 0.92


def test_the_sample_comes_back(tmp_path: Path) -> None:
    if not casebook.SAMPLE.exists():
        pytest.skip("the newsroom's sample is not here")
    path = _made(casebook.SAMPLE, "Amiri", tmp_path)
    assert path.stat().st_size <= 52_000
    words = recall.Words(casebook.SAMPLE)
    for reader, least in {"poppler": 0.998, "PDFium": 0.97, "MuPDF": 0.965}.items():
        text = extract.READERS[reader](path)
        assert words.recall(text) >= least, (reader, words.missing(text))


@pytest.mark.parametrize("name", _CASES)
def test_words_of_every_case_come_back(name: str, shelf: casebook.Shelf) -> None:
    require("pdftotext")
    """All but those that a note's mark or another script stands tight against."""
    words = recall.Words(casebook.article(name))
    text = extract.poppler(shelf.path(name, "pdf"))
    assert words.recall(text) >= 0.9, words.missing(text)


def _made(article: Path, font: str, folder: Path) -> Path:
    """The PDF of an article whose text and headings are set in a font."""
    (folder / "theme.toml").write_text(
        f'inherits = "sahifa"\ntitle = "Test"\n[fonts]\ntext = ["{font}", "Amiri"]\n'
        f'display = ["{font}", "IBM Plex Sans Arabic"]\n',
        "utf-8",
    )
    options = api.Options(theme=str(folder))
    (edition,) = api.export(api.read_article(article), ["pdf"], options)
    path = folder / "made.pdf"
    path.write_bytes(edition.data)
    return path


def test_phrases_across_numbers_are_found(tmp_path: Path) -> None:
    """A sign that ends the number's run must not stand in the way of a search."""
    article = tmp_path / "a.md"
    article.write_text("---\ntitle: خبر\n---\n\nاستمرت القمة 10 دقائق في عام 2022 كلها.\n", "utf-8")
    (edition,) = api.export(api.read_article(article), ["pdf"])
    page = pypdfium2.PdfDocument(edition.data)[0].get_textpage()
    for phrase in ("القمة 10 دقائق", "عام 2022 كلها"):
        assert page.search(phrase).get_next() is not None, phrase
