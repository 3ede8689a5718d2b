"""`presskit handoff`: an article or an issue packed for the layout desk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from presskit.cli import completions
from presskit.cli import options as opt
from presskit.cli.limits import limits
from presskit.cli.places import check_file
from presskit.cli.printing import Printer
from presskit.model.units import INCH_IN_MM, POINT_IN_MM

if TYPE_CHECKING:
    from presskit.api import Column, Options
    from presskit.cli.printing import OutputFormat
    from presskit.model.manuscript import IssueManuscript, Manuscript
    from presskit.model.publication import Publication

_OUTPUT = Path("output")
_UNITS = {"mm": 1.0, "cm": 10.0, "in": INCH_IN_MM, "pt": POINT_IN_MM, "pc": INCH_IN_MM / 6}
_WIDTH = re.compile(rf"([\d.]+)\s*({'|'.join(_UNITS)})?")
_TYPE = re.compile(r"([\d.]+)\s*/\s*([\d.]+)")
_NARROWEST, _WIDEST = 10.0, 1000.0  # millimetres


def _width(_ctx: click.Context, _param: click.Parameter, value: str | None) -> float | None:
    """A width in millimetres."""
    if value is None:
        return None
    match = _WIDTH.fullmatch(value.strip().lower())
    width = float(match[1]) * _UNITS[match[2] or "mm"] if match else 0
    if not _NARROWEST <= width <= _WIDEST:
        message = f"{value!r} is no width of a column: write 45mm, 4.5cm, 1.8in or 11pc."
        raise click.BadParameter(message)
    return width


def _type(
    _ctx: click.Context, _param: click.Parameter, value: str | None
) -> tuple[float, float] | tuple[None, None]:
    """Size and leading in points."""
    if value is None:
        return None, None
    match = _TYPE.fullmatch(value.strip())
    if not match or not 0 < float(match[1]) <= float(match[2]) * 2:
        message = f"{value!r} is not of the form 10.5/15."
        raise click.BadParameter(message)
    return float(match[1]), float(match[2])


@click.command()
@click.argument("source", metavar="ARTICLE|ISSUE", shell_complete=completions.files)
@click.option(
    "-o", "--output", help="The zip to write, or a folder.  [default: output/NAME-handoff.zip]"
)
@click.option(
    "--measure",
    metavar="WIDTH",
    callback=_width,
    help="The column to estimate lengths for: 45mm, 1.8in, 11pc.  [default: the theme's]",
)
@click.option(
    "--type",
    "size_and_leading",
    metavar="SIZE/LEADING",
    callback=_type,
    help="The type set in it, in points: 10.5/15.  [default: the theme's]",
)
@click.option("--icml", is_flag=True, help="Add each story as tagged text for InDesign.")
@opt.docx
@opt.look
@limits
@opt.reporting
def handoff(  # noqa: PLR0913 - the options of the command
    source: str,
    output: str | None,
    *,
    measure: float | None,
    size_and_leading: tuple[float | None, float | None],
    icml: bool,
    output_format: OutputFormat,
    quiet: bool,
    options: Options,
) -> None:
    """Pack an ARTICLE, or an ISSUE (an issue.toml or a folder), for the layout desk.

    The zip has the DOCX, the original pictures, the tables, plain text, a style sheet, a manifest
    with lengths and resolutions, and a README in the desk's language.
    """
    from presskit import api
    from presskit.diagnostics import PresskitError

    if output is not None:
        check_file(output, ".zip")
    printer = Printer(output_format, quiet=quiet)
    publication = opt.publication_of(source)
    try:
        manuscript = _read(source, publication)
        column: Column = api.Column(measure, *size_and_leading)
        made = api.handoff(manuscript, options, publication, column, icml=icml)
        printer.diagnostics(made.diagnostics)
        path = _place(output, made.name)
        api.write_whole(path, made.data)
    except PresskitError as error:
        printer.diagnostics(error.diagnostics)
        printer.close()
        raise SystemExit(1) from None
    printer.made(str(path), len(made.data))
    printer.close()


def _read(source: str, publication: Publication) -> Manuscript | IssueManuscript:
    from presskit import api

    path = Path(source)
    if path.is_dir() or path.suffix.lower() == ".toml":
        return api.read_issue([source], None, publication)
    return api.read_article(source, publication)


def _place(output: str | None, name: str) -> Path:
    if output is None:
        return _OUTPUT / name
    path = Path(output)
    return path / name if path.is_dir() or output.endswith("/") else path
