"""The container and the package document, by EbookLib; every file in it is finished bytes.

EbookLib rewrites content, dates and random ids when it is let (knowledge of 0.20), so it gets
items of bytes, writes the package document only, and its output goes through our own archive.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from ebooklib import epub
from msgspec import Struct

from presskit.model.inlines import Direction
from presskit.render.archive import write_zip

_FOLDER = "EPUB"
_POSITION = re.compile(r"\d+(?:\.\d+)*")
_OPF = "{http://www.idpf.org/2007/opf}"
_EARLIEST = datetime.date(2000, 1, 1)
_IBOOKS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<display_options><platform name="*"><option name="specified-fonts">true</option>'
    "</platform></display_options>\n"
)


class File(Struct, frozen=True):
    """A file of the publication; one in the spine is read in the order given."""

    id: str
    name: str
    data: bytes
    media_type: str
    properties: tuple[str, ...] = ()
    spine: bool = False


class Book(Struct, frozen=True):
    """What the package document says of the publication, and its files.

    `series` is what it is one of, at a `position`, with the `issn` of all.
    """

    identifier: str
    title: str
    language: str
    direction: Direction
    files: tuple[File, ...]
    creators: tuple[str, ...] = ()
    publisher: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    date: datetime.date | None = None
    accessibility: tuple[tuple[str, str], ...] = ()
    cover: str = ""
    licences: tuple[tuple[str, bytes], ...] = ()
    series: str = ""
    position: str = ""
    issn: str = ""


def write_package(book: Book) -> bytes:
    """The EPUB. Licences go beside the container, where they need no manifest entry."""
    package = epub.EpubBook()
    package.set_identifier(book.identifier)
    package.set_language(book.language)
    package.metadata.pop(epub.NAMESPACES["OPF"], None)  # the generator line
    package.direction = book.direction
    _describe(package, book)
    for file in book.files:
        item = _Bytes(file)
        package.add_item(item)
        if file.spine:
            package.spine.append(item)
    writer = _Writer(package, book)
    entries = [
        ("mimetype", b"application/epub+zip"),
        *writer.entries(),
        ("META-INF/com.apple.ibooks.display-options.xml", _IBOOKS.encode()),
        *((f"META-INF/{name}", data) for name, data in book.licences),
        *((f"{_FOLDER}/{file.name}", file.data) for file in book.files),
    ]
    return write_zip(entries, stored="mimetype")


def _describe(package: Any, book: Book) -> None:
    """Metadata by EbookLib's generic call: its own setters repeat ids and guess schemes."""
    package.add_metadata("DC", "title", book.title, {"id": "title"})
    _refine(package, "title", "title-type", "main")
    for number, creator in enumerate(book.creators, 1):
        package.add_metadata("DC", "creator", creator, {"id": f"creator-{number}"})
        _refine(package, f"creator-{number}", "role", "aut", scheme="marc:relators")
    for name, value in (("publisher", book.publisher), ("description", book.description)):
        if value:
            package.add_metadata("DC", name, value)
    for subject in book.subjects:
        package.add_metadata("DC", "subject", subject)
    if book.date:
        package.add_metadata("DC", "date", book.date.isoformat())
    if book.series:
        _series(package, book)
    for name, value in book.accessibility:
        package.add_metadata(None, "meta", value, {"property": f"schema:{name}"})
    mode = "horizontal-rl" if book.direction == "rtl" else "horizontal-lr"
    for name, value in (("cover", book.cover), ("primary-writing-mode", mode)):
        if value:
            package.add_metadata(None, "meta", "", {"name": name, "content": value})


def _series(package: Any, book: Book) -> None:
    """Say which series the book is of (EPUB 3.3, D.3.6: belongs-to-collection)."""
    about = {"property": "belongs-to-collection", "id": "series"}
    package.add_metadata(None, "meta", book.series, about)
    _refine(package, "series", "collection-type", "series")
    if _POSITION.fullmatch(book.position):
        _refine(package, "series", "group-position", book.position)
    if book.issn:
        _refine(package, "series", "dcterms:identifier", f"urn:issn:{book.issn}")
    # Readers that know no collections look for calibre's names.
    known = (("calibre:series", book.series), ("calibre:series_index", _index(book.position)))
    for name, value in known:
        if value:
            package.add_metadata(None, "meta", "", {"name": name, "content": value})


def _index(position: str) -> str:
    """A position as calibre has it: a number with one point at most."""
    return ".".join(position.split(".")[:2]) if _POSITION.fullmatch(position) else ""


def _refine(package: Any, about: str, name: str, value: str, **more: str) -> None:
    package.add_metadata(None, "meta", value, {"refines": f"#{about}", "property": name, **more})


class _Bytes(epub.EpubItem):  # type: ignore[misc]
    """An item that is written as it was given."""

    def __init__(self, file: File) -> None:
        super().__init__(
            uid=file.id, file_name=file.name, media_type=file.media_type, content=file.data
        )
        self.properties = list(file.properties)
        self.is_linear = True


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer, with its entries kept and the package told its language and direction."""

    def __init__(self, package: Any, book: Book) -> None:
        modified = datetime.datetime.combine(book.date or _EARLIEST, datetime.time())
        super().__init__("", package, {"mtime": modified, "package_direction": True})
        self._language = book.language
        self.out = self
        self._entries: list[tuple[str, bytes]] = []

    def entries(self) -> list[tuple[str, bytes]]:
        """The container and the package document."""
        self._write_container()
        self._write_opf()
        return self._entries

    def writestr(self, name: str, data: str | bytes) -> None:
        """Take what EbookLib would write into its zip."""
        self._entries.append((name, data.encode() if isinstance(data, str) else data))

    def _write_opf_file(self, root: Any) -> None:
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self._language)
        super()._write_opf_file(root)
