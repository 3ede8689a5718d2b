"""Options that several commands share, and what they resolve to."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from presskit.cli import completions

if TYPE_CHECKING:
    from collections.abc import Callable

    from presskit.model.edition import Options
    from presskit.model.publication import Publication

_LONGEST = 1_000_000
F = TypeVar("F", bound="Callable[..., Any]")

articles = click.argument(
    "articles", nargs=-1, required=True, metavar="ARTICLE...", shell_complete=completions.files
)
article = click.argument("article", metavar="ARTICLE", shell_complete=completions.files)
drafts = click.option("--drafts", is_flag=True, help="Make drafts (draft: true) too.")


def formats(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    """The value of `--to`: names of formats, separated by commas."""
    from presskit.api import FORMATS

    wanted = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",")))
    for name in wanted:
        if name not in FORMATS:
            message = f"{name!r} is not one of {', '.join(FORMATS)}."
            raise click.BadParameter(message)
    return wanted


def processes(_ctx: click.Context, _param: click.Parameter, value: str) -> int:
    """The value of `-j`: a number, or `auto` for one a core."""
    if value == "auto":
        return _cores()
    if value.isdecimal() and int(value):
        return int(value)
    message = f"{value!r} is neither a number from 1 nor auto."
    raise click.BadParameter(message)


def _cores() -> int:
    """How many cores this process may use: those of the machine, less what a container denies it."""
    import os

    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
    cores = float(len(allowed) or os.cpu_count() or 1)
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
        cores = min(cores, int(quota) / int(period))
    except (OSError, ValueError):  # no such limit
        pass
    return max(1, round(cores))


def seconds(_ctx: click.Context, _param: click.Parameter, value: str | None) -> float | None:
    """A time: a number of seconds, more than none."""
    if value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number <= _LONGEST:
        message = f"{value!r} is not a number of seconds above 0 and up to {_LONGEST:,}."
        raise click.BadParameter(message)
    return number


def gathered(name: str, load: Callable[[], type]) -> Callable[[F], F]:
    """Let a command have the options that are fields of a record as that record, named `name`.

    `load` gives the record's type when the command runs, so that `--help` needn't wait for it.
    """

    def decorated(command: F) -> F:
        @wraps(command)
        def called(*args: object, **given: object) -> object:
            record = load()
            own = {field: given.pop(field) for field in record.__annotations__ if field in given}
            return command(*args, **{name: record(**own)}, **given)

        return cast("F", called)

    return decorated


def _options() -> type[Options]:
    from presskit.model.edition import Options

    return Options


def reporting(command: F) -> F:
    """`--output-format` and `--quiet`."""
    command = click.option("-q", "--quiet", is_flag=True, help="Print warnings and errors only.")(
        command
    )
    return click.option(
        "--output-format",
        type=click.Choice(["text", "json", "github"]),
        default="text",
        show_default=True,
        help="How findings are printed on stderr.",
    )(command)


def look(command: F) -> F:
    """`--theme`, `--paper`, `--columns`, `--font-path`, `--no-fix` and `--strict`.

    With those of `docx` and `pdf` they reach the command as one record, `options`.
    """
    command = gathered("options", _options)(command)
    for option in (
        click.option("--strict", is_flag=True, help="Make nothing where there is a warning."),
        click.option(
            "--no-fix",
            "repair",
            flag_value=False,
            default=True,
            help="Leave texts as they are written, without safe repairs.",
        ),
        click.option(
            "--font-path",
            "font_folders",
            multiple=True,
            type=click.Path(path_type=Path),
            help="A folder with more fonts; may be given again.",
        ),
        click.option("--columns", type=click.IntRange(1, 4), help="Columns of the PDF's text."),
        click.option(
            "--paper",
            shell_complete=completions.papers,
            help="Paper of PDF and DOCX: a4, a5, letter, …",
        ),
        click.option(
            "--theme",
            shell_complete=completions.themes,
            help="A theme's name, or a folder with a theme.toml.",
        ),
    ):
        command = option(command)
    return command


def docx(command: F) -> F:
    """`--reference-doc`."""
    return click.option(
        "--reference-doc",
        type=click.Path(path_type=Path),
        help="A DOCX of yours that gives the DOCX its styles, page and headers.",
    )(command)


def pdf(command: F) -> F:
    """`--pdf-standard`, `--print`, `--no-fit` and `--preflight`."""
    command = click.option(
        "--preflight", is_flag=True, help="Check the PDF too, as `presskit check` does, on stderr."
    )(command)
    command = click.option(
        "--no-fit",
        "fit",
        flag_value=False,
        default=True,
        help="Set nothing closer to spare a last page of a few lines.",
    )(command)
    command = click.option(
        "--print",
        "for_press",
        is_flag=True,
        help="Make the PDF for the press: CMYK, bleed, marks, PDF/X-4.",
    )(command)
    return click.option(
        "--pdf-standard",
        metavar="NAME",
        help="What the PDF claims: ua-1, ua-2, a-2a, a-2b, a-2u, a-3a, a-3b, a-3u, a-4, x-4, "
        "two as in a-2a+ua-1, or none.  [default: ua-1; with --print x-4+ua-1]",
    )(command)


def publication_of(article: str) -> Publication:
    """The publication of the presskit.toml nearest to an article or a folder of articles.

    Else that of the one nearest to the current folder.
    """
    from presskit.sources.publication import find_publication

    path = Path(article)
    publication, found = find_publication(path if path.is_dir() else path.parent)
    return publication if found else find_publication(Path.cwd())[0]
