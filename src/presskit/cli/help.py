"""`presskit help COMMAND`: the same as `presskit COMMAND --help`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence


def _commands(ctx: click.Context, _param: click.Parameter, _begun: str) -> Sequence[str]:
    root = ctx.find_root().command
    return root.list_commands(ctx) if isinstance(root, click.Group) else ()


@click.command("help")
@click.argument("names", nargs=-1, metavar="[COMMAND]...", shell_complete=_commands)
@click.pass_context
def help_(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Explain a COMMAND; without one, what there is."""
    told = ctx.find_root()
    for name in names:
        group = told.command
        if not isinstance(group, click.Group):
            told.fail(f"`{told.command_path}` has no commands of its own.")
        _, command, _ = group.resolve_command(told, [name])
        assert command is not None
        told = click.Context(command, parent=told, info_name=name)
    click.echo(told.get_help())
