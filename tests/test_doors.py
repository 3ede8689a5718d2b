"""The other doors: a folder a case under tests/doors.

`copy.*` is what comes in; a DOCX is a folder `copy.docx` with the parts of its package, those that
every package has left out. `expected.md` is the article, `expected-1.md` and so on are several.
`says.txt` is what the report must tell, a line each; without it nothing.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import pictures
from came_back import told
from presskit import api
from presskit.diagnostics import PresskitError, Report
from presskit.model.blocks import DeskNote, Figure, Paragraph
from presskit.model.inlines import Code, Text, plain
from presskit.model.walk import walk
from presskit.sources.doors.html import read_html
from presskit.sources.doors.source import read_source
from presskit.sources.kinds import kind_of

FOLDER = Path(__file__).parent / "doors"
CASES = sorted(path for path in FOLDER.iterdir() if path.is_dir())
_PACKAGE = {
    "[Content_Types].xml": """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""",
    "_rels/.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>""",
}


def copy_of(case: Path, folder: Path) -> Path:
    """The file of a case, in a folder where it can be read."""
    (copy,) = case.glob("copy.*")
    path = folder / copy.name
    path.write_bytes(packed(copy) if copy.is_dir() else copy.read_bytes())
    for picture in case.glob("*.png"):
        (folder / picture.name).write_bytes(picture.read_bytes())
    return path


def packed(folder: Path) -> bytes:
    files = {one.relative_to(folder).as_posix(): one for one in folder.rglob("*") if one.is_file()}
    return zipped(_PACKAGE | {name: one.read_bytes() for name, one in files.items()})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    done = io.BytesIO()
    with zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return done.getvalue()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_door_opens_on_the_same_article(case: Path, tmp_path: Path) -> None:
    found = api.read_copy(copy_of(case, tmp_path))
    expected = sorted(case.glob("expected*.md"))
    assert len(found) == len(expected)
    for one, path in zip(found, expected, strict=True):
        wanted = tmp_path / path.name
        wanted.write_bytes(path.read_bytes())
        list(one.write(tmp_path / "came.md"))
        assert told(one.article) == told(api.read_article(wanted).article)
        assert told(api.read_article(tmp_path / "came.md").article) == told(one.article)
    says = case / "says.txt"
    wanted_says = says.read_text(encoding="utf-8").splitlines() if says.exists() else []
    assert [f"{d.code}: {d.message}" for one in found for d in one.diagnostics] == wanted_says


_WORD = st.text("بتثجحخدذرزسشصضطظعغفقكلمن", min_size=5, max_size=8).map("كلمة{}".format)
_INLINE = [
    "b",
    "i",
    "span",
    "a href=javascript:x",
    "a href=https://example.org",
    "sup",
    "sub",
    "q",
    "font",
    "span dir=ltr",
    "em",
    "bdi",
    "cite",
    "small",
    "br",
    "u",
    "code",
    "wbr",
    "del",
    "button",
]
_BLOCK = [
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h1",
    "h2",
    "h4",
    "table",
    "tr",
    "td",
    "th",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "section",
    "aside",
    "header",
    "footer",
    "nav",
    "pre",
    "caption",
    "details",
    "summary",
    "center",
    "p class=caption",
    "div class=share",
    "tbody",
    "address",
    "div class=entry-meta",
    "p dir=ltr",
    "div class=pullquote",
    "img alt=x src=https://example.org/x.png",
    "form",
    "fieldset",
    "legend",
    "p style=mso-list:l0\u00a0level2",
]


def _elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names = st.sampled_from([*_INLINE, *_BLOCK])
    return st.tuples(names, st.lists(inner, max_size=5)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0].split()[0]}>"
    )


_PIECES = st.recursive(_WORD.map(lambda word: f" {word} "), _elements, max_leaves=40)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=6).map("".join))
def test_no_word_of_any_page_is_lost(page: str) -> None:
    words = re.findall(r"كلمة\w+", page)
    report = Report("page.html")
    article, _ = read_source(read_html(page, report, language="ar"), report, untitled=True)
    said = [article.title, article.kicker, article.deck, article.byline, article.dateline]
    said += article.tags
    for one in walk((article.lead, article.body, article.notes, article.source)):
        match one:
            case Text(text=text) | Code(text=text) | DeskNote(text=text):
                said.append(text)
            case Figure(alt=alt):
                said.append(alt)
            case _ if hasattr(one, "text"):
                said.append(one.text)
    kept = re.findall(r"كلمة\w+", " ".join(said))
    told_of = " ".join(found.message for found in report.diagnostics)
    lost = set(words) - set(kept)
    # What is long is told of by its beginning.
    assert lost <= set(re.findall(r"كلمة\w*", told_of)) or "…" in told_of, page
    assert set(kept) <= set(words), page


def read(path: Path, data: str | bytes) -> api.Imported:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (found,) = api.read_copy(path)
    return found


def failing(path: Path, data: str | bytes) -> tuple[str, str]:
    with pytest.raises(PresskitError) as caught:
        read(path, data)
    (found,) = caught.value.diagnostics
    return found.code, found.message


PNG = pictures.png(Image.new("RGB", (4, 4)))
INLINE = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


def test_pictures_beside_a_page_and_in_it_all_come_along(tmp_path: Path) -> None:
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files/سوق قديم.png").write_bytes(PNG)
    (tmp_path.parent / "outside.png").write_bytes(PNG)
    page = f"""<h1>عنوان الصفحة</h1><p>فقرة أولى كاملة هنا.</p><img src="{INLINE}" alt="أولى">
<ul><li><p>بند</p><p>وصورته <img src="{INLINE}" alt="ثانية"></p></li></ul>
<figure><img src="page_files/%D8%B3%D9%88%D9%82%20%D9%82%D8%AF%D9%8A%D9%85.png?w=300" alt="ثالثة">
<figcaption>السوق القديم <span class="credit">تصوير: نادر</span></figcaption></figure>
<img src="../outside.png" alt="رابعة"><img data-src="gone.png" src="{INLINE}" alt="خامسة">"""
    found = read(tmp_path / "page.html", page)
    figures = [one for one in walk(found.article.body) if isinstance(one, Figure)]
    assert [(one.src, one.alt, plain(one.credit)) for one in figures] == [
        ("pictures/picture-1.png", "أولى", ""),
        ("pictures/picture-2.png", "ثانية", ""),
        ("page_files/سوق قديم.png", "ثالثة", "تصوير: نادر"),
    ]
    assert set(found.pictures.values()) == {PNG}
    assert set(found.pictures) == {one.src for one in figures}
    told_of = [one.message for one in found.diagnostics if one.code == "copy-picture"]
    assert [("رابعة" in one, "خامسة" in one) for one in told_of] == [(True, False), (False, True)]


def test_pictures_of_a_word_file_come_along(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("عنوان الوثيقة", style="Title")
    document.add_paragraph("فقرة أولى كاملة هنا.")
    document.add_picture(io.BytesIO(PNG))
    for one in document.element.body.iter("{*}docPr"):
        one.set("descr", "باب قديم")
    document.save(str(tmp_path / "a.docx"))
    (found,) = api.read_copy(tmp_path / "a.docx")
    (figure,) = [one for one in walk(found.article.body) if isinstance(one, Figure)]
    assert (figure.alt, found.pictures[figure.src]) == ("باب قديم", PNG)


@pytest.mark.parametrize("depth", [200, 2000])
@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "blockquote"])
def test_deep_nesting_loses_no_word(tag: str, depth: int, tmp_path: Path) -> None:
    names = tag.split("><")
    deep = depth // len(names) - 20
    closing = "".join(f"</{name}>" for name in reversed(names))
    page = f"<h1>عنوان</h1><p>أول.</p>{f'<{tag}>' * deep}في العمق{closing * deep}<p>آخر.</p>"
    found = read(tmp_path / "page.html", page)
    assert "في العمق" in found.markdown
    assert "آخر." in found.markdown
    list(found.write(tmp_path / "a.md"))
    api.read_article(tmp_path / "a.md")


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    assert failing(tmp_path / "a.html", "<div>" * 5000 + "كلمة")[0] == "nesting-too-deep"


ENTITY = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0">&x;</rss>'


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xml", ENTITY, "feed-unreadable"),
        ("a.xml", "<html></html>", "feed-unreadable"),
        ("a.json", '{"uri": "x", "headline": "ب', "json-invalid"),
        ("a.json", '[{"content": {"rendered": "x"', "json-invalid"),
        ("a.docx", b"PK\x03\x04junk", "docx-unreadable"),
        ("a.docx", zipped({"word/document.xml": b" " * 70_000_000}), "file-too-large"),
        ("a.docx", zipped({"word/document.xml": b"<a><b>"}), "docx-unreadable"),
        ("a.html", "<p>نص".encode("cp1256"), "encoding-not-utf8"),
        ("a.html", "<meta charset=nonesuch><p>نص".encode("cp1256"), "encoding-not-utf8"),
    ],
)
def test_what_cannot_be_read_says_why(
    name: str, data: str | bytes, code: str, tmp_path: Path
) -> None:
    assert failing(tmp_path / name, data)[0] == code


@pytest.mark.parametrize("case", ["rss", "wxr"])
def test_a_broken_feed_is_read_as_far_as_it_goes(case: str, tmp_path: Path) -> None:
    data = (FOLDER / case / "copy.xml").read_bytes()
    (tmp_path / "a.xml").write_bytes(data[: len(data) * 2 // 3])
    found = api.read_copy(tmp_path / "a.xml")
    assert found
    assert "feed-broken" in {one.code for one in found[0].diagnostics}


def test_language_of_a_page_is_that_of_its_letters(tmp_path: Path) -> None:
    page = '<html lang="en-US"><head><title>عنوان</title></head><p>فقرة عربية كاملة الكلمات.</p>'
    assert read(tmp_path / "a.html", page).article.language == "ar"
    assert read(tmp_path / "b.html", page.replace("en-US", "ar-EG")).article.language == "ar-EG"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_kinds_are_known_without_a_name(case: Path, tmp_path: Path) -> None:
    path = copy_of(case, tmp_path)
    data = path.read_bytes()
    if case.name == "page-utf-16":
        pytest.skip("only a name says that UTF-16 is a page")
    assert kind_of("-", data) == kind_of(path.name, data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("[\n  {", "json"),
        ("<!-- wp:paragraph -->\n<p>x</p>", "html"),
        ("<!--StartFragment--><b>x</b>", "html"),
        ("<html><style>\n# x { }\n</style>", "html"),
        ("<div>\n\n# عنوان\n", "markdown"),
        ("<فلان> قال كلاما", "copy"),
    ],
)
def test_kinds_by_their_beginnings(data: str, kind: str) -> None:
    assert kind_of("-", data.encode()) == kind


_TOLD = re.compile(r"“(?P<said>.*?)…?” (?:\((?P<count>\d+) words\) )?was left out", re.DOTALL)


@settings(max_examples=100, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=6).map("\n".join), st.booleans())
def test_words_out_and_words_told_are_the_words_of_a_page(page: str, is_site: bool) -> None:
    """Of a page with a site around it, too: each word is in the article or counted as left out."""
    words = re.findall(r"كلمة\w+", page)
    running = (
        "ويقول من حضر إن العمل بدأ قبل عامين وإنه لن ينتهي قبل الخريف كما كان مقررا في البداية."
    )
    if is_site:
        page = f"<title>عنوان</title><nav><a href=/x>كلمةباب</a></nav><h1>عنوان</h1><p>{running}</p>{page}"
        words.append("كلمةباب")
    report = Report("page.html")
    article, _ = read_source(read_html(page, report, language="ar"), report, untitled=True)
    said = [article.title, article.kicker, article.deck, article.byline, article.dateline]
    said += article.tags
    for one in walk((article.lead, article.body, article.notes, article.source)):
        said.append(getattr(one, "text", None) or getattr(one, "alt", ""))
    out = len(set(re.findall(r"كلمة\w+", " ".join(said))))
    told_of = 0
    for found in report.diagnostics:
        if match := _TOLD.match(found.message):
            shown = re.findall(r"كلمة\w+", match["said"])
            told_of += int(match["count"]) if match["count"] else len(shown)
    assert out + told_of >= len(set(words)), page


@pytest.mark.parametrize(
    ("ruby", "said"),
    [
        ("<ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>ども", "子(こ)ども"),
        ("<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>", "東(とう)京(きょう)"),
        ("<ruby><rb>漢</rb><rtc><rt>かん</rt></rtc></ruby>字", "漢(かん)字"),
    ],
)
def test_readings_over_a_text_stand_after_it_in_brackets(
    ruby: str, said: str, tmp_path: Path
) -> None:
    found = read(tmp_path / "page.html", f"<h1>紙面</h1><p>これは{ruby}の話です。</p>")
    (block,) = (*found.article.lead, *found.article.body)
    assert isinstance(block, Paragraph)
    assert plain(block.children) == f"これは{said}の話です。"


def test_what_a_page_shows_of_its_own_beside_the_text_is_left_out(tmp_path: Path) -> None:
    text = "".join(
        f"<p>{'وصلت السفينة إلى الميناء القديم ' * 8}في اليوم {n}.</p>" for n in range(8)
    )
    page = f"""<html><head><title>سفينة في الميناء</title></head><body><nav><a href="/a">الرئيسية</a></nav><article><h1>سفينة في الميناء</h1>
<div class="KeyPoints-list"><ul><li>وصلت السفينة صباح اليوم بعد رحلة طويلة في البحر.</li></ul></div>{text}
<p>قال الربان <span class="person-popover">سالم، ربان منذ عشرين عاما</span> إنه سعيد بالوصول.</p>
<h2>Subscribe to our newsletter</h2><div><p>Letters of the port come every morning, and cost nothing.</p></div>
</article></body></html>"""
    found = read(tmp_path / "page.html", page)
    said = " ".join(one.text for one in walk(found.article) if isinstance(one, Text))
    told_of = " ".join(one.message for one in found.diagnostics)
    assert "قال الربان" in said
    for text in ("صباح اليوم", "عشرين عاما", "newsletter", "cost nothing"):
        assert text not in said
        assert text in told_of


def test_links_to_headings_of_the_page_are_a_list_of_contents() -> None:
    text = "عادت الرحلات البحرية إلى الجزيرة بعد شتاء طويل، وامتلأت المقاعد في اليوم الأول كلها."
    page = (
        f"<main><h1>رحلات الجزيرة</h1><p><a href='#a'>المواعيد</a> | <a href='#b'>الأسعار</a></p>"
        f"<h2 id='a'>المواعيد</h2><p>{text}</p><h2 id='b'>الأسعار</h2><p>{text}</p></main>"
    )
    report = Report("page.html")
    article, _ = read_source(read_html(page, report, language="ar"), report, untitled=True)
    kinds = [type(block).__name__ for block in article.body]
    assert kinds == ["List", "Heading", "Paragraph", "Heading", "Paragraph"]
    assert not article.lead
