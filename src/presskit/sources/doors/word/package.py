"""The package of a Word file: its parts, found by their relationships as Word finds them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from lxml import etree

from presskit.sources.doors.word.changes import settle
from presskit.sources.doors.word.xml import W, parsed

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.sources.changes import Changes
    from presskit.sources.doors.word.xml import Element

_LARGEST_UNPACKED = 500_000_000
_LARGEST_XML = 60_000_000
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_OLE = b"\xd0\xcf\x11\xe0"
# Strict files (ISO 29500) say the same in names of their own.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


class Target(NamedTuple):
    """Where a relationship leads: a part of the package, or an address outside."""

    name: str
    kind: str
    is_outside: bool


class Part(NamedTuple):
    """A part with the relationships that its ids name."""

    root: Element
    targets: dict[str, Target]


class Package:
    """A Word file, opened. Fails with `docx-unreadable` or `file-too-large`."""

    def __init__(self, data: bytes, changes: Changes, report: Report) -> None:
        self._changes = changes
        if data.startswith(_OLE):
            _refuse("it is encrypted, or a .doc of before 2007", report)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            _refuse(str(error), report)
        sizes = {one.filename: one.file_size for one in self._zip.infolist()}
        text = sum(n for name, n in sizes.items() if name.lower().endswith((".xml", ".rels")))
        if text > _LARGEST_XML or sum(sizes.values()) > _LARGEST_UNPACKED:
            report.fail("file-too-large", "the document unpacks to more than an article can be")
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in sizes}
        roots = self._targets("")
        name = _first(roots, "/officeDocument") or "word/document.xml"
        try:
            self.document = self._part(name)
        except (KeyError, etree.XMLSyntaxError) as error:
            _refuse(str(error), report)
        if self.document.root.find(f"{W}body") is None:
            _refuse("it has no text of a Word document", report)
        self._properties = _first(roots, "/core-properties")

    @property
    def body(self) -> Element:
        """The element that holds the text."""
        found = self.document.root.find(f"{W}body")
        assert found is not None
        return found

    def part(self, kind: str) -> Part | None:
        """The part that the document has for styles, notes and so on; None where it has none."""
        name = _first(self.document.targets, f"/{kind}")
        return self._read(name) if name else None

    def parts(self, kind: str) -> list[Part]:
        """All parts of a kind that the document has: its headers, its footers."""
        names = {
            one.name for one in self.document.targets.values() if one.kind.endswith(f"/{kind}")
        }
        return [part for name in sorted(names) if (part := self._read(name))]

    def bytes_of(self, name: str) -> bytes | None:
        """What a part holds; None where it isn't there or is damaged."""
        try:
            return self._zip.read(self._names[name.lower()])
        except (
            KeyError,
            zipfile.BadZipFile,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ):
            return None

    def title(self) -> str:
        """The title in the file's properties."""
        data = self.bytes_of(self._properties) if self._properties else None
        try:
            found = parsed(data).find(_TITLE) if data else None
        except etree.XMLSyntaxError:
            return ""
        return "" if found is None else " ".join((found.text or "").split())

    def _read(self, name: str) -> Part | None:
        try:
            return self._part(name)
        except (KeyError, etree.XMLSyntaxError):
            return None

    def _part(self, name: str) -> Part:
        data = self.bytes_of(name)
        if data is None:
            raise KeyError(name)
        if b"purl.oclc.org/ooxml" in data:
            for strict, usual in _STRICT.items():
                data = data.replace(strict, usual)
        root = parsed(data)
        settle(root, self._changes)
        return Part(root, self._targets(name))

    def _targets(self, name: str) -> dict[str, Target]:
        """The relationships of a part, of the package itself for no name."""
        folder, _, own = name.rpartition("/")
        data = self.bytes_of(posixpath.join(folder, "_rels", f"{own}.rels"))
        try:
            root = parsed(data) if data else None
        except etree.XMLSyntaxError:
            root = None
        found: dict[str, Target] = {}
        for one in root.iter(_RELATIONSHIP) if root is not None else ():
            target, kind = one.get("Target", ""), one.get("Type", "")
            is_outside = one.get("TargetMode") == "External"
            if not is_outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[one.get("Id", "")] = Target(target, kind, is_outside)
        return found


def _first(targets: dict[str, Target], ending: str) -> str:
    found = (one.name for one in targets.values() if one.kind.endswith(ending))
    return next(found, "")


def _refuse(why: str, report: Report) -> NoReturn:
    report.fail(
        "docx-unreadable",
        f"the file is no Word document that can be read: {why}",
        hint="open it in Word and save it as .docx",
    )
