"""Themes: found, shown with where each value comes from, begun anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec
from msgspec import Struct

from presskit.diagnostics import Diagnostic, Place, PresskitError, Report
from presskit.language.facts import base_language
from presskit.resources import (
    packaged_themes,
    project_themes,
    theme_names,
    themes_folder,
    user_themes_folder,
)
from presskit.theming.layers import place_of
from presskit.theming.loading import load_layered, load_theme
from presskit.theming.starting import starting_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.theming.places import KeyPath

Home: TypeAlias = Literal["presskit", "user", "package", "project"]


class FoundTheme(Struct, frozen=True, omit_defaults=True):
    """A theme that can be named; `broken` are its mistakes, where it cannot be used."""

    name: str
    home: Home
    folder: str
    title: str = ""
    paper: str = ""
    columns: int = 0
    fonts: tuple[str, ...] = ()
    thumbnail: str = ""
    broken: tuple[Diagnostic, ...] = ()


class ThemeValue(Struct, frozen=True):
    """A key of a theme, resolved, and the place in the file that gives it; none gives a default."""

    key: str
    value: Any
    place: Place


def find_themes(start: Path | None = None) -> tuple[FoundTheme, ...]:
    """The themes that a name finds: installed ones, and those of the project around `start`."""
    homes = {path.name: path for path in sorted(_own(start or Path.cwd()))}
    names = dict.fromkeys((*theme_names(), *homes))
    return tuple(_found(name, homes.get(name)) for name in names)


def _own(start: Path) -> Iterator[Path]:
    for file in project_themes(start).glob("*/theme.toml"):
        if file.parent.name not in theme_names():
            yield file.parent


def _found(name: str, folder: Path | None) -> FoundTheme:
    homes: dict[Home, Path] = {"presskit": themes_folder(), "user": user_themes_folder()}
    where = folder or next(
        (home / name for home in homes.values() if (home / name / "theme.toml").is_file()),
        packaged_themes().get(name, Path(name)),
    )
    home: Home = next((key for key, one in homes.items() if where.parent == one), "package")
    found = FoundTheme(name, "project" if folder else home, str(where))
    try:
        theme = load_theme(str(folder or name), Report())
    except PresskitError as error:
        return msgspec.structs.replace(found, broken=error.diagnostics)
    thumbnail = where / "thumbnail.png"
    return msgspec.structs.replace(
        found,
        title=theme.title,
        paper=theme.page.paper,
        columns=theme.page.columns,
        fonts=tuple(dict.fromkeys(one for fonts in theme.fonts.values() for one in fonts)),
        thumbnail=str(thumbnail) if thumbnail.is_file() else "",
    )


def show_theme(name: str, language: str = "") -> tuple[ThemeValue, ...]:
    """Every value of a theme, for a language where one is given, and where it comes from.

    Raises PresskitError (`theme-unknown`, `theme-invalid`).
    """
    theme, layers = load_layered(name, Report())
    wanted = theme.for_language(language) if language else theme
    parts = ("title", "page", "colors", "fonts", "styles", "print")
    shown = msgspec.to_builtins({part: getattr(wanted, part) for part in parts})
    tag = language if language in theme.languages else base_language(language or "und")
    values = []
    for path, value in _leaves(shown, ()):
        paths: tuple[KeyPath, ...] = (("languages", tag, *path), path)
        told = [one for one in paths if any(layer.says(one) for layer in layers)]
        place = place_of(layers, told[0]) if told else Place()
        values.append(ThemeValue(".".join(path), value, place))
    return tuple(values)


def _leaves(table: dict[str, Any], path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, key))
        elif value is not None:
            yield (*path, key), value


def new_theme(name: str, base: str = "sahifa", folder: Path | None = None) -> tuple[Path, ...]:
    """Begin a theme that inherits `base`, in `folder` or among the project's; the files written.

    Raises PresskitError: `theme-unknown`, `theme-invalid`, and `output-exists` for a folder that is
    there or a name that is taken.
    """
    theme, layers = load_layered(base, Report())
    target = folder or project_themes(Path.cwd()) / name
    report = Report(str(target))
    if target.exists():
        report.fail("output-exists", "it is there already", hint="choose another name")
    if name in theme_names():
        hint = "choose another name: an installed theme is found before one of a project"
        report.fail("output-exists", f"there is an installed theme “{name}”", hint=hint)
    if base not in theme_names():
        base = _seen_from(target, layers[0].folder)
    files = starting_files(name, base, theme)
    try:
        target.mkdir(parents=True)
        for file, text in files.items():
            (target / file).write_text(text, "utf-8")
    except OSError as error:
        report.fail("output-unwritable", f"it cannot be written: {error.strerror}")
    return tuple(target / file for file in files)


def _seen_from(target: Path, base: Path) -> str:
    import os

    return Path(os.path.relpath(base.resolve(), target.resolve())).as_posix()
