"""What the finished DOCX says: the styles that it uses, and how large its pictures stand in it."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Literal

from lxml import etree

from presskit.model.handoff import StyleUse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.wordml.xml import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_STORIES = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_KINDS: dict[str, Literal["paragraph", "character", "table"]] = {
    "paragraph": "paragraph",
    "character": "character",
    "table": "table",
}
_EMU_A_MM = 36_000
_LONGEST_SAMPLE = 90


class Word:
    """A DOCX of presskit's, read."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            self._stories = [etree.fromstring(archive.read(n)) for n in _STORIES if n in names]
            self._sheet = etree.fromstring(archive.read("word/styles.xml"))

    def placed(self) -> dict[str, tuple[float, float]]:
        """The width and height of each picture in millimetres, by its figure's id."""
        return {
            about.get("name", ""): (_millimetres(extent, "cx"), _millimetres(extent, "cy"))
            for story in self._stories
            for inline in story.iter(f"{_WP}inline")
            for about in inline.iter(f"{_WP}docPr")
            for extent in inline.iter(f"{_WP}extent")
        }

    def styles(self) -> tuple[StyleUse, ...]:
        """The styles in use, in the order of the style sheet."""
        counts: Counter[str] = Counter()
        samples: dict[str, str] = {}
        for story in self._stories:
            for identifier, element in _styled(story):
                counts[identifier] += 1
                text = " ".join("".join(t.text or "" for t in element.iter(f"{_W}t")).split())
                if text and identifier not in samples:
                    samples[identifier] = text
        return tuple(
            StyleUse(
                name=name.get(f"{_W}val", ""),
                kind=_KINDS[style.get(f"{_W}type", "")],
                count=counts[identifier],
                sample=_shortened(samples.get(identifier, "")),
            )
            for style in self._sheet.iter(f"{_W}style")
            for name in style.iter(f"{_W}name")
            if counts[identifier := style.get(f"{_W}styleId", "")]
        )


def _millimetres(extent: Element, key: str) -> float:
    return round(int(extent.get(key, "0")) / _EMU_A_MM, 1)


def _styled(story: Element) -> Iterator[tuple[str, Element]]:
    """Every paragraph, run and table with the id of its style."""
    for tag in ("pStyle", "rStyle", "tblStyle"):
        for style in story.iter(f"{_W}{tag}"):
            properties = style.getparent()
            element = None if properties is None else properties.getparent()
            if element is not None:
                yield style.get(f"{_W}val", ""), element


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_SAMPLE:
        return text
    return text[:_LONGEST_SAMPLE].rsplit(" ", 1)[0] + " …"
