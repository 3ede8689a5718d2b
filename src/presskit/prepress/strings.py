"""Strings of a PDF, made fit to be shown."""

from __future__ import annotations

import unicodedata
from typing import Any

_UNSHOWABLE = ("Cc", "Cs")  # controls, which a terminal may obey, and halves of characters
_ARABIC = ("AL", "NSM", "BN", "CS", "ON")  # letters, marks, joiners, punctuation (UAX 9)


def shown(value: Any) -> str:
    """The characters of a string or, without its slash, of a name; U+FFFD for unshowable ones.

    A name is bytes: those that are not UTF-8 are read in the code page that makes letters of them.
    """
    try:
        text = str(value)
    except UnicodeDecodeError:
        text = _of_code_page(bytes(value))
    text = text.removeprefix("/").strip()
    return "".join("\ufffd" if unicodedata.category(c) in _UNSHOWABLE else c for c in text)


def _of_code_page(data: bytes) -> str:
    """Windows-1256 where it makes Arabic letters of most of it, else Latin-1."""
    arabic = data.decode("cp1256", "replace")
    high = [one for one in arabic if one > "\x7f"]
    is_arabic = all(unicodedata.bidirectional(one) in _ARABIC for one in high)
    is_arabic = is_arabic and len(high) > sum(one.isascii() and one.isalpha() for one in arabic)
    return arabic if is_arabic else data.decode("latin-1")
