"""Strings drawn at random, really rendered: read by position in the PDF, by markup in the EPUB, by runs in the DOCX.

`PRESSKIT_EVERY_STRING=1` draws 500 for each direction; else 40.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from direction import oracle
from direction.editions import isolated_markup, seen, stood_by_runs
from presskit import api
from readers import docx, epub
from test_direction import glyph_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from presskit.model.inlines import Direction

_COUNT = 500 if os.environ.get("PRESSKIT_EVERY_STRING") == "1" else 40
_BASES: tuple[Direction, ...] = ("rtl", "ltr")
_ANCHOR = {"rtl": "ش", "ltr": "k"}  # a word that settles the direction of the paragraph
_LETTERS = {"R": "بتثجدذرزس", "L": "abcdefghij", "E": "1234567890", "A": "١٢٣٤٥٦٧٨٩٠"}
_CLASSES = ["R", "L", "E", "E", "A", *"   -+./()%$–:,&"]
_BRACKETS = str.maketrans("()", "||")  # a mirrored one comes back as it was typed, or as it looks


def _strings(base: Direction) -> list[str]:
    chance = random.Random(5)
    drawn = (
        "".join(
            chance.choice(_LETTERS.get(name, name))
            for name in chance.choices(_CLASSES, k=chance.randint(3, 9))
        )
        for _ in range(_COUNT)
    )
    return [f"{_ANCHOR[base]} {text.strip()}" for text in drawn]


def _article(folder: Path, base: Direction) -> api.Manuscript:
    body = [
        {"type": "paragraph", "children": [{"type": "text", "text": text}]}
        for text in _strings(base)
    ]
    language, title = ("ar", "عنوان") if base == "rtl" else ("en", "Title")
    path = folder / "strings.json"
    path.write_text(json.dumps({"title": title, "language": language, "body": body}), "utf-8")
    return api.read_article(path)


def _wanted(base: Direction) -> Counter[str]:
    return Counter(_bare(oracle.seen(text, base)) for text in _strings(base))


def _bare(text: str) -> str:
    """What is drawn, without blanks."""
    return "".join(text.split()).translate(_BRACKETS)


def _missing(base: Direction, found: Iterable[str]) -> list[str]:
    return list((_wanted(base) - Counter(map(_bare, found))).elements())


@pytest.mark.parametrize("base", _BASES)
def test_rendered_strings_stand_as_the_rules_say(base: Direction, tmp_path: Path) -> None:
    options = api.Options(columns=1, repair=False)
    pdf, book, word = api.export(_article(tmp_path, base), ["pdf", "epub", "docx"], options)
    assert _missing(base, _lines(pdf.data)) == []
    paragraphs = [
        p
        for document in epub.Epub(book.data).documents().values()
        for p in document.iter(f"{epub.XHTML}p")
    ]
    assert _missing(base, (seen(isolated_markup(p), base) for p in paragraphs)) == []
    runs = [
        [
            ("".join(t.text for t in run.findall(f"{docx.W}t")), run.find(_RTL) is not None)
            for run in p.iter(f"{docx.W}r")
        ]
        for p in docx.Docx(word.data).part("document").iter(f"{docx.W}p")
    ]
    by_characters = (seen("".join(text for text, _ in p), base) for p in runs)
    assert _missing(base, by_characters) == []
    assert _missing(base, (seen("".join(stood_by_runs(p, base)), base) for p in runs)) == []


_RTL = f"{docx.W}rPr/{docx.W}rtl"


def _lines(data: bytes) -> Iterator[str]:
    return ("".join(line) for line in glyph_lines(data))
