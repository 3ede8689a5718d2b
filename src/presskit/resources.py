"""Where presskit's own themes, fonts, profiles, specimens and rules lie.

Inside the wheel, or beside `src` in a checkout. Their TOML is parsed once.
"""

from __future__ import annotations

import os
from functools import lru_cache
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
    """The folder of the theme of that name: presskit's, else the user's."""
    if not name or Path(name).name != name:
        return None
    places = (themes_folder() / name, user_themes_folder() / name)
    return next((one for one in places if (one / "theme.toml").is_file()), None)


def theme_names() -> tuple[str, ...]:
    """The names of presskit's own themes, and of the user's."""
    homes = (themes_folder(), user_themes_folder())
    names = (path.parent.name for home in homes for path in sorted(home.glob("*/theme.toml")))
    return tuple(dict.fromkeys(names))


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
