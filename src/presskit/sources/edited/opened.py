"""A DOCX opened with zipfile and lxml: its parts, its styles by our names, its relationships."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING

import msgspec
from lxml import etree

from presskit.model.records import record_of_json
from presskit.sources.changes import Changes
from presskit.sources.edited.changes import settle
from presskit.wordml import names
from presskit.wordml.hints import SPACE, Carried
from presskit.wordml.house_styles import asked_styles, folded
from presskit.wordml.xml import clark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.diagnostics import Report
    from presskit.wordml.xml import Element

_LARGEST_UNZIPPED = 500_000_000
_VARIANT = re.compile(r" (?:RTL|LTR|Center|End|Box|\(presskit\))$")
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CORE = {
    "creator": "{http://purl.org/dc/elements/1.1/}creator",
    "language": "{http://purl.org/dc/elements/1.1/}language",
    "keywords": "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords",
}


class Opened:
    """A DOCX with all tracked changes settled.

    `asked` are the names that a newsroom gives to our styles. Fails with `docx-unreadable`.
    """

    def __init__(
        self,
        data: bytes,
        asked: Mapping[str, str],
        report: Report,
        changes: Changes = Changes.ACCEPT,
    ) -> None:
        self._report = report
        self._changes = changes
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if sum(info.file_size for info in archive.infolist()) > _LARGEST_UNZIPPED:
                    report.fail("docx-unreadable", "it is far too large for an article")
                self.files = {name: archive.read(name) for name in archive.namelist()}
            self.document = self.part("document")
            self.body = next(self.document.iter(clark("body")))
            styles = self.part("styles")
        except (zipfile.BadZipFile, KeyError, StopIteration, etree.XMLSyntaxError):
            report.fail("docx-unreadable", "this is no Word document", hint="save it as .docx")
        ours = {folded(new): old for old, new in asked_styles(asked, report).items()}
        known = {folded(name): name for name in names.known()}
        self._styles = {s.get(clark("styleId"), ""): s for s in styles.iter(clark("style"))}
        self._ours = known | {new: known[old] for new, old in ours.items()}
        self._names: dict[str, str] = {}
        self.relationships = self._relationships("document")
        self._notes_relationships = {
            name: self._relationships(name) for name in ("footnotes", "endnotes")
        }

    def has(self, name: str) -> bool:
        """Whether there is one of Word's parts."""
        return f"word/{name}.xml" in self.files

    def part(self, name: str) -> Element:
        """The root of one of Word's parts, its changes settled."""
        parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
        root = etree.fromstring(self.files[f"word/{name}.xml"], parser)
        settle(root, self._changes)
        return root

    def style(self, identifier: str) -> str:
        """The name of ours that a style has, or that one it is based on has; else its own name."""
        if identifier not in self._names:
            self._names[identifier] = self._named(identifier)
        return self._names[identifier]

    def variant(self, identifier: str) -> str:
        """The name of a style as it is, its direction and alignment among it."""
        style = self._styles.get(identifier)
        name = None if style is None else style.find(clark("name"))
        return "" if name is None else name.get(clark("val"), "")

    def is_bold(self, identifier: str) -> bool:
        """Whether a paragraph style sets bold text."""
        for style in self._chain(identifier):
            bold = style.find(f"{clark('rPr')}/{clark('b')}")
            if bold is not None:
                return bold.get(clark("val"), "1") not in ("0", "false")
        return False

    def list_of(self, identifier: str) -> tuple[str, int]:
        """The list that a paragraph style belongs to, and the level there."""
        for style in self._chain(identifier):
            numbering = style.find(f"{clark('pPr')}/{clark('numPr')}")
            if numbering is not None:
                said = [numbering.find(clark(name)) for name in ("numId", "ilvl")]
                name, level = ("" if one is None else one.get(clark("val"), "") for one in said)
                return name, int(level) if level.isdecimal() else 0
        return "", 0

    def target(self, root: Element, relationship: str) -> str:
        """Where a relationship of the part with this root leads."""
        name = etree.QName(root).localname
        return self._notes_relationships.get(name, self.relationships).get(relationship, "")

    def core(self) -> dict[str, str]:
        """What the core properties say: creator, language, keywords."""
        data = self.files.get("docProps/core.xml")
        root = etree.fromstring(data) if data else None
        found = {}
        for key, tag in _CORE.items():
            element = None if root is None else root.find(tag)
            found[key] = (element.text or "" if element is not None else "").strip()
        return found

    def carried(self) -> Carried | None:
        """What presskit put beside the text; None where another program has thrown it away."""
        for name, data in self.files.items():
            if name.startswith("customXml/item") and SPACE.encode() in data:
                root = etree.fromstring(data)
                if root.tag == f"{{{SPACE}}}presskit":
                    try:
                        return record_of_json(root.text or "", Carried)
                    except msgspec.MsgspecError:
                        return None
        return None

    def _named(self, identifier: str) -> str:
        own = ""
        for style in self._chain(identifier):
            name = style.find(clark("name"))
            full = "" if name is None else name.get(clark("val"), "")
            own = own or full
            while full:
                if folded(full) in self._ours:
                    return self._ours[folded(full)]
                shorter = _VARIANT.sub("", full)
                full = shorter if shorter != full else ""
        return own

    def _chain(self, identifier: str) -> list[Element]:
        """A style and those it is based on."""
        found: list[Element] = []
        style = self._styles.get(identifier)
        while style is not None and style not in found:
            found.append(style)
            base = style.find(clark("basedOn"))
            style = None if base is None else self._styles.get(base.get(clark("val"), ""))
        return found

    def _relationships(self, part: str) -> dict[str, str]:
        data = self.files.get(f"word/_rels/{part}.xml.rels")
        if not data:
            return {}
        found = {}
        for rel in etree.fromstring(data).iter(_REL):
            target = rel.get("Target", "")
            if rel.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/word", target)).lstrip("/")
            found[rel.get("Id", "")] = target
        return found
