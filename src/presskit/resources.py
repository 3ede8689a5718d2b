"""Where presskit's own themes, fonts, profiles, specimens and rules lie.

Inside the wheel, or beside `src` in a checkout. Their TOML is parsed once.
"""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def themes_folder() -> Path:
    """The folder with one folder a theme."""
    return _first(_PACKAGE / "themes", _CHECKOUT / "themes")


def user_themes_folder() -> Path:
    """The folder with one folder a theme of the user's own: in `presskit` where programs keep settings."""
    base = os.environ.get("XDG_CONFIG_HOME") or (
        os.environ.get("APPDATA") if os.name == "nt" else ""
    )
    return Path(base or os.path.expanduser("~/.config")) / "presskit" / "themes"


def installed_theme(name: str) -> Path | None:
    """The folder of the theme of that name: presskit's, else the user's, else a package's."""
    if not name or Path(name).name != name:
        return None
    places = (themes_folder() / name, user_themes_folder() / name)
    found = next((one for one in places if (one / "theme.toml").is_file()), None)
    return found or packaged_themes().get(name)


def theme_names() -> tuple[str, ...]:
    """The names of installed themes: presskit's own, the user's, those of packages."""
    homes = (themes_folder(), user_themes_folder())
    names = (path.parent.name for home in homes for path in sorted(home.glob("*/theme.toml")))
    return tuple(dict.fromkeys((*names, *packaged_themes())))


@cache
def packaged_themes() -> dict[str, Path]:
    """Themes of installed packages: entry points of `presskit.themes`, whose values are packages.

    No package is imported: a theme is data.
    """
    from importlib.metadata import entry_points

    found = {one.name: _package_folder(one.value) for one in entry_points(group="presskit.themes")}
    return {
        name: folder
        for name, folder in sorted(found.items())
        if folder and (folder / "theme.toml").is_file()
    }


def _package_folder(package: str) -> Path | None:
    from importlib.util import find_spec

    top, *inner = package.split(".")
    spec = find_spec(top)  # which imports nothing where there is no dot
    homes = (spec.submodule_search_locations or ()) if spec else ()
    return next((Path(home, *inner) for home in homes), None)


def project_file(start: Path) -> Path | None:
    """The nearest presskit.toml from a folder upwards."""
    start = start.resolve()
    paths = (folder / "presskit.toml" for folder in (start, *start.parents))
    return next((path for path in paths if path.is_file()), None)


def project_themes(start: Path) -> Path:
    """The folder of the project's own themes: beside presskit.toml, else in the folder itself."""
    file = project_file(start)
    return (file.parent if file else start) / "themes"


def fonts_folder() -> Path:
    """The folder with fonts.toml and one folder a family."""
    return _first(_PACKAGE / "font_files", _CHECKOUT / "fonts")


def profiles_folder() -> Path:
    """The folder with profiles.toml and the ICC profiles of presses."""
    return _first(_PACKAGE / "profiles", _CHECKOUT / "profiles")


def specimens_folder() -> Path:
    """The folder with an article a language that shows every style."""
    return _first(_PACKAGE / "specimens", _CHECKOUT / "specimens")


def rules_folder() -> Path:
    """The folder with a page for each rule of the proofreader."""
    return _first(_PACKAGE / "rules", _CHECKOUT / "rules")


@lru_cache(maxsize=16)
def parsed(toml: str) -> dict[str, Any]:
    """The table of a theme's or a library's file: read it, don't change it.

    Raises tomllib.TOMLDecodeError.
    """
    import tomllib

    return tomllib.loads(toml)


def _first(packaged: Path, checkout: Path) -> Path:
    return packaged if packaged.is_dir() else checkout
