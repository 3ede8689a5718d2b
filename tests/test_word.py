"""Word files of others, as small documents that are made here; whole ones are in tests/doors."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from presskit import api
from presskit.diagnostics import PresskitError, Report
from presskit.model.blocks import CodeBlock, DefinitionList, DeskNote, Figure, List, Paragraph
from presskit.model.inlines import Code, Isolate, Text, plain
from presskit.model.walk import walk
from presskit.sources.changes import Changes
from presskit.sources.doors.source import read_source
from presskit.sources.doors.word.read import read_word
from test_doors import zipped

if TYPE_CHECKING:
    from pathlib import Path

    from presskit.model.article import Article

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_KINDS}" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_STYLES = f"""<w:styles xmlns:w="{_W}"><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="K"><w:name w:val="Kicker"/></w:style>
<w:style w:styleId="L"><w:name w:val="Lead"/></w:style></w:styles>"""
TEXT = "وصلت السفينة إلى الميناء صباح اليوم بعد رحلة طويلة في بحر هائج لم تهدأ أمواجه أياما."


def word(body: str, parts: dict[str, str | bytes] | None = None, **targets: str) -> bytes:
    """A Word file with this body; `targets` are what its relationships lead to, by their ids."""
    outside = ' TargetMode="External"'
    rels = "".join(
        f'<Relationship Id="{name}" Target="{target}" Type="{_KINDS}/{name.rstrip("0123456789")}"'
        f"{outside if '//' in target else ''}/>"
        for name, target in {"styles": "styles.xml", **targets}.items()
    )
    return zipped(
        {
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="d" '
            f'Target="word/document.xml" Type="{_KINDS}/officeDocument"/><Relationship Id="c" '
            f'Target="docProps/core.xml" Type="{_PACKAGE}/metadata/core-properties"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{rels}</Relationships>',
            "word/styles.xml": _STYLES,
            "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
            **(parts or {}),
        }
    )


def para(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{named}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def article(data: bytes, changes: Changes = Changes.ACCEPT) -> tuple[Article, Report]:
    report = Report()
    source = read_word(data, report, "", changes)
    return read_source(source, report, untitled=True)[0], report


def picture(attributes: str, crop: str = "") -> str:
    return f"<w:p><w:r><w:drawing><p><a:blip {attributes}/>{crop}</p></w:drawing></w:r></w:p>"


def halves() -> bytes:
    image = Image.new("RGB", (40, 20), (200, 30, 30))
    image.paste((30, 30, 200), (20, 0, 40, 20))
    done = io.BytesIO()
    image.save(done, "PNG")
    return done.getvalue()


def test_what_was_cut_off_a_picture_does_not_come_in() -> None:
    body = para("السفينة", "H1") + para(TEXT)
    body += picture('r:embed="image1"', '<a:srcRect l="50000"/>') + picture('r:embed="image1"')
    data = word(body, {"word/media/a.png": halves()}, image1="media/a.png")
    kept = list(read_word(data, Report(), "").pictures.values())
    with Image.open(io.BytesIO(kept[0])) as cropped:
        assert cropped.size == (20, 20)
        assert cropped.getpixel((2, 10)) == (30, 30, 200)
    assert kept[1] == halves()


@pytest.mark.parametrize("attribute", ["link", "embed"])
def test_a_picture_elsewhere_is_told_of_and_not_fetched(attribute: str) -> None:
    body = para("السفينة", "H1") + para(TEXT) + picture(f'r:{attribute}="image1"')
    found, report = article(word(body, image1="https://example.org/a.png"))
    assert "https://example.org/a.png" in _all_words(found)
    assert [one.code for one in report.diagnostics] == ["copy-left-out"]


def test_changes_are_taken_as_asked() -> None:
    body = para("السفينة", "H1") + para(TEXT)
    body += "<w:p><w:r><w:t>أبحرت </w:t></w:r><w:ins><w:r><w:t>ليلا</w:t></w:r></w:ins>"
    body += "<w:del><w:r><w:delText>نهارا</w:delText></w:r></w:del></w:p>"
    body += f"<w:moveFrom>{para('ثم عادت.')}</w:moveFrom><w:moveTo>{para('وعادت.')}</w:moveTo>"
    texts = {
        one: [plain(p.children) for p in article(word(body), one)[0].body]  # type: ignore[union-attr]
        for one in Changes
    }
    assert texts == {
        Changes.ACCEPT: ["أبحرت ليلا", "وعادت."],
        Changes.REJECT: ["أبحرت نهارا", "ثم عادت."],
    }


def test_strict_files_are_read_like_others() -> None:
    data = f"<w:document {_NAMES}><w:body>{para('السفينة', 'H1')}{para(TEXT)}</w:body></w:document>"
    strict = data.replace(_W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert (
        article(word("", {"word/document.xml": strict}))[0]
        == article(word(para("السفينة", "H1") + para(TEXT)))[0]
    )


def test_a_style_of_words_own_makes_no_document_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word(para("السفينة", "H1") + para("كتب: سامي العلي") + para(TEXT) * 2))
    assert api.read_copy(path)[0].article.byline == "كتب: سامي العلي"
    path.write_bytes(word(para("سفر", "K") + para("السفينة", "H1") + para(TEXT, "L") + para(TEXT)))
    ours = api.read_copy(path)[0].article
    assert (ours.kicker, ours.byline, len(ours.lead)) == ("سفر", "", 1)


@pytest.mark.parametrize(
    ("title", "expected", "code"),
    [("سفر البحر", "سفر البحر", "copy-doubtful"), ("", "", "copy-untitled")],
)
def test_a_file_without_a_headline_is_read(
    title: str, expected: str, code: str, tmp_path: Path
) -> None:
    core = f'<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></p>'
    path = tmp_path / "a.docx"
    path.write_bytes(word(para(TEXT * 3) * 2, {"docProps/core.xml": core}))
    found = api.read_copy(path)[0]
    assert found.article.title == expected
    assert code in {one.code for one in found.diagnostics}
    assert TEXT in found.markdown


def test_pictures_of_two_files_do_not_take_each_others_place(tmp_path: Path) -> None:
    white = io.BytesIO()
    Image.new("RGB", (9, 9), "white").save(white, "PNG")
    for name, data in (("a", halves()), ("b", white.getvalue())):
        body = para("السفينة", "H1") + para(TEXT) + picture('r:embed="image1"')
        path = tmp_path / f"{name}.docx"
        path.write_bytes(word(body, {"word/media/a.png": data}, image1="media/a.png"))
        list(api.read_copy(path)[0].write(tmp_path / f"{name}.md"))
    for name, data in (("a", halves()), ("b", white.getvalue())):
        manuscript = api.read_article(tmp_path / f"{name}.md")
        (one,) = manuscript.pictures.values()
        assert one.path.read_bytes() == data


def test_what_is_no_word_file_is_refused_in_words() -> None:
    with pytest.raises(PresskitError, match="encrypted"):
        article(b"\xd0\xcf\x11\xe0 and so on")


_WORDS = st.lists(st.text("بتثجحخدذرزس", min_size=3, max_size=6), min_size=1, max_size=6)
_WRAPPERS = st.sampled_from(
    [
        "{}",
        '<w:dir w:val="ltr">{}</w:dir>',
        '<w:bdo w:val="rtl">{}</w:bdo>',
        '<w:fldSimple w:instr="REF x">{}</w:fldSimple>',
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:ins>{}</w:ins>",
        "<w:r><w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict></w:r>",
    ]
)
_DRESSES = st.sampled_from(
    ["", "<w:b/>", "<w:vanish/>", "<w:i/><w:strike/>", "<w:u w:val='single'/>"]
)
_PIECES = st.lists(st.tuples(_WORDS, _WRAPPERS, _WRAPPERS, _DRESSES), min_size=1, max_size=4)


@given(st.lists(_PIECES, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_words_out_and_words_told_of_are_the_words_in(paragraphs: list) -> None:  # type: ignore[type-arg]
    body, count = para("السفينة", "H1") + para(TEXT), len(f"السفينة {TEXT}".split())
    for pieces in paragraphs:
        runs = ""
        for said, outer, inner, dress in pieces:
            run = f'<w:r><w:rPr>{dress}</w:rPr><w:t xml:space="preserve"> {" ".join(said)} </w:t></w:r>'
            runs += outer.format(inner.format(run))
            count += len(said)
        body += f"<w:p>{runs}</w:p>"
    found, report = article(word(body))
    told = sum(
        int(n) for one in report.diagnostics for n in re.findall(r"\((\d+) word", one.message)
    )
    assert len(_all_words(found)) + told == count


def _all_words(found: Article) -> list[str]:
    texts = [one.text for one in walk(found) if isinstance(one, Text | Code | DeskNote | CodeBlock)]
    lines = [found.title, found.kicker, found.byline, found.dateline, *found.tags]
    return [word for text in (*texts, *lines) for word in text.split() if re.search(r"\w", word)]


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_letters_that_were_typed_stay_before_their_paragraphs() -> None:
    items = ["أ) توسيع الرصيف الغربي؛", "ب) شراء رافعتين؛", "ج) تدريب العمال."]
    body = para("قرارات الميناء", "H1") + para(TEXT) + "".join(map(para, items))
    found, _ = article(word(body))
    assert [plain(one.children) for one in found.body if isinstance(one, Paragraph)] == items


@pytest.mark.parametrize(
    ("runs", "marked"),
    [
        ([("تعمل مكتبة ", "ar"), ("docx", "en"), ("4j", "ar"), (" منذ أعوام.", "ar")], []),
        ([("قال ", "ar"), ("good morning", "en"), (" ثم مضى.", "ar")], ["good morning"]),
        ([("في العام ", "ar"), ("2025", "en"), (" بدأ العمل.", "ar")], []),
        ([("كلمة ", "ar"), ("عربية تماما", "fr"), (" هنا.", "ar")], []),
        (
            [("من ", "ar"), ("Port Said and Su", "en"), ("ez", "fr"), (" معا.", "ar")],
            ["Port Said and"],
        ),
    ],
)
def test_languages_hold_for_whole_words_that_can_be_in_them(
    runs: list[tuple[str, str]], marked: list[str]
) -> None:
    said = "".join(
        _run(text, f'<w:rtl w:val="1"/><w:lang w:val="{name}" w:bidi="{name}"/>')
        for text, name in runs
    )
    long = _run(TEXT, '<w:rtl/><w:lang w:bidi="ar"/>')
    found, _ = article(word(f"{para('عنوان', 'H1')}<w:p>{long}</w:p><w:p>{said}</w:p>"))
    isolates = [one for one in walk(found.body) if isinstance(one, Isolate)]
    assert [plain(one.children) for one in isolates] == marked


def test_links_within_the_file_and_numbers_of_headings_are_told_of() -> None:
    link = f'<w:hyperlink w:anchor="b1">{_run("الباب الثاني")}</w:hyperlink>'
    numbers = (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    heading = '<w:p><w:pPr><w:outlineLvl w:val="1"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>'
    body = para("عنوان", "H1") + f"<w:p>{_run(TEXT + ' انظر ')}{link}</w:p>"
    body += heading.format(_run("مقدمة")) + heading.format(_run("خاتمة")) + para(TEXT)
    found, report = article(word(body, {"word/numbering.xml": numbers}, numbering="numbering.xml"))
    assert plain(found.lead[0].children).endswith("انظر الباب الثاني")  # type: ignore[union-attr]
    assert [one.message for one in report.diagnostics] == [
        "the numbers that Word counts before headings (1. … 2.) were left out",
        "“الباب الثاني” leads to places in the file; its text stays",
    ]


def test_a_picture_in_an_item_stays_in_it_with_its_caption() -> None:
    numbers = (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    drawing = '<w:r><w:drawing><p><a:blip r:embed="image1"/></p></w:drawing></w:r>'
    mark = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
    body = para("عنوان", "H1") + para(TEXT)
    body += f"<w:p>{mark}{_run('الأول')}{drawing}</w:p>{para('الميناء فجرا', 'C')}"
    body += f"<w:p>{mark}{_run('الثاني')}</w:p>"
    styles = _STYLES.replace(
        "</w:styles>", '<w:style w:styleId="C"><w:name w:val="caption"/></w:style></w:styles>'
    )
    parts = {"word/numbering.xml": numbers, "word/media/i.png": halves(), "word/styles.xml": styles}
    found, _ = article(word(body, parts, numbering="numbering.xml", image1="media/i.png"))
    (made,) = (one for one in found.body if isinstance(one, List))
    first, second = made.items
    text, shown = first.blocks
    assert isinstance(text, Paragraph)
    assert isinstance(shown, Figure)
    assert (plain(text.children), plain(shown.caption)) == ("الأول", "الميناء فجرا")
    assert len(second.blocks) == 1


def test_terms_of_pandoc_are_terms_here() -> None:
    styles = _STYLES.replace(
        "</w:styles>",
        '<w:style w:styleId="T"><w:name w:val="Definition Term"/></w:style>'
        '<w:style w:styleId="D"><w:name w:val="Definition"/></w:style></w:styles>',
    )
    body = para("السفينة", "H1") + para(TEXT) + para("تعريف بلا مصطلح.", "D")
    body += para("رصيف", "T") + para("جدار ترسو عنده السفن.", "D") + para("من حجر.", "D")
    body += para("مزلق", "T") + para("منحدر للقوارب.", "D") + para(TEXT) + para("وحيد", "T")
    found, _ = article(word(body, {"word/styles.xml": styles}))
    kinds = [type(block).__name__ for block in found.body]
    assert kinds == ["Paragraph", "DefinitionList", "Paragraph", "Paragraph"]
    assert isinstance(terms := found.body[1], DefinitionList)
    assert [(plain(one.term), len(one.blocks)) for one in terms.items] == [("رصيف", 2), ("مزلق", 1)]
