"""Coverage: which characters a face has."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.fonts.library import Face

# Unicode general categories that need no glyph: format controls (ZWJ, LRM), control, separators.
_INVISIBLE = frozenset(["Cf", "Cc", "Zs", "Zl", "Zp"])


@cache
def characters(face: Face) -> frozenset[int]:
    """The code points that a face maps to a glyph."""
    import uharfbuzz

    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path))).unicodes)


def uncovered(text: Iterable[str], faces: Iterable[Face]) -> tuple[str, ...]:
    """The distinct characters that no face can show, in order of code point.

    A character counts as covered when its canonical decomposition or composition is, as HarfBuzz
    shapes either. Blanks and invisible characters need no glyph.
    """
    have = frozenset().union(*(characters(face) for face in faces))
    return tuple(sorted(c for c in set(text) if not _is_covered(c, have)))


def _is_covered(character: str, have: frozenset[int]) -> bool:
    if ord(character) in have or unicodedata.category(character) in _INVISIBLE:
        return True
    parts = unicodedata.normalize("NFD", character)
    return len(parts) > 1 and all(ord(part) in have for part in parts)
