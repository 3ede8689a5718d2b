"""Issues: golden outlines, and what independent readers find in each edition of them."""

from __future__ import annotations

import posixpath
import re
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pikepdf
import pytest
from lxml import etree

import casebook
from docx_rules import check as broken_rules
from issue_outline import issue_outline
from parts import bag, folded, notes_of, part_of, parts_of
from presskit import api
from presskit.language.digits import write_number
from presskit.model.inlines import plain
from readers import docx, epub, pdf
from readers.elements import Element, Note, Said, visible
from says import said, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casebook import Shelf
    from parts import Part
    from presskit.model.issue_layout import IssueLayout, Story

issues = pytest.mark.parametrize("name", casebook.ISSUE_NAMES)
_A = f"{epub.XHTML}a"
_NCX = {"n": "http://www.daisy.org/z3986/2005/ncx/"}
_DC = "{http://purl.org/dc/elements/1.1/}"
_MARK = re.compile(r"\[\^(\w+)\]")


@issues
def test_outline_is_golden(name: str, pytestconfig: pytest.Config) -> None:
    text = issue_outline(*casebook.issue_composed(name))
    path = casebook.ISSUES / name / "outline.txt"
    if pytestconfig.getoption("update_cases"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_every_issue_is_explained() -> None:
    table = (casebook.ISSUES / "README.md").read_text("utf-8")
    assert tuple(re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE)) == casebook.ISSUE_NAMES


def _with_reading(story: Story) -> Said:
    """What a story says in the EPUB: its byline tells how long it takes to read."""
    text = said(story.layout)
    reading = words(story.reading)
    if not reading:
        return text
    elements = list(text.elements)
    for at, element in enumerate(elements):
        if element.kind == "byline":
            elements[at] = element._replace(text=f"{element.text} · {reading}")
            return text._replace(elements=tuple(elements))
    at = next(n for n, element in enumerate(elements, 1) if element.kind == "heading")
    elements.insert(at, Element("byline", 0, reading))
    return text._replace(elements=tuple(elements))


@issues
def test_epub_says_what_each_story_says(name: str, shelf: Shelf) -> None:
    issue = casebook.issue_layout(name)
    documents = epub.Epub(shelf.data(name, "epub")).documents()
    told = [epub.said(d) for path, d in documents.items() if _is_story(path)]
    assert told == [_with_reading(story) for story in issue.stories()]


def _is_story(path: str) -> bool:
    return bool(re.search(r"/(?:article-\d+|note|colophon)\.xhtml$", path))


@issues
def test_nav_and_ncx_are_the_spine(name: str, shelf: Shelf) -> None:
    issue, book = casebook.issue_layout(name), epub.Epub(shelf.data(name, "epub"))
    *spine, nav_path = book.documents()
    nav = book.documents()[nav_path]
    contents, landmarks = nav.iter(f"{epub.XHTML}nav")
    links = [(visible("".join(a.itertext())), a.get("href")) for a in contents.iter(_A)]
    assert [href for _, href in links] == [path.rsplit("/", 1)[1] for path in spine]
    assert [title for title, _ in links] == _titles(issue)
    points = etree.fromstring(book.files["EPUB/toc.ncx"]).findall(".//n:navPoint", _NCX)
    assert links == [
        (visible(p.findtext(".//n:text", None, _NCX)), p.find("n:content", _NCX).get("src"))
        for p in points
    ]
    kinds = [a.get(f"{epub.OPS}type") for a in landmarks.iter(_A)]
    assert kinds == ["cover", "toc", "bodymatter"]
    for section in issue.sections:  # nested: the stories of a section stand under it
        (entry,) = [a for a in contents.iter(_A) if plain(section.title) == "".join(a.itertext())]
        assert len(list(entry.getparent().iter(_A))) == 1 + len(section.stories)


def _titles(issue: IssueLayout) -> list[str]:
    titles = [issue.labels.cover, issue.labels.contents]
    titles += [issue.note.layout.metadata.title] if issue.note else []
    for section in issue.sections:
        titles += [plain(section.title), *(s.layout.metadata.title for s in section.stories)]
    titles += [issue.colophon.layout.metadata.title] if issue.colophon else []
    return [visible(title) for title in titles]


@issues
def test_ids_and_links_of_the_epub_are_sound(name: str, shelf: Shelf) -> None:
    book = epub.Epub(shelf.data(name, "epub"))
    documents = book.documents()
    ids = {}
    for path, document in documents.items():
        found = document.xpath("//@id")
        assert len(found) == len(set(found)), path
        ids[path] = set(found)
    everything = [one for path, found in ids.items() if _is_story(path) for one in found]
    assert len(everything) == len(set(everything)), "ids clash between documents"
    for path, document in documents.items():
        for href in document.xpath("//@href | //@src"):
            target, fragment = urldefrag(href)
            if re.match(r"\w+:", target):
                continue
            file = posixpath.join(posixpath.dirname(path), unquote(target)) if target else path
            assert file in book.files, (path, href)
            assert not fragment or fragment in ids[file], (path, href)


@issues
def test_every_document_of_the_epub_has_language_and_direction(name: str, shelf: Shelf) -> None:
    issue = casebook.issue_layout(name)
    stories = iter(issue.stories())
    documents = epub.Epub(shelf.data(name, "epub")).documents()
    for path, document in documents.items():
        layout = next(stories).layout if _is_story(path) else issue
        body = document.find(f"{epub.XHTML}body")
        language = document.get("{http://www.w3.org/XML/1998/namespace}lang")
        assert document.get("lang") == language == layout.language
        assert document.get("dir") == body.get("dir") == layout.direction


@issues
def test_stories_link_to_their_neighbours(name: str, shelf: Shelf) -> None:
    issue = casebook.issue_layout(name)
    documents = epub.Epub(shelf.data(name, "epub")).documents()
    paths = [path for path in documents if _is_story(path)]
    names = [path.rsplit("/", 1)[1] for path in paths]
    for place, path in enumerate(paths):
        (footer,) = documents[path].iter(f"{epub.XHTML}footer")
        hrefs = [urldefrag(a.get("href")).url for a in footer.iter(_A)]
        before, after = names[max(place - 1, 0) : place], names[place + 1 : place + 2]
        assert hrefs == [*before, *after, "contents.xhtml"]
        assert footer.get("dir") == issue.direction
        assert footer.get("lang") == issue.language


def test_an_issue_names_the_writer_of_its_note_first(tmp_path: Path) -> None:
    for name, byline in (("note", "Ann Reed"), ("story", "By Tom Hale and Ann Reed")):
        text = f"---\ntitle: The {name}\nlang: en\nbyline: {byline}\n---\n\nWords.\n"
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    (tmp_path / "issue.toml").write_text(
        'title = "Week"\nlanguage = "en"\nnote = "note.md"\n'
        '[[section]]\ntitle = "News"\narticles = ["story.md"]\n',
        "utf-8",
    )
    issue = api.compose_issue(api.read_issue([tmp_path / "issue.toml"]))
    assert issue.metadata.writers == ("Ann Reed", "Tom Hale")


@issues
def test_an_issue_is_one_of_a_series(name: str, shelf: Shelf) -> None:
    meta = casebook.issue_layout(name).metadata
    package = epub.Epub(shelf.data(name, "epub")).package
    said_of = {
        (m.get("refines"), m.get("property")): m.text for m in package.iter("{*}meta") if m.text
    }
    assert said_of[None, "belongs-to-collection"] == meta.publication
    assert said_of["#series", "collection-type"] == "series"
    is_position = re.fullmatch(r"[\d.]+", meta.number)
    assert ("#series", "group-position") in said_of if is_position else True
    if meta.issn:
        assert said_of["#series", "dcterms:identifier"] == f"urn:issn:{meta.issn}"
    assert package.findtext(f".//{_DC}identifier") == meta.identifier


@issues
def test_pdf_says_what_the_issue_says(name: str, shelf: Shelf) -> None:
    issue = casebook.issue_layout(name)
    found = [part for part in map(part_of, pdf.read(shelf.data(name, "pdf"))) if bag(part.text)]
    text = [part for part in found if part.tag != "note"]
    start = _behind_contents(issue, text)
    wanted = [part for part in _pdf_parts(issue) if bag(part.text)]
    assert [have for _, have in folded(wanted, text[start:])] == wanted
    notes = [part for part in found if part.tag == "note"]
    wanted_notes = [note for story in issue.stories() for note in notes_of(story.layout)]
    assert [bag(n.text) for n in notes] == [bag(n.text) for n in wanted_notes]


def _behind_contents(issue: IssueLayout, found: list[Part]) -> int:
    """Where the first story begins: behind the contents, at an H1 that isn't theirs."""
    contents = bag(issue.labels.contents)
    heads = [n for n, part in enumerate(found) if part.tag == "H1"]
    assert bag(found[heads[0]].text) == contents
    return heads[1]


def _pdf_parts(issue: IssueLayout) -> Iterator[Part]:
    from parts import Part

    if issue.note:
        yield from parts_of(issue.note.layout)
    for section in issue.sections:
        yield Part("H1", plain(section.title))
        yield from chain.from_iterable(parts_of(story.layout) for story in section.stories)
    if issue.colophon:
        yield from parts_of(issue.colophon.layout)


@issues
def test_contents_of_the_pdf_name_the_pages(name: str, shelf: Shelf) -> None:
    issue, data = casebook.issue_layout(name), shelf.data(name, "pdf")
    pages = pdf.pages_of_names(data)
    text = [part for part in map(part_of, pdf.read(data)) if bag(part.text)]
    contents = text[: _behind_contents(issue, text)]
    for story in issue.stories():
        number = write_number(pages[story.layout.opening.id], issue.furniture.digits)
        entry = bag(words(story.listed.headline) + number)
        assert any(bag(part.text) == entry for part in contents), (story.name, number)


@issues
def test_outline_of_the_pdf_is_the_contents(name: str, shelf: Shelf) -> None:
    issue = casebook.issue_layout(name)
    assert [visible(title) for title in pdf.outline(shelf.data(name, "pdf"))] == _titles(issue)[1:]


@issues
def test_docx_says_what_the_issue_says(name: str, shelf: Shelf) -> None:
    issue, found = casebook.issue_layout(name), docx.read(shelf.data(name, "docx"))
    front = {"nameplate", "issue-line", "issue-title", "contents"}
    front |= {"contents-section", "contents-entry"}
    elements = [e for e in found.elements if e.kind not in front]
    if issue.cover.picture or issue.cover.finished:
        assert elements.pop(0).kind == "figure"
    wanted = _docx_said(issue)
    assert elements == list(wanted.elements)
    assert found.notes == wanted.notes
    entries = [e.text for e in found.elements if e.kind.startswith("contents-")]
    assert [re.sub(r"\t[\d٠-٩۰-۹]+$", "", entry) for entry in entries] == _titles(issue)[2:]


def _docx_said(issue: IssueLayout) -> Said:
    """What a DOCX says: notes have numbers, here counted through all sections."""
    elements: list[Element] = []
    notes: list[Note] = []
    opens = {section.stories[0].name: section for section in issue.sections}
    for story in issue.stories():
        if section := opens.get(story.name):
            elements.append(Element("section", 0, words(section.title)))
        text, before = said(story.layout), len(notes)
        marks = {note.mark: before + number for number, note in enumerate(text.notes, 1)}

        def numbered(element: Element, marks: dict[str, int] = marks) -> Element:
            return element._replace(text=_MARK.sub(lambda m: f"[^{marks[m[1]]}]", element.text))

        elements += map(numbered, text.elements)
        notes += (Note(str(marks[n.mark]), tuple(map(numbered, n.elements))) for n in text.notes)
    return Said(tuple(elements), tuple(notes))


@issues
def test_docx_keeps_every_rule(name: str, shelf: Shelf) -> None:
    tatweel = "\u0640"  # of the Hijri year, هـ
    assert broken_rules(shelf.data(name, "docx"), tatweel) == []


@issues
def test_one_subset_a_face(name: str, shelf: Shelf) -> None:
    with pikepdf.open(shelf.path(name, "pdf")) as file:
        fonts = [o for o in file.objects if isinstance(o, pikepdf.Dictionary)]
        embedded = [str(o.FontName) for o in fonts if o.get("/Type") == "/FontDescriptor"]
    assert len(embedded) == len({font.split("+")[-1] for font in embedded})
