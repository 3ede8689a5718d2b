"""`presskit pdf`, `epub` and `docx`: articles in, editions out."""

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
from presskit.cli.watching import made_again, watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from presskit.api import Edition, Format, Options
    from presskit.api.claims import Claims
    from presskit.cli.options import F
    from presskit.cli.printing import OutputFormat
    from presskit.model.layout import Layout

_OUTPUT = Path("output")
_STDOUT = Path("-")
_TEMPLATE = "house.docx"


def _output(name: Format) -> Callable[[F], F]:
    return click.option(
        "-o",
        "--output",
        help=f"The file to write, or a folder, or - for stdout.  [default: output/NAME.{name}]",
    )


_opened = click.option(
    "--open", "opens", is_flag=True, help="Open what was made with the program for such files."
)


def _open(made: Iterable[Path], *, asked: bool) -> None:
    for path in made if asked else ():
        click.launch(str(path))


def _command(name: Format, medium: str) -> click.Command:
    @click.command(name, help=f"Make {medium} of each ARTICLE (- reads stdin).")
    @opt.articles
    @_output(name)
    @_opened
    @watched
    @opt.look
    @limits
    @opt.reporting
    def command(  # noqa: PLR0913 - the options of the command
        articles: tuple[str, ...],
        output: str | None,
        *,
        options: Options,
        output_format: OutputFormat,
        quiet: bool,
        opens: bool,
        watch: bool,
        preflight: bool = False,
    ) -> None:
        def make() -> None:
            printer = Printer(output_format, quiet=quiet)
            made = make_each(articles, (name,), output, options, printer, preflight=preflight)
            _open(made, asked=opens)

        made_again(make, articles, options, watch=watch)

    return command


pdf = opt.pdf(_command("pdf", "a PDF"))
epub = _command("epub", "an EPUB")


@click.command(help="Make a DOCX of each ARTICLE (- reads stdin).")
@click.argument("articles", nargs=-1, metavar="ARTICLE...", shell_complete=completions.files)
@_output("docx")
@click.option(
    "--init-template",
    is_flag=True,
    help="Write house.docx, a template with every style, to edit and to give to --reference-doc.",
)
@_opened
@watched
@opt.docx
@opt.look
@limits
@opt.reporting
def docx(  # noqa: PLR0913 - the options of the command
    articles: tuple[str, ...],
    output: str | None,
    *,
    init_template: bool,
    options: Options,
    output_format: OutputFormat,
    quiet: bool,
    opens: bool,
    watch: bool,
) -> None:
    """`presskit docx`."""
    if bool(articles) == init_template:
        message = (
            "--init-template takes no ARTICLE." if articles else "Missing argument 'ARTICLE...'."
        )
        raise click.UsageError(message)
    if init_template:
        check_file(output or _TEMPLATE, ".docx", ".dotx")
        _init_template(Path(output or _TEMPLATE), options, Printer(output_format, quiet=quiet))
        return

    def make() -> None:
        printer = Printer(output_format, quiet=quiet)
        _open(make_each(articles, ("docx",), output, options, printer), asked=opens)

    made_again(make, articles, options, watch=watch)


def make_each(
    articles: tuple[str, ...],
    formats: tuple[Format, ...],
    output: str | None,
    options: Options,
    printer: Printer,
    *,
    folder: bool = False,
    preflight: bool = False,
) -> list[Path]:
    """Make the editions article by article, and give their files; one that fails doesn't stop the rest."""
    if output == "-" and (len(articles) > 1 or len(formats) > 1):
        message = "only one edition can go to stdout"
        raise click.UsageError(message)
    from presskit.diagnostics import PresskitError

    folder = folder or len(articles) > 1
    if output is not None and folder:
        check_folder(output, "several editions")
    elif output is not None:
        check_file(output, f".{formats[0]}")
    place = _placer(output, is_folder=folder)
    from presskit.api.claims import Claims

    failed, claims = False, Claims()
    made: list[Path] = []
    for name in articles:
        try:
            made += _make(name, formats, place, printer, options, claims, preflight=preflight)
        except PresskitError as error:
            printer.diagnostics(error.diagnostics)
            failed = True
    printer.close()
    if failed:
        raise SystemExit(1)
    return made


def _init_template(path: Path, options: Options, printer: Printer) -> None:
    """Write a template; one that is there is not overwritten."""
    from presskit import api
    from presskit.diagnostics import PresskitError, Report

    try:
        if path.exists():
            Report(str(path)).fail(
                "output-exists",
                "the file is there already",
                hint="move it away, or name another with -o",
            )
        edition = api.docx_template(options, opt.publication_of("."))
        api.write_whole(path, edition.data)
    except PresskitError as error:
        printer.diagnostics(error.diagnostics)
        printer.close()
        raise SystemExit(1) from None
    printer.made(str(path), len(edition.data))
    printer.close()


def _make(
    name: str,
    formats: tuple[Format, ...],
    place: Callable[[Edition], Path],
    printer: Printer,
    options: Options,
    claims: Claims,
    *,
    preflight: bool,
) -> list[Path]:
    from presskit import api

    publication = opt.publication_of(name)
    manuscript = api.read_article(name, publication)
    editions = api.export(manuscript, formats, options, publication)
    printer.diagnostics((*manuscript.diagnostics, *editions[0].diagnostics))
    if preflight:
        layout = api.compose(manuscript, publication, repair=options.repair)
        preflight_all(editions, layout, printer)
    files = {place(edition): edition.data for edition in editions}
    if data := files.get(_STDOUT):
        sys.stdout.buffer.write(data)
        return []
    for path in files:
        claims.take(path, name)
    api.write_all(files)
    for path, data in files.items():
        printer.made(str(path), len(data))
    return list(files)


def preflight_all(editions: Iterable[Edition], layout: Layout | None, printer: Printer) -> None:
    """Check the PDFs among the editions before any is written, and print what is found.

    With a `layout`, its words are looked for in the PDF. Raises PresskitError with the findings
    when one of them is an error.
    """
    from presskit import api
    from presskit.diagnostics import PresskitError
    from presskit.rulebook import Severity

    for edition in editions:
        if edition.format == "pdf":
            found = api.preflight(edition.data, layout, edition.name)
            printer.preflight(found)
            if any(one.severity is Severity.ERROR for one in found.diagnostics):
                raise PresskitError(found.diagnostics)
            printer.diagnostics(found.diagnostics)


def _placer(output: str | None, *, is_folder: bool) -> Callable[[Edition], Path]:
    """Where an edition goes."""
    path = _OUTPUT if output is None else Path(output)
    if path == _STDOUT:
        return lambda _: path
    if output is None or is_folder or path.is_dir() or output.endswith("/"):
        return lambda edition: path / edition.name
    return lambda _: path
