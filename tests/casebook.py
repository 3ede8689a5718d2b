"""The cases: a folder each under tests/cases, read, composed and made into editions once."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

import msgspec

from presskit import api
from presskit.diagnostics import Diagnostic, Report
from presskit.model.layout import Layout
from presskit.sources.manuscript import Manuscript

FOLDER = Path(__file__).parent / "cases"
NAMES = tuple(sorted(path.parent.name for path in FOLDER.glob("*/article.md")))
SAMPLE = Path(__file__).parents[2] / "shared/samples/alaska-summit.md"


def article(name: str) -> Path:
    """The article of a case; `sample` is the newsroom's own, which is not in the repository."""
    return SAMPLE if name == "sample" else FOLDER / name / "article.md"


@cache
def manuscript(name: str) -> Manuscript:
    """The manuscript of a case."""
    return api.read_article(article(name))


@cache
def composed(name: str) -> tuple[Layout, tuple[Diagnostic, ...]]:
    """The layout of a case and what was found while reading and composing it."""
    read = manuscript(name)
    report = Report("article.md")
    layout = api.compose(read, report=report)
    return layout, (*read.diagnostics, *report.diagnostics)


def layout(name: str) -> Layout:
    """The layout of a case."""
    return composed(name)[0]


def pretty(record: object) -> str:
    """A record as JSON for people."""
    return msgspec.json.format(msgspec.json.encode(record)).decode() + "\n"


class Shelf:
    """The editions of the cases, each made once for all workers of a test run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str, kind: api.Format) -> Path:
        """The file of an edition; made when it is first asked for."""
        target = self._folder / f"{name}.{kind}"
        if not target.exists():
            (edition,) = api.export(manuscript(name), [kind])
            self._put(target, edition.data)
        return target

    def data(self, name: str, kind: api.Format) -> bytes:
        """The bytes of an edition."""
        return self.path(name, kind).read_bytes()

    def _put(self, target: Path, data: bytes) -> None:
        handle, temporary = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(target)
