"""Words that come back: what readers that presskit doesn't contain find in its PDFs."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import exact
import extract
import pymupdf
import pypdfium2
import pytest
import recall
import tagged
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont, newTable

import casebook
from presskit import api
from presskit.diagnostics import Report
from presskit.fonts.library import load_library
from presskit.fonts.subset import subset
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
# the Latin word behind it apart, and two signs on a letter in its own order; poppler and MuPDF
# lose blanks beside numbers.
_LEAST = {"poppler": 0.9, "PDFium": 0.94, "MuPDF": 0.8}
# `logical` turns a sign at a number's edge with the number: "ל-5", and a number that ends a broken word.
_BY_TAGS = {"hebrew": 0.97, "long-words": 0.99}
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
    require("pdftotext")
    if not casebook.SAMPLE.exists():
        pytest.skip("the newsroom's sample is not here")
    path = _made(casebook.SAMPLE, "Amiri", tmp_path)
    assert path.stat().st_size <= 52_000
    words = recall.Words(casebook.SAMPLE)
    # poppler puts a number's blank on its other side, so that the number is joined to a word.
    for reader, least in {"poppler": 0.97, "PDFium": 0.97, "MuPDF": 0.965}.items():
        text = extract.READERS[reader](path)
        assert words.recall(text) >= least, (reader, words.missing(text))


@pytest.mark.parametrize("name", _CASES)
def test_words_of_every_case_come_back_by_tags(name: str, shelf: casebook.Shelf) -> None:
    """What a screen reader says, as poppler follows the structure."""
    require("pdfinfo")
    article = casebook.article(name)
    text = tagged.by_poppler(shelf.path(name, "pdf"))
    share = tagged.measured(article, text)
    assert (share.letters, share.digits) == (1, 1)
    assert share.words >= _BY_TAGS.get(name, 1), recall.Words(article).missing(text)
    assert exact.Strings(article).measured(text).hidden == 0


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


def test_a_font_of_ones_own_with_postscript_outlines(tmp_path: Path) -> None:
    """A PDF has maps from codes to glyphs for TrueType fonts only; with others it was garbled."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    text = "اقرأ الكتاب لأن فيه 12 قصة، لا أكثر."
    (folder / "own.otf").write_bytes(_with_postscript_outlines(text + "خبر0123456789 "))
    (tmp_path / "theme.toml").write_text(
        'inherits = "sahifa"\ntitle = "Own"\n[fonts]\ntext = ["Own", "Amiri"]\n', "utf-8"
    )
    article = tmp_path / "a.md"
    article.write_text(f"---\ntitle: خبر\n---\n\n{text}\n", "utf-8")
    options = api.Options(theme=str(tmp_path), font_folders=(folder,))
    (edition,) = api.export(api.read_article(article), ["pdf"], options)
    found = api.preflight(edition.data, api.compose(api.read_article(article)))
    assert {font.type for font in found.fonts} == {"TrueType (CID)"}
    assert found.recall is not None
    assert found.recall.share == 1.0
    page = pymupdf.open("pdf", edition.data)[0]
    pixels = page.get_pixmap(dpi=72, clip=page.search_for("اقرأ")[0], colorspace="gray").samples
    assert min(pixels) < 128, "a word of the font is to be seen"


def _with_postscript_outlines(text: str) -> bytes:
    """A subset of one of presskit's fonts as an OpenType font with a CFF table."""
    face = load_library((), Report()).face("IBM Plex Sans Arabic", 400)
    font = TTFont(io.BytesIO(subset(face, text)))
    shapes, outlines = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen, plain = T2CharStringPen(shapes[name].width, shapes), DecomposingRecordingPen(shapes)
        shapes[name].draw(plain)
        plain.replay(Qu2CuPen(pen, 0.5, all_cubic=True, reverse_direction=True))
        outlines[name] = pen.getCharString()
    for table in {"glyf", "loca", "fpgm", "prep", "cvt ", "gasp"} & set(font.keys()):
        del font[table]
    font.sfntVersion = "OTTO"
    FontBuilder(font=font).setupCFF("Own", {"FullName": "Own"}, outlines, {})
    font["maxp"] = newTable("maxp")
    font["maxp"].tableVersion, font["maxp"].numGlyphs = 0x5000, len(outlines)
    font["post"].formatType = 3
    for record in font["name"].names:
        if record.nameID in {1, 4, 6, 16}:
            record.string = "Own"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
