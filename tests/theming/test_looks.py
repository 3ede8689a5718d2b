"""Each theme of ours says what the article says, in every edition, and is fit for readers and presses."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from presskit import Options, Publication, api
from presskit.resources import themes_folder
from presskit.theming.loading import theme_names

SPECIMENS = Path(__file__).parents[2] / "specimens"
OTHERS = [name for name in theme_names() if name != "sahifa"]
PAPER = Publication(name="المنارة")


@cache
def made(theme: str, language: str, *to: str, for_press: bool = False) -> dict[str, bytes]:
    manuscript = api.read_article(SPECIMENS / f"{language}.md", PAPER)
    options = Options(theme=theme, for_press=for_press)
    editions = api.export(manuscript, to, options, PAPER)
    for one in editions:
        assert not [d for d in one.diagnostics if d.severity != "note"], one.diagnostics
    return {one.format: one.data for one in editions}


@pytest.mark.parametrize("theme", OTHERS)
@pytest.mark.parametrize("language", ["ur", "en"])
def test_the_pdf_says_it_all(theme, language):
    manuscript = api.read_article(SPECIMENS / f"{language}.md", PAPER)
    found = api.preflight(made(theme, language, "pdf")["pdf"], api.compose(manuscript, PAPER))
    assert found.recall.share > 0.98, found.recall
    assert not [one for one in found.diagnostics if one.severity == "error"]
    assert len(made(theme, language, "pdf")["pdf"]) < 80_000


@pytest.mark.parametrize("theme", OTHERS)
def test_the_press_gets_inks(theme):
    layout = api.compose(api.read_article(SPECIMENS / "ar.md", PAPER), PAPER)
    found = api.preflight(made(theme, "ar", "pdf", for_press=True)["pdf"], layout)
    assert found.recall.share > 0.98, found.recall
    assert "PDF/X-4" in found.standards
    codes = {one.code for one in found.diagnostics}
    assert not codes & {"pdf-colour-rgb", "pdf-black-rich", "pdf-trim-missing"}, codes


@pytest.mark.parametrize("theme", OTHERS)
def test_the_book_is_fit_for_readers(theme):
    data = made(theme, "ar", "epub")["epub"]
    found = api.check_book(data)
    assert not [one for one in found.diagnostics if one.severity != "note"], found.diagnostics
    with ZipFile(io.BytesIO(data)) as book:
        page = etree.fromstring(book.read("EPUB/article.xhtml"))
    assert page.xpath("//*[local-name()='h1']")


@pytest.mark.parametrize("theme", theme_names())
def test_a_theme_of_ours_has_all_that_belongs_to_it(theme):
    files = {path.name for path in (themes_folder() / theme).iterdir()}
    assert {"theme.toml", "README.md", "thumbnail.png", "print.css", "reader.css"} <= files
