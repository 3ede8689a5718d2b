"""ICML: what it says, what its styles are called, and what InDesign must know of direction."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import docx_layouts
import pytest
from docx_layouts import ltr, paragraph, rtl, says
from lxml import etree
from msgspec.structs import replace

import casebook
from presskit.diagnostics import Report
from presskit.model.inlines import Code, Isolate, Link, NoteRef
from presskit.model.layout import LayoutDeskNote, LayoutHeading, LayoutTable
from presskit.render.icml import render
from presskit.render.icml.tables import column_width
from presskit.render.runs.direction import has_rtl
from presskit.theming.loading import load_theme
from presskit.theming.theme import Theme
from presskit.wordml import names
from readers import icml
from readers.docx import Docx, W
from says import numbered, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casebook import Shelf
    from presskit.model.layout import Layout, LayoutBlock

NAMES = (*casebook.NAMES, "sample")
RTL, LTR = "RightToLeftDirection", "LeftToRightDirection"
cases = pytest.mark.parametrize("name", NAMES)
handmade = pytest.mark.parametrize("layout", [docx_layouts.arabic(), docx_layouts.english()])
_RANGE = "CharacterStyleRange"
_TEXTS = ("word/document.xml", "word/footnotes.xml")
_REFERENCES = {
    "FillColor",
    "AppliedParagraphStyle",
    "AppliedCharacterStyle",
    "AppliedTableStyle",
    "AppliedCellStyle",
    "BottomEdgeStrokeColor",
    "Source",
}


@pytest.fixture(autouse=True)
def _sample_is_here(request: pytest.FixtureRequest) -> None:
    called = getattr(request.node, "callspec", None)
    if called and called.params.get("name") == "sample" and not casebook.SAMPLE.exists():
        pytest.skip("the newsroom's sample is not on this machine")


@cache
def theme(language: str) -> Theme:
    return load_theme("sahifa", Report("article.md")).for_language(language)


def data(layout: Layout) -> bytes:
    return render(layout, theme(layout.language))


@cache
def case(name: str) -> bytes:
    return data(casebook.layout(name))


def root(written: bytes) -> etree._Element:
    return etree.fromstring(written)


def with_body(*blocks: LayoutBlock, base: Layout | None = None) -> bytes:
    return data(replace(base or docx_layouts.arabic(), body=blocks, notes=(), source=()))


def styles(document: etree._Element, kind: str) -> dict[str, etree._Element]:
    return {one.get("Name"): one for one in document.iter(kind)}


# What it says


@cases
def test_icml_says_what_the_layout_says(name: str) -> None:
    assert icml.read(case(name)) == numbered(said(casebook.layout(name)))


@handmade
def test_handmade_layouts_are_said_whole(layout: Layout) -> None:
    assert icml.read(data(layout)) == numbered(said(layout))


def test_a_remark_to_the_desk_is_a_note_on_what_stands_before() -> None:
    written = case("desk-notes")
    assert [note[0] for note in icml.desk_notes(written)] == [
        "نريد صورة القوارب على عمودين، بدقة 300 dpi.",
        "لا تُقسَم الأسعار على صفحتين.",
        "أضيفوا خريطة صغيرة إن بقي مكان.",
    ]
    notes = list(icml.story(written).iter("Note"))
    assert {(n.get("UserName"), n.get("CreationDate")) for n in notes} == {
        ("سلمى البحري", "2026-03-05T00:00:00")
    }
    ranges = [note.getparent().getparent() for note in notes]
    found = [paragraph.get("AppliedParagraphStyle").split("/")[1] for paragraph in ranges]
    assert found == ["Body Text", "Table Gap", "List Bullet"]


def test_a_footnote_has_no_remark_to_the_desk() -> None:
    layout = docx_layouts.arabic()
    remark = LayoutDeskNote((paragraph("لا أحد يقرأ هذا"),))
    first = replace(layout.notes[0], blocks=(*layout.notes[0].blocks, remark))
    written = data(replace(layout, notes=(first, *layout.notes[1:])))
    assert icml.desk_notes(written) == []


def test_a_picture_is_named_where_it_belongs() -> None:
    found = [
        ["".join(text.itertext()) for text in note.findall("ParagraphStyleRange")]
        for note in icml.story(data(docx_layouts.arabic())).iter("Note")
    ]
    assert found == [["harbour.png", "قوارب راسية عند الفجر"], ["rule.png"]]


def test_a_footnote_shows_its_number_and_is_never_inside_another() -> None:
    story = icml.story(case("footnotes"))
    footnotes = list(story.iter("Footnote"))
    assert len(footnotes) == 7
    for footnote in footnotes:
        (number,) = footnote.xpath(".//processing-instruction('ACE')")
        assert number.text == "4"
        assert not list(footnote.iterdescendants("Footnote"))
        run = footnote.getparent()
        assert run.get("AppliedCharacterStyle") == "CharacterStyle/footnote reference"


def test_text_is_escaped_and_holds_none_of_indesigns_own_signs() -> None:
    written = with_body(
        paragraph("<Br/> & \ufeff«نص»"),
        paragraph(Code("a\tb < c"), Link('https://example.org/?a="1"&b', says("<رابط>"))),
    )
    said_now = icml.read(written)
    texts = [element.text for element in said_now.elements if element.kind == "paragraph"]
    assert texts == ["<Br/> & «نص»", "a\tb < c<رابط>"]
    assert "\ufeff" not in written.decode()
    assert root(written).find("HyperlinkURLDestination").get("DestinationURL") == (
        'https://example.org/?a="1"&b'
    )


# What InDesign reads


@cases
def test_every_reference_leads_to_something_declared(name: str) -> None:
    document = root(case(name))
    declared = [one.get("Self") for one in document.iter() if one.get("Self")]
    assert len(declared) == len(set(declared))
    for one in document.iter():
        for attribute in _REFERENCES & set(one.attrib):
            assert one.get(attribute) in declared, (attribute, one.get(attribute))
        if one.get("type") == "object":
            assert one.text in declared, one.text
        if one.tag == "BasedOn" and one.get("type") == "string":
            assert any(other.get("Name") == one.text for other in document.iter())


def test_it_begins_as_incopy_begins_its_files() -> None:
    head = case("english").decode().splitlines()[:4]
    assert head[0] == '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    assert head[1].startswith('<?aid style="50" type="snippet" readerVersion="6.0"')
    assert head[2] == '<?aid SnippetType="InCopyInterchange"?>'
    assert head[3].startswith('<Document DOMVersion="8.0" ')
    order = [child.tag for child in root(case("tables"))]
    assert [tag for tag in dict.fromkeys(order) if tag != "Color"] == [
        "RootCharacterStyleGroup",
        "RootParagraphStyleGroup",
        "RootCellStyleGroup",
        "RootTableStyleGroup",
        "Story",
    ]


def test_the_same_layout_gives_the_same_bytes() -> None:
    for layout in (docx_layouts.arabic(), casebook.layout("hebrew")):
        assert data(layout) == data(layout)


# Names


@cases
def test_every_paragraph_has_the_style_that_the_docx_gives_it(name: str, shelf: Shelf) -> None:
    word = Docx(shelf.data(name, "docx"))
    ids = [style.get(f"{W}val") for style in word.part("document").iter(f"{W}pStyle")]
    wanted = [word.names[style] for style in ids if word.names[style] != "Table Gap"]
    found = [
        paragraph.get("AppliedParagraphStyle").split("/")[1]
        for paragraph in icml.story(case(name)).iter("ParagraphStyleRange")
        if not {"Footnote", "Note"} & {one.tag for one in paragraph.iterancestors()}
    ]
    assert [style for style in found if style != "Table Gap"] == wanted


@cases
def test_runs_have_the_character_styles_of_the_docx(name: str, shelf: Shelf) -> None:
    word = Docx(shelf.data(name, "docx"))
    runs = (r for part in word.files if part in _TEXTS for r in _styled_runs(word, part))
    wanted = {word.names[style] for style in runs} - {"annotation reference"}
    applied = {run.get("AppliedCharacterStyle") for run in icml.story(case(name)).iter(_RANGE)}
    assert {style.split("/", 1)[1] for style in applied} - {"$ID/[No character style]"} == wanted


def _styled_runs(word: Docx, part: str) -> Iterator[str]:
    for style in etree.fromstring(word.files[part]).iter(f"{W}rStyle"):
        yield style.get(f"{W}val")


def test_every_role_has_its_style_in_every_file() -> None:
    found = styles(root(case("metadata-only")), "ParagraphStyle")
    for role, name in names.PARAGRAPHS.items():
        assert (name.name in found) == (role not in {"running-head", "folio"})


# Direction


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("paragraphs", "$ID/Arabic"),
        ("hebrew", "$ID/Hebrew"),
        ("persian", "$ID/[No Language]"),
        ("urdu", "$ID/[No Language]"),
    ],
)
def test_a_right_to_left_article_runs_so_throughout(name: str, language: str) -> None:
    document = root(case(name))
    assert document.find("Story/StoryPreference").get("StoryDirection") == RTL
    for title, style in styles(document, "ParagraphStyle").items():
        if title == "Code Block":
            assert style.get("ParagraphDirection") == LTR
        elif not title.startswith("$ID/") and not title.endswith((" LTR", " End", " Center")):
            assert style.get("ParagraphDirection") == RTL, title
            assert style.get("Composer") == "HL Composer Optyca"
            assert style.get("AppliedLanguage") == language
    body = styles(document, "ParagraphStyle")["Body Text"]
    assert body.get("Justification") == "RightJustified"
    latin = styles(document, "CharacterStyle")["LatinText"]
    assert latin.get("CharacterDirection") == LTR


def test_a_left_to_right_article_has_nothing_that_runs_the_other_way() -> None:
    plain = with_body(paragraph("A day at sea."), base=docx_layouts.english())
    assert RTL not in plain.decode()
    document = root(case("english"))
    assert document.find("Story/StoryPreference").get("StoryDirection") == LTR
    assert {table.get("TableDirection") for table in document.iter("Table")} <= {LTR}
    turned = [run for run in document.iter(_RANGE) if RTL in run.attrib.values()]
    assert all(has_rtl(run.findtext("Content")) for run in turned)
    body = styles(document, "ParagraphStyle")["Body Text"]
    assert (body.get("ParagraphDirection"), body.get("Justification")) == (LTR, "LeftJustified")
    assert body.get("AppliedLanguage") == "$ID/English: USA"


def test_indents_stand_at_the_side_where_a_paragraph_starts() -> None:
    arabic, english = (styles(root(case(n)), "ParagraphStyle") for n in ("bullets", "english"))
    for style, start, end in (
        (arabic["List Bullet 2"], "Right", "Left"),
        (english["List Bullet 2"], "Left", "Right"),
    ):
        assert style.get(f"{start}Indent") == "28"
        assert style.get(f"{end}Indent") == "0"
        assert style.get("FirstLineIndent") == "-14"


def test_a_turned_paragraph_has_a_variant_of_its_style() -> None:
    found = styles(root(data(docx_layouts.arabic())), "ParagraphStyle")
    turned = found["Body Text LTR"]
    assert turned.findtext("Properties/BasedOn") == "ParagraphStyle/Body Text"
    assert (turned.get("ParagraphDirection"), turned.get("Justification")) == (LTR, "LeftJustified")


def test_runs_against_their_paragraph_say_so() -> None:
    arabic = icml.story(with_body(paragraph("درجة ", ltr("-5"), " و", ltr("قط (cat)"))))
    assert _run(arabic, "-5").get("AppliedCharacterStyle") == "CharacterStyle/LatinText"
    assert _run(arabic, "-5").get("CharacterDirection") is None
    english = with_body(paragraph("Say ", rtl("קט (!)"), "."), base=docx_layouts.english())
    assert _run(icml.story(english), "קט").get("CharacterDirection") == RTL
    code = icml.story(with_body(paragraph(Isolate("ltr", (Code("x = «وزن»"),)))))
    assert _run(code, "وزن").get("CharacterDirection") == RTL
    assert _run(code, "x").get("CharacterDirection") is None


def _run(story: etree._Element, text: str) -> etree._Element:
    (found,) = [
        run for run in story.iter("CharacterStyleRange") if text in (run.findtext("Content") or "")
    ]
    return found


# Lists, tables, links


def test_every_numbered_list_starts_where_the_layout_says() -> None:
    story = icml.story(data(docx_layouts.arabic()))
    numbers = [
        (p.get("AppliedParagraphStyle").split("/")[1], p.get("NumberingStartAt"))
        for p in story.iter("ParagraphStyleRange")
        if p.get("NumberingContinue") == "false"
    ]
    assert numbers[:3] == [("List Number", "1"), ("List Number", "3"), ("List Number 2", "1")]
    letters = [one.text for one in story.iter("NumberingFormat")]
    arabic = "ArabicAlifBaTah"
    assert letters == [arabic, arabic, "HebrewBiblical", "LowerLetters", arabic]


def test_list_styles_carry_the_marker() -> None:
    found = styles(root(case("bullets")), "ParagraphStyle")
    kinds = [
        found[f"List {kind}"].get("BulletsAndNumberingListType")
        for kind in ("Bullet", "Number", "Continue")
    ]
    assert kinds == ["BulletList", "NumberedList", "NoList"]
    signs = [
        chr(int(found[name].find("Properties/BulletChar").get("BulletCharacterValue")))
        for name in ("List Bullet", "List Bullet 2", "List Bullet 3")
    ]
    assert signs == ["•", "–", "•"]
    assert [found[f"List Number{n}"].get("NumberingLevel") for n in ("", " 2", " 3")] == [
        "1",
        "2",
        "3",
    ]


def test_numbers_have_the_digits_of_the_article() -> None:
    for name, digits in (("digits-arabic-indic", "HindiDigits"), ("persian", "FarsiDigits")):
        document = styles(root(case(name)), "CharacterStyle")
        for style in ("List Marker", "footnote reference"):
            assert document[style].get("DigitsType") == digits


@pytest.mark.parametrize("name", ["tables", "delegation-long", "tables-ragged"])
def test_a_table_has_all_its_cells_in_order(name: str) -> None:
    layout = casebook.layout(name)
    tables = [block for block in _all(layout.body) if isinstance(block, LayoutTable)]
    found = list(icml.story(case(name)).iter("Table"))
    assert len(found) == len(tables)
    for table, element in zip(tables, found, strict=True):
        rows, columns = len(table.rows) + 1, len(table.head.cells)
        assert element.get("TableDirection") == RTL
        assert (element.get("HeaderRowCount"), element.get("BodyRowCount")) == ("1", str(rows - 1))
        assert element.get("ColumnCount") == str(columns)
        assert len(element.findall("Row")) == rows
        widths = [float(one.get("SingleColumnWidth")) for one in element.findall("Column")]
        assert len(widths) == columns
        assert sum(widths) == pytest.approx(column_width(theme("ar")), abs=0.01)
        names_of_cells = [cell.get("Name") for cell in element.findall("Cell")]
        assert names_of_cells == [f"{c}:{r}" for r in range(rows) for c in range(columns)]
        heads = {cell.get("AppliedCellStyle") for cell in element.findall("Cell")[:columns]}
        assert heads <= {"CellStyle/Table Head", "CellStyle/Delegation Head"}


def _all(blocks: tuple[LayoutBlock, ...]) -> Iterator[LayoutBlock]:
    for block in blocks:
        yield block
        yield from getattr(block, "tables", ())


def test_links_lead_out_and_to_places_in_the_article() -> None:
    written = with_body(
        LayoutHeading(2, "harbour", says("المرفأ")),
        paragraph(
            Link("#harbour", says("فوق")),
            Link("https://example.org", says("خارج")),
            Link("https://example.org", says("مرة أخرى")),
        ),
    )
    document = root(written)
    (place,) = document.iter("HyperlinkTextDestination")
    assert "heading 2" in place.getparent().getparent().get("AppliedParagraphStyle")
    (address,) = document.iter("HyperlinkURLDestination")
    ends = [link.findtext("Properties/Destination") for link in document.findall("Hyperlink")]
    assert ends == [place.get("Self"), address.get("Self"), address.get("Self")]
    names_of_links = [link.get("Name") for link in document.findall("Hyperlink")]
    assert len(set(names_of_links)) == 3


# Looks


def test_colours_are_the_inks_of_the_press_where_the_theme_has_any() -> None:
    (ink,) = [c for c in root(case("english")).iter("Color") if c.get("Name") == "presskit ink"]
    assert (ink.get("Space"), ink.get("ColorValue")) == ("CMYK", "0 0 0 100")
    unprinted = replace(theme("en"), print=None)
    written = render(casebook.layout("english"), unprinted)
    (ink,) = [c for c in root(written).iter("Color") if c.get("Name") == "presskit ink"]
    assert (ink.get("Space"), ink.get("ColorValue")) == ("RGB", "28 26 23")


def test_no_text_is_as_white_as_the_paper() -> None:
    party = styles(root(case("delegation-long")), "ParagraphStyle")["Party"]
    assert party.get("FillColor") == "Color/presskit accent"


def test_a_style_has_the_look_of_its_role() -> None:
    lead = styles(root(case("paragraphs")), "ParagraphStyle")["Lead"]
    wanted = theme("ar").styles["lead"]
    assert float(lead.get("PointSize")) == wanted.size
    assert float(lead.findtext("Properties/Leading")) == wanted.leading
    assert lead.findtext("Properties/AppliedFont") == "Amiri"
    assert float(lead.get("SpaceAfter")) == wanted.after
    assert styles(root(case("hebrew")), "ParagraphStyle")["Lead"].findtext(
        "Properties/AppliedFont"
    ) == ("Frank Ruhl Libre")


def test_a_note_that_only_a_note_refers_to_stands_under_it() -> None:
    layout = docx_layouts.arabic()
    story = icml.story(data(layout))
    refs = [inline for inline in layout.notes[1].blocks[1].children if isinstance(inline, NoteRef)]
    assert [ref.note for ref in refs] == ["note-3", "note-1"]
    second = list(story.iter("Footnote"))[1]
    assert "هامش الهامش." in "".join(second.itertext())
    assert len(list(story.iter("Footnote"))) == 2
