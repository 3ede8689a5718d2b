"""`presskit themes`: the themes that a name finds, and where they lie."""

from __future__ import annotations

from typing import Literal

import click

from presskit.cli.theme import OUTPUT


@click.command()
@OUTPUT
def themes(output_format: Literal["text", "json"]) -> None:
    """List the themes: name, title, paper, columns, fonts, and where each lies."""
    from presskit.api.theme_kit import find_themes
    from presskit.cli.printing import Printer, as_json

    found = find_themes()
    if output_format == "json":
        click.echo(as_json(found, indent=2).decode())
        return
    for one in found:
        if not one.broken:
            columns = f"{one.columns} column{'s' * (one.columns > 1)}"
            click.echo(
                f"{click.style(one.name, bold=True)}  {one.title}  {one.paper}, {columns}  "
                f"{', '.join(one.fonts)}"
            )
        click.echo(f"    {one.home}: {one.thumbnail or one.folder}")
        Printer("text", quiet=False).diagnostics(one.broken)
    if any(one.broken for one in found):
        raise SystemExit(1)
