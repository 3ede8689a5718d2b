"""`presskit import`: an article that was edited elsewhere, back as Markdown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from presskit.cli import options as opt
from presskit.cli.printing import Printer

if TYPE_CHECKING:
    from presskit.cli.printing import OutputFormat

_STDOUT = "-"


@click.command("import")
@click.argument("source", metavar="DOCX", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    help="The Markdown file to write, or - for stdout.  [default: the DOCX's name with .md]",
)
@click.option("--force", is_flag=True, help="Overwrite the Markdown file if it is there.")
@opt.reporting
def import_(
    source: Path, output: str | None, *, force: bool, output_format: OutputFormat, quiet: bool
) -> None:
    """Read a DOCX that presskit made and staff edited back into Markdown.

    Tracked changes are accepted, comments become remarks to the desk. Pictures that are not beside
    the Markdown file are written there.
    """
    from presskit import api
    from presskit.diagnostics import PresskitError, Report

    printer = Printer(output_format, quiet=quiet)
    target = Path(output) if output else source.with_suffix(".md")
    try:
        if output != _STDOUT and target.exists() and not force:
            Report(str(target)).fail(
                "output-exists",
                "the file is there already",
                hint="name another with -o, or overwrite it with --force",
            )
        imported = api.read_edited(source, opt.publication_of(str(source)))
        printer.diagnostics(imported.diagnostics)
        if output == _STDOUT:
            sys.stdout.buffer.write(imported.markdown.encode())
        else:
            for path in imported.write(target):
                printer.made(str(path), path.stat().st_size)
    except PresskitError as error:
        printer.diagnostics(error.diagnostics)
        printer.close()
        raise SystemExit(1) from None
    printer.close()
