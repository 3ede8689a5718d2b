"""`presskit import`: copy from anywhere, as clean Markdown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from presskit.cli import completions
from presskit.cli import options as opt
from presskit.cli.limits import limits
from presskit.cli.places import check_file, check_folder
from presskit.cli.printing import Printer

if TYPE_CHECKING:
    from presskit.api import Imported
    from presskit.cli.printing import OutputFormat

_STDOUT = "-"


@click.command("import")
@click.argument("source", metavar="COPY", shell_complete=completions.files)
@click.option(
    "-o",
    "--output",
    help="The Markdown file to write, a folder, or - for stdout.  [default: beside COPY, with .md]",
)
@click.option("--force", is_flag=True, help="Overwrite the Markdown file if it is there.")
@click.option(
    "--explain", is_flag=True, help="Show on stdout what each line was taken for, and how surely."
)
@click.option(
    "--no-fix",
    "repair",
    flag_value=False,
    default=True,
    help="Leave texts as they are written, without safe repairs.",
)
@click.option(
    "--unpublished",
    is_flag=True,
    help="Take along posts of an export that aren't published, or have a password.",
)
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    default="accept",
    show_default=True,
    help="What becomes of changes that Word tracked.",
)
@limits
@opt.reporting
def import_(  # noqa: PLR0913 - an option each
    source: str,
    output: str | None,
    *,
    force: bool,
    explain: bool,
    repair: bool,
    unpublished: bool,
    changes: str,
    output_format: OutputFormat,
    quiet: bool,
) -> None:
    """Make Markdown of COPY: pasted text, HTML, DOCX, a feed, an export, a wire (- reads stdin).

    Pasted text is understood by its lines: headline, byline, headings, lists, delegations. What is
    doubtful is a comment in the Markdown; a headline that isn't there is an empty title to fill in.
    A DOCX that presskit made and staff edited comes back as it was. A feed becomes a folder of files.
    """
    from presskit import api
    from presskit.diagnostics import PresskitError

    printer = Printer(output_format, quiet=quiet)
    try:
        publication = opt.publication_of("." if source == "-" else source)
        found = api.read_copy(
            source,
            publication,
            repair=repair,
            unpublished=unpublished,
            changes=api.Changes(changes),
        )
        for one in found:
            printer.diagnostics(one.diagnostics)
        if explain:
            _explain(source, found, output_format)
        if output == _STDOUT or (source == "-" and output is None):
            if not explain or output == _STDOUT:
                sys.stdout.buffer.write("\n".join(one.markdown for one in found).encode())
        elif not explain or output is not None:
            _write(source, found, output, printer, force=force)
    except PresskitError as error:
        printer.diagnostics(error.diagnostics)
        printer.close()
        raise SystemExit(1) from None
    printer.close()


def _write(
    source: str, found: tuple[Imported, ...], output: str | None, printer: Printer, *, force: bool
) -> None:
    from presskit.diagnostics import Report

    if output and len(found) == 1:
        check_file(output, ".md", ".markdown", ".txt")
    elif output:
        check_folder(output, "several articles")
    targets = _targets(source, found, output)
    for target in targets:
        if target.exists() and not force:
            Report(str(target)).fail(
                "output-exists",
                "the file is there already",
                hint="name another with -o, or overwrite it with --force",
            )
    for one, target in zip(found, targets, strict=True):
        for path in one.write(target):
            printer.made(str(path), path.stat().st_size)


def _targets(source: str, found: tuple[Imported, ...], output: str | None) -> list[Path]:
    """Where each article goes: a file of its own, names that come again numbered."""
    path = Path(output) if output else None
    if len(found) == 1 and not (path and (path.is_dir() or str(output).endswith("/"))):
        return [path or Path(source).with_suffix(".md")]
    folder = path or Path(source).with_suffix("")
    targets: list[Path] = []
    for one in found:
        target, count = folder / f"{one.name}.md", 2
        while target in targets:
            target = folder / f"{one.name}-{count}.md"
            count += 1
        targets.append(target)
    return targets


def _explain(source: str, found: tuple[Imported, ...], output_format: OutputFormat) -> None:
    """Each decision, with its lines, what they were taken for, how surely and why."""
    if output_format == "json":
        import msgspec

        for one in found:
            click.echo(msgspec.json.encode(one.decisions))
        return
    if not any(one.decisions for one in found):
        click.echo(f"{source}: nothing was decided: its markup says what everything is")
        return
    from rich.console import Console
    from rich.table import Table

    for one in found:
        table = Table("lines", "taken for", "sure", "text", "why", box=None, pad_edge=False)
        for decision in one.decisions:
            lines = f"{decision.first}" + (
                f"–{decision.last}" if decision.last > decision.first else ""
            )
            colour = "red" if decision.confidence < 0.7 else ""
            sure = f"{decision.confidence:.2f}"
            table.add_row(lines, decision.taken, sure, decision.text, decision.why, style=colour)
        width = None if sys.stdout.isatty() else 140
        Console(width=width).print(table)
