"""presskit.toml: the publication, found from a folder upwards."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from presskit.diagnostics import Position, Report
from presskit.model.publication import Publication
from presskit.sources.languages import language_tag

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "presskit.toml"
_PLACE = re.compile(r" ?\(at line (\d+), column (\d+)\)")
_FIELD = re.compile(r"unknown field `([^`]+)`|`\$\.(\w+)")


def find_publication(start: Path) -> tuple[Publication, Path | None]:
    """The publication of the nearest presskit.toml from `start` upwards, and the file's path.

    Without one, a publication without a name. Raises PresskitError (`config-invalid`).
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        path = folder / _NAME
        if path.is_file():
            return _located(_read(path), folder), path
    return Publication(), None


def _read(path: Path) -> Publication:
    report = Report(str(path))
    text = ""
    try:
        text = path.read_text("utf-8-sig")
        publication = msgspec.convert(tomllib.loads(text), Publication)
    except OSError as error:
        report.fail(
            "config-invalid", f"it cannot be read: {error.strerror}", hint="mend its rights"
        )
    except UnicodeDecodeError:
        report.fail("config-invalid", "it is not UTF-8", hint="save it as UTF-8")
    except tomllib.TOMLDecodeError as error:
        what = _PLACE.sub("", str(error)).replace(" (at end of document)", "")
        found = _PLACE.search(str(error))
        end = Position(text.count("\n") + 1)
        place = Position(int(found[1]), int(found[2])) if found else end
        report.fail("config-invalid", f"this is not TOML: {what}", place, 'write key = "value"')
    except msgspec.ValidationError as error:
        at = _place_of_key(str(error), text)
        known = ", ".join(Publication.__struct_fields__)
        report.fail("config-invalid", str(error), at, f"the keys are {known}")
    return _checked(publication, text, report)


def _located(publication: Publication, folder: Path) -> Publication:
    logo = str(folder / publication.logo) if publication.logo else ""
    return replace(publication, logo=logo)


def _checked(publication: Publication, text: str, report: Report) -> Publication:
    locale = language_tag(publication.locale) if publication.locale else ""
    if locale is None:
        report.fail(
            "config-invalid",
            f"“{publication.locale}” is not a language tag",
            _place_of_key("`$.locale`", text),
            "write ar, ar-EG, fa, ur, he, en …",
        )
    return replace(publication, locale=locale)


def _place_of_key(message: str, text: str) -> Position | None:
    """The line that gives the key a message of msgspec speaks of."""
    found = _FIELD.search(message)
    name = re.escape(found[1] or found[2]) if found else None
    for number, line in enumerate(text.split("\n"), 1):
        if name and re.match(rf"\s*\[*\"?{name}\b", line):
            return Position(number)
    return None
