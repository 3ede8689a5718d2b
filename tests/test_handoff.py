"""The handoff: every file is what the manifest says, originals are untouched, lengths are true."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tomllib
import zipfile
from html import escape
from pathlib import Path

import msgspec
import pypdfium2
import pytest
import weasyprint
from click.testing import CliRunner

import casebook
from docx_rules import Docx, find, value
from presskit import api
from presskit.cli.main import presskit
from presskit.diagnostics import Report
from presskit.fonts.library import load_library
from presskit.handoffs.length import Setter
from presskit.handoffs.lines import RUNNING, lines_of
from presskit.model.handoff import Manifest, Measure
from presskit.theming.loading import load_theme
from says import said

CASES = (
    "figures",
    "delegations-fenced",
    "footnotes",
    "lists-nested",
    "tables",
    "desk-notes",
    "english",
    "hebrew",
    "persian",
    "urdu",
    "french",
    "metadata-only",
)
TAB = "\t"
WORDS = Path(api.__file__).parents[1] / "handoffs" / "words.toml"


def unpacked(made: api.Handoff) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[str, api.Handoff]:
    return request.param, api.handoff(casebook.manuscript(request.param))


@pytest.fixture(scope="module")
def issue() -> api.Handoff:
    name = casebook.ISSUE_NAMES[0]
    return api.handoff(
        casebook.issue_manuscript(name), publication=casebook.issue_publication(name)
    )


def holds_what_it_says(made: api.Handoff) -> dict[str, bytes]:
    files = unpacked(made)
    manifest = msgspec.json.decode(files["manifest.json"], type=Manifest)
    assert manifest == made.manifest
    listed = {file.path: file for file in manifest.files}
    assert set(listed) == set(files) - {"manifest.json"}
    for path, file in listed.items():
        assert file.bytes == len(files[path])
        assert file.sha256 == hashlib.sha256(files[path]).hexdigest()
    for story in manifest.stories:
        assert {
            story.text,
            *(i.path for i in story.images),
            *(t.path for t in story.tables),
        } <= set(listed)
    return files


def test_a_handoff_holds_what_its_manifest_says(case: tuple[str, api.Handoff]) -> None:
    holds_what_it_says(case[1])


def test_an_issue_holds_what_its_manifest_says(issue: api.Handoff) -> None:
    holds_what_it_says(issue)
    assert len(issue.manifest.stories) > 1
    assert issue.manifest.length.lines == sum(s.length.lines for s in issue.manifest.stories)
    folders = [story.text.split("/")[0] for story in issue.manifest.stories]
    assert folders == sorted(set(folders))


def test_pictures_are_the_originals(case: tuple[str, api.Handoff]) -> None:
    name, made = case
    files, pictures = unpacked(made), casebook.manuscript(name).pictures
    originals = {picture.path.read_bytes() for picture in pictures.values()}
    (story,) = made.manifest.stories
    assert {files[image.path] for image in story.images} == originals
    for image in story.images:
        if image.dpi and image.placed_mm:
            assert abs(image.width / image.placed_mm[0] * 25.4 - image.dpi) <= 1


def test_text_and_tables_say_what_the_article_says(case: tuple[str, api.Handoff]) -> None:
    name, made = case
    files = {
        path: data.decode("utf-8-sig")
        for path, data in unpacked(made).items()
        if path.endswith((".txt", ".tsv"))
    }
    (story,) = made.manifest.stories
    text = " ".join(files[story.text].split())
    layout = said(casebook.layout(name))
    for element in (*layout.elements, *(e for note in layout.notes for e in note.elements)):
        words = re.sub(r"\[\^(\w+)\]", r"[\1]", element.text)
        if element.kind not in ("figure", "break"):
            assert " ".join(words.split()) in text
    cells = [e.text for e in layout.elements if e.kind in ("head", "cell")]
    rows = [line.split("\t") for table in story.tables for line in files[table.path].splitlines()]
    assert [c for row in rows for c in row] == [
        " ".join(re.sub(r"\[\^(\w+)\]", r"[\1]", c).split()) for c in cells
    ]
    for table in story.tables:
        assert len(files[table.path].splitlines()) == table.rows


def test_styles_are_those_of_the_document(case: tuple[str, api.Handoff]) -> None:
    _, made = case
    files, manifest = unpacked(made), made.manifest
    docx = Docx(files[manifest.document])
    names = {value(find(s, "w:name")) for s in docx.styles.values()}
    assert {style.name for style in manifest.styles} <= names
    paragraphs = [p for part, p in docx.paragraphs() if part in ("document", "footnotes")]
    counted = sum(s.count for s in manifest.styles if s.kind == "paragraph")
    assert counted == len(paragraphs)
    sheet = pypdfium2.PdfDocument(files["styles.pdf"])
    text = "".join(page.get_textpage().get_text_bounded() for page in sheet)
    for style in manifest.styles:
        if style.sample and style.kind != "table":
            assert set(style.name.split()) <= set(text.split())  # PDFium turns Latin words round


def test_same_bytes_twice() -> None:
    first, second = (api.handoff(casebook.manuscript("figures")).data for _ in range(2))
    assert first == second


@pytest.mark.parametrize("column", [(45, 10.5, 15), (82.5, 12.4, 21), (60, 9, 12)])
@pytest.mark.parametrize(
    "name", ["very-long", "english", "persian", "lists-nested", "delegation-long", "hebrew", "urdu"]
)
def test_lengths_are_those_that_weasyprint_sets(
    name: str, column: tuple[float, float, float]
) -> None:
    layout = casebook.layout(name)
    theme = load_theme("sahifa", Report()).for_language(layout.language)
    library = load_library((), Report())
    families = theme.families("paragraph")
    width, size, leading = column
    lines = [line for line in lines_of(layout) if line.role in RUNNING]
    estimate = Setter(theme, library, Measure(width, families[0], size, leading)).length(lines)
    faces = "".join(
        f'@font-face {{ font-family: "{f}"; src: url("{library.face(f, 400).path.as_uri()}") }}'
        for f in families
    )
    names = ", ".join(f'"{family}"' for family in families)
    indent = theme.styles["list-item"].indent
    paragraphs = "".join(
        f'<p style="margin-inline-start: {indent * (line.depth + 1) if line.role == "list-item" else 0}pt">'
        f"{escape(line.text.replace(TAB, ' '))}</p>"
        for line in lines
    )
    page = (
        f"{faces} @page {{ size: {width}mm 90000mm; margin: 0 }} body {{ margin: 0 }} "
        f"p {{ margin: 0; white-space: pre-wrap; text-align: justify; font: {size}pt/{leading}pt {names} }}"
    )
    html = (
        f'<html lang="{layout.language}" dir="{layout.direction}"><style>{page}</style>{paragraphs}'
    )
    document = weasyprint.HTML(string=html).render()
    counted = _line_boxes(document.pages[0]._page_box)
    assert abs(estimate.lines - counted) <= max(1, counted * 0.04)
    assert abs(estimate.centimetres - estimate.lines * leading * 2.54 / 72) < 0.1


def _line_boxes(box: object) -> int:
    if type(box).__name__ == "LineBox":
        return 1
    return sum(map(_line_boxes, getattr(box, "children", ())))


def test_the_desk_reads_its_own_language() -> None:
    table = tomllib.loads(WORDS.read_text("utf-8"))
    assert set(table) == {"ar", "fa", "ur", "he", "en", "fr"}
    keys = {language: set(words) for language, words in table.items()}
    assert len({frozenset(one) for one in keys.values()}) == 1
    fields = {key: set(re.findall(r"\{\w+\}", text)) for key, text in table["en"].items()}
    for words in table.values():
        assert {key: set(re.findall(r"\{\w+\}", text)) for key, text in words.items()} == fields


@pytest.mark.parametrize(
    ("name", "words"),
    [("hebrew", "אורך"), ("english", "Length"), ("persian", "طول"), ("figures", "الطول")],
)
def test_the_readme(name: str, words: str) -> None:
    readme = unpacked(api.handoff(casebook.manuscript(name)))["README.txt"].decode("utf-8-sig")
    assert words in readme
    assert "{" not in readme
    assert casebook.layout(name).metadata.title in readme


def test_remarks_reach_the_desk() -> None:
    made = api.handoff(casebook.manuscript("desk-notes"))
    (story,) = made.manifest.stories
    assert len(story.desk_notes) == 3
    readme = unpacked(made)["README.txt"].decode("utf-8-sig")
    assert story.desk_notes[0].splitlines()[0] in readme


def run(*args: object) -> object:
    return CliRunner().invoke(presskit, ["handoff", *map(str, args)])


def test_the_command(tmp_path: Path) -> None:
    done = run(
        casebook.article("figures"), "-o", f"{tmp_path}/", "--measure", "1.8in", "--type", "10.5/15"
    )
    assert done.exit_code == 0, done.output
    (made,) = tmp_path.glob("*-handoff.zip")
    with zipfile.ZipFile(made) as archive:
        manifest = json.loads(
            archive.read(next(n for n in archive.namelist() if n.endswith("manifest.json")))
        )
    assert manifest["measure"] == {
        "width_mm": 45.7,
        "family": "Amiri",
        "size_pt": 10.5,
        "leading_pt": 15,
    }


@pytest.mark.parametrize(
    "args", [("--measure", "wide"), ("--measure", "1mm"), ("--type", "12"), ("--type", "0/0")]
)
def test_what_is_no_column(args: tuple[str, str]) -> None:
    assert run(casebook.article("figures"), *args).exit_code == 2


def test_an_article_that_fails_packs_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("no title")
    done = run(tmp_path / "a.md", "-o", tmp_path / "out.zip")
    assert done.exit_code == 1
    assert "title-missing" in done.output
    assert not (tmp_path / "out.zip").exists()
