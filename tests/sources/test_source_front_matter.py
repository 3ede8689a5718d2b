"""Front matter: read as editors write it."""

from __future__ import annotations

import datetime
import runpy
from pathlib import Path
from typing import Any

import pytest

from presskit.diagnostics import Position
from presskit.model.publication import Publication
from presskit.sources import read_bytes
from sources.reading import codes, manuscript, says


def article(matter: str, body: str = "") -> Any:
    head = matter if "title" in matter or "العنوان" in matter else f"title: ت\n{matter}"
    return manuscript(f"---\n{head}\n---\n{body}").article


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("من ألاسكا إلى موسكو: ماذا", "من ألاسكا إلى موسكو: ماذا"),
        ('"صنعاء" اليوم', '"صنعاء" اليوم'),
        ('"صنعاء" و"عدن"', '"صنعاء" و"عدن"'),
        ('"من ألاسكا: ماذا"', "من ألاسكا: ماذا"),
        (r'"قال \"نعم\" \u0628 \x41 \/"', 'قال "نعم" ب A /'),
        ("'it''s'", "it's"),
        ("'a' or 'b'", "'a' or 'b'"),
        ("007", "007"),
        ("no", "no"),
        ("~", "~"),
        ("{أقواس} [وأخرى]", "{أقواس} [وأخرى]"),
        ("*نجمة* & # مربع", "*نجمة* & # مربع"),
        (">-\n  سطر\n  وسطر", "سطر وسطر"),
        ("|\n  سطر\n  وسطر", "سطر وسطر"),
        ("\n  في سطر يليه", "في سطر يليه"),
        ("سطر\n  وتتمته", "سطر وتتمته"),
        ('"سطر\n  وتتمته"', "سطر وتتمته"),
        ('"سطر\nوتتمته: هنا"', "سطر وتتمته: هنا"),
    ],
)
def test_text(written: str, read: str) -> None:
    assert article(f"title: {written}").title == read
    assert article(f"byline: {written}").byline == read


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("العنوان", "title"),
        ("Headline", "title"),
        ("القسم", "kicker"),
        ("قسم", "kicker"),
        ("Category", "kicker"),
        ("كَتب", "byline"),
        ("الكاتب", "byline"),
        ("المكان", "dateline"),
        ("\u200fالمكان", "dateline"),
        ("slug", "slug"),
    ],
)
def test_aliases(key: str, field: str) -> None:
    title = "" if field == "title" else "title: ت"
    read = manuscript(f"---\n{title}\n{key}: قيمة\n---\n")
    assert getattr(read.article, field) == "قيمة"
    assert read.diagnostics == ()


@pytest.mark.parametrize(
    "written",
    ["أحمد، سامي", "[أحمد, سامي]", '["أحمد", سامي]', "\n- أحمد\n- سامي", "\n  - أحمد\n  - سامي"],
)
def test_lists(written: str) -> None:
    assert article(f"authors: {written}").authors == ("أحمد", "سامي")
    assert article(f"كلمات مفتاحية: {written}").tags == ("أحمد", "سامي")


def test_list_item_with_comma() -> None:
    assert article('tags: ["a, b", c]').tags == ("a, b", "c")


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("2025-08-17", "ar"),
        ("2025/8/17", "ar"),
        ("17/8/2025", "ar"),
        ("17-8-2025", "ar"),
        ("١٧/٨/٢٠٢٥م", "ar"),
        ("2025-08-17T10:00:00Z", "ar"),
        ("الأحد 17 آب 2025", "ar"),
        ("17 أغسطس 2025", "ar-LB"),
        ("17 اغسطس 2025", "ar"),
        ("17 أوت 2025", "ar-EG"),
        ("۱۷ اوت ۲۰۲۵", "fa"),
        ("17 اگست 2025", "ur"),
        ("17 באוגוסט 2025", "he"),
        ("August 17, 2025", "en"),
        ("17 Aug. 2025", "en-GB"),
        ("17 août 2025", "fr"),
    ],
)
def test_dates(written: str, language: str) -> None:
    found = article(f"date: {written}\nlanguage: {language}").date
    assert found == datetime.date(2025, 8, 17)


@pytest.mark.parametrize("month", ["كانون الثاني", "يناير", "جانفي"])
def test_months_of_all_regions(month: str) -> None:
    assert article(f"date: 5 {month} 2025\nlang: ar-YE").date == datetime.date(2025, 1, 5)


@pytest.mark.parametrize("written", ["30/2/2025", "1446-09-17"])
def test_days_of_no_calendar_are_refused(written: str) -> None:
    assert codes(f"---\ntitle: ت\ndate: {written}\n---\n") == ["date-unreadable"]


@pytest.mark.parametrize(
    ("written", "printed"),
    [("أمس", ""), ("17 رمضان 1446", "17 رمضان 1446"), ("2025", "2025"), ("١", "١")],
)
def test_what_is_no_day_is_printed_as_written(written: str, printed: str) -> None:
    read = manuscript(f"---\ntitle: ت\ndate: {written}\n---\n")
    assert [found.code for found in read.diagnostics] == ["date-printed"]
    assert (read.article.date, read.article.printed_date) == (None, printed)


@pytest.mark.parametrize(
    ("written", "language", "date", "printed"),
    [
        ("۲۶ مرداد ۱۴۰۴", "fa", "2025-08-17", "۲۶ مرداد ۱۴۰۴"),
        ("۱۴۰۴/۵/۲۶", "fa", "2025-08-17", "۱۴۰۴/۵/۲۶"),
        ("۳۰ اسفند ۱۴۰۳", "fa", "2025-03-20", "۳۰ اسفند ۱۴۰۳"),
        ("۲۶ اسد ۱۴۰۴", "ps", "2025-08-17", "۲۶ اسد ۱۴۰۴"),
        ("22 صفر 1447 الموافق 17 آب 2025", "ar", "2025-08-17", "22 صفر 1447 الموافق 17 آب 2025"),
        ("17 أغسطس 2025م (23 صفر 1447هـ)", "ar", "2025-08-17", "17 أغسطس 2025م (23 صفر 1447هـ)"),
        ("August 17th, 2025", "ar", "2025-08-17", ""),
        ("dimanche 17 août 2025 à 10h30", "ar", "2025-08-17", ""),
        ("8/17/2025", "en", "2025-08-17", ""),
        ("20250817", "en", "2025-08-17", ""),
        ("2025-08-17 09:00:00 +0300", "en", "2025-08-17", ""),
    ],
)
def test_dates_of_all_orders(written: str, language: str, date: str, printed: str) -> None:
    read = article(f"date: {written}\nlang: {language}")
    assert (str(read.date), read.printed_date) == (date, printed)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("خبر من القاهرة عن الوفد", "ar"),
        ("این گزارش درباره گفتگوی چند پژوهشگر است", "fa"),
        ("یہ خبر لاہور سے ہے اور بڑی دلچسپ ہے", "ur"),
        ("זו ידיעה מירושלים", "he"),
        ("A story from London", "en"),
        ("١٢٣", "ar"),
    ],
)
def test_language_guessed(text: str, language: str) -> None:
    assert manuscript(f"# {text}\n").article.language == language


def test_language_given_or_of_the_publication() -> None:
    assert article("lang: ar_eg").language == "ar-EG"
    assert article("lang: uz-arab-af").language == "uz-Arab-AF"
    publication = Publication(locale="ar-YE")
    assert read_bytes(b"# x", "a.md", Path(), publication).article.language == "ar-YE"


def test_lead_and_source_are_inline_markdown_with_places() -> None:
    read = article("lead: >-\n  أول **قوي**\n  سطر\n\n  ثان\nالمصدر: عن [موقع](https://e.org)")
    assert [says(p.children) for p in read.lead] == ["أول قوي سطر", "ثان"]
    assert read.lead[0].children[0].at == Position(4, 3)
    assert read.lead[0].children[1].children[0].at == Position(4, 9)
    assert read.lead[1].at == Position(7, 3)
    assert read.source[1].href == "https://e.org"
    assert read.source[1].children[0].at == Position(8, 13)


def test_lead_with_colons_and_markers_is_no_mapping() -> None:
    read = article("lead:\n  قال: كذا\n  وأضاف بلا نقطتين")
    assert says(read.lead[0].children) == "قال: كذا وأضاف بلا نقطتين"


def test_notes_are_shared_by_lead_and_body() -> None:
    read = article("lead: نص[^1] و^[في مكانها]", "متن[^1] و^[أخرى]\n\n[^1]: حاشية\n")
    labels = [note.label for note in read.notes]
    assert sorted(labels) == ["1", "inline-1", "inline-3"]
    assert says(next(n for n in read.notes if n.label == "1").blocks[0].children) == "حاشية"
    assert codes("---\ntitle: ت\nlead: نص[^1]\n---\n\n[^1]: حاشية\n") == []


def test_image() -> None:
    nested = "image:\n  ملف: a.png\n  alt: بديل\n  caption: شرح *مهم*\n  تصوير: سامي"
    flat = "image: a.png\nimage-alt: بديل\nimage-caption: شرح *مهم*\nimage-credit: سامي"
    for matter in (nested, flat):
        text = f"---\ntitle: ت\n{matter}\n---\n"
        assert codes(text) == ["image-missing"]
    assert "front-matter-key" in codes("---\ntitle: ت\nimage:\n  src: a.png\n  عجيب: x\n---\n")
    assert codes("---\ntitle: ت\nimage:\n  alt: x\n---\n") == ["front-matter-broken"]


@pytest.mark.parametrize(
    "matter",
    [
        "author:\n  name: سلمى\n  url: https://e.org",
        "author: {name: سلمى, url: 'https://e.org'}",
        "authors:\n  - name: سلمى\n    role: x",
        "authors: [{name: سلمى}]",
        "author:\n- سلمى",
        "author:\n  - name:\n      given: سلمى\n    affiliation: x",
    ],
)
def test_authors_in_maps(matter: str) -> None:
    assert article(matter).authors == ("سلمى",)


def test_tables_of_toml_and_json() -> None:
    toml = '+++\ntitle = "ت: #1"\ndate = 2025-08-17T09:00:00+03:00\ntags = ["أ", "ب"]\ndraft = false\n[author]\nname = "سلمى"\n+++\nنص'
    json = '{"title": "ت: #1", "date": "2025-08-17", "tags": ["أ", "ب"], "author": {"name": "سلمى"}}\nنص'
    for text in (toml, json):
        read = manuscript(text)
        found = read.article
        assert (found.title, found.tags, found.authors) == ("ت: #1", ("أ", "ب"), ("سلمى",))
        assert found.date == datetime.date(2025, 8, 17)
        assert says(found.body[0].children) == "نص"
        assert read.diagnostics == ()
    assert codes("+++\ntitle = x\n+++\nنص") == ["front-matter-broken"]
    assert codes('+++\ntitle = "x"\nنص') == ["front-matter-broken"]


def test_keys_of_programs_are_kept_and_told_of_once() -> None:
    matter = (
        "title: ت\nlayout: post\nparams:\n  a: [1, no]\n  b:\n    - c: x\n      d: y\nweight: 7"
    )
    read = manuscript(f"---\n{matter}\n---\n")
    (found,) = read.diagnostics
    assert (found.code, found.place.at) == ("front-matter-key", Position(3))
    assert read.article.extra == {
        "layout": "post",
        "params": {"a": ["1", "no"], "b": [{"c": "x", "d": "y"}]},
        "weight": "7",
    }


def test_several_names_of_a_field() -> None:
    read = article(
        "title: ت\ntags: [أ]\nkeywords: ب، أ\ndescription: وصف\nsummary: خلاصة\nsubtitle: فرعي"
    )
    assert read.tags == ("أ", "ب")
    assert says(read.lead[0].children) == "خلاصة"
    assert read.extra == {"description": "وصف"}
    assert read.deck == "فرعي"
    assert says(article("description: وصف").lead[0].children) == "وصف"


@pytest.mark.parametrize(
    ("matter", "draft"),
    [
        ("draft: true", True),
        ("draft: false", False),
        ("published: false", True),
        ("published: true", False),
    ],
)
def test_drafts(matter: str, draft: bool) -> None:
    read = manuscript(f"---\ntitle: ت\n{matter}\n---\n")
    assert read.article.draft == draft
    assert [found.code for found in read.diagnostics] == ["draft-made"] * draft


@pytest.mark.parametrize("name", ["Arabic", "العربية", "عربي", "arabe"])
def test_languages_by_name(name: str) -> None:
    assert article(f"lang: {name}", "x").language == "ar"


def test_the_page_of_keys_is_current() -> None:
    docs = Path(__file__).parents[2] / "docs"
    made = runpy.run_path(str(docs / "front_matter.py"))["page"]()
    assert made == (docs / "front-matter.md").read_text("utf-8"), "run: python docs/front_matter.py"


def test_nearest_key_is_named() -> None:
    (found,) = manuscript("---\ntitle: ت\nbylin: x\n---\n").diagnostics
    assert found.place.at == Position(3)
    assert "byline" in (found.hint or "")


def test_the_persian_picture_is_not_the_arabic_credit(tmp_path):
    from PIL import Image

    Image.new("RGB", (4, 3)).save(tmp_path / "a.png")
    for key in ("تصویر", "صورة", "الصورة"):
        text = f"---\ntitle: x\n{key}: a.png\n---\nنص\n"
        article = read_bytes(text.encode(), "x.md", tmp_path).article
        assert article.image is not None, key
    text = "---\ntitle: x\nصورة: a.png\nتصوير: سلمى\n---\nنص\n"
    article = read_bytes(text.encode(), "x.md", tmp_path).article
    assert article.image is not None
    assert article.image.credit


@pytest.mark.parametrize(
    "written",
    ['[\n  "أ",\n  ب,\n]', '["أ",\nب]', "[أ, ب]", "\n- أ\n- ب", "أ، ب"],
)
def test_a_list_of_any_form(written: str) -> None:
    assert article(f"categories: {written}\nslug: س").tags == ("أ", "ب")
    assert article(f"tags: {written}\nslug: س").slug == "س"


def test_a_bracket_that_only_begins_a_text_opens_nothing() -> None:
    read = manuscript("---\ntitle: [عاجل خبر\nslug: س\n---\nأ]").article
    assert (read.title, read.slug) == ("[عاجل خبر", "س")


@pytest.mark.parametrize(("date", "printed"), [("2018-00-00", "2018"), ("2018-05-00", "2018-05")])
def test_a_day_that_nobody_gave_is_not_printed(date: str, printed: str) -> None:
    read = article(f"date: {date}")
    assert (read.date, read.printed_date) == (None, printed)


def test_a_first_heading_of_any_level_is_the_title() -> None:
    read = manuscript("## عنوان\n\nنص\n\n## ثان")
    assert read.article.title == "عنوان"
    assert codes("## عنوان\n\nنص") == ["title-from-heading"]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("قياس H~2~O", ["line-markup"]),
        ("**عاجل** السوق", ["line-markup"]),
        ("دالة `main` و[رابط](https://example.org)", ["line-markup"]),
        ("C# و2 * 3 و[عاجل] و~5 وa_b_c وhttps://example.org", []),
    ],
)
def test_markup_in_a_line_is_told_of(title: str, told: list[str]) -> None:
    assert codes(f"---\ntitle: {title}\nkicker: أ\n---\n\nنص.") == told
