"""The structure tree: what assistive technology is told (ISO 14289-1, 7; ISO 32000-1, 14.8)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

import casebook
from presskit import PresskitError, api

if TYPE_CHECKING:
    from collections.abc import Iterator


class Tree:
    """The structure of one PDF, which stays open as long as this."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root = self.pdf.Root.StructTreeRoot

    def all(self, *kinds: str) -> list[Any]:
        """The elements of some types, in reading order."""
        return [e for e in self._walk(self.root.K) if str(e.S)[1:] in kinds]

    def _walk(self, element: Any) -> Iterator[Any]:
        yield element
        for kid in kids(element):
            yield from self._walk(kid)


def kids(element: Any) -> list[Any]:
    """The elements right inside one."""
    inside = element.get("/K", [])
    inside = list(inside) if isinstance(inside, pikepdf.Array) else [inside]
    return [kid for kid in inside if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def tree(name: str, **options: Any) -> Tree:
    (edition,) = api.export(casebook.manuscript(name), ["pdf"], api.Options(**options))
    return Tree(edition.data)


def article(tmp_path: Any, text: str, **options: Any) -> Tree:
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: خبر\nlang: ar\n---\n\n{text}\n", "utf-8")
    (edition,) = api.export(api.read_article(path), ["pdf"], api.Options(**options))
    return Tree(edition.data)


def test_a_paragraph_of_several_columns_and_pages_is_one(tmp_path):
    long = "كلمة " * 1500
    made = article(tmp_path, long, paper="a5")
    assert len(made.pdf.pages) > 1
    paragraphs = [p for p in made.all("P") if p.K._type_code == pikepdf.ObjectType.array]
    assert len(paragraphs) == 1
    pages = {kid.Pg.objgen for kid in paragraphs[0].K if isinstance(kid, pikepdf.Dictionary)}
    assert len(pages) == len(made.pdf.pages) - 1, "the others than its own"


def test_tables_say_scopes_ids_and_headers():
    made = tree("tables")
    scopes = {
        name: str(value.Scope) for name, value in made.root.ClassMap.items() if "/Scope" in value
    }
    assert scopes == {"/col": "/Column"} or scopes == {"/col": "/Column", "/row": "/Row"}
    heads = made.all("TH")
    assert heads
    assert all(str(head.C) in scopes and head.ID for head in heads)
    names = list(made.root.IDTree.Names)
    known = {bytes(name) for name in names[::2]}
    assert [bytes(name) for name in names[::2]] == sorted(known)
    for cell in made.all("TD"):
        assert {bytes(name) for name in cell.A.Headers} <= known


def test_heads_repeated_on_the_next_page_are_artifacts():
    made = tree("table-long", columns=1, paper="a5")
    assert len(made.pdf.pages) > 1
    rows = [row for row in made.all("TR") if all(str(cell.S) == "/TH" for cell in kids(row))]
    assert len(rows) == len(made.all("THead")) == len(made.all("Table"))


def test_lists_say_how_they_are_numbered():
    made = tree("lists-numbered")
    numberings = {
        str(name): str(value.ListNumbering)
        for name, value in made.root.ClassMap.items()
        if "/ListNumbering" in value
    }
    found = [numberings[str(one.C)] for one in made.all("L")]
    assert "/Decimal" in found
    assert "/LowerAlpha" in found
    for item in made.all("LI"):
        assert [str(kid.S) for kid in kids(item)][:2] == ["/Lbl", "/LBody"]


def test_a_note_stands_behind_the_block_that_refers_to_it():
    made = tree("footnotes")
    notes = made.all("Note")
    assert notes
    assert len({bytes(note.ID) for note in notes}) == len(notes)
    for note in notes:
        assert str(note.P.S) != "/P"
    top = [str(kid.S) for kid in kids(made.root.K)]
    first = top.index("/Note")
    assert top[first - 1] in {"/P", "/Note", "/L", "/BlockQuote"}


def test_a_figure_has_alt_place_and_caption():
    made = tree("figures")
    figures = made.all("Figure")
    assert figures
    for figure in figures:
        assert str(figure.Alt)
        left, bottom, right, top = map(float, figure.A.BBox)
        assert 0 <= left < right <= 596
        assert 0 <= bottom < top <= 842
    assert any("/Caption" in [str(kid.S) for kid in kids(figure)] for figure in figures)


def test_running_heads_and_folios_are_artifacts():
    made = tree("very-long")
    marks = [
        (str(operands[0]), operands[1] if len(operands) > 1 else None)
        for page in made.pdf.pages
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) in {"BDC", "BMC"}
    ]
    kinds = {str(p.Subtype) for tag, p in marks if tag == "/Artifact" and p and "/Subtype" in p}
    assert kinds == {"/Header", "/Footer"}
    said = [str(e.get("/Alt", "")) for e in made.all("Span")]
    assert "1" not in said


def test_language_is_told_where_it_changes():
    made = tree("mixed-direction")
    languages = {str(e.Lang) for e in made.all("Span") if "/Lang" in e}
    french = tree("isolates-asked")
    languages |= {str(e.Lang) for e in french.all("Span") if "/Lang" in e}
    assert languages
    assert str(made.pdf.Root.Lang) == "ar"


def test_links_say_where_they_lead_and_are_printed(tmp_path):
    made = article(tmp_path, "اقرأ [تقرير النهر](https://example.org/river) كله.")
    (link,) = made.all("Link")
    (annotation,) = [a for page in made.pdf.pages for a in page.get("/Annots", [])]
    assert str(annotation.Contents) == "تقرير النهر"
    assert int(annotation.F) & 4
    assert any(kid.get("/Type") == "/OBJR" for kid in link.K if isinstance(kid, pikepdf.Dictionary))
    assert "/StructParent" in annotation


def test_a_picture_without_alternative_text_is_an_error_with_its_place(tmp_path):
    picture = next((casebook.FOLDER / "figures").glob("*.png"))
    (tmp_path / "p.png").write_bytes(picture.read_bytes())
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: خبر\n---\n\nنص.\n\n![](p.png)\n", "utf-8")
    manuscript = api.read_article(path)
    with pytest.raises(PresskitError) as raised:
        api.export(manuscript, ["pdf"])
    (found,) = [d for d in raised.value.diagnostics if d.code == "standard-unmet"]
    assert found.place.at.line == 7
    assert "PDF/UA-1" in found.message
    assert "none" in found.hint
    assert api.export(manuscript, ["pdf"], api.Options(pdf_standard="none"))
    assert api.export(manuscript, ["pdf"], api.Options(pdf_standard="a-2u"))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("ua-9", "standard-unknown"),
        ("a-1a", "standard-unknown"),
        ("ua-1+ua-2", "standards-apart"),
        ("a-4+ua-1", "standards-apart"),
        ("x-4", "standards-apart"),
    ],
)
def test_what_cannot_be_is_refused(asked, code):
    with pytest.raises(PresskitError) as raised:
        tree("paragraphs", pdf_standard=asked)
    assert [d.code for d in raised.value.diagnostics] == [code]
    assert raised.value.diagnostics[0].hint


def test_claims_stand_in_the_xmp():
    said = tree("paragraphs", pdf_standard="a-2a+ua-1").pdf.open_metadata()
    assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == (
        "2",
        "A",
        "1",
    )
    none = tree("paragraphs", pdf_standard="none").pdf.open_metadata()
    assert "pdfuaid:part" not in none
    assert "pdfaid:part" not in none
    assert none["dc:title"]
