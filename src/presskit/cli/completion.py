"""`presskit completion`: what a shell needs to complete commands, options, files, themes and papers."""

from __future__ import annotations

import click

_HOW = {
    "bash": "presskit completion bash > ~/.local/share/bash-completion/completions/presskit",
    "zsh": "presskit completion zsh > ~/.zfunc/_presskit   (with fpath+=~/.zfunc before compinit)",
    "fish": "presskit completion fish > ~/.config/fish/completions/presskit.fish",
}


@click.command(epilog="\b\n" + "\n".join(_HOW.values()))
@click.argument("shell", type=click.Choice(list(_HOW)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a SHELL."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    root = ctx.find_root()
    script = made(root.command, {}, "presskit", "_PRESSKIT_COMPLETE")
    # click asks the installed bash for its version, which may be none or an old one.
    click.echo(script.source_template % script.source_vars())
