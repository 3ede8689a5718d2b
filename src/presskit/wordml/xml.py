"""Elements of WordprocessingML, made directly: python-docx's helpers search at every call."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml names the type so

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
_W = f"{{{_SPACES['w']}}}"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def clark(name: str) -> str:
    """`wp:inline` as `{namespace}inline`; a name without a prefix is WordprocessingML's."""
    prefix, _, local = name.rpartition(":")
    return f"{{{_SPACES[prefix or 'w']}}}{local}"


def add(parent: Element, name: str, /, **values: str) -> Element:
    """Append the element `w:name` with the attributes `w:key`; return it."""
    element = etree.SubElement(parent, _W + name)
    for key, value in values.items():
        element.set(_W + key, value)
    return element


def add_other(parent: Element, name: str, /, **values: str) -> Element:
    """Append an element of another vocabulary, whose attributes have no namespace."""
    return etree.SubElement(parent, clark(name), values)


def add_paragraph(parent: Element, style: str) -> Element:
    """Append an empty paragraph in a style, given by its id."""
    paragraph = etree.SubElement(parent, _W + "p")
    add(add(paragraph, "pPr"), "pStyle", val=style)
    return paragraph


def add_text(run: Element, name: str, text: str) -> None:
    """Append text to a run as `w:t` or `w:instrText`; blanks at its edges are kept."""
    element = etree.SubElement(run, _W + name)
    element.text = text
    if text[:1].isspace() or text[-1:].isspace():
        element.set(_PRESERVE, "preserve")


def insert(parent: Element, name: str, later: str, /, **values: str) -> Element:
    """Insert the element `w:name` where the schema has it: before the first of `later`."""
    element = etree.Element(_W + name)
    for key, value in values.items():
        element.set(_W + key, value)
    put(parent, element, later)
    return element


def put(parent: Element, element: Element, later: str) -> None:
    """Insert an element before the first of `later`, names with blanks between them."""
    following = next((child for name in later.split() for child in parent.findall(_W + name)), None)
    if following is None:
        parent.append(element)
    else:
        following.addprevious(element)


def last_child(parent: Element) -> Element | None:
    """The last child, found without counting them all as `parent[-1]` and `len` do."""
    return next(parent.iterchildren(reversed=True), None)


def is_table(element: Element | None) -> bool:
    """Whether this is a table."""
    return element is not None and element.tag == _W + "tbl"


def twips(points: float) -> str:
    """Points as twentieths of a point, Word's unit of length."""
    return str(round(points * 20))
