"""Hypothesis strategies for the model: articles as odd as the types allow."""

from __future__ import annotations

from hypothesis import strategies as st

from presskit.diagnostics import Position
from presskit.model import blocks as b
from presskit.model.article import Article, Note
from presskit.model.inlines import (
    Code,
    Emphasis,
    Inline,
    Inlines,
    Isolate,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)

# Letters of both directions, digits of three kinds, marks, punctuation, blanks of several kinds.
_ALPHABET = "ابلاأيةوپ לםABcdé0 19٠٣۴+-*/.,:،؛()[]«»“”%$#@&' \u00a0\u200c\u064b\u0651\u0301"
_LABELS = ("1", "2", "نص")

words = st.text(_ALPHABET, min_size=1, max_size=24)
positions = st.none() | st.builds(Position, st.integers(1, 99), st.integers(1, 99))
directions = st.sampled_from(["rtl", "ltr"])

_leaf: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, words, positions),
    st.builds(Text, words),
    st.builds(Code, words),
    st.builds(LineBreak),
    st.builds(NoteRef, st.sampled_from(_LABELS)),
)


def _around(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    children = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Strong, children),
        st.builds(Emphasis, children),
        st.one_of(st.builds(kind, children) for kind in (Strike, Mark, Subscript, Superscript)),
        st.builds(Link, st.just("https://example.org/"), children),
        st.builds(Isolate, directions, children, st.none() | st.just("fr")),
    )


inlines: st.SearchStrategy[Inlines] = st.lists(
    st.recursive(_leaf, _around, max_leaves=4), min_size=1, max_size=5
).map(tuple)
_no_inlines: st.SearchStrategy[Inlines] = st.just(())
paragraphs = st.builds(b.Paragraph, inlines, positions)
_titles = words.filter(lambda text: bool(text.strip())).map(lambda text: (Text(text),))
_headings = st.builds(b.Heading, st.integers(1, 6), _titles)
_cells = st.builds(b.Cell, inlines | _no_inlines)
_rows = st.builds(b.Row, st.lists(_cells, min_size=1, max_size=4).map(tuple))
_members = st.builds(b.Member, inlines, inlines)
_flat: st.SearchStrategy[b.Block] = st.one_of(
    paragraphs,
    st.builds(b.Table, _rows, st.lists(_rows, max_size=3).map(tuple), st.just(()), inlines),
    st.builds(
        b.Delegations,
        st.lists(
            st.builds(
                b.Delegation,
                inlines | _no_inlines,
                st.lists(_members, min_size=1, max_size=3).map(tuple),
            ),
            min_size=1,
            max_size=2,
        ).map(tuple),
    ),
    st.builds(b.Figure, st.just("x.png"), words, inlines | _no_inlines, inlines | _no_inlines),
    st.builds(
        b.QrCode,
        st.just("https://example.org/qr"),
        st.builds(Link, st.just("https://example.org/qr"), _titles).map(lambda link: (link,)),
    ),
    st.builds(
        b.Gallery,
        st.lists(st.builds(b.Figure, st.just("x.png"), words), min_size=2, max_size=4).map(tuple),
        inlines | _no_inlines,
        inlines | _no_inlines,
    ),
    st.builds(b.CodeBlock, words),
    st.builds(b.Break),
)
_verse_lines = st.builds(b.VerseLine, _titles, _titles | _no_inlines)
_stanzas = st.lists(
    st.builds(b.Stanza, st.lists(_verse_lines, min_size=2, max_size=3).map(tuple)),
    min_size=1,
    max_size=2,
).map(tuple)
_pairs = st.sampled_from(["terms", "facts", "questions", "timeline"])
_remarks = st.builds(b.DeskNote, words)


def _holding(inner: st.SearchStrategy[b.Block]) -> st.SearchStrategy[b.Block]:
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    items = st.lists(st.builds(b.ListItem, some), min_size=1, max_size=3).map(tuple)
    definitions = st.lists(st.builds(b.Definition, inlines, some), min_size=1, max_size=2)
    return st.one_of(
        st.builds(b.List, items, st.booleans(), st.integers(0, 120)),
        st.builds(b.BlockQuote, some, inlines | _no_inlines),
        st.builds(b.PullQuote, some, inlines | _no_inlines),
        st.builds(b.DefinitionList, definitions.map(tuple), kind=_pairs),
        st.builds(b.Verse, _stanzas, inlines | _no_inlines),
        st.builds(b.Box, some, inlines | _no_inlines, wide=st.booleans()),
        st.builds(b.Box, some, inlines | _no_inlines, st.just("related")),
    )


blocks: st.SearchStrategy[b.Block] = st.recursive(_flat, _holding, max_leaves=4)
_notes = st.tuples(*(st.builds(Note, st.just(label), st.tuples(paragraphs)) for label in _LABELS))
articles: st.SearchStrategy[Article] = st.builds(
    Article,
    title=words,
    language=st.sampled_from(["ar", "ar-MA", "fa", "ur", "he", "en", "fr"]),
    kicker=st.just("") | words,
    deck=st.just("") | words,
    byline=st.just("") | words,
    authors=st.lists(words, max_size=2).map(tuple),
    date=st.none() | st.dates(),
    printed_date=st.just("") | words,
    dateline=st.just("") | words,
    lead=st.lists(paragraphs, max_size=2).map(tuple),
    tags=st.lists(words, max_size=2).map(tuple),
    source=inlines | _no_inlines,
    body=st.lists(blocks | _headings | _remarks, max_size=5).map(tuple),
    notes=_notes,
)
