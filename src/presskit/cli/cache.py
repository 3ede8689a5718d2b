"""`presskit cache`: the editions that batches keep."""

from __future__ import annotations

import click

from presskit.cli.words import size_in_words


@click.command()
@click.option("--clear", is_flag=True, help="Delete all of it.")
@click.option(
    "--limit",
    type=click.IntRange(0),
    metavar="MB",
    help="Delete what was used longest ago, down to so many MB.",
)
def cache(*, clear: bool, limit: int | None) -> None:
    """Show where the cache of `presskit export` is, and how large.

    PRESSKIT_CACHE names another folder. It holds no more than 2 GB: what was used longest ago goes.
    """
    from presskit.api import Cache

    kept = Cache()
    if clear or limit is not None:
        freed = kept.clear() if clear else kept.trim((limit or 0) * 1_000_000)
        click.echo(f"{size_in_words(freed)} deleted", err=True)
    count, size = kept.size()
    click.echo(f"{kept.folder}  {count} files, {size_in_words(size)}")
