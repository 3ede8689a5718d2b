"""Articles written as Markdown read back as the same, and look as an editor would write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

import casebook
from came_back import told
from presskit.diagnostics import Report
from presskit.model import blocks as b
from presskit.model.article import Article
from presskit.model.inlines import (
    Code,
    Dressed,
    Inlines,
    Isolate,
    LineBreak,
    Link,
    Mark,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from presskit.model.publication import Publication
from presskit.sources.article_markdown import read_markdown
from presskit.writers.inlines import write_inlines
from presskit.writers.markdown import write_markdown
from strategies import inlines

ROOT = Path(__file__).parents[1]
FILES = (
    *(casebook.article(name) for name in casebook.NAMES),
    *(
        p
        for folder in ("examples", "specimens")
        for p in sorted((ROOT / folder).glob("*.md"))
        if p.name != "README.md"
    ),
)


def read(text: str) -> Article:
    report = Report()
    article = read_markdown(text, report, Publication())
    report.raise_errors()
    return article


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_what_is_written_reads_back(path: Path) -> None:
    article = read(path.read_text("utf-8"))
    written = write_markdown(article)
    again = read(written)
    assert told(again) == told(article)
    assert write_markdown(again) == written


def characters(said: Inlines) -> str:
    parts = []
    for inline in said:
        match inline:
            case Text(text=text) | Code(text=text):
                parts.append(text)
            case LineBreak():
                parts.append("\n")
            case Link() | Dressed() | Isolate():
                parts.append(characters(inline.children))
    return "".join(parts)


@settings(deadline=None)
@given(inlines)
def test_no_character_is_lost(said: Inlines) -> None:
    """Whatever stands in a sentence, however it is dressed, its characters come back."""
    article = Article("ع", body=(b.Paragraph((Text("ع "), *said, Text(" ع"))),))
    text = write_markdown(article).split("---\n\n", 1)[1]
    back = read(f"---\ntitle: ع\n---\n\n{text}\n\n[^1]: ع\n\n[^2]: ع\n\n[^نص]: ع\n")
    words = "".join(characters(p.children) for p in back.body if isinstance(p, b.Paragraph))
    expected = characters(article.body[0].children)
    assert words.split() == expected.replace("\u200e", "").split()


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ((Text("يدفع 5 * 3 دنانير."),), r"يدفع 5 \* 3 دنانير."),
        ((Text("snake_case و AT&T و [كذا]"),), "snake_case و AT&T و [كذا]"),
        ((Text("[كذا](x)"),), r"\[كذا\](x)"),
        ((Text("&amp;"),), r"\&amp;"),
        ((Strong((Text("«كلمة»"),)), Text("و")), "**«كلمة»**و"),
        ((Strong((Text("“word”"),)), Text("s")), "“**word**”s"),
        ((Strike((Text("قديم"),)), Text(" و"), Mark((Text("مهم"),))), "~~قديم~~ و==مهم=="),
        ((Text("H"), Subscript((Text("2"),)), Text("O")), "H~2~O"),
        ((Text("x"), Superscript((Text("2"),))), "x^2^"),
        ((Text("أ"), Strong((Text(" ب "),)), Text("ج")), "أ **ب** ج"),
        ((Code("a`b"),), "``a`b``"),
        ((Link("https://x.org/a_(b)", (Text("رابط"),)),), "[رابط](<https://x.org/a_(b)>)"),
        ((Isolate("ltr", (Text("-5"),)),), "[-5]{dir=ltr}"),
        ((Isolate("ltr", (Text("mot"),), "fr"),), "[mot]{lang=fr}"),
        ((Text("أ"), LineBreak(), Text("ب")), "أ\\\nب"),
    ],
)
def test_sentences_look_as_written_by_hand(said: Inlines, written: str) -> None:
    assert write_inlines(said) == written


def test_paragraphs_stay_paragraphs() -> None:
    texts = [
        "- ليس بندًا",
        "1. ليس رقمًا",
        "# ليس عنوانًا",
        "> ليس اقتباسًا",
        "::: note",
        "***",
        "| أ |",
        ": تعريف",
        "[^1]: حاشية",
        "```",
        "<b>",
        "• ليس بندًا",
        "١. ليس رقمًا",
        "٢- ليس رقمًا",
    ]
    article = Article("ع", body=tuple(b.Paragraph((Text(text),)) for text in texts))
    assert [characters(p.children) for p in read(write_markdown(article)).body] == texts


def test_a_list_after_a_colon_stays_a_list() -> None:
    rows = ("رئيس الوفد: فؤاد العلي", "عضو الوفد: سلمى الحداد")
    items = tuple(b.ListItem((b.Paragraph((Text(row),)),)) for row in rows)
    article = Article("ع", body=(b.Paragraph((Text("حضر اللقاء:"),)), b.List(items)))
    assert told(read(write_markdown(article))) == told(article)


def test_an_address_in_a_remark_stays_as_it_is() -> None:
    said = "الصورة في https://example.org/a_b/c*d.jpg، اسأل desk@example.org"
    written = write_markdown(Article("ع", body=(b.DeskNote(said),)))
    assert said in written
    (note,) = read(written).body
    assert isinstance(note, b.DeskNote)
    assert note.text == said
