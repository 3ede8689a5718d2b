"""`presskit version` and `--version`."""

from __future__ import annotations

import click


def print_version() -> None:
    """Print the version on stdout."""
    import presskit

    click.echo(f"presskit {presskit.__version__}")


@click.command()
def version() -> None:
    """Print presskit's version."""
    print_version()
