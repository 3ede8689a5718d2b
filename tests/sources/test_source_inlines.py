"""Inlines: each with the place where it stands, whatever stands around it."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from presskit.diagnostics import Position, PresskitError
from presskit.model.inlines import Code, Isolate, LineBreak, Text
from sources.reading import HEAD, body, codes, leaves, manuscript, says

if TYPE_CHECKING:
    from pathlib import Path

LINES = """\
كلمة **قوي كلمة** ثم *مائل* كلمة
  سطر تال كلمة [رابط كلمة](https://e.org/كلمة "كلمة كلمة") كلمة

> اقتباس كلمة و`رمز` كلمة
> > أعمق كلمة **كلمة**

- بند كلمة
  تتمة **كلمة** كلمة

  1. 1. كلمة

مصطلح كلمة
:   تعريف كلمة

| رأس كلمة | رأس |
|---|---|
| كلمة | كلمة **كلمة** |

## عنوان كلمة ##

كلمة &amp; \\* كلمة **كلمة** &nbsp;كلمة ![صورة كلمة](a.png "كلمة شرح") كلمة

نص[^1] كلمة^[حاشية كلمة **كلمة**] كلمة [كلمة]{dir=ltr} كلمة <https://e.org> كلمة

[^1]: كلمة حاشية

    كلمة أخرى
"""


def test_every_text_stands_where_it_says(tmp_path: Path) -> None:
    Image.new("RGB", (2, 2)).save(tmp_path / "a.png")
    lines = (HEAD + LINES).split("\n")
    words = 0
    for leaf in leaves(manuscript(HEAD + LINES, tmp_path).article):
        assert leaf.at or leaf.text == " "
        if isinstance(leaf, Text | Code) and leaf.at and leaf.text != "كلمة شرح":
            written = lines[leaf.at.line - 1][leaf.at.column - 1 :]
            assert written.startswith(re.split("[&\xa0]", leaf.text)[0].rstrip()), leaf
            words += leaf.text.count("كلمة")
    hidden = LINES.count("/كلمة") + LINES.count('"كلمة') + LINES.count("صورة كلمة") + 1
    assert words == LINES.count("كلمة") - hidden


def test_soft_and_hard_breaks() -> None:
    (paragraph,) = body("سطر\n**سطر**\nسطر  \nسطر\\\nسطر<br>سطر")
    assert says(paragraph.children) == "سطر سطر سطر سطر سطر سطر"
    assert sum(isinstance(part, LineBreak) for part in paragraph.children) == 3


def test_isolates() -> None:
    (paragraph,) = body("نص [-5]{dir=ltr} و[mot]{lang=fr} و[عادي]{.x} و[x](#y){dir=ltr}")
    isolates = [part for part in paragraph.children if isinstance(part, Isolate)]
    assert [(i.direction, i.lang, says(i.children)) for i in isolates] == [
        ("ltr", None, "-5"),
        ("ltr", "fr", "mot"),
    ]
    assert says(paragraph.children) == "نص -5 وmot وعادي وx"


@pytest.mark.parametrize(
    ("lang", "direction"),
    [("dv", "rtl"), ("syr", "rtl"), ("nqo", "rtl"), ("az-Arab", "rtl"), ("ar-Latn", "ltr")],
)
def test_a_span_runs_as_its_language_is_written(lang: str, direction: str) -> None:
    (paragraph,) = body(f"نص [كلمة]{{lang={lang}}}")
    assert paragraph.children[1].direction == direction


def test_bidi_controls_are_taken_out_and_marks_stay() -> None:
    read = manuscript(
        HEAD + "\u202b# \u202cفرعي\u200f\n\n\u2067- بند\u2069 \u202aنص[^1]\n\n[^1]: ح"
    )
    assert read.article.body[0].level == 1
    assert says(read.article.body[0].children) == "فرعي\u200f"
    assert read.article.body[0].children[0].at == Position(4, 5)
    item = read.article.body[1].items[0].blocks[0]
    assert says(item.children) == "بند نص"
    assert [part.at for part in item.children] == [
        Position(6, 4),
        Position(6, 8),
        Position(6, 10),
        Position(6, 12),
    ]
    places = [(found.code, found.place.at) for found in read.diagnostics]
    assert places == [("bidi-control", Position(4)), ("bidi-control", Position(6))]


def test_names_of_pictures_are_as_written() -> None:
    with pytest.raises(PresskitError, match=r"“صورة 1\.jpg”"):
        body("![نص **بديل**](<صورة 1.jpg>)")


WORDS = ["كلمة{}", "**قوي{}**", "`رمز{}`", "[رابط{}](#a)", "^[حاشية{}]", "<b>وسم{}</b>"]
MARKS = ["\n", "\n\n", "\n- ", "\n> ", "\n    ", " ", "\n1. ", "\n## ", "\n\n| a | b |\n|---|---|\n| ",
         " | ", "\n::: وفد\n", "\n:::\n", "\n\nمصطلح\n: ", "\n```\n", " — ", ": ", "\n---\n", "&amp;"]  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_no_word_is_lost_doubled_or_moved(seed: int) -> None:
    chance = random.Random(seed)
    parts = [
        chance.choice(WORDS).format(f"x{number}x") + chance.choice(MARKS) for number in range(40)
    ]
    article = manuscript(HEAD + "".join(parts)).article
    said = re.findall(r"x(\d+)x", repr(article))
    assert sorted(map(int, said)) == list(range(40))
    notes = set(re.findall(r"x(\d+)x", repr(article.notes)))
    in_body = [int(number) for number in said if number not in notes]
    assert in_body == sorted(in_body)


def test_notes() -> None:
    read = manuscript(HEAD + "نص[^ب] و[^أ] و[^ب]\n\n[^أ]: واحد\n[^ب]: اثنان\n\n    فقرة ثانية\n")
    assert {note.label: len(note.blocks) for note in read.article.notes} == {"ب": 2, "أ": 1}
    assert read.diagnostics == ()
    assert codes(HEAD + "نص[^1]\n\n[^1]: أ\n[^1]: ب") == ["note-duplicate"]
    assert codes(HEAD + "نص[^1]\n\n[^1]: [^2]: ب") == ["note-missing"]


def test_words_in_brackets_with_a_colon_are_text() -> None:
    assert says(body("[المصدر]: رويترز")[0].children) == "[المصدر]: رويترز"
    (paragraph,) = body("نص [المصدر]\n\n[المصدر]: https://e.org")
    assert paragraph.children[1].href == "https://e.org"


def test_places_right_behind_emphasis() -> None:
    (paragraph,) = body("**أ**`ب`***ج***[د](#e)")
    places = [leaf.at.column for leaf in leaves(paragraph) if leaf.at]
    assert places == [3, 7, 12, 17]
