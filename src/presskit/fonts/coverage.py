"""Coverage: which characters a face has, and which need none."""

from __future__ import annotations

import os
import re
import unicodedata
from array import array
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from presskit.files.kept import keep, kept
from presskit.fonts.files import is_plain, open_face

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.fonts.face import Face

_CODE_POINTS = "I"  # as an array has them: 32 bits
_MOST_LACKING = 0.1
_NO_SCRIPT = frozenset(["Zyyy", "Zinh", "Zzzz"])
# Unicode general categories that need no glyph: format controls (ZWJ, LRM), control, separators.
_INVISIBLE = frozenset(["Cf", "Cc", "Zs", "Zl", "Zp"])
# Format controls that are drawn all the same (Prepended_Concatenation_Mark), such as the Arabic
# sign of a verse, and the ogham blank, which is a line.
_DRAWN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u1680")
# Default_Ignorable_Code_Point (DerivedCoreProperties) of other categories: joiners of graphemes,
# fillers, variation selectors, tags.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U000e0000-\U000e0fff]"
)
# Emoji made of several characters (UTS 51, ED-14 to ED-17): flags, keycaps, tones of skin,
# families. Whatever it is made of should come from one face, which may have one glyph for it.
_ONE = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff](?:\ufe0f|[\U0001f3fb-\U0001f3ff])?"
_SEQUENCE = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3"
    f"|{_ONE}(?:[\U000e0020-\U000e007f]+|(?:\u200d{_ONE})+)?"
)


@cache
def characters(face: Face) -> frozenset[int]:
    """The code points that a face maps to a glyph; those of presskit's own faces are kept."""
    if not face.sha256 or not is_plain(face):
        return frozenset(open_face(face).unicodes)
    about = os.stat(face.path)
    stamp = f"{face.path}\0{about.st_mtime_ns} {about.st_size}\0".encode("utf-8", "surrogateescape")
    name = f"coverage-{face.sha256[:16]}"
    data = kept(name) or b""
    if not data.startswith(stamp):
        data = stamp + array(_CODE_POINTS, sorted(open_face(face).unicodes)).tobytes()
        keep(name, data)
    return frozenset(array(_CODE_POINTS, data[len(stamp) :]))


def units(text: str) -> Iterator[str]:
    """The distinct pieces of a text that one face has to have: characters, and whole emoji."""
    found = dict.fromkeys(one for one in _SEQUENCE.findall(text) if len(one) > 1)
    if found:
        yield from found
        text = _SEQUENCE.sub(lambda match: match[0] if len(match[0]) == 1 else "", text)
    yield from set(text)


def uncovered(text: Iterable[str], faces: Iterable[Face]) -> tuple[str, ...]:
    """The distinct characters (or `units`) that no face can show, in order of code point.

    A character counts as covered when its canonical decomposition or composition is, as HarfBuzz
    shapes either. Blanks and invisible characters need no glyph.
    """
    sets = [characters(face) for face in faces]
    have = sets[0] if len(sets) == 1 else frozenset().union(*sets)  # a union copies them
    return tuple(sorted(unit for unit in set(text) if not all(_is_covered(c, have) for c in unit)))


def lacks_script(letters: Iterable[str], missing: Iterable[str]) -> set[str]:
    """Of the letters in a text those of scripts that a face doesn't really have.

    A face without Greek often has π and Ω. Where more than a tenth of a script's letters are missing, the
    rest would only be spots of another face in its words.
    """
    letters_missing = [one for one in missing if one.isalpha()]
    if not letters_missing:
        return set()
    from fontTools.unicodedata import script

    lacking = Counter(map(script, letters_missing))
    scripts: dict[str, set[str]] = {}
    for one in letters if lacking.keys() - _NO_SCRIPT else ():
        if len(one) == 1 and one.isalpha():
            scripts.setdefault(script(one), set()).add(one)
    for none in _NO_SCRIPT:
        scripts.pop(none, None)
    poor = (s for s, count in lacking.items() if count > len(scripts.get(s, ())) * _MOST_LACKING)
    return set().union(*(scripts.get(one, set()) for one in poor))


def needs_glyph(character: str) -> bool:
    """Whether a character is drawn at all."""
    if character in _DRAWN:
        return True
    hidden = unicodedata.category(character) in _INVISIBLE or _IGNORABLE.match(character)
    return not hidden


def _is_covered(character: str, have: frozenset[int]) -> bool:
    if ord(character) in have or not needs_glyph(character):
        return True
    parts = unicodedata.normalize("NFD", character)
    return len(parts) > 1 and all(ord(part) in have for part in parts)
