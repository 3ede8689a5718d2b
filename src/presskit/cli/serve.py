"""`presskit serve`: presskit over HTTP."""

from __future__ import annotations

import click

from presskit.cli import options as opt


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "-j",
    "--processes",
    default="auto",
    show_default=True,
    callback=opt.processes,
    help="Workers that make editions at once.",
)
@click.option(
    "--timeout",
    default="60",
    show_default=True,
    callback=opt.seconds,
    metavar="SECONDS",
    help="Give an article up after so long.",
)
@click.option(
    "--max-size",
    default=20,
    show_default=True,
    type=click.IntRange(1),
    metavar="MB",
    help="The largest request.",
)
def serve(*, host: str, port: int, processes: int, timeout: float, max_size: int) -> None:
    """Serve editions over HTTP: POST an article to /editions, many to /batch.

    The presskit.toml of the folder that it is started in says the publication.
    /openapi.json says the rest. It has no keys and no users: put it behind what has.
    """
    try:
        import uvicorn

        from presskit.serve.app import Limits, application
    except ImportError:
        message = (
            "the server is not installed (in presskit's folder: python -m pip install '.[serve]')"
        )
        raise click.ClickException(message) from None
    from presskit.diagnostics import PresskitError

    try:
        publication = opt.publication_of(".")
    except PresskitError as error:
        raise click.ClickException("\n".join(map(str, error.diagnostics))) from None
    limits = Limits(max_size * 1_000_000, timeout, processes)
    uvicorn.run(application(limits, publication), host=host, port=port, log_level="info")
