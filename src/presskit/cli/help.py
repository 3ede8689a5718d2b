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
@click.option("--man", is_flag=True, help="Print the manual page of all commands.")
@click.pass_context
def help_(ctx: click.Context, names: tuple[str, ...], *, man: bool) -> None:
    """Explain a COMMAND; without one, what there is.

    presskit help --man > ~/.local/share/man/man1/presskit.1 lets `man presskit` show all of it.
    """
    told = ctx.find_root()
    if man:
        from presskit.cli.manual import manual

        assert isinstance(told.command, click.Group)
        click.echo(manual(told.command, told), nl=False)
        return
    for name in names:
        group = told.command
        if not isinstance(group, click.Group):
            told.fail(f"`{told.command_path}` has no commands of its own.")
        _, command, _ = group.resolve_command(told, [name])
        assert command is not None
        told = click.Context(command, parent=told, info_name=name)
    click.echo(told.get_help())
