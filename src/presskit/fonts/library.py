"""The library of faces: presskit's own, the theme's, the user's; never the system's."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from presskit.diagnostics import Report
from presskit.model.records import record_of
from presskit.resources import fonts_folder, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable

_FAMILY_NAMES = (16, 1)  # typographic family, then family (OpenType, name table)
_WEIGHT = slice(4, 6)  # usWeightClass in OS/2
_SUFFIXES = {".ttf", ".otf"}
_NORMAL, _MEDIUM = 400, 500


class Face(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A font file: one weight of one family. `scripts` are ISO 15924 codes."""

    family: str
    weight: int
    file: str
    scripts: tuple[str, ...] = ()
    version: str = ""
    licence: str = ""
    source: str = ""
    sha256: str = ""
    folder: str = ""

    @property
    def path(self) -> Path:
        """The font file."""
        return Path(self.folder, self.file)


class FontLibrary:
    """Faces by family; a later one of the same family and weight replaces an earlier one."""

    def __init__(self, faces: Iterable[Face], report: Report | None = None) -> None:
        self._report = report or Report()
        self._faces: dict[str, dict[int, Face]] = {}
        for face in faces:
            self._faces.setdefault(face.family, {})[face.weight] = face

    def families(self) -> tuple[str, ...]:
        """The names of the families, sorted."""
        return tuple(sorted(self._faces))

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

    Reports `font-invalid` for a file that is no font and `file-missing` for a folder that isn't.
    """
    faces = list(_own(report))
    for folder in folders:
        if not folder.is_dir():
            report.fail(
                "file-missing", f"there is no font folder “{folder}”", hint="check its name"
            )
        files = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _SUFFIXES)
        faces += (_loose(path, report) for path in files)
    return FontLibrary(faces, report)


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


def _loose(path: Path, report: Report) -> Face:
    """A face that says itself what it is."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    names = (face.get_name(number) for number in _FAMILY_NAMES)
    family = next((name for name in names if name), None)
    weight = face.reference_table("OS/2").data[_WEIGHT]
    if family is None or not weight or "fvar" in face.table_tags:
        report.fail(
            "font-invalid",
            f"“{path}” is not a static TrueType or OpenType font",
            hint="give presskit a static instance: variable fonts are slow and differ run to run",
        )
    return Face(family, int.from_bytes(weight, "big"), path.name, folder=str(path.parent))
