"""What a PDF says by its structure tree: marked content read through each font's ToUnicode."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS = frozenset(
    ["H1", "H2", "H3", "H4", "H5", "H6", "P", "Lbl", "TH", "TD", "Caption", "Figure", "Note"]
)
_GROUPS = frozenset(["LI", "LBody"])  # hold blocks, and text of their own between these
_SHOWS = frozenset(["Tj", "TJ", "'", '"'])
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_BFRANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)


@dataclass
class Tagged:
    """A structure element that holds text: its type, the types above it, its text, its alt text."""

    type: str
    above: tuple[str, ...]
    text: str = ""
    alt: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


def read(data: bytes) -> list[Tagged]:
    """The blocks of a tagged PDF in the order of its structure tree.

    Text that stands in an inline element, or directly in a grouping one, counts to the block
    around it; a block of its own type begins a new entry.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        texts = {page.objgen: _marked_texts(page) for page in pdf.pages}
        found: list[Tagged] = []
        _walk(pdf.Root.StructTreeRoot, texts, (), None, None, found)
    return found


def pages_of_names(data: bytes) -> dict[str, int]:
    """The page, counted from 1, that each named destination leads to."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        return {str(name): numbers[_target(names[name])[0].objgen] for name in names}


def _target(destination: Any) -> Any:
    return destination.D if isinstance(destination, pikepdf.Dictionary) else destination


def outline(data: bytes) -> list[str]:
    """The titles of the outline, each before those under it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return list(_titles(pdf.Root.Outlines))


def _titles(parent: Any) -> Iterator[str]:
    item = parent.get("/First")
    while item is not None:
        yield str(item.Title)
        yield from _titles(item)
        item = item.get("/Next")


def _walk(
    node: Any,
    texts: dict[Any, dict[int, str]],
    above: tuple[str, ...],
    page: Any,
    block: Tagged | None,
    found: list[Tagged],
) -> None:
    page = node.get("/Pg", page)
    kind = str(node.get("/S", "")).lstrip("/")
    begins = kind in _BLOCKS or (block is None and kind in _GROUPS)
    if begins and "Note" not in above:
        block = Tagged(kind, above, alt=str(node.get("/Alt", "")))
        found.append(block)
    above = (*above, kind)
    for kid in _kids(node):
        if isinstance(kid, int):
            _add(found, block, texts[page.objgen].get(kid, ""))
        elif "/MCID" in kid:
            on = kid.get("/Pg", page)
            _add(found, block, texts[on.objgen].get(int(kid.MCID), ""))
        elif kid.get("/Type") != "/OBJR":
            _walk(kid, texts, above, page, block, found)


def _add(found: list[Tagged], block: Tagged | None, text: str) -> None:
    if block is None:
        found.append(Tagged("", (), text))
    elif block.type in _GROUPS and found[-1] is not block:
        found.append(Tagged(block.type, block.above, text))
    else:
        block.text += text


def _kids(node: Any) -> Iterator[Any]:
    kids = node.get("/K", [])
    yield from kids if isinstance(kids, pikepdf.Array) else [kids]


def _marked_texts(page: Any) -> dict[int, str]:
    """The text of each marked content of a page."""
    fonts = {name: _to_unicode(font) for name, font in page.resources.get("/Font", {}).items()}
    texts: dict[int, str] = {}
    marks: list[int | None] = []
    code: dict[bytes, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1]
                known = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
                marks.append(int(properties.MCID) if known else None)
            case "BMC":
                marks.append(None)
            case "EMC":
                marks.pop()
            case "Tf":
                code = fonts[str(operands[0])]
            case shows if shows in _SHOWS and marks and marks[-1] is not None:
                text = "".join(_decoded(part, code) for part in _strings(operands))
                texts[marks[-1]] = texts.get(marks[-1], "") + text
    return texts


def _strings(operands: Any) -> Iterator[bytes]:
    for operand in operands:
        parts = operand if isinstance(operand, pikepdf.Array) else [operand]
        yield from (bytes(part) for part in parts if isinstance(part, pikepdf.String))


def _decoded(string: bytes, code: dict[bytes, str]) -> str:
    """Codes of two bytes, as Identity-H has them; U+FFFD for one without a mapping."""
    return "".join(code.get(string[at : at + 2], "\ufffd") for at in range(0, len(string), 2))


def _to_unicode(font: Any) -> dict[bytes, str]:
    cmap = font.ToUnicode.read_bytes()
    code: dict[bytes, str] = {}
    for kind, section in _SECTION.findall(cmap):
        if kind == b"char":
            for key, value in _BFCHAR.findall(section):
                code[bytes.fromhex(key.decode())] = _text(value)
        else:
            for first, last, value in _BFRANGE.findall(section):
                width = len(first) // 2
                start = int(value, 16)
                for number in range(int(first, 16), int(last, 16) + 1):
                    text = f"{start + number - int(first, 16):0{len(value)}x}"
                    code[number.to_bytes(width, "big")] = _text(text.encode())
    return code


def _text(hexadecimal: bytes) -> str:
    return bytes.fromhex(hexadecimal.decode()).decode("utf-16-be")
