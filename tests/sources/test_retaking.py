"""An editor says what a line is: the article is that, and no word is lost."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from presskit.diagnostics import Report
from presskit.model.pieces import Correction, Piece
from presskit.model.publication import Publication
from presskit.sources.article_markdown import read_markdown
from presskit.sources.retaking import pieces_of, retaken
from presskit.writers.markdown import write_markdown

CASES = Path(__file__).parents[1] / "cases"
ARTICLE = """---
title: عنوان المقال
language: ar
kicker: اقتصاد
lead: |
  مقدمة أولى.

  مقدمة ثانية.
tags: [سوق, نفط]
---

فقرة أولى.

## عنوان فرعي

- بند أول
- بند ثان

الوزير سامي النجار: أحمد

> قول منقول

| أ | ب |
| --- | --- |
| ١ | ٢ |
"""


def read(text: str = ARTICLE):
    return read_markdown(text, Report(), Publication(), untitled=True)


def taken(article):
    return [(one.taken, one.text) for one in pieces_of(article)]


def told(*corrections: Correction):
    return taken(retaken(read(), corrections))


def test_an_article_is_told_line_by_line():
    assert [one.taken for one in pieces_of(read())] == [
        *("kicker", "headline", "lead", "lead", "paragraph", "heading", "list", "list"),
        *("paragraph", "quote", "table", "tags"),
    ]


def test_without_a_correction_it_is_the_same_article():
    article = read()
    assert retaken(article, [Correction(4, "paragraph")]) == article


@pytest.mark.parametrize(
    ("correction", "rows"),
    [
        (Correction(4, "lead"), [("lead", "مقدمة ثانية."), ("lead", "فقرة أولى.")]),
        (Correction(4, "heading"), [("heading", "فقرة أولى."), ("heading", "عنوان فرعي")]),
        (Correction(2, "paragraph"), [("paragraph", "مقدمة أولى."), ("paragraph", "مقدمة ثانية.")]),
        (Correction(5, "list"), [("list", "عنوان فرعي"), ("list", "بند أول")]),
        (Correction(6, "paragraph"), [("paragraph", "بند أول"), ("list", "بند ثان")]),
        (Correction(6, "delegation", 7), [("delegation", "بند أول"), ("delegation", "بند ثان")]),
        (Correction(8, "quote"), [("quote", "الوزير سامي النجار: أحمد"), ("quote", "قول منقول")]),
        (Correction(9, "paragraph"), [("paragraph", "قول منقول"), ("table", "أ | ب")]),
        (Correction(10, "paragraph"), [("quote", "قول منقول"), ("table", "أ | ب")]),
        (Correction(0, "headline"), [("kicker", "عنوان المقال"), ("headline", "اقتصاد")]),
        (Correction(8, "byline"), [("byline", "الوزير سامي النجار: أحمد")]),
        (Correction(11, "source"), [("source", "سوق، نفط")]),
        (Correction(5, "paragraph", text="سطر عاد"), [("paragraph", "سطر عاد")]),
    ],
)
def test_a_line_is_what_the_editor_says(correction, rows):
    made = told(correction)
    at = made.index(rows[0])
    assert made[at : at + len(rows)] == rows


def test_what_stood_in_a_line_takes_the_place_of_what_is_put_there():
    made = told(Correction(4, "headline"))
    assert made[1] == ("headline", "فقرة أولى.")
    assert made[4] == ("paragraph", "عنوان المقال")


def test_a_day_is_read_and_another_text_is_printed():
    for text, day in (("17 آب 2025", "2025-08-17"), ("أوائل الصيف", "أوائل الصيف")):
        made = told(Correction(4, "date", text=text))
        assert ("date", day) in made


@pytest.mark.parametrize("number", range(12))
@pytest.mark.parametrize("kind", ["headline", "lead", "list", "delegation", "note", "tags"])
def test_no_word_is_lost_and_markdown_says_it_again(number, kind):
    article = retaken(read(), [Correction(number, kind)])
    words = " ".join(text for _, text in taken(article))
    assert all(word in words for word in ("اقتصاد", "عنوان", "مقدمة", "بند", "أحمد", "سوق"))
    again = read(write_markdown(article))
    assert taken(again) == taken(article)


def test_a_box_stays_whole():
    article = read("---\ntitle: ع\n---\n\n::: box\n## أرقام\n\nسطر في الإطار.\n:::\n")
    (piece,) = pieces_of(article)[1:]
    assert (piece.taken, piece.is_fixed) == ("box", True)
    assert piece.text
    assert retaken(article, [Correction(1, "paragraph")]) == article


def test_a_picture_is_described():
    article = read("---\ntitle: ع\nimage: أ.png\n---\n\n![](ب.png)\n")
    assert [one.src for one in pieces_of(article)] == ["", "أ.png", "ب.png"]
    for number in (1, 2):
        article = retaken(article, [Correction(number, "figure", text="قارب \n صغير")])
    assert taken(article)[1:] == [("figure", "قارب صغير")] * 2
    with pytest.raises(IndexError):
        retaken(article, [Correction(0, "figure", text="قارب")])


def test_a_poem_is_told_by_its_lines():
    article = read(
        "---\ntitle: ع\n---\n\n::: verse\nصدر أول ... عجز أول\nصدر ثان ... عجز ثان\n:::\n"
    )
    (piece,) = pieces_of(article)[1:]
    assert piece.taken == "verse"
    assert piece.text.split("\n") == ["صدر أول عجز أول", "صدر ثان عجز ثان"]


def test_a_line_is_left_out_and_a_piece_that_is_not_there_is_told():
    assert ("heading", "عنوان فرعي") not in told(Correction(5, "left-out"))
    with pytest.raises(IndexError):
        told(Correction(12, "list"))


def test_every_kind_of_block_is_a_piece_and_goes_back_to_its_place():
    """Of all cases: none changes where one piece is left out that was put there before."""
    for path in sorted(CASES.glob("*/article.md")):
        report = Report()
        text = path.read_text("utf-8", "replace")
        article = read_markdown(text, report, Publication(), untitled=True)
        pieces = pieces_of(article)
        assert msgspec.convert(msgspec.to_builtins(pieces), tuple[Piece, ...]) == pieces, path
        last = len(pieces)
        added = retaken(article, [Correction(last, "note", text="سطر")])
        number = [one.text for one in pieces_of(added)].index("سطر")
        assert retaken(added, [Correction(number, "left-out")]) == article, path
