"""Drawings: SVG read so that nothing in it acts, fetches or explodes.

What comes back is a tree of SVG elements alone, whose references stay inside it.
"""

from __future__ import annotations

import base64
import binascii
import re
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from presskit.model.units import INCH_IN_MM
from presskit.pictures.pillow import BombError, UnreadableError, opened

if TYPE_CHECKING:
    from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_HREFS = ("href", f"{_XLINK}href")
MOST_BYTES = 5_000_000
_MOST_ELEMENTS = 100_000
_DEEPEST = 100  # resvg overflows its stack somewhat over 200
_LONGEST_SIDE = 30_000
_MOST_PIXELS = 24_000_000  # of all pictures in a drawing
_FILLING = 1200  # CSS pixels: a drawing that has no size is as wide as its place
# In any namespace: a browser would run, fetch or embed something for them.
_ACTIVE = frozenset(
    [
        "script",
        "handler",
        "listener",
        "foreignobject",
        "iframe",
        "embed",
        "object",
        "audio",
        "video",
        "canvas",
    ]
)
_LEFT_OUT = frozenset(
    ["animate", "animatecolor", "animatemotion", "animatetransform", "set", "mpath", "metadata"]
)
_DATA_URL = re.compile(r"(?i)\s*data:image/(?:png|jpe?g)\s*;\s*base64\s*,(.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(r"(?i)\b(?:url|src|image|image-set)\(\s*['\"]?\s*([^'\")]*)")
_LENGTH = re.compile(r"(?i)\s*([+-]?[0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in)?\s*")
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / INCH_IN_MM,
    "cm": 96 / (INCH_IN_MM / 10),
    "in": 96.0,
}
_PLAIN_EXPORT = "export it as plain SVG, with everything in the one file"


class RefusedError(Exception):
    """Why presskit does not draw an SVG: a code of `RULES`, what is wrong, what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


class Drawing(NamedTuple):
    """An SVG that is safe to draw; width and height are CSS pixels (96 an inch)."""

    root: etree._Element
    width: float
    height: float


def read_drawing(data: bytes, most: int = MOST_BYTES) -> Drawing:
    """The drawing in an SVG file. Raises RefusedError.

    Its size is that of `width` and `height`, and where one is missing, of `viewBox` (SVG 2, 8.2);
    without either it is wide enough to fill its place. Animations stand still.
    """
    if len(data) > most:
        size = f"{len(data) / 1e6:.1f} MB"
        raise RefusedError("image-too-large", f"is too large: {size} of SVG", _smaller())
    root = _parsed(data)
    _walk(root)
    width, height = _size(root)
    if max(width, height) > _LONGEST_SIDE:
        size = f"{width:.0f} × {height:.0f} pixels"
        raise RefusedError("image-too-large", f"is too large: {size}", _smaller())
    return Drawing(root, width, height)


def _smaller() -> str:
    return "simplify it, or save it as PNG"


def _unsafe(message: str) -> RefusedError:
    return RefusedError("image-unsafe", message, _PLAIN_EXPORT)


def _unreadable(message: str) -> RefusedError:
    return RefusedError("image-unreadable", message, "export it again, or save it as PNG")


def _parsed(data: bytes) -> etree._Element:
    from lxml import etree

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable("is not SVG in UTF-8") from None
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text):
        raise _unsafe("has a DOCTYPE, which can hide entities and files")
    if "<?xml-stylesheet" in text:
        raise _unsafe("takes its style from another file (xml-stylesheet)")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise _unsafe("is nested too deep") from None
        raise _unreadable(f"is not well-formed SVG (line {error.lineno})") from None
    if root.tag != f"{SVG}svg":
        raise _unreadable("is not SVG")
    return root


def _walk(root: etree._Element) -> None:
    """Check every element and take away what is none of SVG's, or moves."""
    count = pixels = 0
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        count += 1
        if depth > _DEEPEST:
            raise _unsafe("is nested too deep")
        if count > _MOST_ELEMENTS:
            raise RefusedError(
                "image-too-large", f"has more than {_MOST_ELEMENTS} elements", _smaller()
            )
        pixels += _check(element)
        if pixels > _MOST_PIXELS:
            raise RefusedError("image-too-large", "holds pictures that are too large", _smaller())
        for child in list(element):
            name = _name(child)
            if name in _ACTIVE:
                raise _unsafe(f"holds a <{name}>")
            if name in _LEFT_OUT or not str(child.tag).startswith(SVG):
                _without(element, child)
            else:
                waiting.append((child, depth + 1))


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _without(parent: etree._Element, child: etree._Element) -> None:
    """Remove a child, not the text behind it; a hidden script is refused all the same."""
    for inside in child.iter():
        if _name(inside) in _ACTIVE:
            raise _unsafe(f"holds a <{_name(inside)}>")
    before = child.getprevious()
    if child.tail:
        if before is None:
            parent.text = (parent.text or "") + child.tail
        else:
            before.tail = (before.tail or "") + child.tail
    parent.remove(child)


def _check(element: etree._Element) -> int:
    """Check an element's attributes and style; return the pixels of the picture it holds."""
    pixels = 0
    for key, value in list(element.attrib.items()):
        name = str(key).rpartition("}")[2].lower()
        if name.startswith("on"):
            raise _unsafe(f"has a script ({name})")
        if str(key) in _HREFS:
            pixels += _follow(element, str(key), str(value))
        elif str(key).startswith("{http://www.w3.org/XML/1998/namespace}base"):
            raise _unsafe("refers to other files (xml:base)")
        else:
            _check_style(str(value))
    if _name(element) == "style":
        _check_style("".join(map(str, element.itertext())))
    return pixels


def _check_style(css: str) -> None:
    css = _ESCAPE.sub(_unescaped, _COMMENT.sub("", css))
    if "@import" in css.lower():
        raise _unsafe("imports a style sheet (@import)")
    for reference in _URL.findall(css):
        if not reference.startswith("#"):
            raise _unsafe(f"refers to something outside it: {_short(reference)}")


def _unescaped(match: re.Match[str]) -> str:
    code, character = match.groups()
    if not code:
        return str(character)
    return chr(int(code, 16)) if int(code, 16) < 0x110000 else "\ufffd"


def _follow(element: etree._Element, key: str, value: str) -> int:
    """Check a reference; return the pixels of the picture behind it."""
    if value.strip().startswith("#"):
        return 0
    if _name(element) == "a":  # nobody clicks on a picture
        del element.attrib[key]
        return 0
    match = _DATA_URL.fullmatch(value)
    if _name(element) != "image" or match is None:
        raise _unsafe(f"refers to something outside it: {_short(value)}")
    try:
        with opened(base64.b64decode(match[1]), ("JPEG", "PNG")) as image:
            width, height = image.size
            if width * height <= _MOST_PIXELS:
                image.load()
    except (UnreadableError, BombError, binascii.Error):
        raise _unreadable("holds a picture that cannot be read") from None
    return int(width * height)


def _short(reference: str) -> str:
    return reference if len(reference) <= 60 else f"{reference[:59]}…"


def _size(root: etree._Element) -> tuple[float, float]:
    wide, high = _length(root.get("width")), _length(root.get("height"))
    box = _view_box(root.get("viewBox"))
    if box and not (wide and high):
        ratio = box[0] / box[1]
        wide = wide or (high * ratio if high else _FILLING)
        high = wide / ratio
    if not (wide and high):
        raise _unreadable("has no size: neither width and height nor a viewBox")
    return wide, high


def _view_box(value: Any) -> tuple[float, float] | None:
    try:
        _, _, width, height = map(float, re.split(r"[\s,]+", str(value or "").strip()))
    except ValueError:
        return None
    good = all(isfinite(n) and n > 0 for n in (width, height))
    return (width, height) if good else None


def _length(value: Any) -> float:
    """A length in CSS pixels; 0 where there is none, or one that depends on the place."""
    match = _LENGTH.fullmatch(str(value or ""))
    if match is None:
        return 0.0
    length = float(match[1]) * _UNITS[(match[2] or "").lower()]
    return length if isfinite(length) and length > 0 else 0.0
