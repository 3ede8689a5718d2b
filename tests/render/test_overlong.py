"""Words wider than their line: where they are broken, and that nothing of them is lost."""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest

import casebook
from ink import misplaced
from presskit import api
from presskit.prepress.words import pdf_text, recall
from presskit.render.pdf.breaks import is_address, longest_part, points_in
from presskit.render.pdf.overlong import _place
from presskit.render.pdf.tables import levelled
from presskit.sources import read_bytes

ADDRESS = (
    "https://tides.example.com/tables/daily?station=4711&from=2025-05-01&until=2025-05-31"
    "&heights=metres&datum=lowest_low_water"
)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        (ADDRESS[:46], "https://|tides.|example.|com/|tables/|daily?|station"),
        ("the.editor@newspapers.example.org", "the.|editor@|newspapers.|example.|org"),
        ("#نريد_حديقة_عامة_2025", "#نريد_|حديقة_|عامة_|2025"),
        ("sum_of(first,second)*third", "sum_|of(|first,|second)*|third"),
        ("https://example.org/a/b.", "https://|example.|org/|a/b."),
        ("f(x)", "f(x)"),
    ],
)
def test_points_stand_after_marks(word, pieces):
    edges = [0, *points_in(word), len(word)]
    assert "|".join(word[a:b] for a, b in pairwise(edges)) == pieces


def test_an_address_has_several_words_and_is_long():
    assert is_address(ADDRESS)
    assert is_address("#نريد_حديقة_عامة_في_المدينة")
    assert not is_address("2025-05-18T12:00:00+03:00")
    assert not is_address("8d969eef6ecad3c29a3a629280e686cf"[:19])
    assert not is_address("Feuerwehrhauptmannsanwärter")
    assert longest_part("كلمة " + ADDRESS) == len("lowest_") + 1
    assert longest_part("x" * 100) == 20


@pytest.mark.parametrize(
    ("word", "fits", "place"),
    [
        ("archive/2024/coast-north", 15, len("archive/2024/")),
        ("عبدالرؤوفعبدالمنعم", 11, len("عبدالرؤو")),
        ("aaaaaaaaaaaaaaaaaaaa", 19, 17),
        ("aaaaaaaaaaaaaaaaaaaa", 7, 7),
        ("ab", 1, 1),
    ],
)
def test_a_word_is_broken_where_it_hurts_least(word, fits, place):
    assert _place(word, fits) == place


def test_the_widest_columns_of_a_table_give_way():
    assert levelled([50, 60, 40], [1, 1, 0], 99) == [33, 33, 16.5]
    assert levelled([20, 300], [0.5, 0.5], 200) == [20, 100]
    assert levelled([20, 300, 30], [0.2, 0.6, 0.2], 200) == [20, 120, 30]
    assert sum(levelled([90, 90, 90], [0.1, 0.1, 0.8], 100)) <= 100


@pytest.mark.parametrize(
    ("paper", "columns", "margin"), [("a4", 3, 51), ("a5", 1, 42), ("letter", 4, 51)]
)
def test_no_ink_leaves_its_place_in_narrow_columns(paper, columns, margin):
    options = api.Options(paper=paper, columns=columns)
    (edition,) = api.export(casebook.manuscript("long-words"), ["pdf"], options)
    assert misplaced(edition.data, margin) == []


def test_words_come_back_whole(tmp_path):
    long = [ADDRESS, "8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca", "Tide" * 20]
    article = tmp_path / "tides.md"
    article.write_text(
        f"---\ntitle: Tides\nlang: en\n---\n\nSee ({long[0]}), `{long[1]}` and **{long[2]}**.\n"
    )
    (edition,) = api.export(article, ["pdf"], api.Options(paper="a5", columns=2))
    path = tmp_path / "tides.pdf"
    path.write_bytes(edition.data)
    command = ["pdftotext", "-raw", path, "-"]
    poppler = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for found in (pdf_text(edition.data), poppler):
        assert [word for word in long if word not in re.sub(r"\s", "", found)] == []
        assert all(word not in found for word in long), "they are wider than the column"
    found = recall(api.compose(api.read_article(article)), pdf_text(edition.data))
    assert not [word for word in found.missing if len(word) > 3]


def test_the_first_piece_of_an_address_stands_on_the_upper_line(shelf):
    with pymupdf.open(stream=shelf.data("long-words", "pdf")) as document:
        lines = sorted(
            (line["bbox"][1], "".join(span["text"] for span in line["spans"]))
            for block in document[0].get_text("dict")["blocks"]
            for line in block.get("lines", ())
        )
    pieces = [
        next(y for y, text in lines if piece in text) for piece in ("https://tides", "datum=")
    ]
    assert pieces == sorted(pieces)


def test_a_word_that_is_broken_anywhere_is_told_of():
    (edition,) = api.export(casebook.manuscript("long-words"), ["pdf"])
    told = [one.message for one in edition.diagnostics if one.code == "word-broken"]
    assert any("8d969eef6ecad3c2" in message for message in told)
    assert not any("https" in message for message in told if "wwww" not in message)
    assert len(told) == len(set(told)) < 12


def test_a_line_of_program_text_ends_where_its_writer_ended_it():
    code = "open\n.page[data-scheme=dark][data-wide] {\n\n  /srv/press/editions/weekly/2025.toml\n}"
    text = f"---\ntitle: Code\nlang: en\n---\n\n```css\n{code}\n```\n"
    article = read_bytes(text.encode(), "code.md", Path())
    (pdf,) = api.export(article, ["pdf"], api.Options(paper="a5", columns=3))
    assert "".join(pdf_text(pdf.data).split()).count("".join(code.split())) == 1
