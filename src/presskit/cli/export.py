"""`presskit export`: many articles, several editions of each."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from presskit.cli import options as opt
from presskit.cli.printing import Printer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.api import Batch, Format
    from presskit.cli.printing import OutputFormat
    from presskit.model.batch import BatchResult

_STDIN = "-"


@click.command()
@click.argument("articles", nargs=-1, metavar="ARTICLE...")
@click.option(
    "--to",
    "formats",
    default="pdf,epub,docx",
    show_default=True,
    callback=opt.formats,
    help="The editions to make, separated by commas.",
)
@click.option("-o", "--output", default="output", show_default=True, help="The folder to write to.")
@click.option(
    "--from",
    "lists",
    multiple=True,
    metavar="FILE",
    help="A file with names of articles, one a line, or with article JSON, one a line; - is stdin.",
)
@click.option(
    "-j",
    "--processes",
    default="auto",
    show_default=True,
    callback=opt.processes,
    help="Processes that work at once.",
)
@click.option("--timeout", type=float, metavar="SECONDS", help="Give an article up after so long.")
@click.option("--force", is_flag=True, help="Make all of it, also what has not changed.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path),
    help="Write what became of every article, as JSON.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Work on a Dask cluster: tcp://HOST:PORT.")
@opt.pdf
@opt.docx
@opt.look
@opt.reporting
def export(
    articles: tuple[str, ...],
    *,
    formats: tuple[Format, ...],
    output: str,
    lists: tuple[str, ...],
    preflight: bool,
    output_format: OutputFormat,
    quiet: bool,
    **given: Any,
) -> None:
    """Make several editions of each ARTICLE (- reads stdin): all of them or none.

    An article that fails doesn't stop the rest. What is made already and has not changed is not made
    again. With --output-format json each result is a line of JSON on stdout as soon as it is there
    (`presskit schema batch-result`).
    """
    if not articles and not lists:
        message = "Missing argument 'ARTICLE...'."
        raise click.UsageError(message)
    if preflight or articles == (_STDIN,) or output == _STDIN:
        from presskit.cli.editions import make_each

        for name in ("processes", "timeout", "force", "report_file", "scheduler"):
            given.pop(name)
        make_each(
            articles,
            formats,
            output,
            folder=True,
            preflight=preflight,
            output_format=output_format,
            quiet=quiet,
            **given,
        )
        return
    printer = Printer(output_format, quiet=quiet)
    _Run(formats, output, printer, given).run(tuple(_named(articles, lists)))


class _Run:
    """One call: articles of one publication are one batch."""

    def __init__(
        self, formats: tuple[Format, ...], output: str, printer: Printer, given: dict[str, Any]
    ) -> None:
        self._formats = formats
        self._output = output
        self._printer = printer
        self._processes: int = given.pop("processes")
        self._timeout: float | None = given.pop("timeout")
        self._force: bool = given.pop("force")
        self._report_file: Path | None = given.pop("report_file")
        self._scheduler: str | None = given.pop("scheduler")
        self._look = given

    def run(self, articles: tuple[str | tuple[str, bytes], ...]) -> None:
        """Make them all; exit with 1 if any failed, with 130 when interrupted."""
        from presskit.diagnostics import PresskitError

        failed = False
        try:
            with ExitStack() as stack:
                failed = self._run(articles, stack)
        except PresskitError as error:
            self._printer.diagnostics(error.diagnostics)
            failed = True
        except KeyboardInterrupt:
            click.echo("interrupted: what was written is whole, the rest is not there", err=True)
            raise SystemExit(130) from None
        if failed:
            raise SystemExit(1)

    def _run(self, articles: tuple[str | tuple[str, bytes], ...], stack: ExitStack) -> bool:
        from presskit.diagnostics import PresskitError

        executor = None
        if self._scheduler:
            from presskit.api import dask

            executor = stack.enter_context(dask(self._scheduler))
        progress = stack.enter_context(self._printer.progress())
        batches: list[Batch] = []
        done = 0
        groups = _by_publication(articles)
        for group in groups:
            batch = self._batch(group[0], len(group), executor, batches)
            batches.append(batch)
            try:
                for result in batch.run(group):
                    done += 1
                    self._printer.result(result)
                    if progress:
                        progress("made", done, len(articles))
            except PresskitError as error:
                self._printer.diagnostics(error.diagnostics)
                return True
        return self._tell([one for batch in batches for one in batch.report().results], batches)

    def _batch(self, first: Any, count: int, executor: Any, before: list[Batch]) -> Batch:
        from presskit import api

        name = first if isinstance(first, str) else "."
        processes = 1 if count == 1 else min(self._processes, count)
        batch = api.Batch(
            self._formats,
            self._output,
            options=api.Options(**self._look),
            publication=opt.publication_of(name),
            processes=processes,
            timeout=self._timeout,
            executor=executor,
            cache=api.Cache(),
            force=self._force,
        )
        if before:
            batch.share(before[0])
        return batch

    def _tell(self, results: list[BatchResult], batches: list[Batch]) -> bool:
        """Write the report; whether any failed."""
        from presskit import api

        report = api.joined_report([batch.report() for batch in batches])
        if self._report_file:
            import msgspec

            encoded = msgspec.json.format(msgspec.json.encode(report))
            api.write_whole(self._report_file, encoded + b"\n")
        if len(results) > 1:
            self._printer.total(report)
        return report.failed > 0


def _named(articles: Iterable[str], lists: Iterable[str]) -> Iterator[str | tuple[str, bytes]]:
    """The articles of the call: names, and content that came in a list."""
    yield from articles
    for name in lists:
        if name == _STDIN:
            lines = sys.stdin.buffer.read().splitlines()
        else:
            try:
                lines = Path(name).read_bytes().splitlines()
            except OSError as error:
                message = f"{name}: {error.strerror}"
                raise click.BadParameter(message, param_hint="--from") from None
        for number, line in enumerate(lines, 1):
            if line.lstrip().startswith(b"{"):
                yield f"article-{number}.json", line
            elif line.strip():
                yield line.decode("utf-8", "replace").strip()


def _by_publication(
    articles: tuple[str | tuple[str, bytes], ...],
) -> list[list[str | tuple[str, bytes]]]:
    """The articles by the presskit.toml that they are under."""
    import msgspec

    groups: dict[bytes, list[str | tuple[str, bytes]]] = {}
    folders: dict[Path, bytes] = {}
    for one in articles:
        name = one if isinstance(one, str) else "."
        folder = Path(name).parent
        if folder not in folders:
            folders[folder] = msgspec.json.encode(opt.publication_of(name))
        groups.setdefault(folders[folder], []).append(one)
    return list(groups.values())
