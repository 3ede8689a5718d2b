"""presskit.toml: the publication, found from a folder upwards."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from presskit.diagnostics import Report
from presskit.language.tags import language_tag
from presskit.model.publication import Publication
from presskit.resources import installed_theme, project_file
from presskit.sources.toml import read_toml

if TYPE_CHECKING:
    from presskit.sources.toml import Places


def find_publication(start: Path) -> tuple[Publication, Path | None]:
    """The publication of the nearest presskit.toml from `start` upwards, and the file's path.

    Without one, a publication without a name. Raises PresskitError (`config-invalid`).
    """
    path = project_file(start)
    if path is None:
        return Publication(), None
    report = Report(str(path))
    publication, places = read_toml(path, Publication, report)
    checked = _checked(publication, places, report)
    return _located(checked, _Home(path.parent, places, report)), path


class _Home(NamedTuple):
    """The folder of a presskit.toml, which reaches nothing outside of it: it may be a stranger's."""

    folder: Path
    places: Places
    report: Report

    def path(self, name: str, key: str, heir: Path | None = None) -> str:
        """A path that it names, whole. Fails with `config-invalid` if that leads out."""
        path = os.path.normpath((heir or self.folder) / name)
        if not Path(path).resolve().is_relative_to(self.folder):
            self.report.fail(
                "config-invalid",
                f"“{name}” ({key}) lies outside the folder of this file",
                self.places.of(key),
                "move it into the folder, or name it on the command line or install it as a theme of "
                "your own (docs/security.md)",
            )
        return path

    def theme(self, name: str) -> str:
        """A theme that it names: one that is installed keeps its name, else it is a folder here.

        That is one of `themes`, or any other.
        """
        if installed_theme(name):
            return name
        own = f"themes/{name}" if Path(name).name == name else name
        is_own = (self.folder / own / "theme.toml").is_file()
        theme = self.path(own if is_own else name, "theme")
        base, seen = theme, set()
        while base not in seen:
            seen.add(base)
            inherited = _inherited(Path(base))
            if not inherited or installed_theme(inherited):
                break
            base = self.path(inherited, "theme", Path(base))
        return theme


def _inherited(theme: Path) -> str:
    """The theme that a theme starts from; whoever loads it tells what is wrong with its file."""
    import tomllib

    try:
        return str(tomllib.loads((theme / "theme.toml").read_text("utf-8")).get("inherits", ""))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""


def _located(publication: Publication, home: _Home) -> Publication:
    docx = publication.docx
    return replace(
        publication,
        theme=home.theme(publication.theme),
        logo=publication.logo and home.path(publication.logo, "logo"),
        docx=replace(docx, template=docx.template and home.path(docx.template, "template")),
    )


def _checked(publication: Publication, places: Places, report: Report) -> Publication:
    locale = language_tag(publication.locale) if publication.locale else ""
    if locale is None:
        report.fail(
            "config-invalid",
            f"“{publication.locale}” is not a language tag",
            places.of("locale"),
            "write ar, ar-EG, fa, ur, he, en …",
        )
    return replace(publication, locale=locale)
