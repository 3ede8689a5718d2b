"""Diagnostics and progress, always on stderr, as text, JSON or GitHub annotations."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, TypeAlias

import click

from presskit.cli.words import size_in_words
from presskit.rulebook import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.progress import TaskID

    from presskit.diagnostics import Diagnostic
    from presskit.model.batch import BatchReport, BatchResult
    from presskit.prepress.records import Preflight

OutputFormat: TypeAlias = Literal["text", "json", "github", "sarif"]

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


class Printer:
    """Prints findings and progress as they come; JSON is one document, printed by `close`."""

    def __init__(self, output_format: OutputFormat, *, quiet: bool) -> None:
        self._format = output_format
        self._quiet = quiet
        self._found: list[Diagnostic] = []
        self._made: list[dict[str, object]] = []
        self._preflights: list[Preflight] = []

    def diagnostics(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print what was found; quiet keeps notes back."""
        for found in diagnostics:
            self._found.append(found)
            if self._format == "github":
                click.echo(_annotation(found), err=True)
            elif self._format == "text" and not (self._quiet and found.severity is Severity.NOTE):
                click.echo(_line(found), err=True)

    def made(self, name: str, size: int) -> None:
        """Say that an edition was written."""
        self._made.append({"file": name, "bytes": size})
        if self._format == "text" and not self._quiet:
            click.echo(f"{click.style(name, bold=True)} {size_in_words(size)}", err=True)

    def result(self, result: BatchResult) -> None:
        """Print what became of an article of a batch."""
        if self._format == "json":
            sys.stdout.buffer.write(as_json(result) + b"\n")
            sys.stdout.buffer.flush()
            return
        self.diagnostics(result.diagnostics)
        if result.status == "unchanged" and self._format == "text" and not self._quiet:
            folders = ", ".join(dict.fromkeys(os.path.dirname(one.file) for one in result.outputs))
            click.echo(f"{result.input}: unchanged, in {folders or '.'}", err=True)
            return
        for output in result.outputs:
            self.made(output.file, output.bytes)

    def total(self, report: BatchReport) -> None:
        """Print how many articles were made, unchanged and failed."""
        if self._format == "text" and not self._quiet:
            counts = {"made": report.made, "unchanged": report.unchanged}
            counts |= {"drafts left out": report.drafts, "failed": report.failed}
            said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
            click.echo(f"{said or 'no articles'} in {report.seconds:.1f} s", err=True)

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None] | None]:
        """A bar on a terminal's stderr; it is told the stage, what is done and what there is."""
        if self._quiet or self._format != "text" or not sys.stderr.isatty():
            yield None
            return
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            ProgressColumn,
            Task,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        class _Rate(ProgressColumn):
            def render(self, task: Task) -> str:
                return f"{task.speed:.1f}/s" if task.speed else ""

        columns = (
            TextColumn("{task.description:5}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True)) as bar:
            stages: dict[str, TaskID] = {}

            def tell(stage: str, done: int, total: int) -> None:
                if stage not in stages:
                    stages[stage] = bar.add_task(stage, total=total)
                bar.update(stages[stage], completed=done, total=total)

            yield tell

    def preflight(self, found: Preflight) -> None:
        """Print what was found out about a PDF; its diagnostics are printed by themselves."""
        self._preflights.append(found)
        if self._format == "text" and not self._quiet:
            from presskit.cli.preflight import print_preflight

            print_preflight(found, stderr=True)

    def close(self) -> None:
        """Print the JSON document, where JSON was asked for."""
        if self._format == "json":
            import msgspec

            document: dict[str, object] = {"diagnostics": self._found, "editions": self._made}
            if self._preflights:
                document["preflights"] = self._preflights
            encoded = msgspec.json.format(msgspec.json.encode(document))
            click.echo(encoded.decode(), err=True)


def as_json(record: object, *, indent: int | None = None) -> bytes:
    """A record as JSON; what is no Unicode in a file's name is escaped as Python does it."""
    import msgspec

    try:
        encoded = msgspec.json.encode(record)
    except UnicodeEncodeError:
        import json

        return json.dumps(msgspec.to_builtins(record), indent=indent).encode()
    return encoded if indent is None else msgspec.json.format(encoded, indent=indent)


def _line(found: Diagnostic) -> str:
    severity = click.style(found.severity.value, fg=_COLOURS[found.severity], bold=True)
    hint = click.style(f" ({found.hint})", dim=True) if found.hint else ""
    number = click.style(found.number, dim=True)
    return f"{found.place}: {severity} [{found.code}] {number} {found.message}{hint}"


def _annotation(found: Diagnostic) -> str:
    """A workflow command of GitHub Actions."""
    fields = {"file": found.place.file, "title": f"{found.number} {found.code}"}
    if found.place.at:
        fields |= {"line": str(found.place.at.line), "col": str(found.place.at.column)}
    named = ",".join(f"{key}={_property(value)}" for key, value in fields.items() if value)
    text = f"{found.message} ({found.hint})" if found.hint else found.message
    return f"::{_GITHUB[found.severity]} {named}::{_escape(text)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _escape(value).replace(":", "%3A").replace(",", "%2C")
