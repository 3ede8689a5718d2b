"""`presskit themes`: the themes that come with presskit, and the user's own."""

from __future__ import annotations

import click


@click.command()
def themes() -> None:
    """List the themes: name, title, paper, columns and fonts."""
    from presskit import api
    from presskit.cli.printing import Printer
    from presskit.diagnostics import PresskitError

    try:
        known = api.themes()
    except PresskitError as error:  # in one of the user's own
        Printer("text", quiet=False).diagnostics(error.diagnostics)
        raise SystemExit(1) from None
    for theme in known:
        families = ", ".join(dict.fromkeys(f for fonts in theme.fonts.values() for f in fonts))
        click.echo(
            f"{click.style(theme.name, bold=True)}  {theme.title}  "
            f"{theme.page.paper}, {theme.page.columns} columns  {families}"
        )
