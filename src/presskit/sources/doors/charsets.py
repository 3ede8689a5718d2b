"""The charset of a page: UTF-8 where that fits, else what the page or its first bytes name."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMED = re.compile(
    rb"(?i)<meta[^>]+charset\s*=\s*[\"']?\s*([\w:.-]+)|<\?xml[^>]+encoding=[\"']([\w.-]+)"
)
_HEAD = 4000
# Browsers read these names as the larger charset of Windows.
_LARGER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}


def as_utf8(data: bytes) -> bytes:
    """The page in UTF-8; as it is where nothing fits, for the reader to refuse."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _recoded(data, name)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        named = _NAMED.search(data[:_HEAD])
        return _recoded(data, (named[1] or named[2]).decode("ascii")) if named else data
    return data


def _recoded(data: bytes, name: str) -> bytes:
    try:
        codec = codecs.lookup(name).name
        return data.decode(_LARGER.get(codec, codec)).removeprefix("\ufeff").encode()
    except (LookupError, ValueError):
        return data
