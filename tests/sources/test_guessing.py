"""Languages told apart when nobody names them: by script, letters and words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from presskit import api
from presskit.sources.guessing import guess_language

FOLDER = Path(__file__).parents[1] / "languages"
HEADLINES = tomllib.loads((FOLDER / "headlines.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("language", "text"), [(tag, one) for tag, texts in HEADLINES.items() for one in texts]
)
def test_a_headline_is_enough(language, text):
    assert guess_language(text) == language


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_an_article_says_its_language(path):
    assert api.read_article(path).article.language == path.stem


ARABIC = "---\ntitle: شرح الأمر الجديد\ntags: [update, release]\n---\n\n{}\n\nهذا هو الشرح كله في سطرين.\n"
ENGLISH = "This is the text of the error that the tool prints when it fails on the disk. " * 3


@pytest.mark.parametrize(
    "inside",
    [
        f"```\n{ENGLISH * 4}\n```",
        f"~~~~ text\n```\n{ENGLISH * 4}\n~~~~",
        f"الأمر `{ENGLISH}` يكفي.",
        f"الجملة [{ENGLISH}]{{lang=en}} من الأصل.",
        "انظر https://example.org/this/is/the/path/of/the/file/and/that/was/it/with/more/of/it.",
        '<div class="the-name-of-the-class and-of-the-other that-was-it with-it">\n\n</div>',
        "[الصفحة](../of/the/path/and/to/that/file/with/the/name/that/was/it/is/of/the.html)",
    ],
)
def test_code_and_spans_turn_no_page(inside):
    assert guess_language(ARABIC.format(inside)) == "ar"


def test_a_quotation_in_another_language_turns_no_page():
    kurdish = "«باران لە باکوور زۆرە و خەڵک دڵخۆشن» "
    assert (
        guess_language(kurdish + "قال أحد السكان من القرية إن المطر في هذا العام كثير. " * 3)
        == "ar"
    )
    assert guess_language("این گفته را هم بشنوید: " * 4 + "إن المطر كثير في القرية") == "fa"


def test_a_text_without_letters_is_arabic():
    assert guess_language("") == "ar"
    assert guess_language("```\nprint('the end of the file')\n```\n") == "ar"


def test_an_unclosed_fence_and_many_marks_cost_nothing():
    for text in ("`" * 200_000, "[" * 200_000, "<" * 200_000, "a@" * 100_000, "```\n" * 50_000):
        assert guess_language(text)


PAGE = '<html lang="{}"><body><article><h1>{}</h1>{}</article></body></html>'
SHORT = "<p>هذا شرح الأمر الجديد في سطرين.</p>"


@pytest.mark.parametrize(
    ("said", "inside", "language"),
    [
        ("ar", f"{SHORT}<pre>{ENGLISH}</pre>", "ar"),
        ("", f"{SHORT}<p><code>{ENGLISH}</code></p>", "ar"),
        ("ar", f'{SHORT}<p>قال: <span lang="en">{ENGLISH}</span></p>', "ar"),
        ("ar", f"<pre>{ENGLISH}</pre>", "ar"),
        # Marked with the language of the keyboard, or of the site.
        ("ar", f'<p lang="en-US">{SHORT[3:-4]}</p>', "ar"),
        ("en", SHORT, "ar"),
        ("en", f'<div lang="ar">{SHORT}</div>', "ar"),
        ("en", f'<h2 lang="ar">عنوان</h2><div lang="ar">{SHORT}</div>', "ar"),
        ("ar", f"<p>{ENGLISH}</p>", "en"),
        ("ckb", "<p>بارانێکی زۆر لە باکوور.</p>", "ckb"),
        ("", "<p>بارانێکی زۆر لە باکوور.</p>", "ckb"),
    ],
)
def test_the_language_of_a_page(tmp_path, said, inside, language):
    title = "Notes" if language == "en" else "شرح"
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(said, title, inside), "utf-8")
    assert api.read_article(path).article.language == language
