"""Direction: the isolates of mixed text, and where its glyphs stand in the three editions."""

from __future__ import annotations

import io
import re
import tomllib
import unicodedata
import zipfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pymupdf
import pytest

from marked import parse
from outline import marked
from presskit import api
from presskit.layout.direction import isolate
from presskit.layout.unbroken import settled
from presskit.model.inlines import Text
from readers import docx, epub
from readers.elements import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.inlines import Direction
    from presskit.model.manuscript import Manuscript

FOLDER = Path(__file__).parent / "direction"


def _rows() -> Iterator[tuple[Direction, str]]:
    base: Direction = "rtl"
    for line in (FOLDER / "isolates.txt").read_text("utf-8").splitlines():
        if line in {"[rtl]", "[ltr]"}:
            base = "rtl" if line == "[rtl]" else "ltr"
        elif line and not line.startswith("#"):
            yield base, line


@pytest.mark.parametrize(("base", "wanted"), list(_rows()))
def test_isolates(base: Direction, wanted: str) -> None:
    other: Direction = "ltr" if base == "rtl" else "rtl"
    source = parse(re.sub("⟨(?:rtl |ltr )?|⟩", "", wanted), other)
    # Code that reads in the paragraph's own direction is isolated too, and stays as it is shown.
    shown = marked(isolate(source, base)).replace(f"⟨{other} ", "⟨")
    assert shown.replace("⟨rtl `سعر`⟩", "`سعر`") == wanted


def _unbroken() -> Iterator[tuple[str, str]]:
    language = ""
    for line in (FOLDER / "unbroken.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif line and not line.startswith("#"):
            yield language, line


@pytest.mark.parametrize(("language", "wanted"), list(_unbroken()))
def test_what_stays_on_a_line(language: str, wanted: str) -> None:
    base, other = ("rtl", "ltr") if language in {"ar", "he"} else ("ltr", "rtl")
    typed = re.sub("[_~]", " ", re.sub("[⟦⟧⟨⟩]", "", wanted))
    shown = marked(settled((Text(typed),), base, language))
    shown = re.sub(f"⟨{base} ((?:[^⟨⟩]|⟨[^⟨⟩]*⟩)*)⟩", r"⟦\1⟧", shown).replace(f"⟨{other} ", "⟨")
    assert shown.replace("\u202f", "_").replace("\u00a0", "~") == wanted


def _articles() -> list[dict[str, Any]]:
    return tomllib.loads((FOLDER / "visual.toml").read_text("utf-8"))["article"]


def _manuscript(folder: Path, article: dict[str, Any], more: str = "") -> Manuscript:
    text = "\n\n".join(row["text"] for row in article["rows"])
    path = folder / "mixed.md"
    front = f"---\ntitle: {article['title']}\nlang: {article['lang']}\n---\n\n"
    path.write_text(f"{front}{text}\n\n{more}", "utf-8")
    return api.read_article(path)


@pytest.mark.parametrize("article", _articles(), ids=lambda article: article["lang"])
def test_glyphs_of_the_pdf_stand_in_order(article: dict[str, Any], tmp_path: Path) -> None:
    manuscript = _manuscript(tmp_path, article)
    (edition,) = api.export(manuscript, ["pdf"], api.Options(columns=1))
    lines = ["".join(text) for text in glyph_lines(edition.data)]
    for row in article["rows"]:
        for seen in row["seen"]:
            assert any(seen in line for line in lines), (seen, lines)


def test_edges_of_the_pdf(tmp_path: Path) -> None:
    article = {"title": "مدينة", "lang": "ar", "rows": []}
    table = "| عمود | رقم |\n|---|---|\n| قمر | 71 |\n\n- بند\n\n1. مرقم\n\nقبل (Harbor) بعد\n"
    (edition,) = api.export(_manuscript(tmp_path, article, table), ["pdf"], api.Options(columns=1))
    head, row, bullet, number, brackets = list(glyph_lines(edition.data))[1:6]
    assert "".join(head) == "".join(reversed("عمودرقم")), "columns begin at the right"
    assert "".join(row) == "71" + "".join(reversed("قمر"))
    assert not bullet[-1].isalnum(), "bullets stand at the right"
    assert sorted(number[-2:]) == [".", "1"], "numbers stand at the right"
    line = "".join(brackets)
    before, after = line.index("Harbor") - 1, line.index("Harbor") + len("Harbor")
    assert {line[before], line[after]} <= set("()"), "brackets stand on either side"


def glyph_lines(data: bytes) -> Iterator[list[str]]:
    """The characters of each line, page by page, top to bottom, each from left to right."""
    with pymupdf.open(stream=data) as document:
        for page in document:
            yield from _lines_of(page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_LIGATURES))


def _lines_of(page: dict[str, Any]) -> Iterator[list[str]]:
    glyphs = [
        (round(glyph["origin"][1]), glyph["origin"][0], glyph["c"])
        for block in page["blocks"]
        for line in block["lines"]
        for span in line["spans"]
        for glyph in span["chars"]
        if glyph["c"].strip() and glyph["c"] not in "\ufffd\u200e\u200f"
    ]
    for _, line in groupby(sorted(glyphs), key=lambda glyph: glyph[0]):
        yield [character for _, _, character in line]


_RTL_ARTICLES = [article for article in _articles() if article["lang"] != "en"]


@pytest.mark.parametrize("article", _RTL_ARTICLES, ids=lambda article: article["lang"])
def test_runs_of_the_epub_are_isolated(article: dict[str, Any], tmp_path: Path) -> None:
    (edition,) = api.export(_manuscript(tmp_path, article), ["epub"])
    documents = epub.Epub(edition.data).documents().values()
    runs = {
        "".join("".join(bdi.itertext()).split())
        for document in documents
        for bdi in document.iter(f"{epub.XHTML}bdi")
        if bdi.get("dir") == "ltr"
    }
    assert runs >= _turned(article)


@pytest.mark.parametrize("article", _RTL_ARTICLES, ids=lambda article: article["lang"])
def test_runs_of_the_docx_are_flagged(article: dict[str, Any], tmp_path: Path) -> None:
    (edition,) = api.export(_manuscript(tmp_path, article), ["docx"])
    ltr = []
    for paragraph in docx.Docx(edition.data).part("document").iter(f"{docx.W}p"):
        ltr.append("")
        for run in paragraph.iter(f"{docx.W}r"):
            text = "".join(t.text for t in run.findall(f"{docx.W}t"))
            letters = {unicodedata.bidirectional(character) for character in text}
            if run.find(f"{docx.W}rPr/{docx.W}rtl") is not None:
                assert "L" not in letters, text
                ltr[-1] += "\n"
            else:
                assert not {"R", "AL"} & letters, text
                ltr[-1] += "".join(visible(text).split())
    for run in _turned(article):
        assert any(run in part.split("\n") for part in ltr), (run, ltr)


def _turned(article: dict[str, Any]) -> set[str]:
    """The runs that go from left to right, without their blanks."""
    return {seen for row in article["rows"] for seen in row["seen"] if "ם" not in seen}


def test_arabic_in_english_is_isolated(tmp_path: Path) -> None:
    article = _articles()[-1]
    text, word_file = api.export(_manuscript(tmp_path, article), ["epub", "docx"])
    marked_up = {
        "".join(bdi.itertext())
        for document in epub.Epub(text.data).documents().values()
        for bdi in document.iter(f"{epub.XHTML}bdi")
        if bdi.get("dir") == "rtl"
    }
    flagged = {
        visible("".join(run.itertext()))
        for run in docx.Docx(word_file.data).part("document").iter(f"{docx.W}r")
        if run.find(f"{docx.W}rPr/{docx.W}rtl") is not None
    }
    assert marked_up == flagged == {"קלם וכתב", "שלום", "עולם"}


def test_a_prefix_and_a_name_of_several_words_are_kept_on_one_line(tmp_path: Path) -> None:
    text = "קראנו ב-Old Harbor על המחיר, וב-The Old Harbor Quarterly כתבו עליו, ואז ב-iPad 9."
    article = {"title": "ספינה", "lang": "he", "rows": [{"text": text}]}
    (edition,) = api.export(_manuscript(tmp_path, article), ["epub"])
    with zipfile.ZipFile(io.BytesIO(edition.data)) as book:
        name = next(one for one in book.namelist() if one.endswith("article.xhtml"))
        page = book.read(name).decode()
    kept = re.findall(r'<bdi dir="rtl" class="whole">(.*?)</bdi></bdi>', page)
    assert [re.sub("<[^>]*>", "", one) for one in kept] == ["ב-Old Harbor", "ב-iPad 9"]
