"""An EPUB opened: its files, its package document and its documents, read with care.

Whoever made the book isn't trusted: sizes are bounded, entities are not expanded, nothing is fetched.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import unquote, urldefrag

from lxml import etree
from msgspec import Struct

from presskit.diagnostics import Position
from presskit.prepress.strings import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "META-INF/container.xml"
_MOST_FILES = 20_000
_LARGEST = 100_000_000  # bytes of one file
_LARGEST_BOOK = 1_000_000_000
_TEXTS = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
_REMOTE = ("http:", "https:", "//")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)


class Item(Struct, frozen=True):
    """A file of the manifest: its path in the archive, its media type and its properties."""

    path: str
    media_type: str
    properties: tuple[str, ...]


class Opened(Struct):
    """The book: bytes by path, the package's tree, manifest, spine and parsed XHTML documents.

    `items` are by id, `spine` are their paths in reading order; `documents` are by path and those
    of the spine come first.
    """

    package: Any
    package_path: str
    files: dict[str, bytes]
    items: dict[str, Item]
    spine: tuple[str, ...]
    documents: dict[str, Any]
    _ids: dict[str, dict[str, Any]] = {}

    def element(self, path: str, identifier: str) -> Any:
        """The element of a document that has an id, or None."""
        if path not in self._ids:
            elements = self.documents[path].iter("*")
            self._ids[path] = {e.get("id"): e for e in elements if e.get("id")}
        return self._ids[path].get(identifier)

    def named(self, kind: str) -> Item | None:
        """The item that has a property, such as "nav" or "cover-image"."""
        return next((item for item in self.items.values() if kind in item.properties), None)

    def resolve(self, path: str, href: str) -> tuple[str, str] | None:
        """The file and the fragment that a link in `path` leads to; None for one out of the book."""
        target, fragment = urldefrag(href)
        if ":" in target.split("/", 1)[0] or target.startswith("//"):
            return None
        here = posixpath.join(posixpath.dirname(path), unquote(target)) if target else path
        return posixpath.normpath(here), fragment


def is_remote(href: str) -> bool:
    """Whether a reference leads to the network."""
    return href.strip().lower().startswith(_REMOTE)


def is_cover(root: Any) -> bool:
    """Whether a document shows the cover."""
    return any("cover" in (e.get(f"{OPS}type") or "").split() for e in root.iter("*"))


def line_of(element: Any) -> Position | None:
    """Where an element stands in its file."""
    return Position(element.sourceline) if element.sourceline else None


def open_book(data: bytes, report: Report) -> Opened:
    """Open a book. Fails with `epub-unreadable`; broken documents are reported and left out."""
    files = _unzip(data, report)
    container = parse(files.get(_CONTAINER, b""))
    rootfile = container.find(".//{*}rootfile") if container is not None else None
    path = rootfile.get("full-path", "") if rootfile is not None else ""
    package = parse(files.get(path, b""))
    if package is None:
        _fail(report, f"{_CONTAINER} names no package document that can be read")
    home = posixpath.dirname(path)
    items = {
        item.get("id", ""): Item(
            posixpath.normpath(posixpath.join(home, unquote(item.get("href", "")))),
            item.get("media-type", ""),
            tuple(item.get("properties", "").split()),
        )
        for item in package.iter(f"{_OPF}item")
    }
    references = (ref.get("idref", "") for ref in package.iter(f"{_OPF}itemref"))
    spine = tuple(items[name].path for name in references if name in items)
    # A drawing or a picture can stand in the spine too (EPUB 3.3, 3.3 and 3.5): it is no XHTML.
    others = {i.path for i in items.values() if not i.media_type.startswith(_TEXTS)}
    paths = dict.fromkeys(path for path in (*spine, *_documents(items)) if path not in others)
    documents = dict(_parsed(paths, files, report))
    return Opened(package, path, files, items, spine, documents)


def _documents(items: dict[str, Item]) -> Iterator[str]:
    return (i.path for i in items.values() if i.media_type == "application/xhtml+xml")


def _parsed(
    paths: dict[str, None], files: dict[str, bytes], report: Report
) -> Iterator[tuple[str, Any]]:
    for path in paths:
        if path not in files:
            continue  # told as a missing file
        root = parse(files[path])
        if root is not None and root.tag == f"{XHTML}html":
            yield path, root
        else:
            report.about(f"{report.file}/{path}").add(
                "epub-document-broken",
                "this is no XHTML that can be read",
                hint="see what EPUBCheck says of it",
            )


def parse(data: bytes) -> Any:
    """The root of an XML file, or None where it isn't well-formed."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _unzip(data: bytes, report: Report) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            declared = sum(info.file_size for info in infos)
            if len(infos) > _MOST_FILES or declared > _LARGEST_BOOK:
                _fail(report, "it holds more than a book does")
            return {info.filename: _read(archive, info, report) for info in infos}
    except _BROKEN as error:
        _fail(report, f"it is no ZIP archive that can be read: {shown(error) or 'broken'}")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, report: Report) -> bytes:
    with archive.open(info) as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        _fail(report, f"{shown(info.filename)} is larger than a file of a book can be")
    return data


def _fail(report: Report, why: str) -> NoReturn:
    report.fail(
        "epub-unreadable",
        f"this is no EPUB: {why}",
        hint="export it again, and check that it came over whole",
    )
