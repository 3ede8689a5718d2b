"""Where a long word may be broken without a hyphen: after a mark, as addresses are.

After UAX 14 and the Chicago Manual of Style (17th ed., 14.18), which keep a full stop or a hyphen
that belongs to the address from being taken for the sentence's own.
"""

from __future__ import annotations

import re
from itertools import pairwise

CRUMB = 3  # characters that stand alone on no line
_MARKS = re.compile(r"[/?&=.\-_@:#%+~,;|\\(\[{*<>]++(?=\w)")
_LETTERS = re.compile(r"[^\W\d_]+")
SHORTEST_ADDRESS = (
    20  # characters of the shortest word that is broken where it would fit on the next line
)
_PARTS = 3  # of letters that it has at least


def is_address(word: str) -> bool:
    """Whether a word is an address, a path or a tag made of several words."""
    return len(word) >= SHORTEST_ADDRESS and len(_LETTERS.findall(word)) >= _PARTS


def points_in(word: str) -> list[int]:
    """Where a word may be broken after a mark, counted in characters."""
    ends = (match.end() for match in _MARKS.finditer(word))
    return [end for end in ends if CRUMB <= end <= len(word) - CRUMB]


def longest_part(text: str) -> int:
    """How many characters of a text stay together on a line, at most those of a short address.

    What is longer and has no marks is broken anywhere, where it must be.
    """
    longest = 0
    for word in text.split():
        edges = [0, *(points_in(word) if is_address(word) else ()), len(word)]
        longest = max(longest, *(end - start for start, end in pairwise(edges)))
    return min(longest, SHORTEST_ADDRESS)
