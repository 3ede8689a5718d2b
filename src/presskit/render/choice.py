"""Which face sets which character: the theme's, or one that stands in for them.

A font role names families. What none of them has is looked for in the theme's other families, then
in the library; what no family has is told, and the PDF shows a box in its place.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from presskit.fonts.coverage import lacks_script, uncovered, units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.diagnostics import Position, Report
    from presskit.fonts.face import Face, Kind
    from presskit.fonts.library import FontLibrary
    from presskit.theming.theme import Theme

Voice: TypeAlias = tuple[str, int]  # a font role and a weight
Said: TypeAlias = tuple[Voice, str, "Position | None"]
Places: TypeAlias = "dict[str, Position | None]"  # pieces of text, and where they stand first
BOXES = "presskit boxes"  # the family that shows what no face has
_TOLD = 8  # characters that are told one by one; the rest is told together


class Choice:
    """The faces of an edition, each with the characters that it sets; filled by `cover`.

    `missing` are characters that no face has.
    """

    def __init__(self, theme: Theme, library: FontLibrary) -> None:
        self._theme = theme
        self._library = library
        self._more: dict[str, dict[str, None]] = {}
        self.faces: dict[Face, set[str]] = {}
        self._withheld: dict[Face, set[str]] = {}
        self.missing: set[str] = set()

    def completed(self, theme: Theme, *, boxes: bool = False) -> Theme:
        """A theme whose font roles name the families that stand in too, behind its own.

        Emoji come behind signs, which they would draw as pictures. With `boxes` the family of boxes
        comes last, where something is missing.
        """
        last = (BOXES,) if boxes and self.missing else ()
        if not self._more and not last:
            return theme

        def has_emoji(family: str) -> bool:
            return self._library.kind(family) == "emoji"

        fonts = {
            role: (*families, *sorted(self._more.get(role, ()), key=has_emoji), *last)
            for role, families in theme.fonts.items()
        }
        return replace(theme, fonts={role: tuple(dict.fromkeys(f)) for role, f in fonts.items()})

    def withheld(self) -> dict[Face, set[str]]:
        """Characters that a face in use has and yet leaves to another."""
        return {
            face: left
            for face, characters in self._withheld.items()
            if face in self.faces and (left := characters - self.faces[face])
        }

    def families(self) -> list[str]:
        """The theme's own families among those in use, sorted."""
        own = {family for families in self._theme.fonts.values() for family in families}
        return sorted(own & {face.family for face in self.faces})

    def cover(self, said: Iterable[Said], theme: Theme, report: Report, extra: str = "") -> None:
        """Add the faces that set what is said, in the fonts of `theme`.

        `extra` are characters that the edition adds in any voice: no family is taken in for them
        alone. What no family has is reported as `character-uncovered` at its first place.
        """
        missing: dict[str, Position | None] = {}
        for (font, weight), pieces in _gathered(said).items():
            for one, at in self._cover(pieces, (font, weight), theme, extra).items():
                missing.setdefault(one, at)
        self.missing |= missing.keys()
        _tell(missing, report)

    def _cover(self, pieces: Places, voice: Voice, theme: Theme, extra: str) -> Places:
        """Give each piece to a face; what none has is returned, emoji in their parts."""
        left = self._own(pieces, voice, theme, extra)
        left = self._stand_in(left, voice, theme)
        # No family has the whole of an emoji, or enough letters of a script.
        parts = {part: at for one, at in left.items() for part in one}
        left = self._own(parts, voice, theme, whole=False) if parts else parts
        return self._stand_in(left, voice, theme, whole=False)

    def _own(
        self, pieces: Places, voice: Voice, theme: Theme, extra: str = "", *, whole: bool = True
    ) -> Places:
        """What the families of the font role lack."""
        left = {**pieces, **dict.fromkeys(set(extra).difference(pieces))}
        for family in theme.fonts[voice[0]]:
            left = self._take(left, family, voice[1], whole=whole)
            # For what the edition adds, no further family is embedded.
            left = {one: at for one, at in left.items() if one in pieces}
        return left

    def _stand_in(self, left: Places, voice: Voice, theme: Theme, *, whole: bool = True) -> Places:
        """What is still missing when the families that may stand in were tried."""
        if emoji := {one: at for one, at in left.items() if len(one) > 1}:
            others = {one: at for one, at in left.items() if len(one) == 1}
            left = others | self._of_kind("emoji", emoji, voice, theme, whole=whole)
        kind = self._library.kind(theme.fonts[voice[0]][0])
        return self._of_kind(kind, left, voice, theme, whole=whole)

    def _of_kind(
        self, kind: Kind | None, left: Places, voice: Voice, theme: Theme, *, whole: bool
    ) -> Places:
        """What is missing when families were tried, those of a kind before others."""
        for family in self._candidates(kind, voice[0], theme) if left else ():
            before, left = left, self._take(left, family, voice[1], whole=whole)
            if len(left) < len(before):
                self._more.setdefault(voice[0], {})[family] = None
        return left

    def _candidates(self, kind: Kind | None, font: str, theme: Theme) -> list[str]:
        """Families that may stand in: the theme's others, then the library's; fixed pitch last."""
        own = theme.fonts[font]
        others = (family for families in theme.fonts.values() for family in families)
        allowed = self._library.stand_ins(kind)
        every = [f for f in dict.fromkeys((*others, *allowed)) if f in allowed and f not in own]

        def has_other_pitch(family: str) -> bool:
            return (self._library.kind(family) == "mono") != (kind == "mono")

        return sorted(every, key=has_other_pitch)

    def _take(self, wanted: Places, family: str, weight: int, *, whole: bool) -> Places:
        """Give a family what it has, of scripts only the `whole`; the rest is returned."""
        face = self._library.face(family, weight)
        left = set(uncovered(wanted, [face]))
        if whole and left:
            withheld = lacks_script(wanted, left) - left
            if withheld:
                self._withheld.setdefault(face, set()).update(withheld)
            left |= withheld
        if mine := wanted.keys() - left:
            self.faces.setdefault(face, set()).update("".join(mine))
        return {one: at for one, at in wanted.items() if one in left}


def _gathered(said: Iterable[Said]) -> dict[Voice, Places]:
    """For each voice the pieces of its texts, with the place of the first of each."""
    voices: dict[Voice, Places] = {}
    for voice, text, at in said:
        pieces = voices.setdefault(voice, {})
        for one in units(text):
            if one not in pieces:
                pieces[one] = at and type(at)(at.line, at.column + text.index(one))
    return {voice: dict(sorted(pieces.items())) for voice, pieces in voices.items()}


def check_embedding(choice: Choice, report: Report) -> None:
    """Report the faces in use that an edition may not carry, or only whole (`font-…`)."""
    for face in choice.faces:
        if face.embedding == "none":
            report.add(
                "font-restricted",
                f"the font “{face.family}” ({face.file}) forbids embedding",
                hint="name another in the theme, or get a licence with a file that allows it",
            )
        elif face.embedding == "whole":
            report.add(
                "font-whole",
                f"the font “{face.family}” ({face.file}) forbids subsets: all of it is embedded",
                hint="that makes large files; name another in the theme",
            )


def _tell(missing: Places, report: Report) -> None:
    """Report missing characters by place: a few one by one, the rest of many together."""

    def place(one: str) -> tuple[int, int, str]:
        at = missing[one]
        return (at.line, at.column, one) if at else (0, 0, one)

    told = sorted(missing, key=place)
    few = told if len(told) <= _TOLD + 1 else told[:_TOLD]
    for one in few:
        name = unicodedata.name(one, "unnamed").lower()
        report.add(
            "character-uncovered",
            f"no font has “{one}” (U+{ord(one):04X} {name})",
            missing[one] or report.find(one),
            "replace it, or give a font that has it with --font-path; the PDF shows a box",
        )
    if rest := told[len(few) :]:
        report.add(
            "character-uncovered",
            f"no font has {len(rest)} more characters: {' '.join(rest[:_TOLD])} …",
            missing[rest[0]] or report.find(rest[0]),
            "give a font that has them with --font-path; the PDF shows boxes",
        )
