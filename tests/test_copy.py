"""Pasted copy: a folder a case under tests/copy, with `copy.txt` and the `expected.md` it is.

`tuned` are the pieces that the rules were made on, `held` those that were written afterwards.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from came_back import told
from casebook import SAMPLE
from presskit import api
from presskit.cli.main import presskit
from presskit.diagnostics import PresskitError, Report
from presskit.model.article import Article
from presskit.model.blocks import DeskNote, Figure, List
from presskit.model.inlines import Code, Isolate, Link, Text
from presskit.model.publication import Publication
from presskit.model.walk import walk
from presskit.proof.find import repaired
from presskit.sources import read, read_bytes
from presskit.sources.pasted.article import read_copy
from presskit.writers.markdown import write_markdown
from steps import steps

FOLDER = Path(__file__).parent / "copy"
CASES = sorted(path.parent for path in FOLDER.glob("*/*/copy.txt"))
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.md"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_copy_is_understood(case: Path) -> None:
    copy, expected = (read(case / name, untitled=True) for name in ("copy.txt", "expected.md"))
    assert told(repaired(copy.article, Report())) == told(expected.article)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_no_word_is_lost(case: Path) -> None:
    assert_no_word_lost((case / "copy.txt").read_text(encoding="utf-8"))


def assert_no_word_lost(text: str) -> None:
    article, decisions = read_copy(text, Report("copy.txt"), Publication(), untitled=True)
    lines = text.split("\n")
    left_out = [
        "\n".join(lines[one.first - 1 : one.last])
        for one in decisions
        if one.taken in {"left-out", "date", "dateline", "byline", "source", "tags", "kicker"}
    ]
    said = Counter(_words(_all(article)))
    lost = Counter(_words(text)) - said - Counter(_words("\n".join(left_out)))
    # What goes are markers, numbers and letters of lists, and labels of the lines that name themselves.
    assert {word for word in lost if not word.isdecimal() and len(word) > 1} <= {
        *_words("العنوان القسم الكاتب التاريخ الف")
    }


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _all(article: Article) -> str:
    parts = [article.title, article.kicker, article.byline, article.dateline, *article.tags]
    for one in walk((article.lead, article.body, article.source)):
        match one:
            case Text(text=text) | Code(text=text) | DeskNote(text=text):
                parts.append(text)
            case Figure(alt=alt):
                parts.append(alt)
    return " ".join(parts)


_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "شارك",
                "كتب: أحمد حسن",
                "نتائج القمة",
                "وفد الجزيرة:",
                "وزيرة الزراعة: سهام الراوي",
                "- بند أول",
                "١- بند مرقم",
                "س: كيف بدأت؟",
                "«قول مأثور لا ينسى أبدا»",
                "***",
                "15 أغسطس 2025",
                "المصدر: وكالات",
                "#وسم #آخر",
                "أعلنت البلدية أمس فتح الحديقة للزوار بعد أشهر من الترميم والعمل المتواصل.",
                "أولاهما\tثانيتهما",
                "> كلام منقول",
            ]
        ),
        st.text(alphabet="ابتمن .،:-؟«»()١2aB\t", max_size=60),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(_LINES)
def test_whatever_is_pasted_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    article, decisions = read_copy(text, Report("copy.txt"), Publication(), untitled=True)
    taken = {n for one in decisions for n in range(one.first, one.last + 1)}
    assert {n for n, line in enumerate(lines, 1) if re.search(r"\w", line)} <= taken
    assert isinstance(article, Article)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the newsroom's sample isn't here")
def test_the_sample_is_understood() -> None:
    (copy,) = api.read_copy(SAMPLE.with_suffix(".txt"))
    assert told(copy.article) == told(api.read_article(SAMPLE).article)
    repairs = [one.message for one in copy.diagnostics if one.code == "text-repaired"]
    assert len(repairs) == 3
    assert all(one.confidence >= 0.7 for one in copy.decisions)


def test_import_writes_markdown_that_reads_as_the_copy(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes((FOLDER / "tuned/web-furniture/copy.txt").read_bytes())
    done = CliRunner().invoke(presskit, ["import", str(copy), "-o", str(tmp_path / "a.md")])
    assert done.exit_code == 0, done.output
    assert "copy-left-out" in done.output
    markdown = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "<!-- presskit: line 17: is this a paragraph?" in markdown
    assert told(api.read_article(tmp_path / "a.md").article) == told(api.read_article(copy).article)
    again = CliRunner().invoke(presskit, ["import", str(copy), "-o", str(tmp_path / "a.md")])
    assert again.exit_code == 1
    assert "output-exists" in again.output


def test_explain_shows_every_decision() -> None:
    case = FOLDER / "tuned/line-up/copy.txt"
    done = CliRunner().invoke(presskit, ["import", str(case), "--explain"])
    assert done.exit_code == 0, done.output
    for said in ("headline", "kicker", "byline", "delegation", "heading", "0.9"):
        assert said in done.output


@pytest.mark.parametrize("command", ["pdf", "epub", "docx"])
def test_editions_are_made_of_copy(command: str, tmp_path: Path) -> None:
    case = FOLDER / "tuned/plain-news/copy.txt"
    made = tmp_path / f"out.{command}"
    done = CliRunner().invoke(presskit, [command, str(case), "-o", str(made)])
    assert done.exit_code == 0, done.output
    assert made.stat().st_size > 1000


def test_copy_without_a_headline_says_so(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(
        "فقرة أولى طويلة تنتهي بنقطة. وفيها جملة ثانية تنتهي بنقطة أيضا.\n", encoding="utf-8"
    )
    with pytest.raises(PresskitError, match="title-missing"):
        api.read_article(copy)


def test_doubts_are_told_where_they_stand(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    text = "عنوان الخبر كما هو\nفقرة أولى تنتهي بنقطة.\nاقرأ أيضا: عنوان آخر\nفقرة ثانية تنتهي بنقطة.\n"
    copy.write_text(text, encoding="utf-8")
    found = [one for one in api.read_article(copy).diagnostics if one.code == "copy-doubtful"]
    assert [one.place.at and one.place.at.line for one in found] == [3]


def _same(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_page_of_an_example_is_the_example(example: Path, tmp_path: Path) -> None:
    """The EPUB's document of an example, saved as a page, tells the same headings and texts."""
    if example.stem == "README":
        pytest.skip("no article")
    article = api.read_article(example).article
    (edition,) = api.export(api.read_article(example), ["epub"])
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(edition.data)) as book:
        name = next(n for n in book.namelist() if n.endswith("article.xhtml"))
        page = re.sub(rb"<img[^>]*>", b"", book.read(name))
    (tmp_path / "page.html").write_bytes(page.split(b"?>", 1)[-1])
    again = api.read_article(tmp_path / "page.html").article
    assert _same(again.title) == _same(article.title)
    assert again.language == article.language
    lists = sum(isinstance(one, List) for one in walk(article.body))
    assert sum(isinstance(one, List) for one in walk(again.body)) >= lists


PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><title>سوق النحاسين | الجريدة</title>
<meta property="article:published_time" content="2025-08-03T10:00:00Z">
<meta property="article:section" content="ثقافة"></head><body><nav>الرئيسية</nav><article>
<h1>سوق النحاسين يعود</h1><p class="byline">كتب: نادر العشي</p><div class="share">شارك</div>
<p>عادت المطارق إلى <a href="https://example.org/a" onclick="x()">السوق</a> القديم.</p>
<p><strong>ماذا تغير</strong></p><p>سطر أول هنا.<br>سطر ثان هنا.</p><p>الوفد الزائر:</p>
<ul><li>وزير الثقافة: ماهر علوان</li><li>مدير الآثار: سعاد النجار</li></ul>
<ol start="3"><li>أول<ul><li>داخل</li></ul></li><li><b>ثان</b> شيء</li></ol>
<p>هاتف <span dir="ltr">+966 11</span> <a href="javascript:alert(1)">هنا</a>.</p>
<script>alert(1)</script></article><footer>حقوق</footer></body></html>"""


def test_a_page_keeps_links_lists_and_directions(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    (imported,) = api.read_copy(path)
    article = imported.article
    assert (article.title, article.kicker, article.byline) == (
        "سوق النحاسين يعود",
        "ثقافة",
        "كتب: نادر العشي",
    )
    assert str(article.date) == "2025-08-03"
    assert "3. أول\n   - داخل\n4. **ثان** شيء" in imported.markdown
    assert "::: delegation\nالوفد الزائر:" in imported.markdown
    assert "## ماذا تغير" in imported.markdown
    assert [one.href for one in walk(article) if isinstance(one, Link)] == ["https://example.org/a"]
    assert [one.direction for one in walk(article.body) if isinstance(one, Isolate)] == ["ltr"]
    assert "alert" not in imported.markdown
    assert "شارك" not in imported.markdown
    assert {one.code for one in imported.diagnostics} == {"copy-left-out", "copy-link"}


def test_a_word_file_of_others_is_read(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("عنوان الوثيقة الكامل", style="Title")
    document.add_paragraph("كتب: سامي العلي")
    document.add_paragraph("فقرة أولى في الوثيقة تنتهي بنقطة.")
    document.add_paragraph("عنوان فرعي", style="Heading 1")
    document.add_paragraph("بند أول", style="List Bullet")
    document.add_paragraph("بند ثان", style="List Bullet")
    table = document.add_table(2, 2)
    for number, cell in enumerate(table._cells):
        cell.text = f"خلية {number}"
    document.save(str(tmp_path / "theirs.docx"))
    (imported,) = api.read_copy(tmp_path / "theirs.docx")
    assert imported.article.title == "عنوان الوثيقة الكامل"
    assert imported.article.byline == "كتب: سامي العلي"
    assert "## عنوان فرعي\n\n- بند أول\n- بند ثان" in imported.markdown
    assert "| خلية 0 | خلية 1 |" in imported.markdown


FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>الجريدة</title>
<language>ar</language>
<item><title>خبر أول</title><link>https://example.org/1</link><category>محلي</category>
<pubDate>Sun, 17 Aug 2025 10:00:00 GMT</pubDate><description>&lt;p&gt;نص الخبر الأول كاملا.&lt;/p&gt;</description></item>
<item><title>خبر ثان</title><description>نص الخبر الثاني كاملا.</description></item></channel></rss>"""


def test_a_feed_becomes_a_folder_and_a_digest(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    first, second = api.read_copy(tmp_path / "feed.xml")
    assert (first.article.title, str(first.article.date), first.article.tags) == (
        "خبر أول",
        "2025-08-17",
        ("محلي",),
    )
    assert second.name == "خبر-ثان"
    run = CliRunner()
    done = run.invoke(presskit, ["import", str(tmp_path / "feed.xml")])
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "feed").iterdir()} == {"خبر-أول.md", "خبر-ثان.md"}
    done = run.invoke(
        presskit,
        ["digest", str(tmp_path / "feed.xml"), "--title", "ع", "-o", str(tmp_path / "out")],
    )
    assert done.exit_code == 0, done.output
    done = run.invoke(presskit, ["pdf", str(tmp_path / "feed.xml")])
    assert done.exit_code == 1
    assert "the file holds 2 articles" in done.output


WXR = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:wp="http://wordpress.org/export/1.2/"><channel><language>ar</language>
<wp:author><wp:author_login>sami</wp:author_login><wp:author_display_name>سامي العلي</wp:author_display_name></wp:author>
<item><title>مقال</title><dc:creator>sami</dc:creator><wp:post_date>2025-08-03 10:00:00</wp:post_date>
<wp:post_name>maqal</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="category" nicename="x">ثقافة</category><category domain="post_tag" nicename="y">كتب</category>
<content:encoded><![CDATA[فقرة أولى كاملة.

فقرة ثانية كاملة.

[gallery ids="1"]<ul><li>بند</li><li>آخر</li></ul>]]></content:encoded></item>
<item><title>مسودة</title><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"""
REST = """[{"id": 1, "date": "2025-08-03T10:00:00", "slug": "%d9%85%d9%82%d8%a7%d9%84", "link": "https://example.org/m",
"title": {"rendered": "مقال &#8211; أول"}, "content": {"rendered": "<p>فقرة أولى كاملة.</p><h3>عنوان</h3><p>فقرة.</p>"},
"_embedded": {"author": [{"name": "سامي"}], "wp:term": [[{"taxonomy": "category", "name": "ثقافة"}]]}}]"""
NINJS = """{"uri": "urn:x:1", "language": "ar", "headline": "خبر الوكالة", "byline": "سامي العلي", "located": "بيروت",
"versioncreated": "2025-08-03T10:00:00Z", "keywords": ["كتب"], "subject": [{"name": "ثقافة"}],
"body_html": "<p>فقرة أولى كاملة.</p><ul><li>بند</li><li>آخر</li></ul>"}"""


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("export.xml", WXR, ("مقال", "ثقافة", "سامي العلي", "maqal")),
        ("posts.json", REST, ("مقال – أول", "ثقافة", "سامي", "مقال")),
        ("item.json", NINJS, ("خبر الوكالة", "ثقافة", "سامي العلي", "")),
    ],
)
def test_cms_and_wire_are_read(
    name: str, text: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    article = api.read_article(tmp_path / name).article
    assert (article.title, article.kicker, article.byline, article.slug) == expected
    assert str(article.date) == "2025-08-03"
    assert "فقرة أولى كاملة." in _all(article)


@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.xml", "a.json"])
@pytest.mark.parametrize(
    "data", [b"\x00\x01", b"<", b'{"uri": 1, "headline": 2}', b"PK\x03\x04junk"]
)
def test_broken_files_are_told_of(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    done = CliRunner().invoke(presskit, ["import", str(tmp_path / name), "-o", "-"])
    assert done.exit_code in (0, 1)
    assert done.exception is None or isinstance(done.exception, SystemExit)


def _read_lines(count: int) -> None:
    paragraph = "مدّ العمال أنابيب الحي الجديد ثم عادوا إلى الورشة قبل الغروب، كما قال المهندس. "
    lines = ["أنابيب الحي"]
    for number in range(count):
        lines += ["", paragraph * 3, *(("", "يوم آخر في الورشة") if number % 8 == 7 else ())]
    read_bytes("\n".join(lines).encode(), "copy.txt", Path())


def test_reading_takes_time_in_proportion_to_the_copy() -> None:
    _read_lines(8)  # what is loaded once
    short, long = (steps(partial(_read_lines, count)) for count in (100, 400))
    assert long < 4.6 * short


@pytest.mark.parametrize("sign", [" ", "\t", "\u00a0", ".", "-", "_"])
def test_a_run_of_signs_is_read_and_written_at_once(sign: str) -> None:
    """Signs for which a pattern once looked from each place to the run's end: hours for these."""
    text = f"أنابيب الحي\n\nالاسم {sign * 200_000} التوقيع.\n\nنص الخبر كله هنا.\n"
    read = read_bytes(text.encode(), "copy.txt", Path())
    assert "التوقيع" in write_markdown(read.article)
