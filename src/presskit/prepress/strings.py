"""Strings of a PDF, made fit to be shown."""

from __future__ import annotations

import unicodedata

_UNSHOWABLE = ("Cc", "Cs")  # controls, which a terminal may obey, and halves of characters


def shown(value: object) -> str:
    """The characters of a string or, without its slash, of a name; U+FFFD for unshowable ones."""
    text = str(value).removeprefix("/").strip()
    return "".join("\ufffd" if unicodedata.category(c) in _UNSHOWABLE else c for c in text)
