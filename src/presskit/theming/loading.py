"""Themes found by name or folder, read, inherited and checked."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from presskit.model.records import record_of
from presskit.model.roles import ROLES
from presskit.resources import installed_theme, parsed, themes_folder, user_themes_folder
from presskit.theming.checks import check_theme
from presskit.theming.theme import Theme, merged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presskit.diagnostics import Report


def theme_names() -> tuple[str, ...]:
    """The names of presskit's own themes, and of the user's."""
    homes = (themes_folder(), user_themes_folder())
    names = (path.parent.name for home in homes for path in sorted(home.glob("*/theme.toml")))
    return tuple(dict.fromkeys(names))


def load_theme(name: str, report: Report) -> Theme:
    """The theme called `name`, or in the folder `name` where that holds a theme.toml.

    Fails with `theme-unknown` or `theme-invalid`, naming the file and the key.
    """
    table, folders = _read(name, (), report)
    named = folders[0]
    table = {key: value for key, value in table.items() if key != "inherits"}
    try:
        theme = record_of(table | {"name": named.name, "folders": folders}, Theme)
        is_ours = all(folder.is_relative_to(themes_folder()) for folder in folders)
        variants = () if is_ours else (theme, *map(theme.for_language, theme.languages))
    except msgspec.ValidationError as error:
        report.fail("theme-invalid", f"theme “{name}”: {error}", hint=f"see {named / 'theme.toml'}")
    for variant in variants:
        check_theme(variant, ROLES, report)
    return theme


def theme_folders(name: str) -> tuple[Path, ...]:
    """The folders of a theme that is not presskit's own, and of those that it inherits.

    What cannot be read ends them.
    """
    folders: list[Path] = []
    while name and (folder := _folder(name, folders)) not in folders:
        if folder.is_relative_to(themes_folder()) or not folder.is_dir():
            break
        folders.append(folder)
        try:
            table = tomllib.loads((folder / "theme.toml").read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            break
        name = str(table.get("inherits", ""))
    return tuple(folders)


def _folder(name: str, heirs: Sequence[Path]) -> Path:
    """Where a theme is: that of the name, else seen from its heir, else from here."""
    return installed_theme(name) or (heirs[-1] / name if heirs else Path(name))


def _read(name: str, heirs: tuple[Path, ...], report: Report) -> tuple[dict[str, Any], list[Path]]:
    folder = _folder(name, heirs)
    if not (folder / "theme.toml").is_file():
        known = ", ".join(theme_names())
        report.fail("theme-unknown", f"there is no theme “{name}”", hint=f"choose one of {known}")
    if folder in heirs:
        report.fail("theme-invalid", f"theme “{name}” inherits itself", hint="break the circle")
    try:
        table = parsed((folder / "theme.toml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        report.fail("theme-invalid", f"{folder / 'theme.toml'}: {error}", hint="mend the file")
    if "inherits" not in table:
        return table, [folder]
    base, folders = _read(str(table["inherits"]), (*heirs, folder), report)
    return merged(base, table), [folder, *folders]
