"""An article that went to the layout desk as a DOCX comes back with all that it says."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from msgspec.structs import replace
from PIL import Image

import casebook
from came_back import told
from docx_rules import Docx, W, style_of, text_of
from presskit import api
from presskit.cli.main import presskit
from presskit.diagnostics import PresskitError, Report
from presskit.fonts.library import load_library
from presskit.layout import levels
from presskit.layout.boxes import open_inner
from presskit.layout.compose import compose
from presskit.model.article import Article
from presskit.model.blocks import DefinitionList, Paragraph
from presskit.model.inlines import Text
from presskit.model.manuscript import Picture
from presskit.model.publication import House
from presskit.model.walk import walk
from presskit.render.docx import render
from presskit.render.setting import Setting
from presskit.sources.edited.article import read_docx
from presskit.theming.loading import load_theme
from presskit.theming.paper import find_paper
from strategies import articles

if TYPE_CHECKING:
    from casebook import Shelf

REPORT = Report()
THEME = load_theme("sahifa", REPORT)
LIBRARY = load_library((), REPORT)


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    path = tmp_path_factory.mktemp("pictures") / "x.png"
    Image.new("RGB", (40, 30), "#888888").save(path)
    return Picture(path, "image/png", 40, 30)


def docx(article: Article, picture: Picture, house: House | None = None) -> bytes:
    layout = compose(article, Report(), sizes={"x.png": (40, 30)}, repair=False)
    theme = THEME.for_language(layout.language)
    setting = Setting(
        theme=theme,
        base=THEME,
        paper=find_paper("a4", REPORT),
        library=LIBRARY,
        house=house or House(),
    )
    return render(layout, setting, {"x.png": picture}, Report())


def _mended(article: Article) -> Article:
    """The article as it is set: its headings levelled, its boxes in no other."""
    body = levels.mend(open_inner(article.body, Report()), Report())
    return replace(article, body=body)


@settings(deadline=None)
@given(articles)
def test_whatever_an_article_holds_comes_back(picture: Picture, article: Article) -> None:
    # Of a list of terms inside another a DOCX doesn't say where it ends.
    terms = [one for one in walk(article.body) if isinstance(one, DefinitionList)]
    assume(not any(isinstance(x, DefinitionList) for one in terms for x in walk(one.items)))
    back = read_docx(docx(article, picture), {}, "ar", Report()).article
    article = _mended(article)
    expected, found = told(article), told(back)
    for part in expected:
        assert (part, found[part]) == (part, expected[part])


@pytest.mark.parametrize("name", [*casebook.NAMES, "sample"])
def test_every_case_comes_back(name: str, shelf: Shelf) -> None:
    if name == "sample" and not casebook.SAMPLE.exists():
        pytest.skip("the newsroom's sample is not on this machine")
    article = casebook.manuscript(name).article
    article = _mended(article)
    report = Report()
    back = read_docx(shelf.data(name, "docx"), {}, "ar", report)
    expected, found = told(article), told(back.article)
    different = {part for part in expected if found[part] != expected[part]}
    # Links that lead nowhere in an edition, and remarks in footnotes, don't stand in the DOCX.
    assert different == {"links": {"body", "notes"}, "desk-notes": {"notes"}}.get(name, set())
    assert not report.diagnostics
    assert set(back.pictures) == set(casebook.manuscript(name).pictures)


@pytest.mark.parametrize("name", ["tables", "lists-nested", "footnotes", "english", "figures"])
def test_a_second_document_is_the_same_as_the_first(
    name: str, shelf: Shelf, tmp_path: Path
) -> None:
    path = tmp_path / f"{Path(casebook.article(name)).stem}.docx"
    path.write_bytes(shelf.data(name, "docx"))
    imported = api.read_edited(path)
    list(imported.write(tmp_path / "article.md"))
    (again,) = api.export(api.read_article(tmp_path / "article.md"), ["docx"])
    first, second = (Docx(data).parts["document"] for data in (path.read_bytes(), again.data))
    texts = [[(style_of(p), text_of(p)) for p in part.iter(f"{W}p")] for part in (first, second)]
    assert texts[0] == texts[1]


BASE = """---
title: خبر
---

فقرة أولى.

| أ | ب |
|---|---|
| 1 | 2 |

فقرة ثانية.
"""
SECOND = "<w:t>فقرة ثانية.</w:t></w:r>"
EDITS = [
    (
        "a word put in",
        SECOND,
        '<w:t>فقرة </w:t></w:r><w:ins w:id="90"><w:r><w:t>جديدة </w:t></w:r></w:ins><w:r><w:t>ثانية.</w:t></w:r>',
        "فقرة جديدة ثانية.",
    ),
    (
        "a word taken out",
        SECOND,
        '<w:t>فقرة </w:t></w:r><w:del w:id="90"><w:r><w:delText>ثالثة </w:delText></w:r></w:del><w:r><w:t>ثانية.</w:t></w:r>',
        "فقرة ثانية.",
    ),
    (
        "bold by hand",
        SECOND,
        "<w:t>فقرة </w:t></w:r><w:r><w:rPr><w:b/><w:bCs/><w:rtl/></w:rPr><w:t>ثانية</w:t></w:r><w:r><w:t>.</w:t></w:r>",
        "فقرة **ثانية**.",
    ),
    ("a line break", SECOND, "<w:t>فقرة</w:t><w:br/><w:t>ثانية.</w:t></w:r>", "فقرة\\\nثانية."),
    (
        "a new crosshead",
        "<w:sectPr>",
        '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>عنوان</w:t></w:r></w:p><w:sectPr>',
        "## عنوان",
    ),
    (
        "a paragraph of no style",
        "<w:sectPr>",
        "<w:p><w:r><w:t>سطر</w:t></w:r></w:p><w:sectPr>",
        "سطر",
    ),
    (
        "a new row",
        "</w:tr></w:tbl>",
        "</w:tr><w:tr><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>4</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "| 3 | 4 |",
    ),
    (
        "a link of Word's",
        SECOND,
        '<w:t>فقرة </w:t></w:r><w:hyperlink w:anchor="x"><w:r><w:t>ثانية</w:t></w:r></w:hyperlink>',
        "فقرة [ثانية](#x)",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "written"), [e[1:] for e in EDITS], ids=[e[0] for e in EDITS]
)
def test_what_staff_edit_comes_back(old: str, new: str, written: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BASE, "utf-8")
    (edition,) = api.export(api.read_article(tmp_path / "a.md"), ["docx"])
    assert old in Docx(edition.data).files["word/document.xml"].decode()
    (tmp_path / "edited.docx").write_bytes(edited(edition.data, old, new))
    lines = api.read_edited(tmp_path / "edited.docx").markdown
    assert f"\n{written}\n" in lines
    assert lines.count("فقرة أولى.") == 1


def test_a_paragraph_end_that_was_deleted_joins_two(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: خبر\n---\n\nأول.\n\nثان.\n", "utf-8")
    (edition,) = api.export(api.read_article(tmp_path / "a.md"), ["docx"])
    old = '<w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>أول.'
    new = old.replace("</w:pPr>", '<w:rPr><w:del w:id="9"/></w:rPr></w:pPr>')
    (tmp_path / "edited.docx").write_bytes(edited(edition.data, old, new))
    assert "\nأول.ثان.\n" in api.read_edited(tmp_path / "edited.docx").markdown


def test_lists_that_libreoffice_saved_are_the_same_lists(tmp_path: Path) -> None:
    """It gives the first item a list that starts again, and the others lists that go on."""
    said = "---\ntitle: خبر\nlanguage: ar\n---\n\n1. أول\n2. ثان\n\nنص\n\n1. واحد\n   - فرع\n2. اثنان\n"
    (tmp_path / "a.md").write_text(said, "utf-8")
    (edition,) = api.export(api.read_article(tmp_path / "a.md"), ["docx"])
    files = Docx(edition.data).files
    document, numbering = (files[f"word/{n}.xml"].decode() for n in ("document", "numbering"))
    for number in set(re.findall(r'w:numId w:val="(\d+)"', document)):
        first, *rest = document.split(f'<w:numId w:val="{number}"/>')
        document = f'<w:numId w:val="{number}"/>'.join([first, rest[0]])
        document = '<w:numId w:val="99"/>'.join([document, *rest[1:]])
        abstract = re.search(rf'w:numId="{number}"><w:abstractNumId w:val="(\d+)"', numbering)
        assert abstract
        other = (
            f'<w:num w:numId="99"><w:abstractNumId w:val="{abstract[1]}"/></w:num></w:numbering>'
        )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        numbering = numbering.replace("</w:numbering>", other)
        changed = {"word/document.xml": document, "word/numbering.xml": numbering}
        for name, content in {**files, **changed}.items():
            target.writestr(name, content)
    (tmp_path / "saved.docx").write_bytes(made.getvalue())
    article = api.read_article(tmp_path / "a.md").article
    assert told(api.read_edited(tmp_path / "saved.docx").article) == told(article)


def edited(data: bytes, old: str, new: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(old.encode(), new.encode(), 1)
            target.writestr(name, content)
    return made.getvalue()


def test_a_newsrooms_own_names_are_known(tmp_path: Path, picture: Picture) -> None:
    article = Article(
        "خبر", lead=(Paragraph((Text("مقدمة الخبر."),)),), body=(Paragraph((Text("متن."),)),)
    )
    house = House(styles={"lead": "مقدمة", "paragraph": "متن"})
    back = read_docx(docx(article, picture, house), house.styles, "ar", Report()).article
    assert told(back) == told(article)


def test_nothing_beside_the_text_is_needed(shelf: Shelf) -> None:
    """Without the custom part, which a program may throw away, the text still comes back."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(shelf.data("lists-nested", "docx"))) as source,
        zipfile.ZipFile(made, "w") as target,
    ):
        for name in source.namelist():
            if not name.startswith("customXml"):
                target.writestr(name, source.read(name))
    back = read_docx(made.getvalue(), {}, "ar", Report()).article
    assert told(back)["body"] == told(casebook.manuscript("lists-nested").article)["body"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"---\ntitle: x\n---\n"])
def test_what_is_no_docx_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(PresskitError) as caught:
        api.read_edited(tmp_path / "a.docx")
    assert [found.code for found in caught.value.diagnostics] == ["docx-unreadable"]


def test_an_issue_is_refused(shelf: Shelf) -> None:
    with pytest.raises(PresskitError, match="whole issue"):
        api.read_edited(shelf.path(casebook.ISSUE_NAMES[0], "docx"))


def test_the_import_command(tmp_path: Path, shelf: Shelf) -> None:
    (tmp_path / "f.docx").write_bytes(shelf.data("figures", "docx"))
    runner = CliRunner()
    done = runner.invoke(presskit, ["import", str(tmp_path / "f.docx")])
    assert done.exit_code == 0, done.output
    assert all((tmp_path / name).exists() for name in casebook.manuscript("figures").pictures)
    again = runner.invoke(presskit, ["import", str(tmp_path / "f.docx")])
    assert again.exit_code == 1
    assert "output-exists" in again.output
    assert runner.invoke(presskit, ["import", str(tmp_path / "f.docx"), "--force"]).exit_code == 0
