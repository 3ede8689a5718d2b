"""Names of the XML in a Word file, and the small questions asked of it everywhere."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml names the type so

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = f"{W}val"
_OFF = frozenset(["0", "false", "off", "none"])


def parsed(data: bytes) -> Element:
    """The root of a part. Raises lxml's XMLSyntaxError."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def value(element: Element | None, path: str, otherwise: str = "") -> str:
    """The `w:val` of what a path of local names leads to; `otherwise`, where there is none."""
    for name in path.split("/"):
        if element is None:
            return otherwise
        element = element.find(f"{W}{name}")
    return otherwise if element is None else element.get(VAL, otherwise)


def is_on(properties: Element | None, name: str) -> bool | None:
    """What a property that is on or off says; None where it says nothing."""
    element = None if properties is None else properties.find(f"{W}{name}")
    return None if element is None else element.get(VAL, "1").lower() not in _OFF


def number(text: str, otherwise: int = 0) -> int:
    """A whole number that isn't absurd, as Word writes it."""
    digits = text.removeprefix("-")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < 8
    return int(text) if is_number else otherwise
