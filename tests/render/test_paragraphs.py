"""Justified paragraphs: their lines are as wide as measured, chosen together, and lose nothing."""

from __future__ import annotations

import re
from itertools import accumulate

import pymupdf
import pytest

from presskit import api
from presskit.render.pdf import engine
from presskit.render.pdf.paragraphs.fit import Break, Measures, fit
from presskit.render.pdf.repairs import repaired
from presskit.resources import fonts_folder

ARABIC = (
    "في آخر الممر مكتبة قديمة تفتح بابها كل صباح قبل أن تشرق الشمس على الساحة، وفيها <b>كتب كثيرة</b> "
    "لم يقرأها أحد منذ سنين. قال الحارس إن <a href='#x'>المكتبة كانت</a> مدرسة، ثم صارت مخزنًا "
    "للحبوب، ولم تعد إلى أهلها إلا قبل عامين: «عدنا كما يعود الغائب»، هكذا كتب على اللوح."
)
MIXED = (
    "يفتح المتحف أبوابه من <bdi dir='ltr'>09:30 to 17:45</bdi> كل يوم، وتصل الحافلة رقم 27 إلى "
    "<bdi dir='ltr' style='white-space: nowrap'>Harbour Street East</bdi> مرتين في الساعة، "
    "و<code style='padding: 0 3px'>tram.app</code> يقول متى تصل.<sup>1</sup> "
) * 2
ENGLISH = (
    "The harbour opens before dawn, when <em>nobody</em> but the pilots is awake, and it closes when "
    "the last of the ferries has come home. “We count them,” said the keeper of the old lighthouse, "
    "“as others count their children,” and she lit the lamp once more for those who were late."
)
PERSIAN = "می‌گویند شهر کتاب‌های کهنه را دوست دارد و هر کوچه‌ای کتابخانه‌ای برای خود دارد. " * 3
HEBREW = "הספרייה נפתחת עם שחר וננעלת כשאחרון הקוראים יוצא ממנה אל הכיכר השקטה של העיר. " * 3

NASKH = "noto-naskh-arabic/NotoNaskhArabic-Regular.ttf"
HYPHEN = "\u2010"
TATWEEL = "ـ"

TEXTS = [
    ("ar", "rtl", "amiri/Amiri-Regular.ttf", ARABIC),
    ("ar", "rtl", "amiri/Amiri-Regular.ttf", MIXED),
    ("ar", "rtl", NASKH, ARABIC),
    ("en", "ltr", "amiri/Amiri-Regular.ttf", ENGLISH),
    ("fa", "rtl", "amiri/Amiri-Regular.ttf", PERSIAN),
    ("he", "rtl", "frank-ruhl-libre/FrankRuhlLibre-Regular.ttf", HEBREW),
]


def set_lines(text, width=300, *, language="ar", direction="rtl", font=TEXTS[0][2], css=""):
    """The line boxes of a justified paragraph."""
    weasyprint = engine._started()
    sheet = (
        f'@font-face {{font-family: face; src: url("{(fonts_folder() / font).as_uri()}")}}'
        "@page {size: 700px 900px; margin: 20px}"
        f"p {{font: 16px/26px face; width: {width}px; margin: 0; text-align: justify; {css}}}"
    )
    html = f'<style>{sheet}</style><p lang="{language}" dir="{direction}">{text}'
    with repaired(weasyprint.__version__):
        document = weasyprint.HTML(string=html).render()
    boxes = [box for page in document.pages for box in page._page_box.descendants()]
    return [box for box in boxes if type(box).__name__ == "LineBox"]


def texts_in(box):
    return [one for one in box.descendants() if type(one).__name__ == "TextBox"]


def said(lines):
    """The text of lines, with a blank where one parts them."""
    parts = []
    for line in lines:
        texts = texts_in(line)
        parts += [text.text for text in texts]
        if getattr(texts[-1], "presskit_parted", False):
            parts.append(" ")
    return "".join(parts)


def drawn_width(text):
    """How wide Pango shapes a text for drawing."""
    from weasyprint.text.line_break import line_size

    text.pango_layout.reactivate(text.style)
    width, _ = line_size(text.pango_layout.get_first_line()[0], text.style)
    text.pango_layout.deactivate()
    return width


def plain(text):
    weasyprint = engine._started()
    return "".join(weasyprint.HTML(string=f"<p>{text}").etree_element.itertext()).strip()


@pytest.mark.parametrize("css", ["", "--kashida: some", "--kashida: more; --hyphens: auto"])
@pytest.mark.parametrize(("language", "direction", "font", "text"), TEXTS)
def test_lines_are_as_wide_as_their_column_and_say_it_all(language, direction, font, text, css):
    lines = set_lines(text, language=language, direction=direction, font=font, css=css)
    assert len(lines) > 3
    assert said(lines).replace(HYPHEN, "") == plain(text)
    for line in lines:
        *_, last = lines
        assert line.width == pytest.approx(300, abs=0.01) or (line is last and line.width < 300)
        for one in texts_in(line):
            if one.text:
                assert drawn_width(one) == pytest.approx(one.width, abs=0.1)
                assert one.position_x >= line.position_x - 0.01
                assert one.position_x + one.width <= line.position_x + line.width + 0.01


@pytest.mark.parametrize(("language", "direction", "font", "text"), TEXTS)
def test_no_blank_is_narrower_than_two_thirds(language, direction, font, text):
    for line in set_lines(text, language=language, direction=direction, font=font):
        for one in texts_in(line):
            assert one.pango_layout.justification_spacing > -16 * 0.35 / 3


def test_a_line_ends_at_no_mark_of_a_note_and_in_nothing_kept_whole():
    for width in range(180, 300, 7):
        lines = [[text.text for text in texts_in(line)] for line in set_lines(MIXED, width)]
        assert sum("Harbour Street East" in texts for texts in lines) == 2
        assert not any(texts[0] == "1" for texts in lines)


@pytest.mark.parametrize(
    "odd",
    [
        "سطر<br>ثم آخر",
        "صورة <img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='> هنا",
        "<span style='letter-spacing: 2px'>متباعد</span>",
        "<span style='white-space: pre'>كما  هو</span>",
        "سطر\u2028ثم آخر",
        "مرساة <a id='empty'></a> بلا كلمة، و<span></span>مثلها",
        "كلمة" * 30,
    ],
)
def test_what_cannot_be_planned_is_set_by_weasyprint(odd):
    text = f"{ARABIC} {odd} {ARABIC}"
    assert said(set_lines(text)).replace(" ", "").replace("\n", "") == plain(text).replace(" ", "")


def test_a_paragraph_goes_on_in_the_next_column_as_it_was_planned():
    whole = [said([line]) for line in set_lines(ARABIC, 200)]
    css = "column-count: 2; column-gap: 40px; orphans: 1; widows: 1"
    assert [said([line]) for line in set_lines(ARABIC, 440, css=css)] == whole


@pytest.mark.parametrize(
    ("word", "lengthened"),
    [
        ("السدود", "السـدود"),  # after seen
        ("مدرسة", "مدرسـة"),
        ("بلدية", "بلديـة"),  # before a final taa marbuta
        ("سلسلة", "سلسـلة"),  # the nearer seen to the end
        ("كتـاب", "كتــاب"),  # after one that the writer put there
        ("منذ", "منـذ"),
        ("ثلاثة", "ثلاثـة"),
        ("سنّ", "سنّ"),  # two letters
        ("سلا", "سـلا"),  # not in lam-alef
        ("دار", "دار"),  # nothing joins
    ],
)
def test_the_place_of_a_tatweel(word, lengthened):
    css = "--kashida: more; width: 240px"
    (line, *_) = set_lines(f"قال {word} ثم {'و' * 14} {'و' * 30}", css=css, font=NASKH)
    drawn = "".join(text.pango_layout.text for text in texts_in(line))
    assert "".join(text.text for text in texts_in(line)).split()[1] == word
    assert drawn.split()[1].replace(TATWEEL * 3, TATWEEL * 1) in {lengthened, word}
    assert (TATWEEL in drawn.replace(word, "")) == (word != lengthened)


def test_tatweels_are_few_and_none_is_said():
    text = ARABIC.replace("href='#x'", "id=x")
    lines = set_lines(text, 520, css="--kashida: some")
    drawn = [[text.pango_layout.text for text in texts_in(line)] for line in lines]
    assert TATWEEL not in said(lines)
    assert any(TATWEEL in part for line in drawn for part in line)
    for line in drawn:
        words = " ".join(line).split()
        assert sum(TATWEEL in word for word in words) <= 3
        assert all(len(re.findall(f"{TATWEEL}+", word)) <= 1 for word in words)
    assert TATWEEL not in "".join(drawn[-1])
    assert not any(
        TATWEEL in text.pango_layout.text
        for line in lines
        for text in texts_in(line)
        if text.element_tag == "a"
    )


@pytest.mark.parametrize(
    ("language", "direction", "font", "text"),
    [
        ("ur", "rtl", "noto-nastaliq-urdu/NotoNastaliqUrdu-Regular.ttf", PERSIAN),
        ("he", "rtl", "frank-ruhl-libre/FrankRuhlLibre-Regular.ttf", HEBREW),
        ("en", "ltr", "amiri/Amiri-Regular.ttf", f"{ENGLISH} {ARABIC}"),
    ],
)
def test_no_join_is_lengthened_where_script_or_font_forbid(language, direction, font, text):
    css = "--kashida: more"
    lines = set_lines(text, language=language, direction=direction, font=font, css=css)
    assert not any(TATWEEL in text.pango_layout.text for line in lines for text in texts_in(line))


def test_words_are_hyphenated_but_no_names_links_or_code():
    text = (
        "Understandably the photographers congratulated everybody, notwithstanding considerable "
        "<code>misunderstandings</code> and <a href='#x'>representatives</a> of Constantinople. "
    ) * 3
    found = set()
    for width in range(200, 300, 6):
        lines = set_lines(text, width, language="en", direction="ltr", css="--hyphens: auto")
        ends = [texts_in(line)[-1] for line in lines]
        found |= {end.text.split()[-1] for end in ends if end.text.endswith(HYPHEN)}
        assert not any(
            end.text.endswith(HYPHEN) for end in ends if end.element_tag in {"a", "code"}
        )
    assert found
    assert all(len(part) > 3 and part.islower() for part in found)


def test_no_tatweel_comes_back_but_the_writer_s(tmp_path):
    text = re.sub("<.*?>", "", ARABIC).replace("قديمة", "قديـمة")
    article = tmp_path / "a.md"
    article.write_text(f"---\ntitle: أ\n---\n\n{text}\n", "utf-8")
    (edition,) = api.export(article, ["pdf"])
    with pymupdf.open("pdf", edition.data) as pdf:
        found = [word[4] for page in pdf for word in page.get_text("words")]
    assert [word for word in found if TATWEEL in word] == ["قديـمة"]
    assert set(re.findall(r"\w+", text)) <= set(re.findall(r"\w+", " ".join(found)))


def test_a_hyphen_comes_back_as_a_soft_one(tmp_path):
    article = tmp_path / "a.md"
    article.write_text(
        "---\ntitle: A\nlang: en\n---\n\n" + "notwithstanding considerable " * 12, "utf-8"
    )
    (edition,) = api.export(article, ["pdf"])
    with pymupdf.open("pdf", edition.data) as pdf:
        text = "".join(page.get_text() for page in pdf)
    assert "\u00ad\n" in text
    assert HYPHEN not in text
    assert recall_of(text, "notwithstanding") == recall_of(text, "considerable") == 12


def recall_of(text, word):
    return text.replace("\u00ad\n", "").count(word)


# --- the choice alone: words of a width in units, with blanks of 3 ---


def broken(words: str, width: float, units: float = 1) -> list[str] | None:
    data = words.encode()
    white = [3.0 if byte == 32 else 0.0 for byte in data]
    measures = Measures(
        list(accumulate((3.0 if byte == 32 else units for byte in data), initial=0.0)),
        list(accumulate(white, initial=0.0)),
        list(accumulate((byte == 32 for byte in data), initial=0)),
    )
    ends = [number for number, byte in enumerate(data) if byte == 32]
    parts = words.split()
    breaks = [
        Break(end, end + 1, before=parts[number].encode(), after=parts[number + 1].encode())
        for number, end in enumerate(ends)
    ]
    lines = fit([*breaks, Break(len(data), len(data))], measures, 0, width, width)
    return lines and [words[start : end.end] for start, end in sorted(lines.items())]


def test_a_line_gives_a_word_away_for_the_evenness_of_the_next():
    assert broken("aaaa aaa aaa aaaaaaaaaaaaa aaaa", 17) == [
        "aaaa aaa aaa",
        "aaaaaaaaaaaaa",
        "aaaa",
    ]


def test_no_short_word_is_left_alone():
    assert broken("xxxx xxx xxxxx xxxxxx xxxxxxx xxxxxxx xxxxxxx xx xxxxxx xxx x", 34) == [
        "xxxx xxx xxxxx xxxxxx xxxxxxx",
        "xxxxxxx xxxxxxx xx xxxxxx",
        "xxx x",
    ]


def test_neighbouring_lines_end_with_different_words():
    assert broken("xxxxxxxxx yy xxxxxxx yyy same xxxxxx yyyyy xxxxxx same yyyyyyyy", 34) == [
        "xxxxxxxxx yy xxxxxxx yyy",
        "same xxxxxx yyyyy xxxxxx same",
        "yyyyyyyy",
    ]


def test_a_word_wider_than_its_line_has_no_plan():
    assert broken("a b cccccccccccccccccccc d", 17) is None
    assert broken("a b ccccccccccccccccc d", 17) == ["a b", "ccccccccccccccccc", "d"]
