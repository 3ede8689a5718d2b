"""The fonts that text is set in: embedded, subset, and whether their codes mean characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pikepdf import Dictionary, Name, Stream

from presskit.prepress.records import Font
from presskit.prepress.strings import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

_SUBSET = re.compile(r"[A-Z]{6}\+")  # ISO 32000-1, 9.6.4
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
# ISO 14289-1, 7.21.7: these need no ToUnicode.
_ENCODINGS = frozenset([Name.WinAnsiEncoding, Name.MacRomanEncoding, Name.MacExpertEncoding])
_NAMED = frozenset([Name.Type1, Name.MMType1])  # their glyphs have names of characters
_COLLECTIONS = frozenset(["GB1", "CNS1", "Japan1", "Korea1", "KR"])
_TYPES = {
    "CIDFontType0": "CFF (CID)",
    "CIDFontType2": "TrueType (CID)",
    "MMType1": "Type 1",
    "Type1": "Type 1",
    "Type3": "Type 3",
}


def font_record(font: Any, pages: Iterable[int]) -> Font:
    """The record of a font dictionary that sets text on these pages."""
    inner = font
    if font.get("/Subtype") == Name.Type0:
        inner = font.DescendantFonts[0]
    kind = shown(inner.get("/Subtype", ""))
    program = _program(inner)
    name = shown(font.get("/BaseFont", font.get("/Name", "")))
    return Font(
        name=_SUBSET.sub("", name, count=1) or "(no name)",
        type=_TYPES.get(kind, kind),
        embedded=program is not None or kind == "Type3",
        subset=bool(_SUBSET.match(name)),
        bytes=len(program.read_raw_bytes()) if program is not None else 0,
        to_unicode=isinstance(font.get("/ToUnicode"), Stream),
        extractable=_is_extractable(font, inner),
        pages=tuple(sorted(pages)),
    )


def _program(font: Any) -> Any:
    descriptor = font.get("/FontDescriptor", Dictionary())
    return next((descriptor[key] for key in _PROGRAMS if key in descriptor), None)


def _is_extractable(font: Any, inner: Any) -> bool:
    """Whether the codes of a font have characters; glyphs with names are taken at their word."""
    if "/ToUnicode" in font:
        return True
    if inner is not font:
        system = inner.get("/CIDSystemInfo", Dictionary())
        return str(system.get("/Ordering", "")) in _COLLECTIONS
    if font.get("/Subtype") in _NAMED:
        return True
    encoding = font.get("/Encoding")
    if isinstance(encoding, Dictionary):
        return "/Differences" in encoding or encoding.get("/BaseEncoding") in _ENCODINGS
    return encoding in _ENCODINGS
