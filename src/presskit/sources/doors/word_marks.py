"""What mammoth doesn't say of a Word file, put into it as what it does say.

Styles of any name count as headings by their outline levels, and numbered paragraphs get bookmarks
that name their numbers.
"""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

HEADING = "presskit-heading-"
START = "presskit-start-"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_HEADINGS = re.compile(r"(?i)heading ([1-6])")
_DEEPEST_HEADING = 6
_DOCUMENT, _STYLES, _NUMBERS = "word/document.xml", "word/styles.xml", "word/numbering.xml"


def marked(data: bytes) -> bytes:
    """A DOCX with its outline levels and numbers marked; as it is, where it has no usual parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {one.filename: package.read(one) for one in package.infolist()}
    if _DOCUMENT not in parts:
        return data
    document = _tree(parts[_DOCUMENT])
    levels = _levels(_tree(parts[_STYLES])) if _STYLES in parts else {}
    numbers = _Numbers(_tree(parts[_NUMBERS])) if _NUMBERS in parts else None
    for paragraph in document.iter(f"{_W}p"):
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            continue
        _mark_heading(properties, levels)
        if numbers and (number := numbers.of(properties)) is not None:
            start = etree.Element(f"{_W}bookmarkStart", {f"{_W}name": f"{START}{number}"})
            properties.addnext(start)
    parts[_DOCUMENT] = etree.tostring(document, encoding="UTF-8", xml_declaration=True)
    done = io.BytesIO()
    with zipfile.ZipFile(done, "w") as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    return done.getvalue()


def _tree(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _value(element: etree._Element | None, path: str) -> str:
    found = None if element is None else element.find(path.replace("w:", _W))
    return "" if found is None else found.get(_VAL) or ""


def _levels(styles: etree._Element) -> dict[str, int]:
    """The outline level of each style, from 1: its own, or that of the style it is based on."""
    by_id = {one.get(f"{_W}styleId") or "": one for one in styles.iter(f"{_W}style")}
    levels: dict[str, int] = {}
    for name in by_id:
        seen: set[str] = set()
        style = name
        while style in by_id and style not in seen:
            seen.add(style)
            own = _HEADINGS.fullmatch(_value(by_id[style], "w:name"))
            said = own[1] if own else _value(by_id[style], "w:pPr/w:outlineLvl")
            if said.isdecimal():
                levels[name] = int(said) + (not own)
                break
            style = _value(by_id[style], "w:basedOn")
    return levels


def _mark_heading(properties: etree._Element, levels: dict[str, int]) -> None:
    style = properties.find(f"{_W}pStyle")
    own = _value(properties, "w:outlineLvl")
    level = (
        int(own) + 1
        if own.isdecimal()
        else levels.get("" if style is None else style.get(_VAL) or "", 0)
    )
    if not 1 <= level <= _DEEPEST_HEADING:
        return
    if style is None:
        style = etree.SubElement(properties, f"{_W}pStyle")
    style.set(_VAL, f"{HEADING}{level}")


class _Numbers:
    """Counts numbered paragraphs as Word does: all lists of one definition go on in each other."""

    def __init__(self, numbering: etree._Element) -> None:
        self._starts: dict[tuple[str, int], int] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for one in numbering.iter(f"{_W}abstractNum"):
            for level in one.iter(f"{_W}lvl"):
                start = _value(level, "w:start")
                place = one.get(f"{_W}abstractNumId") or "", _number(level.get(f"{_W}ilvl") or "")
                self._starts[place] = _number(start) if start else 1
        for one in numbering.iter(f"{_W}num"):
            name = one.get(f"{_W}numId") or ""
            self._lists[name] = _value(one, "w:abstractNumId")
            for level in one.iter(f"{_W}lvlOverride"):
                if start := _value(level, "w:startOverride"):
                    self._restarts[name, _number(level.get(f"{_W}ilvl") or "")] = _number(start)

    def of(self, properties: etree._Element) -> int | None:
        """The number of the next paragraph with these properties; None where it has none."""
        name = _value(properties, "w:numPr/w:numId")
        if name not in self._lists:
            return None
        level = _number(_value(properties, "w:numPr/w:ilvl"))
        place = self._lists[name], level
        restart = self._restarts.pop((name, level), None)
        if restart is not None:
            self._counts[place] = restart
        else:
            self._counts[place] = self._counts.get(place, self._starts.get(place, 1) - 1) + 1
        for deeper in [one for one in self._counts if one[0] == place[0] and one[1] > level]:
            del self._counts[deeper]
        return self._counts[place]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
