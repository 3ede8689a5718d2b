"""The cases: a folder each under tests/cases and tests/issues, made into editions once."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

import msgspec

from presskit import api
from presskit.diagnostics import Diagnostic, Report
from presskit.model.issue_layout import IssueLayout
from presskit.model.layout import Layout
from presskit.model.manuscript import IssueManuscript, Manuscript
from presskit.model.publication import Publication
from presskit.sources.publication import find_publication

FOLDER = Path(__file__).parent / "cases"
NAMES = tuple(sorted(path.parent.name for path in FOLDER.glob("*/article.md")))
ISSUES = Path(__file__).parent / "issues"
ISSUE_NAMES = tuple(sorted(path.name for path in ISSUES.iterdir() if path.is_dir()))
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


@cache
def issue_manuscript(name: str) -> IssueManuscript:
    """The manuscript of an issue."""
    return api.read_issue([ISSUES / name], None, issue_publication(name))


def issue_publication(name: str) -> Publication:
    """The publication of an issue, from the presskit.toml in its folder or none."""
    return find_publication(ISSUES / name)[0]


@cache
def issue_composed(name: str) -> tuple[IssueLayout, tuple[Diagnostic, ...]]:
    """The layout of an issue and what was found while reading and composing it."""
    read = issue_manuscript(name)
    report = Report("issue.toml")
    layout = api.compose_issue(read, issue_publication(name), report)
    return layout, (*read.diagnostics, *report.diagnostics)


def issue_layout(name: str) -> IssueLayout:
    """The layout of an issue."""
    return issue_composed(name)[0]


def pretty(record: object) -> str:
    """A record as JSON for people."""
    return msgspec.json.format(msgspec.json.encode(record)).decode() + "\n"


class Shelf:
    """The editions of cases and issues, each made once for all workers of a test run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str, kind: api.Format) -> Path:
        """The file of an edition; made when it is first asked for."""
        target = self._folder / f"{name}.{kind}"
        if not target.exists():
            if name in ISSUE_NAMES:
                read, publication = issue_manuscript(name), issue_publication(name)
                (edition,) = api.export_issue(read, [kind], None, publication).editions
            else:
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
