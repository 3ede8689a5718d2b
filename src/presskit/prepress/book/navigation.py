"""Whether the ways through a book agree: the spine, the navigation document and the NCX."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from presskit.prepress.book.opened import OPS, XHTML, is_cover, line_of, parse

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.prepress.book.opened import Opened

_NCX = "application/x-dtbncx+xml"


def check_navigation(book: Opened, report: Report) -> None:
    """Report where the contents and the spine differ."""
    nav = book.named("nav")
    root = book.documents.get(nav.path) if nav else None
    lists = root.iter(f"{XHTML}nav") if root is not None else ()
    contents = next((n for n in lists if "toc" in (n.get(f"{OPS}type") or "").split()), None)
    if nav is None or contents is None:
        report.add("epub-nav", "the book has no contents", hint="add a nav with epub:type=toc")
        return
    about = report.about(f"{report.file}/{nav.path}")
    links = [(a, book.resolve(nav.path, a.get("href", ""))) for a in contents.iter(f"{XHTML}a")]
    targets = [target[0] for _, target in links if target]
    # A cover needs no entry, and the contents none of themselves.
    optional = {nav.path, *(path for path, root in book.documents.items() if is_cover(root))}
    spine = [path for path in book.spine if path not in optional - set(targets)]
    _compare(targets, spine, about, contents)
    ncx = next((item for item in book.items.values() if item.media_type == _NCX), None)
    if ncx and ncx.path in book.files:
        _check_ncx(ncx.path, targets, book, report.about(f"{report.file}/{ncx.path}"))


def _compare(targets: list[str], spine: list[str], report: Report, contents: Any) -> None:
    if missing := [path for path in spine if path not in targets]:
        report.add(
            "epub-nav",
            f"{len(missing)} documents are not in the contents, such as {missing[0]}",
            line_of(contents),
            "list every document that is read",
        )
    elif [path for path, _ in groupby(t for t in targets if t in spine)] != spine:
        report.add(
            "epub-nav",
            "the contents have another order than the book",
            line_of(contents),
            "list the documents as they are read",
        )


def _check_ncx(path: str, targets: list[str], book: Opened, report: Report) -> None:
    root = parse(book.files[path])
    sources = [e.get("src", "") for e in root.iter("{*}content")] if root is not None else []
    found = [target[0] for target in (book.resolve(path, src) for src in sources) if target]
    if list(dict.fromkeys(found)) != list(dict.fromkeys(targets)):
        report.add(
            "epub-nav",
            "the NCX and the contents differ",
            hint="old readers show the NCX: list the same",
        )
