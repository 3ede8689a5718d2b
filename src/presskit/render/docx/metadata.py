"""What the document says of itself: core and extended properties, fonts, the language of both."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from lxml import etree

from presskit.wordml.languages import defaults, word_language
from presskit.wordml.xml import add, clark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.model.issue_layout import IssueLayout
    from presskit.model.layout import Layout
    from presskit.render.docx.package import Package

_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_UNDATED = datetime.date(2000, 1, 1)
_ARABIC_CHARSET = "B2"


def write_metadata(
    package: Package, layout: Layout | IssueLayout, family: str, families: Iterable[str]
) -> None:
    """Fill the parts that describe the document; a date is the article's, never the clock's.

    `family` is that of the text, `families` are all in use.
    """
    _write_core(package, layout)
    application = package.root("app")
    if layout.metadata.publication:
        company = etree.SubElement(application, application.tag.replace("Properties", "Company"))
        company.text = layout.metadata.publication
        application.insert(3, company)
    latin, bidi = defaults(layout.language)
    language = package.root("settings").find(clark("themeFontLang"))
    if language is not None:
        language.set(clark("val"), latin)
        language.set(clark("bidi"), bidi)
    for slot in package.root("theme1").iter(clark("a:latin"), clark("a:cs")):
        slot.set("typeface", family)
    table = package.root("fontTable")
    for name in families:
        font = add(table, "font", name=name)
        if layout.direction == "rtl":
            add(font, "charset", val=_ARABIC_CHARSET)
        add(font, "family", val="auto")
        add(font, "pitch", val="variable")


def _write_core(package: Package, layout: Layout | IssueLayout) -> None:
    data = layout.metadata
    date = f"{(data.date or _UNDATED).isoformat()}T00:00:00Z"
    core = package.root("core")
    for name, value in (
        (f"{_DC}title", data.title),
        (f"{_DC}subject", data.section),
        (f"{_DC}creator", "; ".join(data.writers)),
        (f"{_CP}keywords", ", ".join(data.tags)),
        (f"{_DC}description", data.description),
        (f"{_DC}language", word_language(layout.language)),
        (f"{_DC}identifier", data.identifier),
        (f"{_DCTERMS}created", date),
        (f"{_DCTERMS}modified", date),
    ):
        if value:
            element = etree.SubElement(core, name)
            element.text = value
            if name.startswith(_DCTERMS):
                element.set(_XSI_TYPE, "dcterms:W3CDTF")
