"""What a shell offers for arguments and options: names of files, themes, papers, formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    import click


def files(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Files and folders, which the shell finds by itself."""
    return [CompletionItem(begun, type="file")]


def themes(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The themes that are installed, and folders."""
    from presskit.theming.loading import theme_names

    named = [CompletionItem(name) for name in theme_names() if name.startswith(begun)]
    return named or [CompletionItem(begun, type="dir")]


def papers(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """The papers."""
    from presskit.theming.paper import PAPERS

    return [name for name in PAPERS if name.startswith(begun.casefold())]


def formats(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """The formats that a list of formats can go on with."""
    from presskit.model.edition import FORMATS

    *given, last = begun.split(",")
    return [
        ",".join([*given, name]) for name in FORMATS if name.startswith(last) and name not in given
    ]
