"""`presskit schema`: the published JSON Schemas."""

from __future__ import annotations

import click


@click.command()
@click.argument(
    "record",
    type=click.Choice(["article", "issue", "layout", "preflight", "publication"]),
    default="article",
)
def schema(record: str) -> None:
    """Print the JSON Schema of RECORD (article, issue, layout, preflight or publication)."""
    from presskit import api

    click.echo(api.schema(record), nl=False)
