"""The newsroom's own template (`--reference-doc`), filled with the article.

Its styles, page, headers, footers, theme and settings stay as they are; what stands in its body is
left out. Notes and comments are ours, and so is what the document says of itself.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from copy import deepcopy
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from lxml import etree

from presskit.files import reading as files
from presskit.render.docx.house_lists import Lists
from presskit.render.docx.package import archived
from presskit.render.docx.page import HIGHEST_PICTURE
from presskit.wordml.hints import SPACE
from presskit.wordml.house_styles import Styles
from presskit.wordml.languages import defaults
from presskit.wordml.xml import clark, insert, put

if TYPE_CHECKING:
    from docx.opc.part import Part

    from presskit.diagnostics import Report
    from presskit.model.publication import House
    from presskit.render.docx.package import Package
    from presskit.wordml.xml import Element

_LARGEST = 50_000_000
_LARGEST_UNZIPPED = 300_000_000
_MAIN = "wordprocessingml.document.main+xml"
_NOTES = {"footnotes": RT.FOOTNOTES, "endnotes": RT.ENDNOTES, "comments": RT.COMMENTS}
_HEADS = ("headerReference", "footerReference")
_OURS = ("footnotePr", "endnotePr", "type")  # of a section, in the order of the schema
# What a document has besides what its text refers to (ECMA-376 part 1, 11.3).
_KEPT = frozenset(
    [
        RT.STYLES,
        RT.NUMBERING,
        RT.SETTINGS,
        RT.WEB_SETTINGS,
        RT.FONT_TABLE,
        RT.THEME,
        RT.GLOSSARY_DOCUMENT,
        RT.CUSTOM_XML,
    ]
)
_AFTER_NOTE_SETTINGS = (
    "compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping "
    "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown "
    "smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
)


def open_template(house: House, report: Report) -> Template:
    """The template that a newsroom names.

    Fails with `template-invalid`, or as `files.read_bytes` does.
    """
    about = report.about(house.template)
    data = files.read_bytes(Path(house.template), about, "a Word template", _LARGEST)
    try:
        package = OpcPackage.open(io.BytesIO(_as_document(data, about)))
        body = cast("XmlPart", package.main_document_part).element.find(clark("body"))
        styles = cast("XmlPart", package.main_document_part.part_related_by(RT.STYLES)).element
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        PackageNotFoundError,
        AttributeError,
        KeyError,
        ValueError,
    ):
        body = styles = None
    if body is None or styles is None or styles.find(clark("style")) is None:
        about.fail("template-invalid", "this is no Word document", hint="save it as .docx in Word")
    return Template(package, house, about)


def _as_document(data: bytes, report: Report) -> bytes:
    """The file with its main part called a document, which that of a .dotx is not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > _LARGEST_UNZIPPED:
            report.fail("template-invalid", "it is far too large for a template")
        members = {name: archive.read(name) for name in archive.namelist()}
    kinds = members["[Content_Types].xml"]
    if b"macroEnabled" in kinds:
        report.fail("template-invalid", "it holds macros", hint="save it as .docx or .dotx")
    if b"purl.oclc.org/ooxml" in members.get("word/document.xml", b""):
        report.fail(
            "template-invalid",
            "it is a Strict Open XML file",
            hint="save it as .docx, not as “Strict Open XML Document”",
        )
    main = kinds.replace(b"wordprocessingml.template.main+xml", _MAIN.encode())
    return archived(members | {"[Content_Types].xml": main})


class Template:
    """A template, opened, to be filled once."""

    def __init__(self, package: OpcPackage, house: House, report: Report) -> None:
        self._package = package
        self._house = house
        self._report = report
        self._main = cast("XmlPart", package.main_document_part)
        self._body = cast("Element", self._main.element.find(clark("body")))
        sections = list(self._body.iter(clark("sectPr")))
        self._section = deepcopy(sections[-1]) if sections else None
        if self._section is not None:
            for change in self._section.findall(clark("sectPrChange")):
                self._section.remove(change)

    def room(self, otherwise: tuple[float, float]) -> tuple[float, float]:
        """The width of a column and the greatest height of a picture, in points."""
        section = self._section
        if section is None or section.find(clark("pgSz")) is None:
            return otherwise
        size, margins, columns = (_numbers(section, name) for name in ("pgSz", "pgMar", "cols"))
        width = size.get("w", 0) - margins.get("left", 0) - margins.get("right", 0)
        height = size.get("h", 0) - abs(margins.get("top", 0)) - abs(margins.get("bottom", 0))
        count = max(1, round(columns.get("num", 1)))
        width = (width - (count - 1) * columns.get("space", 720)) / count
        if width <= 0 or height <= 0:
            return otherwise
        return width / 20, height / 20 * HIGHEST_PICTURE

    def fill(self, ours: Package, language: str, *, rtl: bool) -> bytes:
        """The template with our text, as a finished file; says which styles it has now.

        Fails with `template-style` where a style that was asked for is in neither.
        """
        styles = Styles(
            self._part(RT.STYLES), ours.root("styles"), self._house.styles, self._report
        )
        stories = [ours.root(name) for name in ("document", *_NOTES) if ours.has(name)]
        lists = Lists(self._numbering(ours), ours.root("numbering"), styles)
        for story in stories:
            for paragraph in story.iter(clark("p")):
                lists.settle(paragraph)
            for element in story.iter(*map(clark, ("pStyle", "rStyle", "tblStyle"))):
                element.set(clark("val"), styles.of(element.get(clark("val"), "")))
        lists.write()
        styles.finish()
        self._text(ours, rtl=rtl)
        self._notes(ours)
        self._describe(ours, language)
        saved = io.BytesIO()
        self._package.save(saved)
        with zipfile.ZipFile(saved) as archive:
            return archived({name: archive.read(name) for name in archive.namelist()})

    def _has(self, kind: str) -> bool:
        return any(rel.reltype == kind for rel in self._main.rels.values())

    def _part(self, kind: str) -> Element:
        return cast("Element", cast("XmlPart", self._main.part_related_by(kind)).element)

    def _numbering(self, ours: Package) -> Element:
        """The root of the template's lists; a template without any gets an empty part."""
        if not self._has(RT.NUMBERING):
            part = ours.part("numbering")
            empty = XmlPart.load(part.partname, part.content_type, part.blob, self._package)
            for child in list(empty.element):
                empty.element.remove(child)
            self._main.relate_to(empty, RT.NUMBERING)
        return self._part(RT.NUMBERING)

    def _text(self, ours: Package, *, rtl: bool) -> None:
        """Put our text into the body, each of its sections with the template's page."""
        document = ours.part("document")
        names: dict[str, str] = {}
        for number, (name, rel) in enumerate(document.rels.items(), 1):
            if rel.reltype == RT.CUSTOM_XML:
                self._carry(rel.target_part)
            elif rel.reltype == RT.IMAGE:
                ending = rel.target_part.partname.ext
                rel.target_part.partname = PackURI(f"/word/media/article{number}.{ending}")
                names[name] = self._main.relate_to(rel.target_part, RT.IMAGE)
        embed = clark("r:embed")
        for blip in document.element.iter(clark("a:blip")):
            blip.set(embed, names[blip.get(embed)])
        for child in list(self._body):
            self._body.remove(child)
        for child in list(document.element[0]):
            self._body.append(child)
        for section in list(self._body.iter(clark("sectPr"))):
            self._set_page(section, rtl=rtl)
        space = clark("r:id").removesuffix("id")
        used = {
            value
            for element in self._body.iter()
            for key, value in element.items()
            if str(key).startswith(space)
        }
        for name, rel in list(self._main.rels.items()):
            if rel.reltype not in _KEPT and name not in used:
                del self._main.rels[name]

    def _carry(self, item: Part) -> None:
        """Take our data along, under names that the template's own doesn't have.

        A template that presskit made says what its own article carried: that goes.
        """
        for name, rel in list(self._main.rels.items()):
            if rel.reltype == RT.CUSTOM_XML and SPACE.encode() in rel.target_part.blob:
                del self._main.rels[name]
        taken = {part.partname for part in self._package.iter_parts()}
        number = next(n for n in count(1) if f"/customXml/item{n}.xml" not in taken)
        item.partname = PackURI(f"/customXml/item{number}.xml")
        for rel in item.rels.values():
            rel.target_part.partname = PackURI(f"/customXml/itemProps{number}.xml")
        self._main.relate_to(item, RT.CUSTOM_XML)

    def _set_page(self, section: Element, *, rtl: bool) -> None:
        """The template's page in place of ours; how notes count and where a section starts stay."""
        page = deepcopy(section if self._section is None else self._section)
        for name in _OURS if self._section is not None else _HEADS:
            for element in page.findall(clark(name)):
                page.remove(element)
        heads = len(page.findall(clark("headerReference"))) + len(
            page.findall(clark("footerReference"))
        )
        for name in reversed(_OURS if self._section is not None else ()):
            for element in section.findall(clark(name)):
                page.insert(heads, element)
        if rtl and page.find(clark("bidi")) is None:
            insert(page, "bidi", "rtlGutter docGrid printerSettings")
        parent = section.getparent()
        assert parent is not None
        parent.replace(section, page)

    def _notes(self, ours: Package) -> None:
        """Our notes and comments, if there are any, and what the settings say of them."""
        if not self._has(RT.SETTINGS):
            self._main.relate_to(ours.part("settings"), RT.SETTINGS)
        settings = self._part(RT.SETTINGS)
        for name, kind in _NOTES.items():
            for setting in settings.findall(clark(f"{name.removesuffix('s')}Pr")):
                settings.remove(setting)
            if ours.has(name) and any(not note.get(clark("type")) for note in ours.root(name)):
                self._main.relate_to(ours.part(name), kind)
                for setting in ours.root("settings").findall(clark(f"{name.removesuffix('s')}Pr")):
                    put(settings, deepcopy(setting), _AFTER_NOTE_SETTINGS)

    def _describe(self, ours: Package, language: str) -> None:
        """What the document says of itself is ours, and so is the language of its text."""
        for kind, name in ((RT.CORE_PROPERTIES, "core"), (RT.EXTENDED_PROPERTIES, "app")):
            for key, rel in list(self._package.rels.items()):
                if rel.reltype in (kind, RT.THUMBNAIL):
                    del self._package.rels[key]
            self._package.relate_to(ours.part(name), kind)
        latin, bidi = defaults(language)
        for lang in self._part(RT.STYLES).iterfind("{*}docDefaults/{*}rPrDefault/{*}rPr/{*}lang"):
            lang.set(clark("val"), latin)
            lang.set(clark("bidi"), bidi)


def _numbers(section: Element, name: str) -> dict[str, float]:
    """The numbers among the attributes of one of a section's elements."""
    element = section.find(clark(name))
    found = {}
    for key, value in element.items() if element is not None else ():
        with suppress(ValueError):
            found[etree.QName(key).localname] = float(value)
    return found
