"""`presskit themes`: the themes that come with presskit."""

from __future__ import annotations

import click


@click.command()
def themes() -> None:
    """List the themes: name, title, paper, columns and fonts."""
    from presskit import api

    for theme in api.themes():
        families = ", ".join(dict.fromkeys(f for fonts in theme.fonts.values() for f in fonts))
        click.echo(
            f"{click.style(theme.name, bold=True)}  {theme.title}  "
            f"{theme.page.paper}, {theme.page.columns} columns  {families}"
        )
