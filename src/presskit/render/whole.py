"""Which isolates stay on one line."""

from __future__ import annotations

import re
from itertools import pairwise

from presskit.model.inlines import Isolate, Text, plain

_AMOUNT = re.compile(r"[^\w\s]?\d[\d.,٫٬]*\s[^\W\d]{1,4}")  # +12 dB
_HYPHENS = ("-", "\u2010", "\u2011", "\u05be")
_UNBROKEN = 20  # characters of a phone, a score or `C++` that stay on one line


def is_whole(isolate: Isolate) -> bool:
    """Whether it is a phone, an amount with its unit, or a mark such as `C++`: none is cut at a line's end.

    An address without a hyphen is cut by nothing but want of room, which is better than a page
    that is too wide.
    """
    text = plain(isolate.children)
    words = any(map(str.isspace, text)) and any(map(str.isalpha, text))
    apart = words and not _AMOUNT.fullmatch(text) and not _has_prefix(isolate)
    address = "@" in text and "-" not in text
    return not (apart or address) and len(text) <= _UNBROKEN


def _has_prefix(isolate: Isolate) -> bool:
    """Whether an isolate is a prefix, its hyphen, and a name in the other direction."""
    return any(
        isinstance(one, Text) and one.text[-1:] in _HYPHENS and isinstance(other, Isolate)
        for one, other in pairwise(isolate.children)
    )
