"""The check of EPUBs: a good book, and one thing broken at a time."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from PIL import Image

import casebook
from presskit import api
from presskit.cli.main import presskit
from presskit.diagnostics import PresskitError

if TYPE_CHECKING:
    from casebook import Shelf

FONT = Path(__file__).parents[2] / "fonts/amiri/Amiri-Regular.ttf"
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="ar">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:0</dc:identifier><dc:title>كتاب</dc:title><dc:language>ar</dc:language>
<meta property="dcterms:modified">2025-08-17T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta><meta property="schema:accessibilityFeature">toc</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">نص</meta>
</metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="font" href="font.ttf" media-type="font/ttf"/>
<item id="cover" href="cover.png" media-type="image/png" properties="cover-image"/>
</manifest><spine toc="ncx" page-progression-direction="rtl"><itemref idref="a"/><itemref idref="b"/></spine>
</package>"""
NAV = """<ol><li><a href="a.xhtml">أول</a></li><li><a href="b.xhtml">ثان</a></li></ol>"""
NOTE = (
    '<p>نص<a epub:type="noteref" role="doc-noteref" href="#n">1</a> و<a href="a.xhtml#h">رابط</a></p>'
    '<aside epub:type="footnote" role="doc-footnote" id="n">هامش</aside>'
)


def page(
    inside: str, html: str = 'lang="ar" xml:lang="ar" dir="rtl"', body: str = 'dir="rtl"'
) -> str:
    return (
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {html}>'
        f"<head><title>ع</title></head>\n<body {body}>\n{inside}\n</body></html>"
    )


def cover(side: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (side, side * 3 // 2)).save(buffer, "PNG")
    return buffer.getvalue()


def good() -> dict[str, str | bytes]:
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'version="1.0"><rootfiles><rootfile full-path="E/package.opf" '
        'media-type="application/oebps-package+xml"/></rootfiles></container>',
        "E/package.opf": PACKAGE,
        "E/nav.xhtml": page(f'<nav epub:type="toc" role="doc-toc"><h1>محتويات</h1>{NAV}</nav>'),
        "E/toc.ncx": '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
        '<navPoint><content src="a.xhtml"/></navPoint><navPoint><content src="b.xhtml"/></navPoint>'
        "</navMap></ncx>",
        "E/a.xhtml": page('<h1 id="h">عنوان</h1><h2>فصل</h2><p>نص قصير.</p>'),
        "E/b.xhtml": page(f'<h1>عنوان</h1>{NOTE}<img src="cover.png" alt="غلاف"/>'),
        "E/style.css": "p { margin-left: 1em; margin-inline-start: 1em; font-size: 1.1em }",
        "E/font.ttf": FONT.read_bytes(),
        "E/cover.png": cover(1000),
    }


def book(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def found(files: dict[str, str | bytes]) -> list[str]:
    """What is found, as `code file:line`."""
    return [
        f"{one.code} {(one.place.file or '').removeprefix('x.epub').strip('/')}".strip()
        + (f":{one.place.at.line}" if one.place.at else "")
        for one in api.check_book(book(files), None, "x.epub").diagnostics
    ]


def test_nothing_is_wrong_with_a_good_book() -> None:
    assert found(good()) == []


# A name, the file, what is replaced, by what, and what is found.
BROKEN = {
    "no language": ("a.xhtml", 'lang="ar" xml', "xml", "epub-language E/a.xhtml:1"),
    "two languages": ("a.xhtml", 'xml:lang="ar"', 'xml:lang="fa"', "epub-language E/a.xhtml:1"),
    "no direction": ("a.xhtml", ' dir="rtl">\n', ">\n", "epub-direction-body E/a.xhtml:2"),
    "wrong direction": ("a.xhtml", 'dir="rtl"', 'dir="ltr"', "epub-direction E/a.xhtml:1"),
    "no h1": ("a.xhtml", "h1", "p", "epub-heading E/a.xhtml:1"),
    "a level skipped": ("a.xhtml", "h2", "h3", "epub-heading E/a.xhtml:3"),
    "no alt": ("b.xhtml", ' alt="غلاف"', "", "epub-alt-missing E/b.xhtml:3"),
    "empty alt": ("b.xhtml", "غلاف", "", "epub-alt-missing E/b.xhtml:3"),
    "no role": ("b.xhtml", ' role="doc-noteref"', "", "epub-role-missing E/b.xhtml:3"),
    "no note": ("b.xhtml", ' epub:type="footnote"', "", "epub-note E/b.xhtml:3"),
    "an id twice": ("b.xhtml", "<p>", '<p id="n">', "epub-id-twice E/b.xhtml"),
    "a dead link": ("b.xhtml", "a.xhtml#h", "c.xhtml", "epub-link-dead E/b.xhtml:3"),
    "a dead place": ("b.xhtml", "a.xhtml#h", "a.xhtml#i", "epub-link-dead E/b.xhtml:3"),
    "a remote picture": ("b.xhtml", "cover.png", "https://e.org/a.png", "epub-remote E/b.xhtml:3"),
    "not XHTML": ("b.xhtml", "</p>", "", "epub-document-broken E/b.xhtml"),
    "an entity": ("b.xhtml", "نص<", "&nbsp;<", "epub-document-broken E/b.xhtml"),
    "left to right": ("package.opf", ' page-progression-direction="rtl"', "", "epub-progression E/package.opf"),
    "no hazard": ("package.opf", "schema:accessibilityHazard", "x:y", "epub-metadata E/package.opf"),
    "no package language": ("package.opf", ' xml:lang="ar"', "", "epub-language E/package.opf"),
    "no file": ("package.opf", "style.css", "other.css", "epub-file-missing E/package.opf"),
    "no cover": ("package.opf", ' properties="cover-image"', "", "epub-cover"),
    "a document outside": ("nav.xhtml", '<li><a href="b.xhtml">ثان</a></li>', "", "epub-nav E/nav.xhtml:3"),
    "another order": ("nav.xhtml", NAV, NAV.replace("a.x", "c.x").replace("b.x", "a.x").replace("c.x", "b.x"), "epub-nav E/nav.xhtml:3"),
    "another NCX": ("toc.ncx", '"b.xhtml"', '"a.xhtml"', "epub-nav E/toc.ncx"),
    "calc": ("style.css", "1.1em", "calc(1em + 1px)", "epub-css-old E/style.css:1"),
    "media": ("style.css", "p {", "@media print { a { color: red } } p {", "epub-css-old E/style.css:1"),
    "nesting": ("style.css", "1.1em", "1em; & a { color: red }", "epub-css-old E/style.css:1"),
    "is": ("style.css", "p {", ":is(p, li) {", "epub-css-old E/style.css:1"),
    "flex": ("style.css", "1.1em", "1em; display: flex", "epub-css-old E/style.css:1"),
    "logical alone": ("style.css", "margin-left: 1em; ", "", "epub-css-logical E/style.css:1"),
    "points": ("style.css", "1.1em", "12pt", "epub-css-size E/style.css:1"),
    "spaced letters": ("style.css", "1.1em", "1em; letter-spacing: 1px", "epub-css-spacing E/style.css:1"),
    "a remote font": ("style.css", "p {", "@font-face { src: url(https://e.org/a.ttf) } p {", "epub-remote E/style.css:1"),
    "a character beyond": ("a.xhtml", "قصير", "漢", "epub-text-uncovered E/a.xhtml"),
    "a small cover": ("cover.png", None, cover(400), "epub-cover E/cover.png"),
    "no font": ("font.ttf", None, b"none", "epub-font E/font.ttf"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_one_thing_broken(name: str) -> None:
    file, old, new, said = BROKEN[name]
    files = good()
    if old is None:
        files[f"E/{file}"] = new
    else:
        text = files[f"E/{file}"]
        assert isinstance(text, str)
        assert old in text
        files[f"E/{file}"] = text.replace(old, str(new))
    assert said in found(files)


def test_a_picture_beyond_the_shops_limits() -> None:
    files = good()
    files["E/cover.png"] = cover(2000)
    assert found(files) == ["epub-image E/cover.png"]


def test_a_name_that_not_every_reader_opens() -> None:
    files = good()
    files["E/غلاف.png"] = files.pop("E/cover.png")
    for name in ("E/package.opf", "E/b.xhtml"):
        files[name] = str(files[name]).replace("cover.png", "غلاف.png")
    assert found(files) == ["epub-name E/package.opf"]


@pytest.mark.parametrize("name", [*casebook.NAMES, *casebook.ISSUE_NAMES])
def test_nothing_is_wrong_with_books_of_presskit(name: str, shelf: Shelf) -> None:
    small = {"epub-cover"} if name == "english-week" else set()
    checked = api.check_book(shelf.data(name, "epub"), None, name)
    assert [str(d) for d in checked.diagnostics if d.code not in small] == []


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(120_000_000))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        book(good())[:-400],
        book({"mimetype": "application/epub+zip"}),
        book(good() | {"META-INF/container.xml": "<a>"}),
        book(good() | {"E/package.opf": "<package"}),
        _bomb(),
    ],
    ids=["empty", "pdf", "cut", "bare", "container", "package", "bomb"],
)
def test_a_book_that_cannot_be_read(data: bytes) -> None:
    with pytest.raises(PresskitError, match="epub-unreadable"):
        api.check_book(data)


def test_no_entity_is_expanded() -> None:
    files = good()
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    files["E/a.xhtml"] = bomb + str(files["E/a.xhtml"]).replace("نص", "&a;&b;")
    checked = api.check_book(book(files))
    assert "root:" not in str(checked)


def test_broken_bytes_never_raise_anything_else() -> None:
    data = book(good())
    for at in range(0, len(data), max(1, len(data) // 150)):
        broken = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        with suppress(PresskitError):
            api.check_book(broken)


def test_the_command(tmp_path: Path, shelf: Shelf) -> None:
    path = shelf.path("bullets", "epub")
    done = CliRunner().invoke(presskit, ["check", str(path)])
    assert done.exit_code == 0
    assert "pages turn  rtl" in done.output
    article = str(casebook.article("bullets"))
    command = ["check", str(path), "--article", article, "--output-format", "json"]
    said = json.loads(CliRunner().invoke(presskit, command).stdout)
    assert said["recall"]["share"] == 1.0
    other = str(casebook.article("footnotes"))
    done = CliRunner().invoke(presskit, ["check", str(path), "--article", other])
    assert "epub-words-missing" in done.output
    files = good()
    files["E/a.xhtml"] = str(files["E/a.xhtml"]).replace('dir="rtl"', "")
    (tmp_path / "a.epub").write_bytes(book(files))
    assert CliRunner().invoke(presskit, ["check", str(tmp_path / "a.epub")]).exit_code == 1


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" xml:lang="ar"><title>خريطة</title></svg>'


def with_pages(name: str, data: str | bytes, media_type: str) -> dict[str, str | bytes]:
    """The good book with one more page, which is no XHTML."""
    files = good()
    manifest = f'<item id="p" href="{name}" media-type="{media_type}" fallback="a"/></manifest>'
    package = PACKAGE.replace("</manifest>", manifest)
    files["E/package.opf"] = package.replace("</spine>", '<itemref idref="p"/></spine>')
    files[f"E/{name}"] = data
    more = f'<li><a href="{name}">صفحة</a></li></ol>'
    for file in ("E/nav.xhtml",):
        files[file] = str(files[file]).replace("</ol>", more)
    ncx = f'<navPoint><content src="{name}"/></navPoint></navMap>'
    files["E/toc.ncx"] = str(files["E/toc.ncx"]).replace("</navMap>", ncx)
    return files


def test_a_drawing_or_a_picture_can_be_a_page() -> None:
    assert found(with_pages("p.svg", DRAWING, "image/svg+xml")) == []
    assert found(with_pages("p.png", cover(1000), "image/png")) == []


def test_a_drawing_that_is_a_page_has_a_language_and_a_title() -> None:
    bare = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    told = ["epub-language E/p.svg:1", "epub-heading E/p.svg:1"]
    assert found(with_pages("p.svg", bare, "image/svg+xml")) == told
    assert found(with_pages("p.svg", "<svg", "image/svg+xml")) == ["epub-document-broken E/p.svg"]


@pytest.mark.parametrize(
    "fragment",
    [
        "xywh=percent:0,0,50,50",
        "t=10,20",
        "epubcfi(/4/2)",
        "svgView(viewBox(0,0,9,9))",
        ":~:text=نص",
    ],
)
def test_fragments_that_are_no_ids_lead_somewhere(fragment: str) -> None:
    files = good()
    files["E/b.xhtml"] = str(files["E/b.xhtml"]).replace("a.xhtml#h", f"a.xhtml#{fragment}")
    assert found(files) == []
