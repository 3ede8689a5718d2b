"""The DOCX keeps every rule, says what the layout says, and is the same every time."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx_layouts
import pytest
from lxml import etree
from PIL import Image

from docx_rules import MARKS, Docx, check, find, style_of, text_of, value
from presskit.diagnostics import Report
from presskit.fonts.library import load_library
from presskit.model.inlines import Isolate, Text, plain
from presskit.model.manuscript import Picture
from presskit.render.docx import render
from presskit.render.setting import Setting
from presskit.theming.loading import load_theme
from presskit.theming.paper import find_paper

if TYPE_CHECKING:
    from presskit.model.inlines import Inlines
    from presskit.model.layout import Layout

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def make(layout: Layout, folder: Path, paper: str = "a4") -> bytes:
    report = Report()
    pictures = {}
    for name, size in (("harbour", (1200, 700)), ("rule", (200, 100))):
        path = folder / f"{name}.png"
        Image.new("RGB", size, "#8f1d21").save(path)
        pictures[f"{name}.png"] = Picture(path, "image/png", *size)
    theme = load_theme("sahifa", report)
    setting = Setting(
        theme=theme.for_language(layout.language),
        base=theme,
        paper=find_paper(paper, report),
        library=load_library((), report),
    )
    return render(layout, setting, pictures, report)


@pytest.fixture(scope="module", params=["arabic", "english"])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make(getattr(docx_layouts, request.param)(), tmp_path_factory.mktemp("docx"))


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make(docx_layouts.arabic(), tmp_path_factory.mktemp("docx"))


def test_keeps_every_rule(edition: bytes) -> None:
    assert check(edition) == []


BREAKS = [
    ("S1", "word/styles.xml", "<w:bCs/>", ""),
    ("S2", "word/styles.xml", "<w:vertAlign", "<w:rtl/><w:vertAlign"),
    ("S3", "word/styles.xml", 'w:ascii="Amiri"', 'w:asciiTheme="minorAscii"'),
    ("S4", "word/styles.xml", '<w:jc w:val="both"/>', '<w:jc w:val="right"/>'),
    (
        "P1",
        "word/document.xml",
        '<w:pStyle w:val="Heading1"/>',
        '<w:pStyle w:val="Heading1"/><w:bidi/>',
    ),
    ("P2", "word/document.xml", '<w:pStyle w:val="Heading1"/>', ""),
    ("P3", "word/styles.xml", "<w:bidi/>", ""),
    (
        "P4",
        "word/document.xml",
        "<w:sectPr>",
        '<w:p><w:pPr><w:pStyle w:val="Lead"/></w:pPr></w:p><w:sectPr>',
    ),
    ("R1", "word/document.xml", "<w:rtl/>", ""),
    ("R2", "word/document.xml", '<w:rStyle w:val="LatinText"/>', "<w:rtl/>"),
    ("R3", "word/document.xml", "<w:rtl/></w:rPr><w:t>البند الرابع", "<w:rtl/></w:rPr><w:t>10/10"),
    ("R4", "word/document.xml", "<w:rtl/>", "<w:rtl/><w:lang/>"),
    ("R5", "word/document.xml", "البند", "\u202bالبند"),
    ("R6", "word/document.xml", "<w:t>البند", "<w:tab/><w:t>البند"),
    ("R6", "word/document.xml", "البند الرابع", "البند  الرابع"),
    ("T1", "word/document.xml", "<w:bidiVisual/>", ""),
    ("T2", "word/document.xml", "<w:tblHeader/>", ""),
    ("T2", "word/document.xml", "<w:cantSplit/>", ""),
    ("T3", "word/document.xml", '<w:tblStyle w:val="DataTable"/>', '<w:tblStyle w:val="Lead"/>'),
    ("T4", "word/document.xml", "</w:p></w:tc>", "</w:p><w:sdt/></w:tc>"),
    ("T5", "word/document.xml", '<w:gridCol w:w="', '<w:gridCol/><w:gridCol w:w="'),
    ("I1", "word/document.xml", "descr=", "title="),
    ("I2", "word/document.xml", "wp:inline", "wp:anchor"),
    ("D1", "word/document.xml", "<w:bidi/><w:rtlGutter/>", ""),
    ("H1", "word/document.xml", "<w:sectPr>", "<w:hyperlink/><w:sectPr>"),
    ("N1", "word/numbering.xml", 'w:numId="1"', 'w:numId="99"'),
    ("N2", "word/document.xml", 'w:name="numbers"', 'w:name="harbour"'),
    ("N3", "word/document.xml", 'w:name="table_1"', 'w:name="x"'),
    ("N4", "word/document.xml", '<w:fldChar w:fldCharType="end"/>', ""),
    ("N6", "word/footnotes.xml", 'w:id="2"', 'w:id="7"'),
    ("O1", "word/styles.xml", "<w:keepNext/>", "<w:widowControl/><w:keepNext/>"),
    ("Z3", "word/settings.xml", "<w:compat>", "<w:rsids/><w:compat>"),
    ("Z4", "word/settings.xml", "compatibilityMode", "mode"),
]


@pytest.mark.parametrize(("rule", "part", "old", "new"), BREAKS)
def test_the_checker_finds_a_broken_rule(
    arabic: bytes, rule: str, part: str, old: str, new: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(arabic)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert old in files[part].decode()
    files[part] = files[part].decode().replace(old, new).encode()
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    assert rule in {finding.split(":")[0] for finding in check(broken.getvalue())}


def test_same_bytes_twice(tmp_path: Path, arabic: bytes) -> None:
    assert make(docx_layouts.arabic(), tmp_path) == arabic


def test_says_what_the_layout_says(arabic: bytes) -> None:
    """Every text of the layout stands in the document, in order, and nothing else does."""
    said = _texts(docx_layouts.arabic())
    read = [
        text_of(p).translate(MARKS)
        for p in Docx(arabic).parts["document"].iter(f"{W}p")
        if text_of(p) and style_of(p) != "Break"
    ]
    assert "\n".join(read) == "\n".join(said)


def _texts(layout: Layout) -> list[str]:
    opening = layout.opening
    texts = [plain(opening.kicker), plain(opening.headline)]
    texts.append(f"{plain(opening.byline)} · {plain(opening.date)}")
    texts += [_with_marks(p.children) for p in opening.lead]
    texts.append(plain(opening.dateline))
    _walk(layout.body, texts)
    texts.append(plain(layout.source))
    return texts


def _walk(value: object, texts: list[str]) -> None:
    """Texts in reading order: the fields of the layout's records hold them so, but for tables."""
    if isinstance(value, tuple):
        if value and all(hasattr(part, "__struct_config__") for part in value):
            tags = {getattr(part.__struct_config__, "tag", None) for part in value}
            if tags <= {
                "text",
                "strong",
                "emphasis",
                "link",
                "code",
                "isolate",
                "note-ref",
                "line-break",
            }:
                texts.append(_with_marks(value))
                return
        for part in value:
            _walk(part, texts)
        return
    fields = getattr(value, "__struct_fields__", ())
    if "caption" in fields and "head" in fields:
        fields = ("caption", "head", "rows")
    for field in fields:
        child = getattr(value, field)
        if field == "text":
            texts.append(child.replace("\n", "").replace("\t", ""))
        elif field not in ("label", "id"):
            _walk(child, texts)


def _with_marks(inlines: Inlines) -> str:
    parts = []
    for inline in inlines:
        if hasattr(inline, "children"):
            parts.append(_with_marks(inline.children))
        else:
            # A first reference is Word's own number; later ones carry the mark as text.
            again = getattr(inline, "id", "").count("-") > 1
            parts.append(
                getattr(inline, "text", inline.mark if again else "")
                if not hasattr(inline, "note") or again
                else ""
            )
    return "".join(parts)


@pytest.mark.parametrize(
    ("inlines", "runs"),
    [
        (("درجة ", docx_layouts.ltr("-5"), " اليوم"), ["درجة |r", "\u200e-5|l", " اليوم|r"]),
        (("لغة ", docx_layouts.ltr("C++"), "."), ["لغة |r", "C++\u200e|l", ".|r"]),
        (("يوم ", docx_layouts.ltr("10/10"), "."), ["يوم |r", "10/10|l", ".|r"]),
        (("نسبة ", docx_layouts.ltr("5%"), "."), ["نسبة |r", "\u200e5%\u200e|l", ".|r"]),
        (("من F-22 و10/10",), ["من |r", "F-22|l", " و|r", "10/10|l"]),
        (
            (docx_layouts.ltr("Aurus"), " / ", docx_layouts.ltr("BMW"), " 2022 ثم"),
            ["Aurus|l", "\u200f / |r", "BMW|l", "\u200f 2022 ثم|r"],
        ),
        (("الأعوام 2019–2022",), ["الأعوام 2019–2022|r"]),
    ],
)
def test_direction_run_by_run(
    tmp_path: Path, inlines: tuple[str | Isolate, ...], runs: list[str]
) -> None:
    parts = tuple(Text(part) if isinstance(part, str) else part for part in inlines)
    layout = _with_body(docx_layouts.LayoutParagraph(parts))
    p = _only_body_paragraph(make(layout, tmp_path))
    found = [
        f"{text_of(r)}|{'r' if find(r, 'w:rPr/w:rtl') is not None else 'l'}"
        for r in p.iter(f"{W}r")
    ]
    assert found == runs


def _with_body(*blocks: docx_layouts.LayoutBlock) -> Layout:
    import msgspec

    return msgspec.structs.replace(docx_layouts.arabic(), body=blocks, notes=(), source=())


def _only_body_paragraph(data: bytes) -> etree._Element:
    return Docx(data).parts["document"][0][-2]


def test_every_numbered_list_starts_where_the_layout_says(arabic: bytes) -> None:
    docx = Docx(arabic)
    starts = {
        num.get(f"{W}numId"): value(find(num, "w:lvlOverride/w:startOverride"))
        for num in docx.parts["numbering"].iter(f"{W}num")
    }
    lists = []
    for _, p in docx.paragraphs():
        number = value(find(p, "w:pPr/w:numPr/w:numId"))
        if number and number not in lists:
            lists.append(number)
    assert [starts[number] for number in lists[:3]] == ["1", "3", "1"]
    assert len(lists) == 7 + 9


def test_bold_in_a_bold_paragraph_stays_bold(arabic: bytes) -> None:
    docx = Docx(arabic)
    heading = next(p for _, p in docx.paragraphs() if style_of(p) == "Heading4")
    strong = next(r for r in heading.iter(f"{W}r") if "المرفأ" in text_of(r))
    style = docx.styles[value(find(strong, "w:rPr/w:rStyle"))]
    assert value(find(style, "w:name")) == "Strong in Bold"
    assert find(style, "w:rPr/w:b") is None


def test_style_names_are_the_same_in_both_directions(tmp_path: Path, arabic: bytes) -> None:
    def fixed(data: bytes) -> set[str]:
        names = {value(find(s, "w:name")) for s in Docx(data).styles.values()}
        return {
            n
            for n in names
            if not re.search(r" (?:LTR|RTL|Center|End)$|Language|LatinText .|Strong .|\d$", n)
        }

    assert fixed(arabic) == fixed(make(docx_layouts.english(), tmp_path))


def test_metadata(arabic: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(arabic)) as archive:
        core = archive.read("docProps/core.xml").decode()
        settings = archive.read("word/settings.xml").decode()
    for expected in (
        "المرفأ الذي ينام متأخرًا",
        "ليلى مرجان; نادر عوض",
        "موانئ, صيد",
        "ar-SA",
        "2025-03-14",
    ):
        assert expected in core
    assert 'w:bidi="ar-SA"' in settings


def test_paper_sets_the_page_and_the_tables(tmp_path: Path) -> None:
    docx = Docx(make(docx_layouts.arabic(), tmp_path, "a5"))
    page = find(docx.parts["document"], "//w:pgSz")
    assert page is not None
    assert page.get(f"{W}w") == "8391"
    margins = find(docx.parts["document"], "//w:pgMar")
    assert margins is not None
    text = 8391 - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    width = find(docx.parts["document"], "//w:tblW")
    assert width is not None
    assert abs(int(width.get(f"{W}w")) - text) <= 1
