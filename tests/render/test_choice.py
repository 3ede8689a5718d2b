"""Characters that a theme's faces lack: who stands in, what comes back, what is told."""

from __future__ import annotations

import io
import re
import zipfile

import pymupdf
import pypdfium2
import pytest
import uharfbuzz

from presskit import api
from presskit.diagnostics import PresskitError, Report
from presskit.fonts.boxes import boxes
from presskit.fonts.coverage import needs_glyph, uncovered, units
from presskit.fonts.library import load_library
from presskit.render.choice import BOXES, Choice
from presskit.theming.loading import load_theme

THEME = load_theme("sahifa", Report())
LIBRARY = load_library((), Report())


def cover(text: str, font: str = "text") -> tuple[Choice, Report]:
    report = Report("a.md")
    choice = Choice(THEME, LIBRARY)
    choice.cover([((font, 400), text, None)], THEME, report)
    return choice, report


def families(text: str, font: str = "text") -> dict[str, str]:
    """The families in use besides the role's own, each with what it sets."""
    choice, _ = cover(text, font)
    own = THEME.fonts[font]
    return {f.family: "".join(sorted(s)) for f, s in choice.faces.items() if f.family not in own}


@pytest.mark.parametrize(
    ("text", "font", "others"),
    [
        ("نص بلا غيره 2025", "text", {}),
        ("ثم → هنا", "text", {"IBM Plex Sans Arabic": "→"}),
        ("كوفيد\u201119", "display", {"Amiri": "\u2011"}),
        ("الضيف Жук", "text", {"Noto Serif": "Жку"}),
        ("الضيف Жук", "display", {"Noto Sans": "Жку"}),
        ("الضيف Жук", "code", {}),
        # The Hebrew face has π alone: it sets no Greek words.
        ("العدد π", "text", {}),
        ("اسمه Σπύρος", "text", {"Noto Serif": "Σοπρςύ"}),
        ("أغنية ♪ ★ ✔", "text", {"Noto Sans Symbols 2": "★✔", "Noto Sans Symbols": "♪"}),
        ("مبروك 🥳", "display", {"Noto Emoji": "🥳"}),
        ("طبيبة 👩\u200d⚕\ufe0f", "text", {"Noto Emoji": "\u200d⚕\ufe0f👩"}),
        ("زر 7\ufe0f\u20e3 ثم 7", "text", {"Noto Emoji": "7\u20e3\ufe0f"}),
        ("ب\u034fي \ufe0f \u2060 \u2066س\u2069 \U000e0067", "text", {}),
        ("كلمة ދިވެހި", "text", {"Noto Sans Thaana": "ހވދިެ"}),
        ("حرف 漢", "text", {}),
    ],
)
def test_who_stands_in(text, font, others):
    assert families(text, font) == others


def test_a_family_that_stands_in_is_named_behind_the_themes_own():
    choice, _ = cover("الضيف Жук 漢")
    fonts = choice.completed(THEME, boxes=True).fonts
    assert fonts["text"] == (*THEME.fonts["text"], "Noto Serif", BOXES)
    assert fonts["display"] == (*THEME.fonts["display"], BOXES)
    plain, _ = cover("نص")
    assert plain.completed(THEME, boxes=True) is THEME


def test_a_hebrew_face_leaves_greek_words_alone():
    choice, _ = cover("اسمه Σπύρος")
    withheld = choice.withheld()
    assert withheld == {}  # it isn't in use at all
    choice, _ = cover("اسمه Σπύρος ושמו שלום")
    assert {f.family: s for f, s in choice.withheld().items()} == {"Frank Ruhl Libre": {"π"}}


def test_what_no_face_has_is_told_a_few_one_by_one_and_the_rest_together():
    _, report = cover("漢字")
    assert [one.code for one in report.diagnostics] == ["character-uncovered"] * 2
    _, report = cover("".join(map(chr, range(0x4E00, 0x4E40))))
    assert len(report.diagnostics) == 9
    assert "56 more characters" in report.diagnostics[-1].message


def test_characters_that_draw_nothing():
    drawn = "س1.\u0600\u06dd…"
    hidden = "\u034f\ufe0f\u200b\u200d\u2060\u2066\u061c\u00ad\ufeff\u3164\U000e0101\u180b\u00a0\t"
    assert [c for c in drawn if not needs_glyph(c)] == []
    assert [c for c in hidden if needs_glyph(c)] == []
    assert uncovered(hidden, [LIBRARY.face("Frank Ruhl Libre", 400)]) == ()


def test_emoji_of_several_characters_are_one_piece():
    text = "a🇱🇧👍🏽1\ufe0f\u20e3👨\u200d👩\u200d👧☎"
    assert [one for one in units(text) if len(one) > 1] == [
        "🇱🇧",
        "👍🏽",
        "1\ufe0f\u20e3",
        "👨\u200d👩\u200d👧",
    ]
    assert {one for one in units(text) if len(one) == 1} == {"a", "☎"}


def test_boxes_say_code_points_and_are_the_same_every_time():
    data = boxes("漢\U00013000")
    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    assert set(face.unicodes) == {0x6F22, 0x13000}
    font = uharfbuzz.Font(face)
    wide, narrow = (font.get_glyph_h_advance(font.get_nominal_glyph(c)) for c in (0x13000, 0x6F22))
    assert wide > narrow > 0
    assert data == boxes("\U00013000漢")


ARTICLE = """---
title: لقاء مع Жанна ‑ 漢
lang: ar
---

سلك الطريق → المرفأ ✓ ثم كتب Καλημέρα و**Привет** ودفع ₺50 ≈ ₽90 🥳 و漢.

```
ж → Ω 漢
```
"""


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    path = tmp_path_factory.mktemp("choice") / "a.md"
    path.write_text(ARTICLE, "utf-8")
    return {one.format: one for one in api.export(path, api.FORMATS)}


def test_all_three_are_made_and_the_finding_has_its_place(editions):
    for edition in editions.values():
        found = {(d.code, str(d.place).rsplit("/", 1)[-1]) for d in edition.diagnostics}
        assert found == {("character-uncovered", "a.md:2:24")}


def test_text_comes_back_from_the_pdf(editions):
    data = editions["pdf"].data
    with pymupdf.open("pdf", data) as document:
        text = " ".join(page.get_text() for page in document)
        boxed = [
            s
            for b in document[0].get_text("dict")["blocks"]
            for line in b["lines"]
            for s in line["spans"]
            if "漢" in s["text"]
        ]
    for word in ("Жанна", "Καλημέρα", "Привет", "→", "✓", "≈", "🥳", "漢"):
        assert word in text, word
    assert {one["font"] for one in boxed} == {"presskit-boxes"}
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    for word in ("Жанна", "Καλημέρα", "Привет", "漢"):
        assert page.search(word).get_next() is not None, word
    assert not any(one.code == "render-warning" for one in editions["pdf"].diagnostics)


def test_the_epub_embeds_what_stands_in_and_no_more(editions, tmp_path):
    with zipfile.ZipFile(io.BytesIO(editions["epub"].data)) as book:
        fonts = {n.rsplit("/", 1)[-1]: book.read(n) for n in book.namelist() if n.endswith(".ttf")}
        css = book.read(next(n for n in book.namelist() if n.endswith("style.css"))).decode()
        text = book.read(next(n for n in book.namelist() if n.endswith("article.xhtml"))).decode()
    assert {n for n in fonts if n.startswith("Noto")} == {
        "NotoEmoji-Regular.ttf",
        "NotoSans-Bold.ttf",
        "NotoSerif-Bold.ttf",
        "NotoSerif-Regular.ttf",
        "NotoSansMath-Regular.ttf",
    }
    assert all(len(fonts[name]) < 12_000 for name in fonts if name.startswith("Noto"))
    assert re.search(
        r'\.paragraph \{ font-family: "Amiri", "Frank Ruhl Libre", [^;]*"Noto Serif"', css
    )
    assert "漢" in text


def test_the_docx_names_the_themes_faces_and_keeps_every_sign(editions):
    with zipfile.ZipFile(io.BytesIO(editions["docx"].data)) as package:
        parts = {n: package.read(n).decode() for n in package.namelist() if n.endswith(".xml")}
    assert all(sign in parts["word/document.xml"] for sign in "→✓Ω≈🥳漢")
    assert "Noto" not in parts["word/fontTable.xml"]


def test_strict_makes_nothing(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(ARTICLE, "utf-8")
    with pytest.raises(PresskitError) as raised:
        api.export(path, "docx", api.Options(strict=True))
    (found,) = raised.value.diagnostics
    assert (found.code, found.severity, found.place.at.line) == ("character-uncovered", "error", 2)


def test_an_ordinary_article_has_no_font_but_the_themes(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: خبر قصير\nlang: ar\n---\n\nنص فيه Latin و2025.\n", "utf-8")
    (edition,) = api.export(path, "epub")
    with zipfile.ZipFile(io.BytesIO(edition.data)) as book:
        assert not any("/Noto" in name for name in book.namelist())
