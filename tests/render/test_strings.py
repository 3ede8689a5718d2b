"""Numbers, phones, addresses and phrases: exactly what was written, in readers and by tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import exact
import extract
import peers
import pymupdf
import pytest
import recall
import tagged

from presskit import api
from readers.pdf import read
from tools import require

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LANGUAGES = ("arabic", "english", "hebrew", "persian", "urdu")
# Of the strings. poppler puts an Arabic phrase's blank on its other side; PDFium takes text for
# right to left by its letters alone and turns round `F-27` and addresses; some stand on two lines.
_LEAST = {"poppler": 0.83, "PDFium": 0.68, "MuPDF": 0.83}


@pytest.fixture(scope="module", params=_LANGUAGES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of a language's article, named as the article is."""
    article = _article(request.param)
    (edition,) = api.export(api.read_article(article), ["pdf"])
    path = tmp_path_factory.mktemp("strings") / f"{article.stem}.pdf"
    path.write_bytes(edition.data)
    return path


def _article(name: str) -> Path:
    return peers.ROOT / f"benchmarks/strings/{name}.md"


@pytest.mark.parametrize("reader", _LEAST)
def test_strings_come_back_with_nothing_hidden_in_them(reader: str, made: Path) -> None:
    if reader == "poppler":
        require("pdftotext")
    strings = exact.Strings(_article(made.stem))
    got = strings.measured(extract.READERS[reader](made), reader)
    assert got.found >= _LEAST[reader] * got.sought, got.missing
    assert got.hidden == 0


@pytest.mark.parametrize("reader", tagged.READERS)
def test_tags_say_all_that_the_article_says(reader: str, made: Path) -> None:
    if reader == "poppler":
        require("pdfinfo")
    article = _article(made.stem)
    text = tagged.READERS[reader](made)
    assert recall.Words(article).missing(text) == []
    share = tagged.measured(article, text)
    assert share[:4] == (1, 1, 1, 1)
    assert exact.Strings(article).measured(text).hidden == 0


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], bytes]:
    """The PDF of a text in Arabic."""

    def write(text: str) -> bytes:
        path = tmp_path / "a.md"
        path.write_text(f"---\ntitle: خبر\nlang: ar\n---\n\n{text}\n", "utf-8")
        (edition,) = api.export(api.read_article(path), ["pdf"])
        (tmp_path / "a.pdf").write_bytes(edition.data)
        return edition.data

    return write


@pytest.mark.parametrize(
    "string", ["+000 15 555 0182", "015 555 0182", "North Sea Ferry", "2.4 GHz", "(12) 555 777"]
)
def test_chrome_copies_the_groups_of_a_string_in_order(
    string: str, written: Callable[[str], bytes], tmp_path: Path
) -> None:
    """PDFium would take the groups of a right-to-left line from the right."""
    written(f"كتب المراسل {string} في دفتره ثم مضى إلى عمله.")
    assert f"المراسل {string} في" in exact.plain(extract.pdfium(tmp_path / "a.pdf"))


def test_phrases_that_go_over_a_lines_end_come_back(
    written: Callable[[str], bytes], tmp_path: Path
) -> None:
    """Readers that keep the order of drawing would have its halves apart."""
    phrase = "Star of the Long Winter and of the North Sea"
    written(f"كتب المراسل {phrase} في دفتره ثم مضى. " * 5)
    assert exact.plain(extract.mupdf(tmp_path / "a.pdf")).count(phrase) == 5


def test_a_line_of_firefox_is_one_piece(written: Callable[[str], bytes]) -> None:
    """Marks inside a line would part it for pdf.js; a number needs none."""
    data = written("وصل في 17 آب 2025 مع 12 زائرًا.")
    content = pymupdf.open("pdf", data)[0].read_contents()
    said = next(block for block in content.split(b"BDC") if block.count(b"TJ") >= 1)
    assert b"ActualText" not in content
    assert said.count(b"TJ") == 1


def test_words_are_parted_at_line_ends(tmp_path: Path) -> None:
    """By characters, as ISO 32000-1, 14.8.2.5, asks for."""
    long = "The ferry left at dawn with nine passengers, two goats and a crate of lamps. " * 4
    article = tmp_path / "a.md"
    article.write_text(f"---\ntitle: News\nlang: en\n---\n\n{long}\n\n*Twice*\\\n*said*\n", "utf-8")
    (edition,) = api.export(api.read_article(article), ["pdf"])
    texts = [block.text for block in read(edition.data) if block.type == "P"]
    paragraphs = [text.replace("\u00ad", "") for text in texts]  # hyphens at line ends
    assert long.strip() in paragraphs
    assert "Twice said" in paragraphs
