"""`presskit theme`: begin a theme, check it, see what it comes to and how it looks."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

OUTPUT = click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print what is found.",
)


@click.group()
def theme() -> None:
    """Make a theme of your own; docs/themes.md has the tutorial and the reference."""


@theme.command()
@click.argument("name")
@click.option(
    "--from", "base", default="sahifa", show_default=True, help="The theme to start from."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Its folder.  [default: themes/NAME beside presskit.toml, or here]",
)
def new(name: str, base: str, output: Path | None) -> None:
    """Write the files of a theme NAME that says only what differs from another."""
    from presskit.api.theme_kit import new_theme

    if not name or Path(name).name != name or name.startswith("."):
        message = f"{name!r} is no name of a folder."
        raise click.BadParameter(message, param_hint="NAME")
    with _told():
        for path in new_theme(name, base, output):
            click.echo(path)


@theme.command()
@click.argument("name")
@OUTPUT
def check(name: str, output_format: Literal["text", "json"]) -> None:
    """Tell every mistake of the theme NAME (or in a folder), with its file, line and column."""
    from presskit.api.theme_check import check_theme
    from presskit.cli.printing import Printer, as_json
    from presskit.rulebook import Severity

    found = check_theme(name)
    if output_format == "json":
        click.echo(as_json({"diagnostics": found}, indent=2).decode())
    else:
        Printer("text", quiet=False).diagnostics(found)
        if not found:
            click.echo(f"{name}: nothing is wrong")
    if any(one.severity is Severity.ERROR for one in found):
        raise SystemExit(1)


@theme.command()
@click.argument("name")
@click.option("--language", default="", help="As the theme is for this language, such as ur.")
@OUTPUT
def show(name: str, language: str, output_format: Literal["text", "json"]) -> None:
    """Print every value of the theme NAME and the file and line that it comes from."""
    from presskit.api.theme_kit import show_theme
    from presskit.cli.printing import as_json

    with _told():
        values = show_theme(name, language)
    if output_format == "json":
        click.echo(as_json(values, indent=2).decode())
        return
    wide = max(len(one.key) for one in values)
    for one in values:
        value = ", ".join(map(str, one.value)) if isinstance(one.value, tuple) else one.value
        place = one.place if one.place.file else "by default"
        click.echo(f"{one.key:{wide}}  {value}  {click.style(str(place), dim=True)}")


@theme.command()
@click.argument("name")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The folder for it all.  [default: output/NAME]",
)
def specimen(name: str, output: Path | None) -> None:
    """Make all editions of an article a language, and a sheet of all pages (PNG and PDF)."""
    from presskit.api.specimens import make_specimens
    from presskit.cli.words import size_in_words

    with _told():
        for path in make_specimens(name, output or Path("output", Path(name).name)):
            click.echo(f"{path} {size_in_words(path.stat().st_size)}")


class _told:  # noqa: N801 - used as a function
    """Print the findings that stop a command."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        from presskit.cli.printing import Printer
        from presskit.diagnostics import PresskitError

        if isinstance(error, PresskitError):
            Printer("text", quiet=False).diagnostics(error.diagnostics)
            raise SystemExit(1) from None
