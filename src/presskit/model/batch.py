"""BatchReport: what became of every article of a batch, for people and programs."""

from __future__ import annotations

from typing import Literal, TypeAlias

from presskit.diagnostics import Diagnostic
from presskit.model.blocks import Part

Status: TypeAlias = Literal["made", "unchanged", "draft", "failed"]


class Output(Part, frozen=True):
    """A finished edition: where it was written, its size, its digest, and a PDF's pages."""

    file: str
    format: str
    bytes: int
    sha256: str
    pages: int | None = None


class BatchResult(Part, frozen=True):
    """What became of one article: `unchanged` ones were made by an earlier run.

    A `draft` was left out.
    `seconds` is how long it took, as wall-clock time.
    """

    input: str
    status: Status
    outputs: tuple[Output, ...] = ()
    words: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    seconds: float = 0.0


class BatchReport(Part, frozen=True):
    """What became of a batch; `version` is presskit's."""

    version: str
    results: tuple[BatchResult, ...]
    made: int
    unchanged: int
    failed: int
    seconds: float
    drafts: int = 0
