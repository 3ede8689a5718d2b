"""Whatever a file says, a reader reads it or tells of it: no exception but PresskitError."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presskit.diagnostics import PresskitError, Report
from presskit.pictures.svg import RefusedError, read_drawing
from presskit.sources import read_bytes

# What the kinds are made of; the rest is chance.
_PIECES = {
    "a.md": "---|\n|title: |x|date: |2025-02-30|+++|[|]|(|)|{|}|#|*|**|_|`|```|>|- |1. |\\|| --- |:::|[^1]|[^1]: |!|<b>|</b>|<!--|-->|&#x0;|\t|\u202e|ا|9",
    "a.html": "<|>|</|/>|h1|p|table|tr|td colspan=|ul|li|img src=|a href=|article|<!--|-->|<![CDATA[|\"|'|=|&|;|#x|99|ا|\n|script|style|br",
    "a.xml": "<rss version='2.0'>|<channel>|<item>|</item>|</channel>|</rss>|<title>|</title>|<description>|</description>|<![CDATA[|]]>|<pubDate>|x|&amp;|&|<feed xmlns='http://www.w3.org/2005/Atom'>|<entry>|</entry>|</feed>|<content type='html'>",
    "a.json": '{|}|[|]|"title"|"body"|"type"|"paragraph"|"text"|"date"|:|,|null|1|1e9|-0|"x"|"children"|"\\ud800"|true',
}
_BODIES = "<w:p>|</w:p>|<w:r>|</w:r>|<w:t>|</w:t>|ا|<w:tbl>|</w:tbl>|<w:tr>|</w:tr>|<w:tc>|</w:tc>|<w:tab/>|<w:fldChar w:fldCharType='begin'/>|<w:fldChar w:fldCharType='end'/>|<w:instrText>|</w:instrText>|<w:ins>|</w:ins>|<w:del>|</w:del>|<w:footnoteReference w:id='9'/>|<w:pPr>|</w:pPr>|<w:numPr/>|<w:pStyle w:val='x'/>"
_SHAPES = "<rect/>|<g>|</g>|<use href='#a'/>|<a id='a'>|</a>|<style>|</style>|<image href='data:,'/>|<text>|</text>|<path d='M|0 0|z'/>|x|<defs>|</defs>|transform='scale(|)'|&lt;"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_few = settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)


def _mixed(pieces: str) -> st.SearchStrategy[str]:
    known = st.sampled_from([piece for piece in pieces.split("|") if piece])
    return st.lists(known | st.text(max_size=3), max_size=30).map("".join)


def _balanced(pieces: str) -> st.SearchStrategy[str]:
    """Pieces in which what opens closes, so that a parser gets through to their meaning."""
    return st.lists(
        st.sampled_from([piece for piece in pieces.split("|") if piece]), max_size=30
    ).map(_closed)


def _closed(pieces: list[str]) -> str:
    made, opened = [], []
    for piece in pieces:
        if piece.startswith("</"):
            if not opened:
                continue
            made.append(f"</{opened.pop()}>")
            continue
        if piece.startswith("<") and not piece.endswith("/>"):
            opened.append(piece[1:].split()[0].rstrip(">"))
        made.append(piece)
    return "".join([*made, *(f"</{name}>" for name in reversed(opened))])


def _read(data: bytes, name: str) -> None:
    with suppress(PresskitError):
        read_bytes(data, name, Path())


@pytest.mark.parametrize("name", _PIECES)
def test_texts(name: str) -> None:
    @_few
    @given(_mixed(_PIECES[name]))
    def holds(text: str) -> None:
        head = "---\ntitle: x\n---\n" if name == "a.md" else ""
        _read(text.encode("utf-8", "surrogatepass"), name)
        _read((head + text).encode("utf-8", "surrogatepass"), name)

    holds()


@_few
@given(
    st.dictionaries(
        st.sampled_from(["title", "body", "date", "notes", "language", "tags"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["type", "text", "children"]), inner, max_size=3)
            ),
            max_leaves=6,
        ),
    )
)
def test_json_of_the_wrong_shape(record: dict[str, object]) -> None:
    import json

    _read(json.dumps(record).encode(), "a.json")


@_few
@given(_balanced(_BODIES), st.booleans())
def test_word_files_of_any_parts(body: str, styles: bool) -> None:
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
    }
    if styles:
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{_W}"><w:style/></w:styles>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    _read(packed.getvalue(), "a.docx")


@_few
@given(_balanced(_SHAPES))
def test_drawings(shapes: str) -> None:
    start = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    with suppress(RefusedError):
        read_drawing(f"{start}{shapes}</svg>".encode())


@_few
@given(_mixed('name = |inherits = |[|]|"sahifa"|colors|paper|styles|fonts|=|\n|"|1|true|{|}|,|.'))
def test_themes(text: str) -> None:
    import tempfile

    from presskit.theming.loading import load_theme

    with tempfile.TemporaryDirectory() as folder, suppress(PresskitError):
        (Path(folder) / "theme.toml").write_text(text.replace("\x00", ""), "utf-8", "replace")
        load_theme(folder, Report())
