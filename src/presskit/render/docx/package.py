"""The package: presskit's own clean template, opened, filled and saved by python-docx.

python-docx's default template brings 164 styles, its author, a thumbnail and no direction, and
its document helpers search the whole text at every call: only its package layer is used here.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part, PartFactory, XmlPart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.pictures.prepare import Prepared
    from presskit.wordml.xml import Element

_TEMPLATE = Path(__file__).with_name("template")
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_STORE = "{9B0B5B0E-6C1B-4C57-9D1C-7072657373B1}"  # any GUID, the same in every document
for _content_type in (
    CT.WML_FOOTNOTES,
    CT.WML_ENDNOTES,
    CT.WML_COMMENTS,
    CT.WML_FONT_TABLE,
    CT.OFC_THEME,
    CT.OFC_EXTENDED_PROPERTIES,
    CT.OPC_CORE_PROPERTIES,
):
    PartFactory.part_type_for[_content_type] = XmlPart


class Package:
    """One DOCX in the making; its parts go by the names of their files: `document`, `header1`."""

    def __init__(self) -> None:
        self._package = OpcPackage.open(str(_TEMPLATE))
        self._parts = {Path(part.partname).stem: part for part in self._package.iter_parts()}
        self._images: dict[str, Part] = {}
        self._shown: dict[tuple[str, str], str] = {}

    def has(self, name: str) -> bool:
        """Whether the document has a part."""
        return name in self._parts

    def part(self, name: str) -> XmlPart:
        """A part with its relationships."""
        return cast("XmlPart", self._parts[name])

    def root(self, name: str) -> Element:
        """The root element of a part, to fill."""
        return cast("Element", self.part(name).element)

    def relationship(self, name: str) -> str:
        """The id of the document's relationship to another part."""
        relationships = self._parts["document"].rels.values()
        part = self._parts[name]
        return next(str(rel.rId) for rel in relationships if rel.target_part is part)

    def another(self, name: str, like: str) -> Element:
        """The root element of a new part of the document, which starts as a copy of one."""
        part = self._parts[like]
        made = XmlPart.load(
            PackURI(f"/word/{name}.xml"), part.content_type, part.blob, self._package
        )
        self._parts[name] = made
        kind = next(
            r.reltype for r in self._parts["document"].rels.values() if r.target_part is part
        )
        self._parts["document"].relate_to(made, kind)
        return self.root(name)

    def drop(self, name: str) -> None:
        """Leave out a part of the document."""
        del self._parts["document"].rels[self.relationship(name)]
        del self._parts[name]

    def carry(self, xml: str, space: str) -> None:
        """Add data of our own, in this namespace, as a custom XML part with its properties."""
        properties = (
            f'{_HEAD}<ds:datastoreItem ds:itemID="{_STORE}" xmlns:ds="{_DATASTORE}">'
            f'<ds:schemaRefs><ds:schemaRef ds:uri="{space}"/></ds:schemaRefs></ds:datastoreItem>'
        )
        item = Part(PackURI("/customXml/item1.xml"), CT.XML, (_HEAD + xml).encode())
        about = PackURI("/customXml/itemProps1.xml")
        item.relate_to(
            Part(about, CT.OFC_CUSTOM_XML_PROPERTIES, properties.encode()), RT.CUSTOM_XML_PROPS
        )
        self._parts["document"].relate_to(item, RT.CUSTOM_XML)

    def embed(self, part: str, source: str, picture: Prepared) -> str:
        """Take in a picture, once; return the id of a part's relationship to it."""
        if source not in self._images:
            name = f"/word/media/image{len(self._images) + 1}{picture.suffix}"
            self._images[source] = Part(PackURI(name), picture.media_type, picture.data)
        if (part, source) not in self._shown:
            # `relate_to` would look through all relationships for each picture.
            relationships = self._parts[part].rels
            number = len(relationships) + 1
            while f"rId{number}" in relationships:
                number += 1
            self._shown[part, source] = f"rId{number}"
            self._parts[part].load_rel(RT.IMAGE, self._images[source], f"rId{number}")
        return self._shown[part, source]

    def data(self) -> bytes:
        """The finished file: `[Content_Types].xml` first, every date the same."""
        saved = io.BytesIO()
        self._package.save(saved)
        with zipfile.ZipFile(saved) as archive:
            return archived({name: archive.read(name) for name in archive.namelist()})


def archived(members: Mapping[str, bytes]) -> bytes:
    """Files as a zip, in their order, every date the same."""
    final = io.BytesIO()
    with zipfile.ZipFile(final, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return final.getvalue()
