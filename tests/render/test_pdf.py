"""The PDF: what its catalog says, and that nothing but presskit's own gets into it."""

from __future__ import annotations

import io
import subprocess
import sys
import unicodedata
from pathlib import Path

import corpus
import pikepdf
import pymupdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

import casebook
from presskit import Options, Publication, api
from presskit.diagnostics import Report
from presskit.fonts.library import load_library
from presskit.model.article import Article
from presskit.model.blocks import Paragraph
from presskit.model.inlines import LineBreak, Text, plain
from presskit.model.layout import LayoutHeading, LayoutTable
from presskit.prepress.words import pdf_text
from presskit.render.pdf import engine, repairs
from presskit.render.pdf.complaints import StyleSheet
from presskit.render.pdf.engine import Engine, font_faces
from presskit.render.pdf.flows import flows, least_width
from presskit.render.pdf.page import Page
from presskit.render.pdf.shrink import shrink_fonts
from presskit.render.pdf.standards import Claim
from presskit.render.setting import Setting
from presskit.resources import themes_folder
from presskit.theming.loading import load_theme
from presskit.theming.paper import PAPERS
from tools import require

CASES = Path(__file__).parents[1] / "cases"


def pdf(case: str, **options) -> pikepdf.Pdf:
    manuscript = api.read_article(CASES / case / "article.md")
    edition = api.export(manuscript, ["pdf"], Options(**options), Publication(name="المنارة"))[0]
    return pikepdf.open(io.BytesIO(edition.data))


def plain_pdf(html: str, css: str = "", **more) -> tuple[bytes, Report]:
    report = Report()
    faces = [load_library((), report).face(more.get("font", "Amiri"), 400)]
    css = f'html {{ font-family: "Amiri" }} {css}'
    data = Engine(StyleSheet(css), faces, themes_folder() / "sahifa", report).write_pdf(
        f'<html lang="ar" dir="rtl"><head><title>x</title></head><body>{html}</body></html>',
        more.get("pictures", {}),
        shrink_fonts,
    )
    return data, report


@pytest.mark.parametrize(
    ("case", "language", "direction"), [("headings", "ar", "/R2L"), ("english", "en", "/L2R")]
)
def test_the_catalog_says_language_title_direction_and_outline(case, language, direction):
    made = pdf(case)
    assert str(made.Root.Lang) == language
    assert made.Root.MarkInfo.Marked
    assert made.Root.ViewerPreferences.Direction == direction
    assert made.Root.ViewerPreferences.DisplayDocTitle
    assert str(made.docinfo.Title)
    with made.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [str(made.docinfo.Title)]


def test_every_font_is_ours_embedded_and_small():
    made = pdf("paragraphs")
    fonts = list(filter(_is_descriptor, made.objects))
    assert len(fonts) > 2
    for font in fonts:
        name = str(font.FontName).split("+")[1]
        assert name.startswith(("Amiri", "IBM-Plex", "Noto"))
        assert len(font.FontFile2.read_bytes()) < 60_000


def _is_descriptor(item) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"


def test_codes_for_characters_look_like_stock_weasyprint(tmp_path):
    """A process whose WeasyPrint is left as it is sets the same page, but for stray pixels.

    The lines of a quotation aren't justified, so both end them at the same words.
    """
    stock = tmp_path / "stock.pdf"
    program = (
        "import sys; from presskit import api; from presskit.render.pdf import engine, repairs;"
        "repairs.fits = engine.fits = lambda version: False;"
        "edition = api.export(api.read_article(sys.argv[1]), ['pdf'])[0];"
        "open(sys.argv[2], 'wb').write(edition.data)"
    )
    _, head, body = (CASES / "tashkeel/article.md").read_text("utf-8").split("---\n", 2)
    article = tmp_path / "quoted.md"
    article.write_text(
        f"---\n{head}---\n> {body.strip().replace(chr(10), chr(10) + '> ')}\n", "utf-8"
    )
    subprocess.run([sys.executable, "-c", program, article, stock], check=True)
    edition = api.export(api.read_article(article), ["pdf"])[0]
    assert len(edition.data) < stock.stat().st_size
    for mine, other in zip(pages(edition.data), pages(stock.read_bytes()), strict=True):
        differing = sum(abs(a - b) > 64 for a, b in zip(mine, other, strict=True))
        # WeasyPrint takes 1000 for 1024 in the offsets of marks, so they may move by a hair.
        assert differing < len(mine) / 3000


def test_an_unknown_weasyprint_is_used_as_it_is_and_claims_nothing(monkeypatch):
    for module in (engine, repairs):
        monkeypatch.setattr(module, "fits", lambda _version: False)
    manuscript = api.read_article(CASES / "paragraphs" / "article.md")
    (edition,) = api.export(manuscript, ["pdf"])
    (found,) = [d for d in edition.diagnostics if d.code == "render-warning"]
    assert "claims no standard" in found.message
    with pikepdf.open(io.BytesIO(edition.data)) as made:
        assert "pdfuaid:part" not in made.open_metadata()
        assert all(str(f.CIDToGIDMap) != "" for f in made.objects if _is_cid_font(f))
        kinds = {str(o.S) for o in made.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o}
    assert "/Span" in kinds, "stock tags"


def pages(data: bytes) -> list[bytes]:
    return [
        page.get_pixmap(dpi=70, colorspace="gray").samples for page in pymupdf.open("pdf", data)
    ]


@pytest.mark.parametrize(
    "font", ["Amiri", "IBM Plex Sans Arabic", "Noto Naskh Arabic", "Noto Kufi Arabic", "Vazirmatn"]
)
def test_each_word_comes_back_from_pdfium(font):
    """With stock WeasyPrint a word in Plex cannot be found at all (upstream issue 2841)."""
    words = ["ألاسكا", "الأمم", "لا", "إلى", "شؤون", "مسؤولية", "لله", "الحرب", "تفاصيل"]
    html = "".join(f'<p style="font-family: {font!r}">{word}</p>' for word in words)
    data, _ = plain_pdf(html, font=font)
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    assert text.split() == words


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/hostname" alt=""/>',
        '<img src="../../../pyproject.toml" alt=""/>',
        '<img src="https://example.org/a.png" alt=""/>',
        '<img src="presskit:picture/99" alt=""/>',
    ],
)
def test_nothing_outside_is_read(html):
    _, report = plain_pdf(html)
    assert [found.code for found in report.diagnostics] == ["render-warning"]
    assert "presskit fetches nothing" in report.diagnostics[0].message


def test_css_reads_nothing_outside_either():
    for css in ('@import url("file:///etc/hostname");', 'p { background: url("/etc/hostname") }'):
        _, report = plain_pdf("<p>نص</p>", css)
        assert report.diagnostics, css


def test_a_system_font_is_not_found():
    _, report = plain_pdf('<p style="font-family: DejaVu Sans, sans-serif">中</p>')
    assert any("notdef" in found.message for found in report.diagnostics)


def test_font_faces_name_files():
    face = load_library((), Report()).face("Amiri", 700)
    assert font_faces([face], {}).startswith(
        '@font-face{font-family:"Amiri";font-weight:700;src:url("file:'
    )


def test_no_hole_opens_before_the_last_run_of_a_justified_line():
    """The line breaks before the second isolate; stock WeasyPrint leaves a blank's hole there."""
    html = (
        '<p style="width: 225pt; text-align: justify; font-size: 12.4pt">بلغت الحرارة <bdi dir="ltr">-5</bdi> '
        'درجات (أي <bdi dir="ltr">23°F</bdi>)، وفاز الفريق <bdi dir="ltr">3-2-1-0-9-8-7-6-5</bdi> أمس.</p>'
    )
    assert gap(plain_pdf(html)[0]) < 3


def gap(data: bytes) -> float:
    """Points between the isolate that ends in F and the bracket at its left."""
    page = pymupdf.open("pdf", data)[0]
    characters = [
        c
        for block in page.get_text("rawdict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for c in span["chars"]
    ]
    degrees = next(c for c in characters if c["c"] == "2")
    brackets = [c for c in characters if c["c"] in "()" and c["bbox"][2] <= degrees["bbox"][0] + 1]
    return degrees["bbox"][0] - max(c["bbox"][2] for c in brackets)


def test_headings_go_with_the_wide_block_under_them():
    layout = api.compose(api.read_article(CASES / "delegations-fenced" / "article.md"))
    theme = load_theme("sahifa", Report())
    cut = flows(layout.body, 2, theme, 230)
    assert [block for flow in cut for block in flow.blocks] == list(layout.body)
    assert any(flow.wide for flow in cut)
    assert len(flows(layout.body, 1, theme, 490)) == 1


@pytest.mark.parametrize("crosshead", ["ركن الصحف", "خرائط السواحل"])
def test_a_crosshead_has_space_above(crosshead, shelf):
    layout = casebook.layout("headings")
    headings = {plain(b.children) for b in layout.body if isinstance(b, LayoutHeading)}
    assert crosshead in headings
    with pymupdf.open(stream=shelf.data("headings", "pdf")) as document:
        lines = {
            unicodedata.normalize("NFC", "".join(span["text"] for span in line["spans"])).strip(): (
                line["spans"][0]["origin"]
            )
            for block in document[0].get_text("dict")["blocks"]
            for line in block.get("lines", ())
        }
    x, y = next(at for text, at in lines.items() if crosshead in (text, text[::-1]))
    above = max(
        other for column, other in lines.values() if other < y - 1 and abs(column - x) < 200
    )
    assert y - above > 40, "two lines"


def test_a_table_of_long_words_goes_across_the_columns():
    theme = load_theme("sahifa", Report())
    body = casebook.layout("long-words").body
    short, long = (block for block in body if isinstance(block, LayoutTable))
    assert least_width(short, theme) < 230 < least_width(long, theme)
    wide = [flow.blocks for flow in flows(body, 2, theme, 60) if flow.wide]
    assert short in wide[0]


def test_a_program_that_uses_weasyprint_itself_gets_it_as_it_is():
    import weasyprint

    html = '<html lang="ar" dir="rtl"><p style="font-family: Amiri">شؤون مسؤولية</p>'
    css = font_faces([load_library((), Report()).face("Amiri", 400)], {})

    def own() -> bytes:
        fonts = weasyprint.text.fonts.FontConfiguration()
        sheet = weasyprint.CSS(string=css, font_config=fonts)
        return weasyprint.HTML(string=html).write_pdf(stylesheets=[sheet], font_config=fonts)

    plain_pdf("<p>نص</p>")
    made = pikepdf.open(io.BytesIO(own()))
    maps = [str(i.CIDToGIDMap) for i in made.objects if _is_cid_font(i)]
    assert maps == ["/Identity"]
    assert all(len(i.FontFile2.read_bytes()) < 100_000 for i in made.objects if _is_descriptor(i))


def _is_cid_font(item) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/CIDFontType2"


def test_vocalised_words_come_back_whole_from_poppler(tmp_path):
    words = ["قَصِيدَةُ", "البَحَّارِ", "لِأَنَّ", "إرثًا", "عُقدت", "مُسَلَّم"]
    html = "".join(f"<p>{word}</p>" for word in words)
    path = tmp_path / "words.pdf"
    path.write_bytes(plain_pdf(html)[0])
    poppler = subprocess.run([require("pdftotext"), path, "-"], capture_output=True, check=True)
    text = "".join(c for c in poppler.stdout.decode() if c not in "\u202a\u202b\u202c\u200e\u200f")
    normal = [unicodedata.normalize("NFC", word) for word in text.split()]
    assert normal == [unicodedata.normalize("NFC", word) for word in words]


@pytest.mark.parametrize("case", ["tashkeel", "mixed-direction", "persian"])
def test_the_pdf_and_its_fonts_agree_on_widths(case):
    """As PDF/A and PDF/UA ask (ISO 14289-1, 7.21.5): each code's W is its glyph's advance."""
    checked = 0
    made = pdf(case)
    for font in filter(_is_cid_font, made.objects):
        program = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
        glyphs, em = font.CIDToGIDMap.read_bytes(), program["head"].unitsPerEm
        names, widths = program.getGlyphOrder(), list(font.W)
        for first, run in zip(widths[::2], widths[1::2], strict=True):
            for code, width in enumerate(run, int(first)):
                glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
                advance = program["hmtx"][names[glyph]][0] * 1000 / em
                assert advance == pytest.approx(float(width), abs=1)
                checked += 1
    assert checked > 50


def test_columns_are_balanced_in_few_steps_and_end_on_one_line(monkeypatch, tmp_path):
    from weasyprint.layout import block

    (story,) = corpus.stories(9, 0)[8:]
    corpus.write_articles(tmp_path, [story])
    heights = []
    stock = block.block_container_layout

    def counted(context, box, *more, **named):
        done = stock(context, box, *more, **named)
        if box.is_column:
            heights.append(done[0].height)
        return done

    monkeypatch.setattr(block, "block_container_layout", counted)
    api.export(api.read_article(tmp_path / f"{story.name}.md"), ["pdf"])
    assert len(heights) < 20
    assert heights[-1] == pytest.approx(heights[-2], abs=2 * 28 + 0.1)
    assert min(heights[-2:]) > 200


def page_of(theme, paper, report):
    library = load_library((), report)
    setting = Setting(theme=theme, base=theme, paper=PAPERS[paper], library=library)
    return Page(theme, setting, Claim(), report)


@pytest.mark.parametrize(
    ("sheet", "places"),
    [
        ("/* a */\n.kicker { colr: red }\n", ["2:11 color"]),
        ("{% set a = 1 %}\n{% if a %}\n.kicker { margin: 3p }\n{% endif %}\n", ["3:11 margin"]),
        ("{% for a in [1, 2] %}\np { colr: red }\n{% endfor %}\n", ["2:5 color"]),
        (".a { margin: 0 } }\n.b\n{ margin: 0 }\n", ["1:1 selector"]),
        ("{% include 'more.css' %}\n", ["more.css 2:5 color"]),
    ],
)
def test_a_mistake_in_a_theme_s_css_is_told_at_its_place(tmp_path, sheet, places):
    (tmp_path / "theme.toml").write_text('inherits = "sahifa"\n', "utf-8")
    (tmp_path / "print.css").write_text(sheet, "utf-8")
    (tmp_path / "more.css").write_text("\nq { colr: red }", "utf-8")
    report = Report()
    theme = load_theme(str(tmp_path), report)
    page = page_of(theme, "a4", report)
    Engine(page.css("rtl", "latn"), (), tmp_path, report)
    told = [f"{one.place} {one.message} {one.hint}" for one in report.diagnostics]
    assert len(told) == len(places), told
    for one, words in zip(told, places, strict=True):
        assert all(word in one for word in words.split()), one


@pytest.mark.parametrize(
    ("page", "paper", "columns", "told"),
    [
        ("columns = 3", "a4", 2, True),
        ("columns = 3\nnarrowest = 140", "a4", 3, False),
        ("columns = 3", "a3", 3, False),
        ("columns = 2", "a5", 1, False),  # smaller than the theme's own paper
    ],
)
def test_columns_asked_for_are_given_or_told(tmp_path, page, paper, columns, told):
    text = f'inherits = "sahifa"\n[page]\n{page}\n'
    (tmp_path / "theme.toml").write_text(text, "utf-8")
    report = Report()
    theme = load_theme(str(tmp_path), report).on_paper(PAPERS[paper])
    assert page_of(theme, paper, report).columns == columns
    assert [one.code for one in report.diagnostics] == ["theme-columns"] * told


def test_a_line_of_a_right_to_left_paragraph_may_be_empty():
    said = Paragraph((Text("שורה ראשונה"), LineBreak(), LineBreak(), Text("אחרונה"), LineBreak()))
    article = Article(title="שוק", language="he", body=(said,))
    (edition,) = api.export(article, ["pdf"])
    assert pdf_text(edition.data).split()[1:4] == ["שורה", "ראשונה", "אחרונה"]
