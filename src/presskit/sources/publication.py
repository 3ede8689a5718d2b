"""presskit.toml: the publication, found from a folder upwards."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import msgspec

from presskit.diagnostics import Report
from presskit.model.publication import Publication

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "presskit.toml"


def find_publication(start: Path) -> tuple[Publication, Path | None]:
    """The publication of the nearest presskit.toml from `start` upwards, and the file's path.

    Without one, a publication without a name. Raises PresskitError (`config-invalid`).
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        path = folder / _NAME
        if path.is_file():
            return _read(path), path
    return Publication(), None


def _read(path: Path) -> Publication:
    report = Report(str(path))
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Publication)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        report.fail("config-invalid", str(error), hint="mend the file")
    except msgspec.ValidationError as error:
        known = ", ".join(Publication.__struct_fields__)
        report.fail("config-invalid", str(error), hint=f"the keys are {known}")
