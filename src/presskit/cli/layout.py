"""`presskit layout`: what every edition says, as JSON on stdout."""

from __future__ import annotations

import click

from presskit.cli import options as opt
from presskit.cli.printing import OutputFormat, Printer


@click.command()
@opt.article
@opt.reporting
def layout(article: str, output_format: OutputFormat, quiet: bool) -> None:
    """Print the layout of ARTICLE (- reads stdin) as JSON."""
    import msgspec

    from presskit import api
    from presskit.diagnostics import PresskitError, Report

    printer = Printer(output_format, quiet=quiet)
    try:
        publication = opt.publication_of(article)
        manuscript = api.read_article(article, publication)
        report = Report(manuscript.name)
        composed = api.compose(manuscript, publication, report)
    except PresskitError as error:
        printer.diagnostics(error.diagnostics)
        printer.close()
        raise SystemExit(1) from None
    printer.diagnostics((*manuscript.diagnostics, *report.diagnostics))
    printer.close()
    click.echo(msgspec.json.format(msgspec.json.encode(composed)))
