"""The manual page: what `--help` says of all commands, for `man`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from presskit.release import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator


def manual(group: click.Group, ctx: click.Context) -> str:
    """The page in roff's man macros. `ctx` is that of the group."""
    return "\n".join(_lines(group, ctx)) + "\n"


def _lines(group: click.Group, ctx: click.Context) -> Iterator[str]:
    yield f'.TH PRESSKIT 1 "" "presskit {VERSION}" "User Commands"'
    yield ".ad l"
    first, *rest = _paragraphs(group.help or "")
    yield from (".SH NAME", f"presskit \\- {_escaped(first[0].rstrip('.'))}")
    yield from (".SH SYNOPSIS", ".B presskit", "COMMAND [ARGUMENTS]")
    yield ".SH DESCRIPTION"
    yield from _text(rest)
    yield ".SH OPTIONS"
    yield from _options(group, ctx)
    yield ".SH COMMANDS"
    yield from _commands(group, ctx)
    yield from (".SH SEE ALSO", "The folder docs of presskit.")


def _commands(group: click.Group, ctx: click.Context) -> Iterator[str]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        own = click.Context(command, parent=ctx, info_name=name)
        usage = " ".join(command.collect_usage_pieces(own))
        yield f'.SS "{_escaped(own.command_path)} {_escaped(usage)}"'
        yield from _text(_paragraphs(command.help or ""))
        yield from _options(command, own)
        if isinstance(command, click.Group):
            yield from _commands(command, own)


def _options(command: click.Command, ctx: click.Context) -> Iterator[str]:
    for option in command.get_params(ctx):
        record = option.get_help_record(ctx)
        if record and isinstance(option, click.Option):
            yield ".TP"
            yield f"\\fB{_escaped(record[0])}\\fR"
            yield _escaped(record[1])


def _paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph of a help text."""
    parts = re.split(r"\n\s*\n", text.split("\f", maxsplit=1)[0].strip())
    return [[line.strip() for line in part.split("\n")] for part in parts]


def _text(paragraphs: list[list[str]]) -> Iterator[str]:
    for lines in paragraphs:
        yield ".PP"
        if lines[0] == "\b":  # click's sign to keep lines as they are
            yield from (".nf", *map(_escaped, lines[1:]), ".fi")
        else:
            yield from map(_escaped, lines)


def _escaped(text: str) -> str:
    """Text that roff takes as it is: no line of it begins a request."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
