"""An article that would end with a few lines on a page of their own is set closer."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from presskit import api

WORDS = "مرّ الموكب بالسوق القديمة ثم عاد إلى الساحة قبل أن يحل المساء على البلدة كلها. " * 4


def pages(folder: Path, paragraphs: int, *, fit: bool) -> list[int]:
    """The words of each page of an article with a photo over so much text."""
    article = folder / "article.md"
    head = "---\ntitle: الموكب\nimage:\n  src: photo.jpg\n  alt: موكب\n---\n\n"
    article.write_text(head + "\n\n".join([WORDS] * paragraphs), "utf-8")
    (edition,) = api.export(article, ["pdf"], api.Options(fit=fit))
    with pymupdf.open(stream=edition.data) as document:
        return [len(page.get_text().split()) for page in document]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("RGB", (1200, 800), "#557799").save(tmp_path / "photo.jpg")
    return tmp_path


def test_a_page_of_few_lines_is_spared(folder: Path) -> None:
    plain = {count: pages(folder, count, fit=False) for count in (5, 6, 7)}
    short = [count for count, words in plain.items() if len(words) > 1 and words[-1] < 90]
    assert short, plain
    for count in short:
        fitted = pages(folder, count, fit=True)
        assert len(fitted) == len(plain[count]) - 1
        assert sum(fitted) > sum(plain[count]) - 10  # but for the folio and the running head


def test_what_ends_well_stays_as_it_is(folder: Path) -> None:
    assert pages(folder, 12, fit=True) == pages(folder, 12, fit=False)
