"""What follows from each language: digits, commas, dates, labels and letters, in all editions."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pymupdf
import pytest
from babel import Locale
from babel.lists import format_list

from presskit import api
from presskit.diagnostics import Report
from presskit.fonts.coverage import uncovered
from presskit.fonts.library import load_library
from presskit.language.dates import write_date
from presskit.language.digits import digits_of
from presskit.language.facts import base_language, comma_of
from presskit.language.words import _JOINTS, join_names, labels_of, listed
from presskit.layout.lists import ALPHABETS, marker_of
from presskit.sources.dates import parse_date
from presskit.theming.loading import load_theme
from presskit.wordml.languages import word_language

FOLDER = Path(__file__).parent / "languages"
DAY = datetime.date(2025, 12, 7)
NEW = {
    "ckb": ("arab", "یەکشەممە، ٧ی کانونی یەکەمی ٢٠٢٥", "kurdish-letter", "ckb-IQ"),
    "ps": ("arabext", "يونۍ د ۲۰۲۵ د دسمبر ۷", "pashto-letter", "ps-AF"),
    "ug": ("latn", "2025 7-دېكابىر، يەكشەنبە", "uyghur-letter", "ug-CN"),
    "sd": ("arab", "آچر، ٧ ڊسمبر ٢٠٢٥", "sindhi-letter", "sd-PK"),
    "ks": ("arabext", "اَتھوار، ۷ دَسَمبَر ۲۰۲۵", "arabic-letter", "ks-IN"),
    "pnb": ("arabext", "اتوار، ۷ دسمبر ۲۰۲۵", "arabic-letter", "pa-Arab-PK"),
    "dv": ("latn", "އާދީއްތަ، 7 ޑިސެމްބަރު 2025", "thaana-letter", "dv-MV"),
    "yi": ("latn", "זונטיק, 7טן דעצעמבער 2025", "hebrew-letter", "yi-001"),
}


@pytest.mark.parametrize("language", NEW)
def test_digits_dates_and_letters(language):
    digits, date, marker, word = NEW[language]
    assert digits_of("", language) == digits
    assert write_date(DAY, language, digits) == date
    assert marker_of(ordered=True, depth=1, language=language, digits=digits) == marker
    assert word_language(language) == word


@pytest.mark.parametrize("language", [*NEW, "ar", "fa", "ur", "he", "ku-Arab", "pa-Arab", "ar-EG"])
def test_dates_are_read_as_they_are_written(language):
    for month in range(1, 13):
        day = DAY.replace(month=month)
        assert parse_date(write_date(day, language, digits_of("", language)), language) == day


def test_commas():
    assert {tag: comma_of(tag) for tag in (*NEW, "fr", "he", "pa", "pa-Arab")} == {
        **dict.fromkeys(("ckb", "ps", "ug", "sd", "ks", "pnb", "dv", "pa-Arab"), "،"),
        **dict.fromkeys(("yi", "fr", "he", "pa"), ","),
    }
    assert join_names(["ا", "ب"], "ug") == "ا، ب"


def test_a_tag_that_names_the_language_by_its_script():
    assert base_language("ku-Arab-IQ") == "ckb"
    assert base_language("pa-Arab") == "pnb"
    assert base_language("pa-IN") == "pa"
    assert labels_of("pa-Arab-PK") == labels_of("pnb")


@pytest.mark.parametrize("language", NEW)
def test_the_themes_first_faces_have_every_letter(language):
    theme = load_theme("sahifa", Report()).for_language(language)
    library = load_library((), Report())
    marker = NEW[language][2]
    text = (FOLDER / f"{language}.md").read_text("utf-8") + ALPHABETS[marker]
    text += labels_of(language).accessibility
    letters = {c for c in text if c.isalpha() and not c.isascii()}
    for role in ("text", "display"):
        assert uncovered(letters, [library.face(theme.fonts[role][0], 400)]) == (), role


@pytest.mark.parametrize("language", ["ckb", "dv", "yi"])
def test_all_three_editions_say_it(language):
    editions = api.export(FOLDER / f"{language}.md", api.FORMATS)
    title = api.read_article(FOLDER / f"{language}.md").article.title
    for edition in editions:
        assert {one.code for one in edition.diagnostics} <= {"word-marker"}
    pdf, epub, docx = (edition.data for edition in editions)
    with pymupdf.open("pdf", pdf) as document:
        assert document.language == language
        assert title.split()[0] in document[0].get_text()
    with zipfile.ZipFile(io.BytesIO(epub)) as book:
        page = book.read("EPUB/article.xhtml").decode()
        assert f'lang="{language}"' in page
        assert 'dir="rtl"' in page
        assert labels_of(language).notes in page
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert f'w:bidi="{word_language(language)}"' in package.read("word/styles.xml").decode()
        assert title in package.read("word/document.xml").decode()


@pytest.mark.parametrize("language", sorted(_JOINTS.keys() - {"ug"}))
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_items_are_listed_as_cldr_does(language: str, count: int) -> None:
    items = ["أ", "ب", "c", "ד"][:count]
    expected = format_list(items, locale=Locale.parse(language))
    assert listed([*items, " "], language) == expected
