"""`presskit check`: whether a finished PDF or EPUB is fit for the press and for readers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from presskit.cli import options as opt
from presskit.cli.printing import OutputFormat, Printer

if TYPE_CHECKING:
    from presskit.model.layout import Layout
    from presskit.prepress.records import BookCheck, Preflight

_LARGEST = 2_000_000_000
_KINDS = {".pdf": "a PDF", ".epub": "an EPUB"}


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--article", help="The article that the file should say: its words are counted.")
@opt.reporting
def check(
    files: tuple[str, ...], article: str | None, output_format: OutputFormat, quiet: bool
) -> None:
    """Check whether each FILE, a PDF or an EPUB, is fit for the press and for readers.

    What is in it goes to stdout: as text, or with --output-format json as one line of JSON a
    file, whose schema is printed by `presskit schema preflight` (PDF) and `book-check` (EPUB).
    """
    from presskit.diagnostics import PresskitError, Severity

    printer = Printer(output_format, quiet=quiet)
    failed = False
    try:
        layout = _layout(article) if article else None
        for name in files:
            try:
                found = _checked(name, layout)
            except PresskitError as error:
                printer.diagnostics(error.diagnostics)
                failed = True
                continue
            _show(found, output_format, quiet=quiet)
            printer.diagnostics(found.diagnostics)
            failed |= any(one.severity is Severity.ERROR for one in found.diagnostics)
    except PresskitError as error:
        printer.diagnostics(error.diagnostics)
        failed = True
    printer.close()
    if failed:
        raise SystemExit(1)


def _layout(article: str) -> Layout:
    from presskit import api

    publication = opt.publication_of(article)
    return api.compose(api.read_article(article, publication), publication)


def _checked(name: str, layout: Layout | None) -> Preflight | BookCheck:
    from presskit import api
    from presskit.diagnostics import Report
    from presskit.sources.files import read_bytes

    report = Report(name)
    suffix = Path(name).suffix.lower()
    if suffix not in _KINDS:
        report.fail(
            "file-kind-unknown",
            "presskit checks PDFs and EPUBs, and this is not named as one",
            hint="make one with `presskit pdf`, then check that",
        )
    data = read_bytes(Path(name), report, _KINDS[suffix], _LARGEST)
    check = api.preflight if suffix == ".pdf" else api.check_book
    return check(data, layout, name)


def _show(found: Preflight | BookCheck, output_format: OutputFormat, *, quiet: bool) -> None:
    if output_format == "json":
        import msgspec

        click.echo(msgspec.json.encode(found))
    elif output_format == "text" and not quiet:
        from presskit.cli.preflight import print_book, print_preflight
        from presskit.prepress.records import Preflight

        if isinstance(found, Preflight):
            print_preflight(found)
        else:
            print_book(found)
