"""Blocks of Markdown, each kind once, and the odd ones."""

from __future__ import annotations

import time
from typing import Any

import pytest

from presskit.model import blocks as model
from sources.reading import HEAD, body, codes, manuscript, says


def only(text: str) -> Any:
    (block,) = body(text)
    return block


def test_headings_keep_their_level_and_id() -> None:
    heading = only("##### عنوان *مائل* {#here}")
    assert (heading.level, heading.id, says(heading.children)) == (5, "here", "عنوان مائل")


def test_title_from_heading() -> None:
    read = manuscript("مقدمة\n\n# العنوان\n\n# آخر\n")
    assert read.article.title == "العنوان"
    assert [type(block) for block in read.article.body] == [model.Paragraph, model.Heading]
    assert [found.code for found in read.diagnostics] == ["title-from-heading"]


def test_lists() -> None:
    numbers = only("3. أ\n4. ب\n\n   - ج\n     ```\n     x\n     ```\n")
    assert (numbers.ordered, numbers.start, len(numbers.items)) == (True, 3, 2)
    assert isinstance(numbers.items[1].blocks[1].items[0].blocks[1], model.CodeBlock)
    assert numbers.items[1].at.line == 5


@pytest.mark.parametrize("depth", [9, 10])
def test_depth(depth: int) -> None:
    text = HEAD + "".join("  " * level + "- بند\n" for level in range(depth))
    assert codes(text) == (["nesting-too-deep"] if depth > 9 else [])


@pytest.mark.parametrize(
    "text",
    [
        "".join("  " * level + "- a\n" for level in range(500)),
        "> " * 500 + "a",
        "- " * 3000 + "a",
        "::: a\n" * 500,
    ],
)
def test_absurd_depth_is_one_line_and_fast(text: str) -> None:
    start = time.perf_counter()
    assert codes(HEAD + text) == ["nesting-too-deep"]
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("opening", ["> ", "::: pullquote\n", "::: اقتباس\n", "::: quote\n"])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_attribution(opening: str, between: str) -> None:
    quote = "سطر أول\nسطر ثان" + between + "— **سامي** نعمان"
    text = "> " + quote.replace("\n", "\n> ") if opening == "> " else f"{opening}{quote}\n:::"
    block = only(text)
    assert isinstance(block, model.PullQuote) == ("quote" not in opening[:9] and opening != "> ")
    assert says(block.attribution) == "سامي نعمان"
    assert [says(part.children) for part in block.blocks] == ["سطر أول سطر ثان"]


@pytest.mark.parametrize("text", ["> — حوار", "> — سؤال\n> — جواب", "> نص - شرطة"])
def test_no_attribution(text: str) -> None:
    assert only(text).attribution == ()


def test_table() -> None:
    text = "::: جدول\nأسعار **اليوم**\n\n| أ | ب | ج |\n|:--|:-:|--:|\n| 1 | `a\\|b` | 3 |\n:::"
    table = only(text)
    assert says(table.caption) == "أسعار اليوم"
    assert table.align == ("start", "center", "end")
    assert [says(cell.children) for cell in table.rows[0].cells] == ["1", "a|b", "3"]


def test_ragged_rows_lose_no_cell() -> None:
    table = only("| أ | ب |\n|---|---|\n| 1 | 2 | **3** | 4 |\n| 1 |\n")
    assert [says(cell.children) for cell in table.rows[0].cells] == ["1", "2", "3", "4"]
    assert [says(cell.children) for cell in table.rows[1].cells] == ["1", ""]


def test_definitions_code_break() -> None:
    read = body("مصطلح\n: تعريف\n\n: آخر\n\nغيره\n: له\n\n```python\nx = 1\n```\n\n* * *\n")
    definitions, code, pause = read
    assert [len(item.blocks) for item in definitions.items] == [2, 1]
    assert (code.text, code.language) == ("x = 1", "python")
    assert isinstance(pause, model.Break)


@pytest.mark.parametrize(
    ("text", "is_closed"),
    [
        ("```\nx\n```", True),
        ("````\nx\n```", False),
        ("~~~\nx\n```", False),
        ("> ```\n> x\n> ```", True),
        ("- ```\n  x\n", False),
        ("```", False),
        ("::: quote\nx\n:::", True),
        (":::: quote\nx\n:::", False),
        (":::: quote\n::: quote\nx\n:::\n::::", True),
        ("> ::: quote\n> x\n> :::", True),
        ("::: quote\nx", False),
    ],
)
def test_fences_closed(text: str, is_closed: bool) -> None:
    found = [code for code in codes(HEAD + text) if code == "fence-unclosed"]
    assert found == ([] if is_closed else ["fence-unclosed"])


def test_unclosed_div_ends_at_the_next_heading() -> None:
    blocks = body("::: pullquote\nقول\n\n## عنوان\n\nنص\n")
    assert [type(b) for b in blocks] == [model.PullQuote, model.Heading, model.Paragraph]


def test_html_is_read_for_what_it_means() -> None:
    blocks = body("<div>\nنص <!-- سر\nخفي --> ظاهر\n</div>\n\nجملة <i>مائلة</i> <!-- سر --> هنا")
    assert [says(block.children) for block in blocks] == [
        "نص ظاهر",
        "جملة مائلة هنا",
    ]
    assert blocks[0].children[-1].at.line == 6
