"""Themes: `theme.toml` read, inherited, checked and resolved.

A theme is a folder with `theme.toml` (tokens and one style a role), templates and style sheets.
`inherits = "other"` starts from another theme, by its name or its folder as seen from this one's:
tables merge, files not found are looked up there, style sheets come after those that are there. Names
are those of presskit's themes, then those of the user's own; no folder takes the place of one.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from presskit.diagnostics import Report
from presskit.model.records import record_of
from presskit.model.roles import ROLES
from presskit.resources import theme_names, themes_folder
from presskit.theming.checks import wrong
from presskit.theming.layers import folder_of, merged, read_layers, tell
from presskit.theming.mistakes import mistakes
from presskit.theming.theme import Theme, ThemeFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from presskit.theming.layers import Layer
    from presskit.theming.mistakes import Mistake

__all__ = ["every_wrong", "load_layered", "load_theme", "theme_folders", "theme_names"]


def load_theme(name: str, report: Report) -> Theme:
    """The theme called `name`, or in the folder `name` where that holds a theme.toml.

    Fails with `theme-unknown` or `theme-invalid`; every mistake is told with its file and place.
    """
    theme, _ = load_layered(name, report)
    return theme


def load_layered(name: str, report: Report) -> tuple[Theme, tuple[Layer, ...]]:
    """The theme as `load_theme` does, and the files that it comes from."""
    layers = read_layers(name, report)
    folders = tuple(layer.folder for layer in layers)
    more = {"name": folders[0].name, "folders": folders, "reach": _reach(layers)}
    if all(folder.is_relative_to(themes_folder()) for folder in folders):
        return record_of(merged(layers) | more, Theme), layers
    own = Report()
    for layer in layers:
        for found in mistakes(layer.table, ThemeFile):
            tell(found, [layer], own)
    if not own.diagnostics:
        plain = {key: one for key, one in merged(layers).items() if key != "languages"}
        for found in mistakes(plain, ThemeFile, whole=True):
            tell(found, layers, own)
    report.extend(own.diagnostics)
    report.raise_errors()
    theme = record_of(merged(layers) | more, Theme)
    for found in every_wrong(theme):
        tell(found, layers, report)
    report.raise_errors()
    return theme, layers


def every_wrong(theme: Theme) -> Iterator[Mistake]:
    """What is wrong with a theme, and with what is only so in one of its languages."""
    plain = tuple(wrong(theme, ROLES))
    yield from plain
    for language in theme.languages:
        for found in wrong(theme.for_language(language), ROLES):
            if found not in plain:
                yield found._replace(path=("languages", language, *found.path))


def _reach(layers: Sequence[Layer]) -> dict[str, int]:
    """How many layers have a say in a sheet: those before the first that replaces it, and that."""
    reach: dict[str, int] = {}
    for number, layer in enumerate(layers, 1):
        replaced = layer.table.get("replaces", ())
        for sheet in replaced if isinstance(replaced, list) else ():
            reach.setdefault(sheet, number)
    return reach


def theme_folders(name: str) -> tuple[Path, ...]:
    """The folders of a theme that is not presskit's own, and of those that it inherits.

    What cannot be read ends them.
    """
    folders: list[Path] = []
    while name and (folder := folder_of(name, folders)) not in folders:
        if folder.is_relative_to(themes_folder()) or not folder.is_dir():
            break
        folders.append(folder)
        try:
            table = tomllib.loads((folder / "theme.toml").read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            break
        name = str(table.get("inherits", ""))
    return tuple(folders)
