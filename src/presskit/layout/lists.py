"""Lists: the marker kind by depth and language, and each item's label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.language.digits import write_number
from presskit.language.facts import base_language

if TYPE_CHECKING:
    from presskit.model.layout import Marker
    from presskit.model.publication import Digits

_BULLETS = {"bullet": "•", "dash": "–"}
_BOXES = {True: "☑", False: "☐"}
_NUMBERS: dict[Digits, Marker] = {
    "latn": "decimal",
    "arab": "arabic-indic",
    "arabext": "persian",
}
ALPHABETS: dict[Marker, str] = {
    "arabic-letter": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "persian-letter": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "kurdish-letter": "ابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ",
    "pashto-letter": "ابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهی",
    "uyghur-letter": "ابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي",
    "sindhi-letter": "ابٻپڀتٿٽٺثجڄڃچڇحخدڌڊڏڍذرڙزسشصضطظعغفڦقڪکگڳڱلمنڻوهي",
    "thaana-letter": "ހށނރބޅކއވމފދތލގޏސޑޒޓޔޕޖޗ",
    "hebrew-letter": "אבגדהוזחטיכלמנסעפצקרשת",
    "latin-letter": "abcdefghijklmnopqrstuvwxyz",
}
_LETTERS: dict[str, Marker] = {
    "ar": "arabic-letter",
    "fa": "persian-letter",
    "ur": "arabic-letter",
    "prs": "persian-letter",
    "pnb": "arabic-letter",
    "ks": "arabic-letter",
    "ckb": "kurdish-letter",
    "ps": "pashto-letter",
    "ug": "uyghur-letter",
    "sd": "sindhi-letter",
    "dv": "thaana-letter",
    "he": "hebrew-letter",
    "yi": "hebrew-letter",
}


def marker_of(*, ordered: bool, depth: int, language: str, digits: Digits) -> Marker:
    """The marker kind of a list: bullets and dashes by turns, or numbers and letters.

    `depth` counts the lists of its own kind around it.
    """
    if not ordered:
        return "dash" if depth % 2 else "bullet"
    if depth % 2:
        return _LETTERS.get(base_language(language), "latin-letter")
    return _NUMBERS[digits]


def box_of(*, done: bool | None) -> str:
    """The label of a task; one that is neither done nor open has a bullet."""
    return _BULLETS["bullet"] if done is None else _BOXES[done]


def label_of(marker: Marker, number: int, digits: Digits) -> str:
    """The label of an item as a reader sees it; letters past the last one are doubled up.

    After `z` comes `aa`, as CSS's alphabetic counters and Word count.
    """
    if marker in _BULLETS:
        return _BULLETS[marker]
    if marker not in ALPHABETS or number < 1:
        return f"{write_number(number, digits)}."
    letters = ALPHABETS[marker]
    text = ""
    while number > 0:
        number, index = divmod(number - 1, len(letters))
        text = letters[index] + text
    return f"{text}."
