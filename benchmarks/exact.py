"""Strings that come back from a PDF as they were written: numbers, phones, addresses, phrases.

A number of which each group comes back is no number: the words of `recall` cannot see that
`+000 21 555` was read as `555 21 +000`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import recall

if TYPE_CHECKING:
    from pathlib import Path

_ADDRESS = r"""
    https?://\S*\w                    # an address on the web
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+    # and of a person
"""
_NUMBER = r"""
    [+\-−(]?[$€£]?\d+(?:[().,:/\ \-–]{1,2}\d+)*(?:[%٪]|°[CF]|\ ?(?:k?[gm]|[GM]?Hz|[GM]B)\b)?
"""
_PHRASE = r"[A-Za-z][\w+#]*(?:[\x20./&'’-]{1,3}[A-Za-z0-9][\w+#]*)*"
_RTL = r"[\u0590-\u06ff]+(?:\x20[\u0590-\u06ff]+)*"
_IN_RTL = re.compile(f"{_ADDRESS} | {_PHRASE} | {_NUMBER}", re.VERBOSE)
_IN_LTR = re.compile(f"(?<![A-Za-z-])(?:{_ADDRESS} | {_NUMBER}) | {_RTL}", re.VERBOSE)
_BLANKS = re.compile(r"\s+")
_BY_POPPLER = re.compile("[\u202a-\u202e]")  # it puts them round every run, whatever the file says
# What nobody sees and a dialler or a spreadsheet stumbles over.
_HIDDEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd]")


class Exact(NamedTuple):
    """What came back of an article's strings, and what nobody wrote."""

    found: int
    sought: int
    hidden: int
    missing: list[str]


class Strings:
    """The strings of an article, as often as they are in it."""

    def __init__(self, article: Path) -> None:
        self.text = plain(recall.Words(article).text)
        letters = [unicodedata.bidirectional(c) for c in self.text]
        rtl = sum(letters.count(kind) for kind in ("R", "AL")) > letters.count("L")
        found = [m.strip() for m in (_IN_RTL if rtl else _IN_LTR).findall(self.text)]
        self.sought = Counter(one for one in found if len(one) > 1)

    def measured(self, text: str, reader: str = "") -> Exact:
        """What a reader's text has of them; blanks and line ends are one thing."""
        text = plain(_BY_POPPLER.sub("", text) if reader == "poppler" else text)
        hidden = len(_HIDDEN.findall(text)) - len(_HIDDEN.findall(self.text))
        missing = []
        for string, count in self.sought.items():
            there = len(re.findall(_pattern(string), text))
            missing += [string] * max(0, count - there)
        total = self.sought.total()
        return Exact(total - len(missing), total, max(0, hidden), missing)


def plain(text: str) -> str:
    """Text in NFC, its blanks and line ends one blank each."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text))


def _pattern(string: str) -> str:
    """A string with no letter or digit of its own kind beside it; an address may be on two lines."""
    sought = re.escape(string)
    if "@" in string or "://" in string:
        sought = re.sub(r"([/?&=.@_]|\\-)", r"\1 ?", sought)
    return rf"(?<![0-9A-Za-z]){sought}(?![0-9A-Za-z])"
