"""Properties that hold for any article: round trips, nothing lost, ids unique, isolates harmless."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec
from hypothesis import HealthCheck, given, settings

from presskit.diagnostics import Report
from presskit.language.datelines import separator
from presskit.language.words import related_title
from presskit.layout.compose import compose
from presskit.layout.direction import isolate
from presskit.model import blocks as b
from presskit.model.article import Article
from presskit.model.inlines import Code, Emphasis, Isolate, LineBreak, Link, NoteRef, Strong, Text
from presskit.model.layout import Layout, LayoutCode, LayoutDelegations
from presskit.model.walk import walk
from strategies import articles, directions, inlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.inlines import Direction, Inlines

# The same examples every time: a build fails because of a change, not because of the day.
settings.register_profile(
    "presskit",
    derandomize=True,
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("presskit")


@given(articles)
def test_an_article_survives_json(article: Article) -> None:
    assert msgspec.json.decode(msgspec.json.encode(article), type=Article) == article


@given(articles)
def test_a_layout_survives_json(article: Article) -> None:
    layout = compose(article, Report())
    assert msgspec.json.decode(msgspec.json.encode(layout), type=Layout) == layout


@given(articles)
def test_composing_twice_is_the_same(article: Article) -> None:
    assert compose(article, Report()) == compose(article, Report())


@given(articles)
def test_no_text_is_lost_or_doubled(article: Article) -> None:
    layout = compose(article, Report(), repair=False)
    assert _flat(layout.opening.lead) == _flat(article.lead)
    body = _flat(layout.body)
    if layout.metadata.dateline:  # it runs in to the first paragraph
        place = _flat(article.dateline + separator(article.dateline, layout.language))
        assert place in body
        body = body.replace(place, "", 1)
    for one in walk(article.body):
        if isinstance(one, b.Box) and one.kind == "related" and not one.title:
            body = body.replace(related_title(layout.language), "", 1)
    assert body == _flat(article.body)
    assert _flat(layout.opening.headline) == _flat(article.title)
    assert _flat(layout.opening.byline) in {
        _flat(article.byline),
        *(_flat(comma.join(article.authors)) for comma in ("، ", ", ")),
    }
    texts = {note.label: _flat(note.blocks) for note in article.notes}
    assert Counter(_flat(note.blocks) for note in layout.notes) <= Counter(texts.values())


@given(articles)
def test_ids_are_unique_and_lead_somewhere(article: Article) -> None:
    layout = compose(article, Report())
    found = [*_ids(layout.body), *_ids(layout.opening), *_ids(layout.notes)]
    assert len(found) == len(set(found))
    assert all(name.isascii() and name[0].isalpha() and " " not in name for name in found)
    references = {
        ref.id: ref.note
        for ref in _references((layout.opening, layout.body, layout.notes, layout.source))
    }
    notes = {note.id for note in layout.notes}
    assert set(references.values()) <= notes
    assert {ref for note in layout.notes for ref in note.refs} == set(references)
    marks = [note.mark for note in layout.notes]
    assert len(marks) == len(set(marks))


@given(inlines, directions)
def test_isolates_never_change_what_is_said(said: Inlines, base: Direction) -> None:
    done = isolate(said, base)
    assert [*_dressed(done)] == [*_dressed(said)]
    assert [*_dressed(isolate(done, base))] == [*_dressed(said)]
    assert not any(isinstance(i, Isolate) and not i.children for i in _all(done))


def _all(value: object) -> Iterator[object]:
    """Every record in a value, outer ones first, in the order in which they are said."""
    match value:
        case tuple():
            for part in value:
                yield from _all(part)
        case LayoutDelegations():
            for table in value.tables:
                yield from _all((table.caption, table.rows))
        case msgspec.Struct():
            yield value
            for name in value.__struct_fields__:
                yield from _all(getattr(value, name))


def _texts(value: object) -> Iterator[str]:
    for record in _all(value):
        if isinstance(record, Text | Code | b.CodeBlock | b.DeskNote | LayoutCode):
            yield record.text
        elif isinstance(record, LineBreak):
            yield "\n"


def _flat(value: object) -> str:
    """The text of records, or a text; a blank is one whether a line may break there or not."""
    text = value if isinstance(value, str) else "".join(_texts(value))
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _ids(value: object) -> Iterator[str]:
    return (
        name for record in _all(value) if (name := getattr(record, "id", "")) and name is not None
    )


def _references(value: object) -> Iterator[NoteRef]:
    return (record for record in _all(value) if isinstance(record, NoteRef))


def _dressed(said: Inlines, clothes: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each character with the markup around it, isolates left out."""
    for inline in said:
        match inline:
            case Text(text=text):
                yield from ((character, clothes) for character in text)
            case Code(text=text):
                yield text, (*clothes, "code")
            case LineBreak():
                yield "\n", clothes
            case NoteRef(label=label):
                yield label, (*clothes, "note")
            case Isolate(lang=lang):
                yield from _dressed(inline.children, (*clothes, lang) if lang else clothes)
            case Strong() | Emphasis() | Link():
                yield from _dressed(inline.children, (*clothes, type(inline).__name__))
