"""The ledger: what the parts of an issue must agree upon, settled in their order.

The pages before each part, and one table of codes a font, so that the issue has one subset a face.
Parts ask while they are made; the answer waits until all parts before have asked, which makes it
the same however many processes there are.
"""

from __future__ import annotations

from threading import Condition
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presskit.render.pdf.codes import Composite, Meaning

_MOST_CODES = 0xFFFF  # two bytes each
_NOT_IN_A_FONT = 1 << 16
FontName: TypeAlias = tuple[str, int]
Translation: TypeAlias = "tuple[int, list[int]]"


class StoppedError(Exception):
    """Another part failed: there is nothing to wait for."""


class FontTable:
    """The codes of one font for many parts."""

    def __init__(self) -> None:
        self.glyphs: dict[int, int] = {}
        self.widths: dict[int, int] = {}
        self.texts: dict[int, str] = {}
        self.composites: dict[int, Composite] = {}
        self._codes: dict[Meaning, int] = {}
        self._made: dict[Composite, int] = {}

    def has_room(self, meanings: Sequence[Meaning]) -> bool:
        """Whether there are codes left for all of these."""
        return len(self._codes) + len(set(meanings) - self._codes.keys()) <= _MOST_CODES

    def code(self, meaning: Meaning) -> int:
        """The code that means this, in every part."""
        if meaning not in self._codes:
            code = self._codes[meaning] = len(self._codes) + 1
            self.glyphs[code] = self._glyph(meaning.glyph)
            self.texts[code], self.widths[code] = meaning.text, meaning.width
        return self._codes[meaning]

    def _glyph(self, glyph: int | Composite) -> int:
        if isinstance(glyph, int):
            return glyph
        if glyph not in self._made:
            made = self._made[glyph] = _NOT_IN_A_FONT + len(self._made)
            self.composites[made] = glyph
        return self._made[glyph]


class Ledger:
    """Answers parts in their order; safe to be asked by threads."""

    def __init__(self) -> None:
        self._turn = Condition()
        self._before: int | None = None
        self._next = {"pages": 0, "codes": 0}
        self._heard: dict[str, set[int]] = {"pages": set(), "codes": set()}
        self._failed = False
        self._latest: dict[str, int] = {}
        self.fonts: dict[FontName, FontTable] = {}

    def start(self, before: int) -> None:
        """Say how many pages stand before the first part."""
        with self._turn:
            self._before = before
            self._turn.notify_all()

    def stop(self) -> None:
        """Let nobody wait any longer."""
        with self._turn:
            self._failed = True
            self._turn.notify_all()

    def answer(self, part: int, question: str, said: Any) -> Any:
        """The answer to a part's question: the pages before it, or the codes to write."""
        with self._turn:
            self._turn.wait_for(lambda: self._failed or self._is_turn(part, question))
            if self._failed:
                raise StoppedError
            answer = self._pages(said) if question == "pages" else dict(self._codes(said))
            self._hear(question, part)
            self._turn.notify_all()
        return answer

    def pass_over(self, part: int) -> None:
        """Wait no longer for the questions of a part that failed."""
        with self._turn:
            for question in self._next:
                self._hear(question, part)
            self._turn.notify_all()

    def _hear(self, question: str, part: int) -> None:
        heard = self._heard[question]
        heard.add(part)
        while self._next[question] in heard:
            self._next[question] += 1

    def _is_turn(self, part: int, question: str) -> bool:
        return self._next[question] == part and self._before is not None

    def _pages(self, count: int) -> int:
        assert self._before is not None
        before = self._before
        self._before += count
        return before

    def _codes(self, said: Mapping[str, Sequence[Meaning]]) -> Iterator[tuple[str, Translation]]:
        """For each font, which table it uses and the codes there; a full table has a successor."""
        for name, meanings in said.items():
            number = self._latest.setdefault(name, 0)
            table = self.fonts.setdefault((name, number), FontTable())
            if not table.has_room(meanings):
                number = self._latest[name] = number + 1
                table = self.fonts[name, number] = FontTable()
            yield name, (number, [table.code(meaning) for meaning in meanings])
