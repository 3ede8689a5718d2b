"""What stands behind a div's colons is a name, a title and a wish, in every language."""

from __future__ import annotations

import time

import pytest

from presskit.diagnostics import Report
from presskit.language.words import related_title
from presskit.model.publication import Publication
from presskit.sources.article_markdown import read_markdown
from presskit.sources.block_names import Opening, read_opening, speaker


@pytest.mark.parametrize(
    ("info", "opening"),
    [
        (" box", Opening("box")),
        (" Box Why it matters", Opening("box", "Why it matters", 5)),
        (" إطار: لماذا؟ {.عريض}", Opening("box", "لماذا؟", 7, wide=True)),
        ('{.box .wide title="Why"}', Opening("box", "Why", 19, wide=True)),
        (" boxes", Opening("")),
        (" سؤال وجواب", Opening("questions")),
        (" اقرأ أيضا :::", Opening("related")),
        (" quote something", Opening("")),
        (" timeline [Two years]", Opening("timeline", "Two years", 11)),
    ],
)
def test_openings(info: str, opening: Opening) -> None:
    assert read_opening(info) == opening


@pytest.mark.parametrize("language", ["ar", "fa", "ur", "he", "ckb", "ps", "en", "fr", "yi", "dv"])
def test_the_words_that_editions_print_are_a_name_too(language: str) -> None:
    assert read_opening(f" {related_title(language)}").kind == "related"


@pytest.mark.parametrize("line", ["س: نعم", "س1- نعم", "Q: yes", "سؤال: نعم", "س ٢: نعم"])
def test_who_asks(line: str) -> None:
    assert bool(speaker("question").match(line)) == ("-" not in line)


@pytest.mark.parametrize("name", ["timeline", "fact", "qa", "verse", "box", "gallery", "qr"])
def test_long_blanks_are_passed_at_once(name: str) -> None:
    """What looked for a sign behind each of them took half a minute."""
    blanks = "\u00a0" * 20_000
    text = f"---\ntitle: x\n---\n\n::: {name}\nس{blanks}ب\n:::\n"
    start = time.process_time()
    read_markdown(text, Report(), Publication())
    assert time.process_time() - start < 5
