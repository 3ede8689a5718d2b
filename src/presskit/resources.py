"""presskit's version, and where its own themes, fonts and profiles lie.

Inside the wheel, or beside `src` in a checkout.
"""

from __future__ import annotations

from pathlib import Path

VERSION = "0.1.0"
_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def themes_folder() -> Path:
    """The folder with one folder a theme."""
    return _first(_PACKAGE / "themes", _CHECKOUT / "themes")


def fonts_folder() -> Path:
    """The folder with fonts.toml and one folder a family."""
    return _first(_PACKAGE / "font_files", _CHECKOUT / "fonts")


def profiles_folder() -> Path:
    """The folder with profiles.toml and the ICC profiles of presses."""
    return _first(_PACKAGE / "profiles", _CHECKOUT / "profiles")


def _first(packaged: Path, checkout: Path) -> Path:
    return packaged if packaged.is_dir() else checkout
