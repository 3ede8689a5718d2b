"""The `presskit` command group; a command's module is imported when the command is named."""

from __future__ import annotations

import atexit
import builtins
import os
import sys
from contextlib import nullcontext
from difflib import get_close_matches
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, NoReturn

import click

from presskit.cli.patterns import keep_patterns
from presskit.cli.signals import StoppedError, stoppable
from presskit.cli.streams import open_streams

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

_WITHOUT_FILES = frozenset(
    ["cache", "completion", "fonts", "help", "layout", "rule", "schema", "themes", "version"]
)
_SERVERS = frozenset(["preview", "serve"])
COMMANDS = {
    "pdf": ("presskit.cli.editions", "Make a PDF of each article."),
    "epub": ("presskit.cli.editions", "Make an EPUB of each article."),
    "docx": ("presskit.cli.editions", "Make a DOCX of each article."),
    "export": ("presskit.cli.export", "Make several editions of each article."),
    "digest": ("presskit.cli.digest", "Make editions of an issue of many articles."),
    "handoff": ("presskit.cli.handoff", "Pack an article or an issue for the layout desk."),
    "import": ("presskit.cli.import_", "Make Markdown of pasted copy, HTML, Word files, feeds."),
    "check": ("presskit.cli.check", "Proofread articles; check finished PDFs and EPUBs."),
    "preview": ("presskit.cli.preview", "Show editions in the browser while one writes."),
    "serve": ("presskit.cli.serve", "Serve a page for editors, and editions over HTTP."),
    "cache": ("presskit.cli.cache", "Show or clear the editions that batches keep."),
    "rule": ("presskit.cli.rule", "Explain a rule of the proofreader."),
    "layout": ("presskit.cli.layout", "Print what every edition of an article says, as JSON."),
    "theme": ("presskit.cli.theme", "Begin, check, show a theme of your own."),
    "themes": ("presskit.cli.themes", "List the themes."),
    "fonts": ("presskit.cli.fonts", "List the fonts."),
    "schema": ("presskit.cli.schema", "Print the JSON Schema of a record."),
    "completion": ("presskit.cli.completion", "Print the completion script of a shell."),
    "help": ("presskit.cli.help", "Explain a command."),
    "version": ("presskit.cli.version", "Print presskit's version."),
}


class _Commands(click.Group):
    """A group that knows its commands' names and loads one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(COMMANDS[cmd_name][0])
        is_taken = iskeyword(cmd_name) or hasattr(builtins, cmd_name)
        command = getattr(module, f"{cmd_name}_" if is_taken else cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant. For a name that is none, the error says what may be meant."""
        name = args[0]
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        message = f"No such command {name!r}."
        if os.path.exists(name):
            message = f"{name!r} is a file: name a command before it, as in presskit pdf {name}"
        elif close := get_close_matches(name, COMMANDS, 2):
            message += f" Did you mean {' or '.join(close)}?"
        raise click.UsageError(message, ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in COMMANDS.items()])


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from presskit.cli.version import print_version

        print_version()
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--warm",
    is_flag=True,
    expose_value=False,
    help="Have a helper that has everything loaded run the command, and start one for the next.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version and exit.",
)
def presskit() -> None:  # \b below is click's sign to keep lines as they are
    """Make a PDF, an EPUB and a DOCX of a press article, right in every direction.

    \b
    presskit pdf article.md                       output/article.pdf
    presskit export article.md --to pdf,epub      output/article.pdf, .epub
    presskit docx - -o - < article.md             from stdin to stdout

    Exit codes: 0 done, 1 an article failed, 2 the command was not understood.
    """


def main() -> NoReturn:
    """Run the command; whatever goes wrong, the user gets a line and not a traceback."""
    ended: list[int] = []
    atexit.register(_leave, ended)  # before all others, which come first at the end
    atexit.register(keep_patterns)
    open_streams()
    # Servers have ways of their own to end.
    command = "".join(sys.argv[1:2])
    code = 0
    try:
        with nullcontext() if command in _SERVERS else stoppable(), _workplace(command):
            code = _run()
    except StoppedError as error:
        click.echo(error, err=True)
        code = error.code
    ended.append(code)
    sys.exit(code)


def _leave(ended: list[int]) -> None:
    """Leave without taking the interpreter apart, which the end of the process does at once.

    `ended` holds the code of a command that has come to its end: threads are done then, and all that
    is to run at exit has run. Output that cannot be written is left to Python, which says so.
    """
    if not ended:
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    os._exit(*ended)


def _workplace(command: str) -> AbstractContextManager[None]:
    """A folder for temporary files, for the commands that have such."""
    if command in _WITHOUT_FILES:
        return nullcontext()
    from presskit.cli.workplace import workplace

    return workplace()


def _run() -> int:
    """Run the command; the code to exit with."""
    try:
        code = 0
        try:
            presskit(prog_name="presskit")
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # the last guard of promise 5
        if os.environ.get("PRESSKIT_DEBUG"):
            raise
        return _told(error)
    return code


def _told(error: Exception) -> int:
    """Say why nothing more can be done: what the machine lacks, else a defect."""
    if isinstance(error, MemoryError):
        from presskit.cli.limits import lift_memory

        lift_memory()
    from presskit.troubles import trouble

    if found := trouble(error):
        click.echo(str(found), err=True)
        # What could not be written must not be tried again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    else:
        click.echo(
            f"presskit: error [internal] {type(error).__name__}: {error} (this is a defect of "
            "presskit: run again with PRESSKIT_DEBUG=1 and report what it prints)",
            err=True,
        )
    return 1
