"""`presskit digest`: many articles, one issue, its editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
from msgspec.structs import replace

from presskit.cli import completions
from presskit.cli import options as opt
from presskit.cli.editions import preflight_all
from presskit.cli.limits import limits
from presskit.cli.places import check_folder
from presskit.cli.printing import OutputFormat, Printer

if TYPE_CHECKING:
    from presskit.api import Format, Options
    from presskit.model.report import DigestReport
    from presskit.sources.issue import IssueFile


class _Making(NamedTuple):
    """How a digest is made, and where it goes."""

    formats: tuple[Format, ...]
    output: str
    drafts: bool
    keep_going: bool
    report_file: Path | None
    processes: int
    preflight: bool


def _issue_file() -> type[IssueFile]:
    from presskit.sources.issue import IssueFile

    return IssueFile


@click.command()
@click.argument(
    "sources", nargs=-1, required=True, metavar="ISSUE", shell_complete=completions.files
)
@click.option("--init", is_flag=True, help="Write an issue.toml for the articles, to edit.")
@click.option("--title", default="", help="The issue's title.")
@click.option("--number", default="", help="Its number.")
@click.option("--volume", default="", help="Its volume.")
@click.option("--date", default="", help="Its date: 2025-08-17 or 17/8/2025.")
@click.option("--cover", default="", help="A finished cover.  [default: the theme designs one]")
@click.option(
    "--to",
    "formats",
    default="epub",
    show_default=True,
    callback=opt.formats,
    help="The editions to make, separated by commas.",
)
@click.option("-o", "--output", default="output", show_default=True, help="The folder to write to.")
@click.option(
    "--flowing", is_flag=True, help="Let articles follow one another on a page of the PDF."
)
@opt.drafts
@click.option("--keep-going", is_flag=True, help="Leave out articles that fail.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path),
    help="Write what became of every article, as JSON.",
)
@click.option(
    "-j",
    "--processes",
    default="auto",
    show_default=True,
    callback=opt.processes,
    help="Processes for the PDF.",
)
@opt.pdf
@opt.docx
@opt.look
@opt.gathered("file", _issue_file)
@opt.gathered("making", lambda: _Making)
@limits
@opt.reporting
def digest(
    sources: tuple[str, ...],
    *,
    init: bool,
    file: IssueFile,
    options: Options,
    making: _Making,
    output_format: OutputFormat,
    quiet: bool,
) -> None:
    """Make a digest: one EPUB, PDF or DOCX of the articles of an issue.

    ISSUE is an issue.toml, or folders and files of articles, which are put into sections by their
    kickers in the order of `sections` in presskit.toml, and then by date.
    """
    from presskit import api
    from presskit.diagnostics import PresskitError

    check_folder(making.output, "editions of an issue")
    printer = Printer(output_format, quiet=quiet)
    try:
        if init:
            _init(sources, file, printer, drafts=making.drafts)
        else:
            _make(sources, file, options, making, printer)
    except PresskitError as error:
        if isinstance(error, api.DigestError):
            _write_report(error.report, making.report_file)
        printer.diagnostics(error.diagnostics)
        printer.close()
        raise SystemExit(1) from None
    printer.close()


def _make(
    sources: tuple[str, ...],
    file: IssueFile,
    options: Options,
    making: _Making,
    printer: Printer,
) -> None:
    from presskit import api

    publication = opt.publication_of(sources[0])
    with printer.progress() as progress:
        manuscript = api.read_issue(sources, file, publication, progress, drafts=making.drafts)
        digest = api.export_issue(
            manuscript,
            making.formats,
            options,
            publication,
            keep_going=making.keep_going,
            processes=making.processes,
            progress=progress,
        )
    printer.diagnostics(digest.report.diagnostics)
    for article in digest.report.articles:
        printer.diagnostics(article.diagnostics)
    if making.preflight:
        preflight_all(digest.editions, None, printer)
    for edition in digest.editions:
        printer.made(str(edition.write(making.output)), len(edition.data))
    _write_report(digest.report, making.report_file)


def _write_report(report: DigestReport, file: Path | None) -> None:
    if file:
        import msgspec

        from presskit import api

        encoded = msgspec.json.format(msgspec.json.encode(report))
        api.write_whole(file, encoded + b"\n")


def _init(sources: tuple[str, ...], file: IssueFile, printer: Printer, *, drafts: bool) -> None:
    """Write an issue.toml beside the articles; one that is there is not overwritten."""
    from presskit import api
    from presskit.diagnostics import Report

    folder = Path(sources[0]) if len(sources) == 1 and Path(sources[0]).is_dir() else Path()
    target = folder / "issue.toml"
    if target.exists():
        Report(str(target)).fail(
            "output-exists", "the file is there already", hint="edit it, or move it away first"
        )
    publication = opt.publication_of(sources[0])
    if not file.title and not publication.name:
        file = replace(file, title=folder.resolve().name)
    manuscript = api.read_issue(sources, file, publication, drafts=drafts)
    for failed in manuscript.failed:
        printer.diagnostics(failed.diagnostics)
    printer.diagnostics(manuscript.diagnostics)
    data = api.issue_file(manuscript, folder).encode()
    api.write_whole(target, data)
    printer.made(str(target), len(data))
