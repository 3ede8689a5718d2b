"""Lists as InDesign has them: a marker is a matter of the paragraph's style.

InDesign counts the paragraphs of one level through a story, so the first of each list starts anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.render.icml.looks import Look
from presskit.render.icml.xml import Property, typed

if TYPE_CHECKING:
    from presskit.model.layout import LayoutList, Marker

_BULLETS = "•–"  # by turns, as in the DOCX
_SIGNS: dict[Marker, str] = {"bullet": "•", "dash": "–", "task": "•"}
_SUFFIX = "."
# The digits of a number follow its character style. InDesign has no other Arabic alphabet.
_LETTERS: dict[Marker, str] = {
    "arabic-letter": "ArabicAlifBaTah",
    "persian-letter": "ArabicAlifBaTah",
    "kurdish-letter": "ArabicAlifBaTah",
    "pashto-letter": "ArabicAlifBaTah",
    "uyghur-letter": "ArabicAlifBaTah",
    "sindhi-letter": "ArabicAlifBaTah",
    "thaana-letter": "ArabicAlifBaTah",
    "hebrew-letter": "HebrewBiblical",
    "latin-letter": "LowerLetters",
}


def list_look(kind: str, depth: int, marker_style: str) -> Look:
    """What makes a style one of list items; `kind` is Bullet, Number or Continue."""
    if kind == "Continue":
        return Look({"BulletsAndNumberingListType": "NoList"}, ())
    if kind == "Bullet":
        return Look(
            {"BulletsAndNumberingListType": "BulletList", "BulletsTextAfter": "^t"},
            (
                _bullet(_BULLETS[depth % 2]),
                typed("BulletsCharacterStyle", "object", marker_style),
            ),
        )
    values = {
        "BulletsAndNumberingListType": "NumberedList",
        "NumberingExpression": _expression(_SUFFIX),
        "NumberingLevel": str(depth + 1),
        "NumberingContinue": "true",
    }
    properties = (
        typed("NumberingFormat", "string", "1, 2, 3, 4..."),
        typed("NumberingCharacterStyle", "object", marker_style),
    )
    return Look(values, properties)


def is_numbered(block: LayoutList) -> bool:
    """Whether the items of a list are counted."""
    return block.marker not in _SIGNS


def item_look(block: LayoutList, depth: int, label: str, *, is_first: bool) -> Look:
    """What an item has that its style lacks: where the count starts, letters, another sign."""
    if not is_numbered(block):
        sign = label if block.marker == "task" else _SIGNS[block.marker]
        return Look({}, () if sign == _BULLETS[depth % 2] else (_bullet(sign),))
    values = {}
    if is_first:
        values = {"NumberingContinue": "false", "NumberingStartAt": str(block.start)}
    suffix = re.search(r"[^\w]*$", block.items[0].label)
    if suffix and suffix[0] != _SUFFIX:
        values["NumberingExpression"] = _expression(suffix[0])
    letters = _LETTERS.get(block.marker)
    return Look(values, (typed("NumberingFormat", "enumeration", letters),) if letters else ())


def _bullet(sign: str) -> Property:
    values = {"BulletCharacterType": "UnicodeOnly", "BulletCharacterValue": str(ord(sign))}
    return Property("BulletChar", values)


def _expression(suffix: str) -> str:
    return f"^#{suffix}^t"
