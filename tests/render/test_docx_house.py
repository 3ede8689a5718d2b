"""A newsroom's own choices for Word: endnotes, names of styles, a template to fill."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt

import casebook
from docx_rules import Docx, W, check, find, style_of, text_of, value
from presskit import api
from presskit.cli.main import presskit
from presskit.diagnostics import PresskitError
from presskit.model.publication import House, Publication
from presskit.wordml import names
from readers import docx
from says import numbered, said

CASES = (
    "tables",
    "delegations-fenced",
    "footnotes",
    "lists-numbered",
    "lists-nested",
    "english",
    "pull-quotes",
    "figures",
    "desk-notes",
    "mixed-direction",
)
# What is asked of the template's own parts is the newsroom's matter.
THEIRS = ("S", "Z", "O", "D", "R5")


def make(name: str, house: House, **options: object) -> api.Edition:
    publication = Publication(docx=house)
    (edition,) = api.export(
        casebook.manuscript(name), ["docx"], api.Options(**options), publication
    )
    return edition


def codes(edition: api.Edition) -> list[str]:
    return [d.code for d in edition.diagnostics if d.code.startswith("template")]


def is_valid(data: bytes, folder: Path) -> None:
    path = folder / "made.docx"
    path.write_bytes(data)
    audit = Path(sys.executable).with_name("openxml-audit")
    done = subprocess.run([audit, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template as an office makes it: left to right, with lists, a header and a page of its own."""
    made = Document()
    made.add_paragraph("what stands here is left out")
    lead = made.styles.add_style("مقدمة", WD_STYLE_TYPE.PARAGRAPH)
    lead.font.size = Pt(15)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(17), Cm(24)
    section.header.paragraphs[0].text = "House"
    path = tmp_path_factory.mktemp("house") / "house.docx"
    made.save(path)
    return path


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template that presskit gives to edit."""
    return api.docx_template().write(tmp_path_factory.mktemp("own"))


@pytest.mark.parametrize("name", ["footnotes", "desk-notes"])
def test_endnotes(name: str, tmp_path: Path) -> None:
    data = make(name, House(notes="endnotes")).data
    assert docx.read(data) == numbered(said(casebook.layout(name)))
    assert check(data) == []
    is_valid(data, tmp_path)
    assert "word/footnotes.xml" not in Docx(data).files


def test_styles_get_the_names_a_newsroom_asks_for(tmp_path: Path) -> None:
    data = make("tables", House(styles={"lead": "مقدمة", "Table Cell": "خلية"})).data
    names = {value(find(style, "w:name")) for style in Docx(data).styles.values()}
    assert {"مقدمة", "خلية"} <= names
    assert not {"Lead", "Table Cell"} & names
    assert check(data) == []
    is_valid(data, tmp_path)


@pytest.mark.parametrize("name", CASES)
def test_an_offices_template_is_filled(name: str, plain: Path, tmp_path: Path) -> None:
    edition = make(name, House(), reference_doc=plain)
    assert docx.read(edition.data) == numbered(said(casebook.layout(name)))
    assert [found for found in check(edition.data) if not found.startswith(THEIRS)] == []
    is_valid(edition.data, tmp_path)
    rtl = casebook.layout(name).direction == "rtl"
    assert codes(edition) == ["template-filled"] + ["template-direction"] * rtl
    made = Document(io.BytesIO(edition.data))
    assert made.sections[-1].header.paragraphs[0].text == "House"
    assert abs(made.sections[-1].page_width - Cm(17)) < Pt(0.1)
    page = int(made.sections[-1].page_width - made.sections[-1].left_margin * 2) / 635
    for table in made.tables:
        assert sum(int(column.width) for column in table.columns) / 635 <= page + 1


@pytest.mark.parametrize("name", CASES)
def test_presskits_template_has_every_style(name: str, own: Path, tmp_path: Path) -> None:
    edition = make(name, House(), reference_doc=own)
    is_valid(edition.data, tmp_path)
    assert docx.read(edition.data) == numbered(said(casebook.layout(name)))
    if casebook.layout(name).direction == "rtl":
        own_names = set(Docx(own.read_bytes()).styles)
        used = {style_of(p) for _, p in Docx(edition.data).paragraphs() if style_of(p)}
        variants = {name for name in used - own_names if name.endswith(("LTR", "Center", "End"))}
        assert used - own_names - variants <= {"CommentText", "ListBullet4"}


def test_what_the_templates_own_article_carried_goes(own: Path) -> None:
    edition = make("lists-nested", House(), reference_doc=own)
    with zipfile.ZipFile(io.BytesIO(edition.data)) as archive:
        items = [name for name in archive.namelist() if name.startswith("customXml/item")]
        carried = [archive.read(name) for name in items if "Props" not in name]
    assert len(carried) == 1


def test_a_template_gives_the_lead_its_style(plain: Path) -> None:
    house = House(template=str(plain), styles={"lead": "مقدمة"})
    styles = Docx(make("metadata-only", house).data).styles
    variant = next(s for s in styles.values() if value(find(s, "w:name")) == "مقدمة RTL")
    base = styles[value(find(variant, "w:basedOn"))]
    assert value(find(base, "w:name")) == "مقدمة"
    assert value(find(base, "w:rPr/w:sz")) == "30"


def test_lists_look_as_in_the_template_and_start_where_they_should(plain: Path) -> None:
    filled = Docx(make("lists-numbered", House(), reference_doc=plain).data)
    alone = Docx(make("lists-numbered", House()).data)
    assert _starts(filled) == _starts(alone)
    theirs = Docx(plain.read_bytes())
    abstracts = {
        a.get(f"{W}abstractNumId") for a in theirs.parts["numbering"].iter(f"{W}abstractNum")
    }
    used = {value(find(p, "w:pPr/w:numPr/w:numId")) for _, p in filled.paragraphs()} - {""}
    numbers = {
        n.get(f"{W}numId"): value(n.find(f"{W}abstractNumId"))
        for n in filled.parts["numbering"].iter(f"{W}num")
    }
    assert any(numbers[number] in abstracts for number in used)


def _starts(read: Docx) -> list[str]:
    """Where each numbered list starts, in their order."""
    overrides = {
        n.get(f"{W}numId"): value(find(n, "w:lvlOverride/w:startOverride"))
        for n in read.parts["numbering"].iter(f"{W}num")
    }
    used = dict.fromkeys(value(find(p, "w:pPr/w:numPr/w:numId")) for _, p in read.paragraphs())
    return [overrides[number] for number in used if number and overrides[number]]


def test_an_issue_in_a_template(plain: Path, own: Path, tmp_path: Path) -> None:
    for template in (plain, own):
        manuscript = casebook.issue_manuscript(casebook.ISSUE_NAMES[0])
        options = api.Options(reference_doc=template)
        (edition,) = api.export_issue(manuscript, ["docx"], options).editions
        is_valid(edition.data, tmp_path)


def test_same_bytes_twice(plain: Path) -> None:
    first, second = (make("figures", House(), reference_doc=plain).data for _ in range(2))
    assert first == second


def _rezipped(path: Path, old: bytes, new: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old_zip, zipfile.ZipFile(made, "w") as new_zip:
        for name in old_zip.namelist():
            new_zip.writestr(name, old_zip.read(name).replace(old, new))
    return made.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"document.main+xml", b"document.macroEnabled.main+xml", "macros"),
        (
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            "Strict",
        ),
        (b"<w:body>", b"<w:nobody>", "no Word document"),
    ],
)
def test_what_is_no_template_is_refused(
    old: bytes, new: bytes, says: str, plain: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(_rezipped(plain, old, new))
    with pytest.raises(PresskitError) as caught:
        make("tables", House(template=str(broken)))
    (found,) = caught.value.diagnostics
    assert found.code == "template-invalid"
    assert says in found.message
    assert found.place.file == str(broken)


def test_a_dotx_is_a_template_too(plain: Path, tmp_path: Path) -> None:
    dotx = tmp_path / "house.dotx"
    dotx.write_bytes(_rezipped(plain, b"document.main+xml", b"template.main+xml"))
    is_valid(make("tables", House(template=str(dotx))).data, tmp_path)


@pytest.mark.parametrize(
    ("house", "message"),
    [
        (House(styles={"leed": "x"}), "knows no “leed”"),
        (House(styles={"lead": "Kicker"}), "two styles would be called “Kicker”"),
    ],
)
def test_a_name_that_cannot_be_given_is_an_error(house: House, message: str) -> None:
    with pytest.raises(PresskitError, match=message):
        make("tables", house)


def test_a_style_that_the_template_lacks_is_an_error(plain: Path) -> None:
    with pytest.raises(PresskitError, match="no such paragraph style") as caught:
        make("tables", House(template=str(plain), styles={"paragraph": "Bodi Text"}))
    assert "Body Text" in str(caught.value.diagnostics[-1].hint)


def test_the_template_to_edit_comes_once_and_in_the_papers_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "presskit.toml").write_text('locale = "fa"\n\n[docx]\ntemplate = "house.docx"\n')
    runner = CliRunner()
    assert runner.invoke(presskit, ["docx", "--init-template"]).exit_code == 0
    made = Path("house.docx").read_bytes()
    assert any("میان‌تیتر" in text_of(p) for _, p in Docx(made).paragraphs())
    again = runner.invoke(presskit, ["docx", "--init-template"])
    assert again.exit_code == 1
    assert "output-exists" in again.output
    Path("a.md").write_text("---\ntitle: خبر\n---\n\nنص.\n")
    filled = runner.invoke(presskit, ["docx", "a.md"])
    assert filled.exit_code == 0
    assert "house.docx: note [template-filled]" in filled.output


@pytest.mark.parametrize("args", [[], ["a.md", "--init-template"]])
def test_a_template_or_articles(args: list[str]) -> None:
    assert CliRunner().invoke(presskit, ["docx", *args]).exit_code == 2


def test_the_documentation_names_every_style() -> None:
    text = (Path(__file__).parents[2] / "docs" / "docx.md").read_text("utf-8")
    said_there = set(re.findall(r"`([^`\n]+)`", text))
    for name in names.known():
        assert re.sub(r" \d$", "", name) in said_there or name in said_there, name
