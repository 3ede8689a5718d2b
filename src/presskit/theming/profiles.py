"""Output profiles: how a press prints its inks."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.resources import profiles_folder

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.theming.theme import Theme

_CMYK_PRINTER = (b"prtr", b"CMYK")


class Profile(Struct, frozen=True):
    """An ICC profile of a CMYK press.

    `condition` is its name in the registry of characterisations at color.org, or "Custom".
    """

    path: Path
    condition: str
    info: str

    @property
    def is_registered(self) -> bool:
        """Whether the condition is one of the registry's."""
        return self.condition != "Custom"


def find_profile(theme: Theme, report: Report) -> Profile:
    """The profile that a theme names: one of presskit's, or an .icc file of the theme.

    Fails with `profile-unknown`.
    """
    assert theme.print is not None
    name = theme.print.profile
    folder = profiles_folder()
    known = tomllib.loads((folder / "profiles.toml").read_text("utf-8"))
    if name in known:
        entry = known[name]
        return Profile(folder / entry["file"], entry["condition"], entry["info"])
    path = theme.file(name)
    # The header's device class and colour space (ICC.1:2022, 7.2).
    head = path.read_bytes()[12:20] if path else b""
    if path is None or (head[:4], head[4:]) != _CMYK_PRINTER:
        what = "is no profile of a CMYK press" if path else "is not there"
        report.fail(
            "profile-unknown",
            f"theme “{theme.name}”: the profile “{name}” {what}",
            hint=f"name one of {', '.join(known)}, or an .icc file in the theme's folder",
        )
    return Profile(path, "Custom", path.stem)
