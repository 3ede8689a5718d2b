"""An EPUB's files, to be shown in a frame, and its documents in the order in which they are read."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPF = "{http://www.idpf.org/2007/opf}"


class Book(NamedTuple):
    """An EPUB: its files by their names, and the names of its documents with their titles."""

    files: dict[str, bytes]
    documents: tuple[tuple[str, str], ...]

    def kind(self, name: str) -> str:
        """The media type of a file."""
        return _KINDS.get(posixpath.splitext(name)[1].lower(), "application/octet-stream")


def read_book(epub: bytes) -> Book:
    """The book of an EPUB that presskit made."""
    with zipfile.ZipFile(BytesIO(epub)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return Book(files, tuple(_documents(files)))


def _documents(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    place = next(name for name in files if name.endswith(".opf"))
    package = etree.fromstring(files[place])
    items = {one.get("id"): one.get("href", "") for one in package.iter(f"{_OPF}item")}
    for one in package.iter(f"{_OPF}itemref"):
        name = posixpath.join(posixpath.dirname(place), items[one.get("idref")])
        title = etree.fromstring(files[name]).find(f".//{_XHTML}title")
        yield name, (title.text or "") if title is not None else ""
