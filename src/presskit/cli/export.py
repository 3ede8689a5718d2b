"""`presskit export`: many articles, several editions of each."""

from __future__ import annotations

from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from presskit.cli import completions
from presskit.cli import options as opt
from presskit.cli.limits import memory
from presskit.cli.lists import STDIN, named
from presskit.cli.places import check_folder
from presskit.cli.printing import Printer, as_json
from presskit.cli.signals import StoppedError, stoppable
from presskit.cli.watching import made_again, watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor

    from presskit.api import Batch, Format, Options
    from presskit.cli.lists import Article, Named
    from presskit.cli.printing import OutputFormat
    from presskit.diagnostics import Diagnostic
    from presskit.model.batch import BatchReport, BatchResult
    from presskit.model.publication import Publication


class _Batching(NamedTuple):
    """The options of a batch: how many processes make it, for how long, and what is left out."""

    processes: int
    timeout: float | None
    force: bool
    drafts: bool
    report_file: Path | None
    scheduler: str | None


@click.command()
@click.argument("articles", nargs=-1, metavar="ARTICLE...", shell_complete=completions.files)
@click.option(
    "--to",
    "formats",
    default="pdf,epub,docx",
    show_default=True,
    callback=opt.formats,
    shell_complete=completions.formats,
    help="The editions to make, separated by commas.",
)
@click.option("-o", "--output", default="output", show_default=True, help="The folder to write to.")
@click.option(
    "--from",
    "lists",
    multiple=True,
    metavar="FILE",
    help="A file with names of articles, a line each (or ended by NUL), or with article JSON, "
    "a line each; - is stdin.",
)
@click.option(
    "-j",
    "--processes",
    default="auto",
    show_default=True,
    callback=opt.processes,
    help="Processes that work at once.",
)
@click.option(
    "--timeout",
    callback=opt.seconds,
    metavar="SECONDS",
    help="Give an article up after so long.",
)
@watched
@opt.drafts
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
@opt.gathered("batching", lambda: _Batching)
@memory
@opt.reporting
def export(  # noqa: PLR0913 - the options of the command
    articles: tuple[str, ...],
    *,
    formats: tuple[Format, ...],
    output: str,
    lists: tuple[str, ...],
    preflight: bool,
    output_format: OutputFormat,
    quiet: bool,
    watch: bool,
    options: Options,
    batching: _Batching,
) -> None:
    """Make several editions of each ARTICLE (- is stdin): all of them or none.

    An article that fails doesn't stop the rest. What is made already and has not changed is not made
    again. With --output-format json each result is a line of JSON on stdout as soon as it is there
    (`presskit schema batch-result`).
    """
    if not articles and not lists:
        message = "Missing argument 'ARTICLE...'."
        raise click.UsageError(message)
    if preflight or output == STDIN:
        from presskit.cli.editions import make_each

        _refuse_batching(batching, lists)
        made_again(
            lambda: make_each(
                *(articles, formats, output, options, Printer(output_format, quiet=quiet)),
                folder=True,
                preflight=preflight,
            ),
            articles,
            options,
            watch=watch,
        )
        return
    check_folder(output, "editions of articles")
    if batching.scheduler and batching.timeout:
        message = "--timeout is for processes of this machine; it doesn't go with --scheduler"
        raise click.UsageError(message)

    def make() -> None:
        with named(articles, lists) as found:
            _keep_sources(batching.report_file, [*found.files, *lists])
            printer = Printer(output_format, quiet=quiet)
            _Run(formats, output, options, batching, printer).run(found)

    made_again(make, () if lists else articles, options, watch=watch)


def _refuse_batching(batching: _Batching, lists: tuple[str, ...]) -> None:
    """Raise UsageError for what a call cannot do that makes one article after the other."""
    asked = {
        "--from": lists,
        "--timeout": batching.timeout,
        "--force": batching.force,
        "--drafts": batching.drafts,
        "--report": batching.report_file,
        "--scheduler": batching.scheduler,
    }
    for option in (option for option, value in asked.items() if value):
        message = f"{option} goes neither with --preflight nor with -o -"
        raise click.UsageError(message)


def _keep_sources(report: Path | None, sources: Iterable[str]) -> None:
    """Refuse a report that would be written over what the call reads."""
    if report is None or not report.is_file():
        return
    for name in sources:
        if Path(name).name == report.name and Path(name).is_file() and report.samefile(name):
            message = f"--report would be written over {name}"
            raise click.UsageError(message)


class _Run:
    """One call: articles of one publication are one batch."""

    def __init__(
        self,
        formats: tuple[Format, ...],
        output: str,
        options: Options,
        batching: _Batching,
        printer: Printer,
    ) -> None:
        self._formats = formats
        self._output = output
        self._printer = printer
        self._options = options
        self._batching = batching
        self._told = 0
        self._batches: list[Batch] = []

    def run(self, articles: Named) -> None:
        """Make them all; exit with 1 if any failed, with 128 and a signal's number when stopped."""
        from presskit.diagnostics import PresskitError

        failed = False
        try:
            with stoppable(), ExitStack() as stack:
                failed = self._run(articles, stack)
        except PresskitError as error:
            self._printer.diagnostics(error.diagnostics)
            self._printer.close()
            failed = True
        except StoppedError as error:
            click.echo("interrupted: what was written is whole, the rest is not there", err=True)
            if self._batching.report_file:
                self._write_report([batch.report() for batch in self._batches])
            raise SystemExit(error.code) from None
        if failed:
            raise SystemExit(1)

    def _run(self, articles: Named, stack: ExitStack) -> bool:
        from presskit import api

        executor = (
            stack.enter_context(api.dask(self._batching.scheduler))
            if self._batching.scheduler
            else None
        )
        groups, lost = _by_publication(articles)
        progress = stack.enter_context(self._printer.progress())
        batches = self._batches
        for publication, found in groups:
            batch = self._batch(publication, articles.count, executor)
            if batches:
                batch.share(batches[0])
            batches.append(batch)
            for result in stack.enter_context(closing(batch.run(chain.from_iterable(found)))):
                self._tell(result, progress, articles.count)
        for result in lost.results:
            self._tell(result, progress, articles.count)
        return self._sum_up([*(batch.report() for batch in batches), lost])

    def _tell(
        self, result: BatchResult, progress: Callable[[str, int, int], None] | None, count: int
    ) -> None:
        self._told += 1
        self._printer.result(result)
        if progress:
            progress("made", self._told, count)

    def _batch(self, publication: Publication, count: int, executor: Executor | None) -> Batch:
        from presskit import api

        return api.Batch(
            self._formats,
            self._output,
            options=self._options,
            publication=publication,
            processes=min(self._batching.processes, count),
            timeout=self._batching.timeout,
            executor=executor,
            cache=api.Cache(),
            force=self._batching.force,
            drafts=self._batching.drafts or count == 1,
        )

    def _write_report(self, reports: list[BatchReport]) -> BatchReport:
        """Write what became of the articles so far, where that was asked for."""
        from presskit import api

        report = api.joined_report(reports)
        if self._batching.report_file:
            api.write_whole(self._batching.report_file, as_json(report, indent=2) + b"\n")
        return report

    def _sum_up(self, reports: list[BatchReport]) -> bool:
        """Write the report; whether any failed."""
        report = self._write_report(reports)
        if len(report.results) != 1:
            self._printer.total(report)
        return report.failed > 0


def _by_publication(
    articles: Named,
) -> tuple[list[tuple[Publication, list[Iterable[Article]]]], BatchReport]:
    """The articles by the presskit.toml that they are under, and what those are that have a bad one."""
    import msgspec

    from presskit.model.batch import BatchReport, BatchResult
    from presskit.release import VERSION

    folders: dict[Path, list[Iterable[Article]]] = {}
    for name in articles.files:
        folders.setdefault(Path(name).parent, []).append((name,))
    if articles.has_contents:
        folders.setdefault(Path(), []).append(articles.contents())
    groups: dict[bytes, tuple[Publication, list[Iterable[Article]]]] = {}
    lost: list[BatchResult] = []
    for folder, found in folders.items():
        publication = _publication(folder)
        if isinstance(publication, tuple):
            for one in chain.from_iterable(found):
                name = one if isinstance(one, str) else one[0]
                lost.append(BatchResult(name, "failed", diagnostics=publication))
        else:
            key = msgspec.json.encode(publication)
            groups.setdefault(key, (publication, []))[1].extend(found)
    return list(groups.values()), BatchReport(VERSION, tuple(lost), 0, 0, len(lost), 0.0)


def _publication(folder: Path) -> Publication | tuple[Diagnostic, ...]:
    """The publication of a folder's articles, or what is wrong with it."""
    from presskit.diagnostics import PresskitError, Report

    try:
        return opt.publication_of(str(folder))
    except PresskitError as error:
        return error.diagnostics
    except (OSError, ValueError) as error:
        report = Report(str(folder))
        reason = getattr(error, "strerror", None) or str(error)
        return (report.add("file-unreadable", f"the folder cannot be read: {reason}"),)
