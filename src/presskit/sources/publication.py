"""presskit.toml: the publication, found from a folder upwards."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.diagnostics import Report
from presskit.model.publication import Publication
from presskit.sources.languages import language_tag
from presskit.sources.toml import read_toml

if TYPE_CHECKING:
    from pathlib import Path

    from presskit.sources.toml import Places

_NAME = "presskit.toml"


def find_publication(start: Path) -> tuple[Publication, Path | None]:
    """The publication of the nearest presskit.toml from `start` upwards, and the file's path.

    Without one, a publication without a name. Raises PresskitError (`config-invalid`).
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        path = folder / _NAME
        if path.is_file():
            report = Report(str(path))
            publication, places = read_toml(path, Publication, report)
            return _located(_checked(publication, places, report), folder), path
    return Publication(), None


def _located(publication: Publication, folder: Path) -> Publication:
    logo = str(folder / publication.logo) if publication.logo else ""
    template = publication.docx.template and os.path.normpath(folder / publication.docx.template)
    return replace(publication, logo=logo, docx=replace(publication.docx, template=template))


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
