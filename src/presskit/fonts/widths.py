"""How wide words are: shaped by HarfBuzz, each in the first of several faces that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.fonts.coverage import characters
from presskit.fonts.files import open_face

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import uharfbuzz

    from presskit.fonts.face import Face


class Widths:
    """The widths of words in some faces; a word is shaped once."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = faces
        self._fonts: dict[Face, tuple[uharfbuzz.Font, int]] = {}
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        """The width of a word in ems."""
        if word not in self._known:
            self._known[word] = sum(self._shaped(text, face) for text, face in self._cut(word))
        return self._known[word]

    def _cut(self, word: str) -> Iterable[tuple[str, Face]]:
        """A word with the face that has all of it, else each character with the first that has it."""
        for face in self._faces:
            if all(ord(character) in characters(face) for character in word):
                return [(word, face)]
        return [(character, self._first(character)) for character in word]

    def _first(self, character: str) -> Face:
        have = (face for face in self._faces if ord(character) in characters(face))
        return next(have, self._faces[0])

    def _shaped(self, text: str, face: Face) -> float:
        import uharfbuzz

        if face not in self._fonts:
            loaded = open_face(face)
            self._fonts[face] = uharfbuzz.Font(loaded), loaded.upem
        font, upem = self._fonts[face]
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        return float(sum(position.x_advance for position in buffer.glyph_positions) / upem)
