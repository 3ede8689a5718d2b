"""`presskit schema`: the published JSON Schemas."""

from __future__ import annotations

import click

RECORDS = (
    "article",
    "batch-report",
    "batch-result",
    "book-check",
    "digest-report",
    "handoff",
    "issue",
    "issue-layout",
    "layout",
    "preflight",
    "publication",
    "theme",
)


@click.command()
@click.argument(
    "record",
    type=click.Choice(RECORDS),
    default="article",
)
def schema(record: str) -> None:
    """Print the JSON Schema of RECORD (default: article)."""
    from presskit import api

    click.echo(api.schema(record), nl=False)
