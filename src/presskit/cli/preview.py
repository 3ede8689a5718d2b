"""`presskit preview`: a page that shows an article's editions while it is written."""

from __future__ import annotations

import sys
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from presskit.cli import options as opt

if TYPE_CHECKING:
    from presskit.model.edition import Options

_HOST = "127.0.0.1"
_PORT = 8300
_HOSTS = ("127.0.0.1", "localhost")


@click.command()
@opt.article
@click.option("--port", type=click.IntRange(0, 65535), help=f"[default: {_PORT}, or a free one]")
@click.option(
    "--open/--no-open",
    "opens",
    default=None,
    help="Open the page in the browser.  [default: in a terminal]",
)
@opt.docx
@opt.look
def preview(article: str, *, port: int | None, opens: bool | None, options: Options) -> None:
    """Show the editions of ARTICLE in the browser, and again after each save.

    ARTICLE is an article of any kind, an issue.toml or a folder. Themes, pictures and presskit.toml
    are watched too. What is wrong is told on the page, which keeps the last good pages. The page is
    for this machine alone; Ctrl-C ends it.
    """
    try:
        from presskit.serve.preview.app import preview_application
        from presskit.serve.running import Place, listen, run_at
    except ImportError:
        message = (
            "the preview is not installed (in presskit's folder: python -m pip install '.[serve]')"
        )
        raise click.ClickException(message) from None
    if not Path(article).exists():
        message = f"{article}: there is no such file (name an article, an issue.toml or a folder)"
        raise click.ClickException(message)
    place = Place(_HOST, _PORT if port is None else port)
    try:
        found = listen(place)
    except OSError as error:
        if port is not None:
            message = f"{_HOST}:{port}: {error.strerror} (is another preview there? choose another --port)"
            raise click.ClickException(message) from None
        found = listen(place._replace(port=0))
    address = "http://{}:{}/".format(*found.getsockname()[:2])
    sys.stderr.write(f"presskit: preview of {article} at {address}\n")
    sys.stderr.flush()
    if sys.stderr.isatty() if opens is None else opens:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    app = preview_application(article, options, _HOSTS)
    with suppress(KeyboardInterrupt):  # the way to end it
        run_at(app, found, silence=15, timeout_graceful_shutdown=1)
