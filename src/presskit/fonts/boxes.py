"""Boxes: a font made for characters that no face has, each shown as its code point in a box."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_EM, _DOT, _GAP = 1000, 44, 44
_BOTTOM, _RULE = -140, 40
_CREATED = 3_786_912_000  # 2024 in seconds since 1904, whatever the clock says
# Hexadecimal digits of three by five dots, a row an octal digit from the top.
_DIGITS = dict(
    zip(
        "0123456789ABCDEF",
        [
            "75557",
            "26227",
            "71747",
            "71717",
            "55711",
            "74717",
            "74757",
            "71111",
            "75757",
            "75717",
            "75755",
            "65656",
            "74447",
            "65556",
            "74747",
            "74744",
        ],
        strict=True,
    )
)
_ROWS, _COLUMNS = 5, 3


def boxes(characters: str) -> bytes:
    """A TrueType font with a glyph for each character: the digits of its code point in a box.

    The same characters give the same bytes.
    """
    from fontTools.fontBuilder import FontBuilder

    codes = sorted(set(map(ord, characters)))
    names = {code: f"u{code:04X}" for code in codes}
    order = [".notdef", *names.values()]
    glyphs = {name: _box(f"{code:04X}") for code, name in names.items()}
    glyphs[".notdef"] = _box("")
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: glyphs[name][0] for name in order})
    builder.setupHorizontalMetrics({name: (glyphs[name][1], _RULE) for name in order})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "presskit boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=900, usWinDescent=200)
    builder.setupPost()
    builder.updateHead(created=_CREATED, modified=_CREATED)
    font = builder.font
    font.recalcTimestamp = False
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _box(digits: str) -> tuple[Any, int]:
    """The outline of a box with digits in two rows, and how wide it is."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    across = max(2, (len(digits) + 1) // 2)
    digits = digits and digits.zfill(2 * across)
    rows = (digits[:across], digits[across:])
    cell, line = (_COLUMNS * _DOT) + _GAP, _ROWS * _DOT + _GAP
    inner = across * cell + _GAP
    width, height = inner + 2 * _RULE, 2 * line + _GAP + 2 * _RULE
    pen = TTGlyphPen(None)
    _rectangle(pen, _RULE, _BOTTOM, width, height)
    _rectangle(pen, 2 * _RULE, _BOTTOM + _RULE, inner, height - 2 * _RULE, hole=True)
    for number, row in enumerate(rows):
        top = _BOTTOM + height - _RULE - _GAP - number * line
        for place, digit in enumerate(row):
            left = 2 * _RULE + _GAP + place * cell
            for x, y in _dots(digit):
                _rectangle(pen, left + x * _DOT, top - (y + 1) * _DOT, _DOT, _DOT)
    return pen.glyph(), width + 2 * _RULE


def _dots(digit: str) -> Iterator[tuple[int, int]]:
    for y, row in enumerate(_DIGITS[digit]):
        for x in range(_COLUMNS):
            if int(row) >> (_COLUMNS - 1 - x) & 1:
                yield x, y


def _rectangle(pen: Any, x: int, y: int, width: int, height: int, *, hole: bool = False) -> None:
    corners = [(x, y), (x, y + height), (x + width, y + height), (x + width, y)]
    if hole:
        corners.reverse()
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
