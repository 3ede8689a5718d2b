"""Languages: tags checked and written as BCP 47 has them, or guessed from the script."""

from __future__ import annotations

import re
from collections import Counter

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_HEBREW = re.compile("[\u05d0-\u05ea]")
_LATIN = re.compile("[A-Za-z]")
_URDU = re.compile("[ٹڈڑےہں]")
_PERSIAN = re.compile("[پچژگکی]")
_SCRIPT, _REGION = 4, 2
# Words that make up a tenth of a text and are rare in the other languages; the first wins a tie.
_COMMON = {
    "en": ["the", "of", "and", "to", "is", "that", "was", "with"],
    "fr": ["le", "les", "des", "est", "du", "une", "et", "dans"],
    "de": ["der", "die", "und", "das", "den", "ist", "nicht", "mit"],
    "es": ["el", "los", "las", "y", "una", "del", "por", "con"],
    "it": ["il", "che", "di", "della", "gli", "sono", "è", "per"],
    "pt": ["o", "os", "da", "do", "não", "uma", "em", "com"],
    "tr": ["ve", "bir", "bu", "için", "ile", "da", "de", "olarak"],
}


def language_tag(text: str) -> str | None:
    """A tag as BCP 47 writes it: `ar_eg` is `ar-EG`; None where it is no tag at all."""
    tag = text.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return None
    first, *more = tag.split("-")
    return "-".join([first.lower(), *map(_subtag, more)])


def guess_language(text: str) -> str:
    """The language that the letters of a text suggest, or its commonest words if they are Latin."""
    arabic, hebrew, latin = (len(script.findall(text)) for script in (_ARABIC, _HEBREW, _LATIN))
    if hebrew > max(arabic, latin / 2):
        return "he"
    if arabic * 2 < latin:
        return _of_latin(text)
    if len(_URDU.findall(text)) * 50 > arabic:
        return "ur"
    return "fa" if len(_PERSIAN.findall(text)) * 20 > arabic else "ar"


def _of_latin(text: str) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    return max(_COMMON, key=lambda tongue: sum(words[word] for word in _COMMON[tongue]))


def _subtag(part: str) -> str:
    """Scripts are written Arab, regions EG (RFC 5646, 2.1.1)."""
    if len(part) == _SCRIPT and part.isalpha():
        return part.title()
    return part.upper() if len(part) == _REGION else part.lower()
