"""Templates of a theme: Jinja2, strict, autoescaped; an heir's files come before its base's."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment

    from presskit.theming.theme import Theme


def environment(theme: Theme) -> Environment:
    """The environment that finds the theme's templates; style sheets are not escaped.

    An undefined name is an error, and a template reaches no file outside the theme's folders.
    """
    return _environment(theme.folders)


@cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    """One environment a theme: a template is compiled once, and again when its file changes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(list(folders)),
        autoescape=lambda name: name is None or not name.endswith(".css"),  # noqa: S701 - CSS has its own escapes
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
