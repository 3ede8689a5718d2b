"""The dateline runs in to the first paragraph, and comes out again."""

from __future__ import annotations

import pytest

from presskit.diagnostics import Report
from presskit.layout.compose import compose
from presskit.model.article import Article
from presskit.model.blocks import Block, Heading, List, ListItem, Paragraph
from presskit.model.inlines import Strong, Text, plain
from presskit.model.layout import Layout, LayoutParagraph
from presskit.sources.edited.dateline import run_out


def composed(language: str, dateline: str, *body: Block) -> Layout:
    article = Article(title="t", language=language, dateline=dateline, body=body)
    return compose(article, Report(), repair=False)


@pytest.mark.parametrize(
    ("language", "dateline", "text", "printed"),
    [
        ("ar", "اللاذقية", "عاد الصيادون.", "اللاذقية — عاد الصيادون."),
        ("ar", "اللاذقية، 18 مايو:", "عاد الصيادون.", "اللاذقية، 18 مايو: عاد الصيادون."),
        ("he", "חיפה", "הדייגים חזרו.", "חיפה – הדייגים חזרו."),
        ("en", "Port Amber", "The boats came home.", "Port Amber — The boats came home."),
        ("de", "Kiel", "Die Boote sind da.", "Kiel – Die Boote sind da."),
    ],
)
def test_it_runs_in_with_the_languages_dash(language, dateline, text, printed):
    layout = composed(language, dateline, Paragraph((Text(text),)))
    (first,) = layout.body
    assert isinstance(first, LayoutParagraph)
    assert plain(first.children) == printed
    assert isinstance(first.children[0], Strong)
    assert (layout.opening.dateline, layout.metadata.dateline) == ((), dateline)


@pytest.mark.parametrize(
    "first",
    [
        List((ListItem((Paragraph((Text("بند"),)),)),)),
        Paragraph((Text("An English paragraph within the Arabic article."),)),
    ],
)
def test_it_stands_alone_where_no_paragraph_of_the_language_begins(first):
    layout = composed("ar", "حمص", first, Paragraph((Text("نص"),)))
    assert plain(layout.opening.dateline) == "حمص"
    assert not layout.metadata.dateline


def test_it_runs_in_behind_a_crosshead_and_comes_out_again():
    crosshead, paragraph = Heading(2, (Text("باب"),)), Paragraph((Text("نص."),))
    layout = composed("ar", "حمص", crosshead, paragraph)
    assert not layout.opening.dateline
    assert plain(layout.body[1].children) == "حمص — نص."
    printed = Paragraph((Strong((Text("حمص"),)), Text(" — نص.")))
    assert run_out("حمص", (crosshead, printed)) == ("حمص", (crosshead, paragraph))


def test_it_comes_out_only_where_it_still_stands():
    place, text = Strong((Text("حمص"),)), Text("وصل — ثم مضى.")
    after = Paragraph((text,))
    assert run_out("حمص", (Paragraph((place, Text(" — وصل — ثم مضى."))),)) == ("حمص", (after,))
    changed = (Paragraph((Strong((Text("حماة"),)), Text(" — وصل."))),)
    assert run_out("حمص", changed) == ("", changed)
    assert run_out("", (after,)) == ("", (after,))
