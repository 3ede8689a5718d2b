"""Numbered paragraphs, counted as Word does: all lists of one definition go on in each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from presskit.language.digits import write_number
from presskit.sources.doors.word.xml import W, number, value

if TYPE_CHECKING:
    from presskit.sources.doors.word.xml import Element

_PLACE = re.compile(r"%([1-9])")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9
_BOXES = {"☐": False, "☑": True, "☒": True}


class Item(NamedTuple):
    """A paragraph of a list.

    `list_id` is the definition that it counts in, `number` None for a bullet. `label` is what
    stands before it where that says words (`Article 1:`), which no list of ours could show. `done`
    says of a task, whose bullet is a box, whether it is done; `shown` is the number as Word writes it.
    """

    list_id: str
    depth: int
    number: int | None
    label: str
    done: bool | None = None
    shown: str = ""


class _Level(NamedTuple):
    start: int
    form: str
    text: str
    restarts_after: int


class Numbers:
    """Counts the numbered paragraphs of a document, in their order."""

    def __init__(self, root: Element | None) -> None:
        self._definitions: dict[str, Element] = {}
        self._links: dict[str, str] = {}
        self._numberings: dict[str, Element] = {}
        for one in root if root is not None else ():
            if one.tag == f"{W}abstractNum":
                name = one.get(f"{W}abstractNumId", "")
                self._definitions[name] = one
                if style := value(one, "styleLink"):
                    self._links[style] = name
            elif one.tag == f"{W}num":
                self._numberings[one.get(f"{W}numId", "")] = one
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def of(self, list_id: str, depth: int) -> Item | None:
        """The item that the next paragraph of a list is; None where there is no such list."""
        numbering = self._numberings.get(list_id)
        if numbering is None:
            return None
        depth = min(max(depth, 0), _LEVELS - 1)
        definition = self.definition(list_id)
        level = self._level(list_id, depth)
        counts = self._counts.setdefault(definition, {})
        restart = self._restart(numbering, list_id, depth)
        if restart is not None:
            counts[depth] = restart
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            if self._level(list_id, deeper).restarts_after != 0:
                del counts[deeper]
        if level.form == "bullet" or (level.form == "none" and not _WORDS.search(level.text)):
            return Item(definition, depth, None, "", _BOXES.get(level.text))
        shown = self._label(list_id, level, counts)
        label = shown if _is_in_words(level.text) else ""
        return Item(definition, depth, counts[depth], label, shown=shown)

    def definition(self, list_id: str) -> str:
        """The definition that a list counts in; lists of one share their numbers."""
        name = value(self._numberings.get(list_id), "abstractNumId")
        style = value(self._definitions.get(name), "numStyleLink")
        return self._links.get(style, name)

    def _restart(self, numbering: Element, list_id: str, depth: int) -> int | None:
        """The number that a list's own override starts a level with, once."""
        if (list_id, depth) in self._restarted:
            return None
        self._restarted.add((list_id, depth))
        for override in numbering.iterfind(f"{W}lvlOverride"):
            start = value(override, "startOverride")
            if override.get(f"{W}ilvl") == str(depth) and start:
                return number(start, 1)
        return None

    def _level(self, list_id: str, depth: int) -> _Level:
        key = list_id, depth
        if key not in self._levels:
            self._levels[key] = self._read_level(list_id, depth)
        return self._levels[key]

    def _read_level(self, list_id: str, depth: int) -> _Level:
        numbering = self._numberings.get(list_id)
        overrides = [] if numbering is None else numbering.findall(f"{W}lvlOverride")
        definition = self._definitions.get(self.definition(list_id))
        levels = [level for one in overrides for level in one.iterfind(f"{W}lvl")]
        levels += [] if definition is None else definition.findall(f"{W}lvl")
        for one in levels:
            if number(one.get(f"{W}ilvl", "0")) == depth:
                return _Level(
                    number(value(one, "start", "1"), 1),
                    value(one, "numFmt", "decimal"),
                    value(one, "lvlText"),
                    number(value(one, "lvlRestart", "-1"), -1),
                )
        return _Level(1, "decimal", f"%{depth + 1}.", -1)

    def _label(self, list_id: str, level: _Level, counts: dict[int, int]) -> str:
        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            one = self._level(list_id, place)
            return written(counts.get(place, one.start), one.form)

        return " ".join(_PLACE.sub(shown, level.text).split())


def _is_in_words(text: str) -> bool:
    """Whether a label says more than a number: `المادة %1:`."""
    return _WORDS.search(_PLACE.sub(" ", text)) is not None


def written(count: int, form: str) -> str:
    """A number as a list's form writes it (ECMA-376 part 1, 17.18.59); unknown forms in figures."""
    match form:
        case "lowerLetter" | "upperLetter" | "arabicAlpha" | "arabicAbjad" if count > 0:
            letters = {"arabicAlpha": _ALPHABET, "arabicAbjad": _ABJAD}.get(form, _LATIN)
            letter = letters[(count - 1) % len(letters)] * ((count - 1) // len(letters) + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "lowerRoman" | "upperRoman" if 0 < count < 40:
            roman, rest = "", count
            for size, sign in _ROMAN:
                roman, rest = roman + sign * (rest // size), rest % size
            return roman.upper() if form == "upperRoman" else roman
        case "hindiNumbers":
            return write_number(count, "arab")
        case "bullet" | "none":
            return ""
    return str(count)
