"""The check of one EPUB: opened, each part looked at, in the order of a reader's way through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.diagnostics import Report
from presskit.prepress.book.documents import check_document, check_drawing, text_of
from presskit.prepress.book.navigation import check_navigation
from presskit.prepress.book.opened import open_book, parse
from presskit.prepress.book.parts import check_fonts, check_images, check_package, value
from presskit.prepress.book.styles import check_styles
from presskit.prepress.records import BookCheck
from presskit.prepress.rules import report_recall

if TYPE_CHECKING:
    from presskit.model.layout import Layout
    from presskit.prepress.book.opened import Opened


def check_book(data: bytes, layout: Layout | None, name: str) -> BookCheck:
    """What there is to say about an EPUB, and about how well it says what `layout` says.

    Raises PresskitError (`epub-unreadable`) when it cannot be opened.
    """
    name = name or "book.epub"
    report = Report(name)
    book = open_book(data, report)
    language = value(book, "language")
    check_package(book, report)
    check_navigation(book, report)
    for path, root in book.documents.items():
        check_document(path, root, book, report.about(f"{name}/{path}"))
    _check_drawings(book, report)
    spine = book.package.find("{*}spine")
    progression = spine.get("page-progression-direction", "") if spine is not None else ""
    for item in book.items.values():
        if item.media_type == "text/css" and item.path in book.files:
            css = book.files[item.path].decode("utf-8", "replace")
            about = report.about(f"{name}/{item.path}")
            check_styles(css, about, is_rtl=progression == "rtl")
    texts = {path: text_of(root) for path, root in book.documents.items()}
    images = check_images(book, report)
    fonts = check_fonts(book, texts, report)
    recall = None
    if layout is not None:
        from presskit.prepress.words import recall as compare

        recall = compare(layout, "\n".join(texts.values()))
        report_recall(recall, "epub-words-missing", report)
    return BookCheck(
        file=name,
        bytes=len(data),
        title=value(book, "title"),
        language=language,
        progression=progression,
        identifier=value(book, "identifier"),
        documents=len(book.documents),
        words=sum(len(text.split()) for text in texts.values()),
        fonts=fonts,
        images=images,
        recall=recall,
        diagnostics=report.diagnostics,
    )


def _check_drawings(book: Opened, report: Report) -> None:
    """Drawings that are pages of the book."""
    for item in book.items.values():
        if item.media_type != "image/svg+xml" or item.path not in book.spine:
            continue
        about = report.about(f"{report.file}/{item.path}")
        root = parse(book.files.get(item.path, b""))
        if root is not None:
            check_drawing(root, about)
        elif item.path in book.files:
            about.add(
                "epub-document-broken",
                "this is no SVG that can be read",
                hint="see what EPUBCheck says of it",
            )
