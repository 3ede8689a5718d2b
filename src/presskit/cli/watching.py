"""`--watch`: what a command makes is made again whenever its sources change."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from presskit.model.edition import Options

_STDIN = "-"

watched = click.option("--watch", is_flag=True, help="Make it again after each save, until Ctrl-C.")


def made_again(
    make: Callable[[], object], articles: Sequence[str], options: Options, *, watch: bool
) -> None:
    """Make, and with `watch` again whenever an article, a picture, the theme or presskit.toml changes.

    An article that fails is told of and waited for. Raises UsageError for what cannot be watched.
    """
    if not watch:
        make()
        return
    if not articles or _STDIN in articles:
        message = "--watch needs the names of files"
        raise click.UsageError(message)
    from presskit.api.previews import sources_of
    from presskit.files.watching import Watch

    seen = Watch(one for name in articles for one in sources_of(name, options))
    while True:
        with suppress(SystemExit):  # it was told, and the next save may mend it
            make()
        click.echo("presskit: watching, Ctrl-C ends", err=True)
        seen.watch(one for name in articles for one in sources_of(name, options))
        seen.wait()
