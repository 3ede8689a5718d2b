"""The library of faces: presskit's own, the theme's, the user's; never the system's."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import msgspec

from presskit.diagnostics import Report
from presskit.fonts.face import Face, Kind
from presskit.fonts.files import SUFFIXES, read_facts
from presskit.model.records import record_of
from presskit.resources import fonts_folder, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_NORMAL, _MEDIUM = 400, 500


class FontLibrary:
    """Faces by family; of two of the same family and weight the first is taken."""

    def __init__(self, faces: Iterable[Face], report: Report | None = None) -> None:
        self._report = report or Report()
        self._faces: dict[str, dict[int, Face]] = {}
        for face in faces:
            self._faces.setdefault(face.family, {}).setdefault(face.weight, face)

    def families(self) -> tuple[str, ...]:
        """The names of the families, sorted."""
        return tuple(sorted(self._faces))

    def stand_ins(self, kind: Kind | None) -> tuple[str, ...]:
        """The families in the order in which they stand in where others lack a character.

        Those of the same kind come first, then those of none, such as signs. A family that may not
        be embedded is none of them.
        """

        def rank(family: str) -> int:
            own = self.kind(family)
            return 0 if own == kind else 1 if own is None else 2

        allowed = [
            family
            for family, weights in self._faces.items()
            if all(face.embedding != "none" for face in weights.values())
        ]
        return tuple(sorted(allowed, key=rank))

    def kind(self, family: str) -> Kind | None:
        """How the letters of a family are drawn, where that is known."""
        return self.faces(family)[0].kind

    def faces(self, family: str) -> tuple[Face, ...]:
        """The faces of a family, light to heavy. Raises PresskitError (`font-missing`)."""
        weights = self._faces.get(family)
        if weights is None:
            self._report.fail(
                "font-missing",
                f"there is no font family “{family}”",
                hint=f"the families are {', '.join(self.families())}",
            )
        return tuple(weights[weight] for weight in sorted(weights))

    def face(self, family: str, weight: int) -> Face:
        """The face nearest to a weight (CSS Fonts 4, 5.2). Raises PresskitError."""
        return min(self.faces(family), key=lambda face: _distance(weight, face.weight))


def _distance(wanted: int, weight: int) -> tuple[int, int]:
    """How late CSS tries a weight: on the wanted side of the scale first, nearest first."""
    away = abs(weight - wanted)
    if _NORMAL <= wanted <= _MEDIUM:
        if wanted <= weight <= _MEDIUM:
            return 0, away
        return (1, away) if weight < wanted else (2, away)
    lighter_first = wanted < _NORMAL
    preferred = weight <= wanted if lighter_first else weight >= wanted
    return (0 if preferred else 1), away


def load_library(folders: tuple[Path, ...], report: Report) -> FontLibrary:
    """Presskit's faces and those of every font file in `folders`, searched in depth.

    A face in a later folder comes before one in an earlier folder, and presskit's own come last.
    Reports `font-invalid` for a file that is no font and `file-missing` for a folder that isn't.
    """
    faces: list[Face] = []
    for folder in reversed(folders):
        if not folder.is_dir():
            report.fail(
                "file-missing", f"there is no font folder “{folder}”", hint="check its name"
            )
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in SUFFIXES:
                faces += _loose(path, report)
    return FontLibrary((*faces, *_own(report)), report)


def _own(report: Report) -> Iterable[Face]:
    folder = fonts_folder()
    try:
        table = parsed((folder / "fonts.toml").read_text("utf-8"))
        faces = record_of(table["face"], tuple[Face, ...])
    except (OSError, KeyError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        report.fail(
            "font-invalid", f"{folder / 'fonts.toml'}: {error}", hint="install presskit anew"
        )
    return (msgspec.structs.replace(face, folder=str(folder)) for face in faces)


def _loose(path: Path, report: Report) -> Iterable[Face]:
    """The faces of a file, which says itself what they are."""
    try:
        facts = read_facts(path)
    except OSError as error:
        report.fail("font-invalid", f"“{path}” cannot be read: {error.strerror}")
    if facts is None:
        report.fail(
            "font-invalid",
            f"“{path}” is not a TrueType, OpenType, WOFF or WOFF2 font",
            hint="get it anew from where it came, or take it out of the folder",
        )
    face = Face(
        facts.family,
        facts.weight,
        path.name,
        folder=str(path.parent),
        embedding=facts.embedding,
    )
    if not facts.instances:
        return (face,)
    return (
        msgspec.structs.replace(face, weight=weight, instance=weight) for weight in facts.instances
    )
