"""`presskit serve`: presskit over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from presskit.cli import options as opt

if TYPE_CHECKING:
    from presskit.serve.app import Access

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--unix-socket", metavar="PATH", help="Listen at a socket of the file system instead (0660)."
)
@click.option("--root-path", default="", metavar="PREFIX", help="The path that a proxy takes off.")
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
@click.option(
    "--rate",
    default=0,
    show_default=True,
    type=click.IntRange(0),
    metavar="N",
    help="Requests a minute of one client; 0 is any number.",
)
@click.option(
    "--grace",
    default=30,
    show_default=True,
    type=click.IntRange(0),
    metavar="SECONDS",
    help="How long a TERM waits for what is being made.",
)
@click.option("--tokens", metavar="FILE", help="Ask for a bearer token: lines of NAME TOKEN.")
@click.option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    help="A host name that requests may ask for (*.example.org too).  "
    "[default: this machine's own at 127.0.0.1, else any]",
)
@click.option(
    "--allow-origin", multiple=True, metavar="ORIGIN", help="A web origin whose pages may ask."
)
@click.option(
    "--trust-proxy",
    multiple=True,
    metavar="ADDRESS",
    help="A proxy whose X-Forwarded-For is believed.  [default: 127.0.0.1]",
)
@click.option("--page/--no-page", default=True, show_default=True, help="A page for editors at /.")
@click.option("--log/--no-log", default=True, show_default=True, help="A line of JSON a request.")
def serve(  # noqa: PLR0913 - the options of the command
    *,
    host: str,
    port: int,
    unix_socket: str | None,
    root_path: str,
    processes: int,
    timeout: float,
    max_size: int,
    rate: int,
    grace: int,
    trust_proxy: tuple[str, ...],
    **given: Any,
) -> None:
    """Serve editions over HTTP: a page for editors at /, POST to /editions and /batch for programs.

    The presskit.toml of the folder that it is started in says the publication. /openapi.json says
    the rest. TERM and INT let it finish what is being made, for --grace seconds; a second one ends
    it at once. How to put it behind nginx or Caddy, and into systemd: docs/server.md.
    """
    try:
        from presskit.serve.app import application
        from presskit.serve.limits import Limits
        from presskit.serve.running import Place, run
    except ImportError:
        message = (
            "the server is not installed (in presskit's folder: python -m pip install '.[serve]')"
        )
        raise click.ClickException(message) from None
    from presskit.diagnostics import PresskitError

    try:
        access = _access(host=host, is_local=unix_socket is None, **given)
        publication = opt.publication_of(".")
    except PresskitError as error:
        raise click.ClickException("\n".join(map(str, error.diagnostics))) from None
    limits = Limits(max_size * 1_000_000, timeout, processes, rate=rate)
    app = application(limits, publication, access)
    try:
        run(
            app,
            Place(host, port, unix_socket),
            limits.silence,
            root_path=root_path,
            timeout_graceful_shutdown=grace,
            forwarded_allow_ips=",".join(trust_proxy) or "127.0.0.1",
        )
    except OSError as error:
        where = unix_socket or f"{host}:{port}"
        message = f"{where}: {error.strerror} (is another server there? choose another --port)"
        raise click.ClickException(message) from None


def _access(
    *,
    host: str,
    is_local: bool,
    tokens: str | None,
    allow_host: tuple[str, ...],
    allow_origin: tuple[str, ...],
    page: bool,
    log: bool,
) -> Access:
    from presskit.serve.app import Access
    from presskit.serve.clients import read_tokens

    # A page of the web must not reach a server on this machine by a name of its own.
    own = _LOOPBACK if is_local and host in _LOOPBACK else ("*",)
    known = read_tokens(tokens) if tokens else {}
    return Access(known, allow_host or own, allow_origin, log, page)
