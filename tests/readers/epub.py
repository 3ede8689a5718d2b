"""What an EPUB says, read with zipfile and lxml alone, in the order of its spine."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from readers.elements import Element, Note, Said, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
_OPF = {"opf": "http://www.idpf.org/2007/opf"}
_OCF = {"ocf": "urn:oasis:names:tc:opendocument:xmlns:container"}
_PARAGRAPHS = {
    "kicker": "kicker",
    "deck": "deck",
    "byline": "byline",
    "dateline": "dateline",
    "source": "source",
    "attribution": "attribution",
    "verse-line": "verse",
    "qr-code": "qr-code",
    "box-title": "box-title",
    "related-title": "related-title",
}
_AROUND = {"blockquote": "block-quote"}


class Epub:
    """An EPUB unzipped: its package document and its files by their paths."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        container = etree.fromstring(self.files["META-INF/container.xml"])
        self.package_path = container.find(".//ocf:rootfile", _OCF).get("full-path")
        self.package = etree.fromstring(self.files[self.package_path])

    def documents(self) -> dict[str, etree._Element]:
        """Every XHTML document by its path, spine first and in its order."""
        home = posixpath.dirname(self.package_path)
        items = {item.get("id"): item for item in self.package.findall(".//opf:item", _OPF)}
        spine = [ref.get("idref") for ref in self.package.findall(".//opf:itemref", _OPF)]
        ordered = [*spine, *(name for name in items if name not in spine)]
        return {
            path: etree.fromstring(self.files[path])
            for name in ordered
            if items[name].get("media-type") == "application/xhtml+xml"
            for path in [posixpath.join(home, items[name].get("href"))]
        }


def read(data: bytes) -> Said:
    """The elements and notes of the documents with text: not the cover, not the nav."""
    elements: list[Element] = []
    notes: list[Note] = []
    for document in Epub(data).documents().values():
        body = document.find(f"{XHTML}body")
        if body.find(f".//{XHTML}nav") is None and not _is_cover(body):
            text = said(document)
            elements += text.elements
            notes += text.notes
    return Said(tuple(elements), tuple(notes))


def said(document: etree._Element) -> Said:
    """The elements and notes of one document."""
    notes: list[Note] = []
    elements = tuple(_walk(document.find(f"{XHTML}body"), notes))
    return Said(elements, tuple(notes))


def _is_cover(body: etree._Element) -> bool:
    kinds = [e.get(f"{OPS}type", "") for e in body.iter("{*}*")]
    return any("cover" in kind.split() for kind in kinds)


def _walk(parent: etree._Element, notes: list[Note]) -> Iterator[Element]:
    for node in parent.iterchildren(f"{XHTML}*"):
        yield from _node(node, notes)


def _node(node: etree._Element, notes: list[Note]) -> Iterator[Element]:
    tag, role = node.tag.removeprefix(XHTML), (node.get("class") or "").split(" ")
    if "note" in role and tag == "aside":
        notes.append(_note(node))
    elif "story-links" in role:
        pass  # the ways to other documents of an issue
    elif "notes" in role or node.get("role") == "doc-endnotes":
        list(_walk(node, notes))
    elif tag in {"h1", "h2", "h3", "h4"}:
        yield Element("heading", int(tag[1]), _text(node))
    elif tag == "p":
        yield _paragraph(node, role)
    elif tag == "li":
        if not len(node) or node[0].tag != f"{XHTML}p":
            yield Element("item", _depth(node), "")
        yield from _walk(node, notes)
    elif tag == "dt":
        yield Element(role[0], 0, _text(node))
    elif tag == "pre":
        yield Element("code", 0, _text(node))
    elif tag == "hr":
        yield Element("break", 0, "")
    elif tag == "img":
        yield Element("figure", 0, node.get("alt"))
    elif tag == "figcaption":
        for part in node.iterchildren():
            yield Element(part.get("class"), 0, _text(part))
    elif tag == "caption":
        yield Element(role[0], 0, _text(node))
    elif tag == "tr":
        kind = "head" if node.getparent().tag == f"{XHTML}thead" else "cell"
        for column, cell in enumerate(node):
            yield Element(kind, column, _text(cell))
    else:
        assert tag != "span", etree.tostring(node)
        yield from _walk(node, notes)


def _paragraph(node: etree._Element, role: list[str]) -> Element:
    kind = next((_PARAGRAPHS[name] for name in role if name in _PARAGRAPHS), None)
    if kind:
        return Element(kind, 0, _text(node))
    for above in node.iterancestors():
        tag, around = above.tag.removeprefix(XHTML), (above.get("class") or "").split(" ")
        if tag == "li":
            is_first = above == node.getparent() and above[0] is node
            return Element("item" if is_first else "item-more", _depth(above), _text(node))
        if tag == "dd":
            return Element(around[0], 0, _text(node))
        if tag in _AROUND:
            return Element(_AROUND[tag], 0, _text(node))
        for name in ("pull-quote", "note", "lead", "box", "related"):
            if name in around:
                return Element(name, 0, _text(node))
    return Element("paragraph", 0, _text(node))


def _depth(item: etree._Element) -> int:
    return sum(above.tag == f"{XHTML}li" for above in item.iterancestors())


def _note(aside: etree._Element) -> Note:
    """A note without what it carries besides its text: its mark and the ways back."""
    marks = [e for e in aside.iter() if e.get("class") == "note-mark"]
    mark = "".join(marks[0].itertext()).strip(" .")
    for extra in [*marks, *(e for e in aside.iter() if e.get("class") == "note-back")]:
        _drop(extra)
    found = [e._replace(text=e.text.strip()) for e in _walk(aside, [])]
    return Note(mark, tuple(e for e in found if e.text or e.kind != "note"))


def _drop(node: etree._Element) -> None:
    """Take an element out and keep what stands behind it."""
    parent, before = node.getparent(), node.getprevious()
    tail = node.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)


def _text(node: etree._Element) -> str:
    return visible("".join(_pieces(node)))


def _pieces(node: etree._Element) -> Iterator[str]:
    if node.tag == f"{XHTML}br":
        yield "\n"
    elif node.get("class") == "box":
        pass  # the label of a task
    elif "noteref" in (node.get(f"{OPS}type") or "").split(" "):
        yield f"[^{''.join(node.itertext())}]"
    else:
        yield node.text or ""
        for child in node:
            yield from _pieces(child)
            yield child.tail or ""
