"""What a PDF says by its tags: letters, digits, blanks and words of what the structure holds.

Read by poppler (`pdfinfo -struct-text`) and by playa. Content of right-to-left text stands in the
order in which it is drawn: each piece that an element holds is turned round here as readers do,
by its own letters alone.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import playa
import recall

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINE = re.compile(r'^( *)(?:"(.*)"|(\w+)(.*))$', re.DOTALL)
_PARTED = dict.fromkeys(["Span", "Link", "Code", "Em", "Strong"], "") | {"Reference": " "}
_RTL = frozenset(["R", "AL"])
_LTR = frozenset(["L", "EN", "AN"])
_INNER = {"NSM": "n", "CS": ".", "ES": ".", "ET": "."}
_RTL_RUN = re.compile("[xn]*x[xn]*(?:[ .]*[xn]*x[xn]*)*")
_LTR_RUN = re.compile(r"\.?x(?:\.*x)*\.?")


class Share(NamedTuple):
    """The share of an article's letters, digits, blanks and words that its tags give.

    Blanks are those between two words; `in_order` are words in runs that are in the right order.
    """

    letters: float
    digits: float
    blanks: float
    words: float
    in_order: float


def measured(article: Path, text: str) -> Share:
    """What the text of a structure tree has of an article."""
    words = recall.Words(article)
    own, got = words.text, recall.visible(text)
    kinds = (str.isalpha, str.isdigit)
    letters, digits = (_share(Counter(filter(k, own)), Counter(filter(k, got))) for k in kinds)
    pairs = Counter(zip(words.words, words.words[1:], strict=False))
    glued = Counter(recall.words(text)) - Counter(words.words)
    blanks = sum(1 for a, b in pairs.elements() if not glued[a + b]) / max(1, pairs.total())
    return Share(letters, digits, blanks, words.recall(text), words.in_order(text))


def _share(sought: Counter[str], there: Counter[str]) -> float:
    return 1 - (sought - there).total() / max(1, sought.total())


def by_poppler(path: Path) -> str:
    """The text of the structure tree as poppler gives it, a block a line."""
    done = subprocess.run(
        ["pdfinfo", "-struct-text", path],
        capture_output=True,
        check=True,
        encoding="utf-8",
        errors="replace",  # titles of other programs' PDFs in UTF-16
    )
    parts: list[str] = []
    for line in re.split(r'\n(?= *(?:"|[A-Z]|/))', done.stdout):
        match = _LINE.match(line)
        if match and match[2] is not None:
            parts.append(logical(match[2]))
        elif match:
            parts.append(_PARTED.get(match[3], "\n"))
    return "".join(parts)


def by_playa(path: Path) -> str:
    """The same by playa, which follows the tree and reads the marked content it names."""
    with playa.open(path) as pdf:
        assert pdf.structure is not None
        return "".join(_said(pdf.structure))


def _said(element: object) -> Iterator[str]:
    for kid in element:  # type: ignore[attr-defined]
        if isinstance(kid, playa.structure.Element):
            yield _PARTED.get(kid.type, "\n")
            yield from _said(kid)
            yield " " if kid.type == "Reference" else ""
        elif isinstance(kid, playa.structure.ContentItem):
            yield logical(kid.text or "")


def logical(piece: str) -> str:
    """A piece of content in the order of reading.

    One with letters from right to left is turned round, and its runs from left to right back.
    """
    kinds = [unicodedata.bidirectional(c) for c in piece]
    rights = sum(kind in _RTL for kind in kinds)
    if not rights:
        return piece
    if rights * 2 < sum(kind in {"L", *_RTL} for kind in kinds):
        return _turned(piece, kinds, _RTL)
    return _turned(piece[::-1], kinds[::-1], _LTR)


def _turned(text: str, kinds: list[str], runs: frozenset[str]) -> str:
    """A text with each of its runs of such letters turned round, marks and blanks inside too."""
    symbols = "".join(
        "x"
        if kind in runs
        else "#"
        if kind in {"L", "R", "AL", "EN", "AN"}
        else _INNER.get(kind, " ")
        for kind in kinds
    )
    made = list(text)
    for match in (_RTL_RUN if runs is _RTL else _LTR_RUN).finditer(symbols):
        made[match.start() : match.end()] = made[match.start() : match.end()][::-1]
    return "".join(made)


READERS = {"poppler": by_poppler, "playa": by_playa}
