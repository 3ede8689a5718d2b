"""What is wrong with a content document: language, direction, headings, pictures, roles, ids, links."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

from presskit.language.facts import direction_of
from presskit.prepress.book.opened import OPS, XHTML, XML_LANG, is_cover, is_remote, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report
    from presskit.prepress.book.opened import Opened

# The roles of DPUB-ARIA 1.1 that stand beside a type of the structural vocabulary.
_ROLES = {
    kind: f"doc-{kind}"
    for kind in [
        "abstract",
        "acknowledgments",
        "afterword",
        "appendix",
        "biblioentry",
        "bibliography",
        "chapter",
        "colophon",
        "conclusion",
        "cover",
        "credit",
        "dedication",
        "epigraph",
        "epilogue",
        "errata",
        "example",
        "footnote",
        "foreword",
        "glossary",
        "index",
        "introduction",
        "noteref",
        "notice",
        "pagelist",
        "part",
        "preface",
        "prologue",
        "pullquote",
        "qna",
        "subtitle",
        "tip",
        "toc",
    ]
} | {"footnotes": "doc-endnotes", "endnotes": "doc-endnotes"}
_NOTES = {"footnote", "endnote", "rearnote", "note"}
_SVG = "{http://www.w3.org/2000/svg}"
_HEADINGS = {f"{XHTML}h{level}": level for level in range(1, 7)}
_SOURCES = ("src", "{http://www.w3.org/1999/xlink}href", "poster", "data")
# Fragments that name a part of a picture, a film or a text by other means than an id
# (Media Fragments URI 1.0, SVG 2, EPUB CFI 1.1).
_PART = re.compile(r"(?:xywh|t|track|svgView|epubcfi|:~:text)(?:=|\()|viewBox\(")
_DECORATIVE = {"presentation", "none"}
_RTL = ("R", "AL")


def check_document(path: str, root: Any, book: Opened, report: Report) -> None:
    """Report what is wrong with one document, to a report about it."""
    _language(root, report)
    _direction(root, report)
    if not is_cover(root):
        _headings(root, report)
    _pictures(root, report)
    _roles(root, report)
    _ids(root, report)
    _links(path, root, book, report)


def check_drawing(root: Any, report: Report) -> None:
    """Report what is wrong with a drawing that is a page: its language and its title."""
    if not root.get("lang") and not root.get(XML_LANG):
        report.add(
            "epub-language",
            "the drawing doesn't name its language in xml:lang",
            line_of(root),
            "readers choose voices by it",
        )
    title = root.find(f"{_SVG}title")
    if title is None or not "".join(title.itertext()).strip():
        report.add(
            "epub-heading",
            "the drawing has no title",
            line_of(root),
            "write <title> as its first element: screen readers say it",
        )


def text_of(root: Any) -> str:
    """What a document shows; text of styles and scripts isn't shown."""
    body = root.find(f"{XHTML}body")
    return "".join(_texts(body)) if body is not None else ""


def _texts(element: Any) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in (f"{XHTML}script", f"{XHTML}style"):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _types(element: Any) -> list[str]:
    return (element.get(f"{OPS}type") or "").split()


def _language(root: Any, report: Report) -> None:
    html, xml = root.get("lang"), root.get(XML_LANG)
    if not html or not xml:
        report.add(
            "epub-language",
            "the document doesn't name its language in both lang and xml:lang",
            line_of(root),
            "readers choose voices, fonts and hyphens by it",
        )
    elif html != xml:
        report.add(
            "epub-language", f"lang is {html} and xml:lang is {xml}", line_of(root), "name one"
        )


def _direction(root: Any, report: Report) -> None:
    """HTML's `dir`: reading systems take pages' progression from html and from body alike."""
    body = root.find(f"{XHTML}body")
    said, again = root.get("dir"), body.get("dir") if body is not None else None
    language = root.get("lang") or root.get(XML_LANG) or ""
    counted = Counter(unicodedata.bidirectional(c) for c in text_of(root))
    is_rtl = sum(counted[kind] for kind in _RTL) > counted["L"]
    wanted = direction_of(language) if language else "rtl" if is_rtl else "ltr"
    if wanted == "rtl" and said != "rtl":
        report.add(
            "epub-direction",
            f"the document is right to left and html {f'says dir={said}' if said else 'has no dir'}",
            line_of(root),
            'write dir="rtl" on html and on body',
        )
    elif said and again != said:
        report.add(
            "epub-direction-body",
            f"html says dir={said} and body {f'says dir={again}' if again else 'has no dir'}",
            line_of(body if body is not None else root),
            "write dir on body too: some readers look there",
        )


def _headings(root: Any, report: Report) -> None:
    headings = [(e, _HEADINGS[e.tag]) for e in root.iter() if e.tag in _HEADINGS]
    first = [e for e, level in headings if level == 1]
    if len(first) != 1:
        report.add(
            "epub-heading",
            f"the document has {len(first) or 'no'} h1; it should have one",
            line_of(first[1] if first else root),
            "readers list headings to find the way",
        )
    above = 0
    for element, level in headings:
        if level > above + 1 and above:
            report.add(
                "epub-heading",
                f"h{level} follows h{above}",
                line_of(element),
                "don't skip a level of headings",
            )
        above = level


def _pictures(root: Any, report: Report) -> None:
    for image in root.iter(f"{XHTML}img"):
        hidden = image.get("role") in _DECORATIVE or image.get("aria-hidden") == "true"
        if not (image.get("alt") or "").strip() and not hidden:
            report.add(
                "epub-alt-missing",
                f"the picture {image.get('src')} has no alternative text",
                line_of(image),
                'say what it shows, or mark decoration with role="presentation"',
            )


def _roles(root: Any, report: Report) -> None:
    for element in root.iter("*"):
        for kind in _types(element):
            # A link of the landmarks has the type of what it leads to.
            is_landmark = element.tag == f"{XHTML}a" and kind != "noteref"
            role = None if is_landmark else _ROLES.get(kind)
            roles = (element.get("role") or "").split()
            # DPUB-ARIA gives doc-cover to the picture, not to its section.
            inside = {child.get("role") for child in element.iter("*")}
            stands = role in roles or (kind == "cover" and role in inside)
            if role and not stands:
                report.add(
                    "epub-role-missing",
                    f'epub:type="{kind}" stands without role="{role}"',
                    line_of(element),
                    "screen readers know roles, not types",
                )


def _ids(root: Any, report: Report) -> None:
    counted = Counter(element.get("id") for element in root.iter("*") if element.get("id"))
    for name, count in counted.items():
        if count > 1:
            report.add(
                "epub-id-twice",
                f"the id “{name}” stands {count} times",
                hint="links need one place",
            )


def _links(path: str, root: Any, book: Opened, report: Report) -> None:
    for element in root.iter("*"):
        is_link = element.tag == f"{XHTML}a"
        names = ("href",) if is_link or element.tag == f"{XHTML}link" else _SOURCES
        for href in filter(None, map(element.get, names)):
            if is_remote(href) and not is_link:
                report.add(
                    "epub-remote",
                    f"{href} is on the network",
                    line_of(element),
                    "put it into the book: readers fetch nothing",
                )
            elif target := book.resolve(path, href):
                _link(element, href, target, book, report)


def _link(element: Any, href: str, target: tuple[str, str], book: Opened, report: Report) -> None:
    path, fragment = target
    document = book.documents.get(path)
    found = None
    if _PART.match(fragment):
        fragment = ""
    if document is not None and fragment:
        found = book.element(path, fragment)
    if path not in book.files or (document is not None and fragment and found is None):
        report.add("epub-link-dead", f"“{href}” leads nowhere", line_of(element), "mend the link")
    elif "noteref" in _types(element) and not _NOTES & set(
        _types(found) if found is not None else ()
    ):
        report.add(
            "epub-note",
            f"the note “{href}” is not marked as one",
            line_of(element),
            'write epub:type="footnote" on it, and readers show it in a window',
        )
