"""A theme's files from its own to the one it all starts from, and what each of them says."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from presskit.diagnostics import Place, Position
from presskit.resources import installed_theme, parsed, project_themes, theme_names
from presskit.theming.mistakes import meant
from presskit.theming.places import key_places, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presskit.diagnostics import Report
    from presskit.theming.mistakes import Mistake
    from presskit.theming.places import KeyPath

FILE = "theme.toml"


class Layer(NamedTuple):
    """A theme's folder and its theme.toml, as text and as a table."""

    folder: Path
    text: str
    table: dict[str, Any]

    @property
    def file(self) -> str:
        """The path of its theme.toml."""
        return str(self.folder / FILE)

    def says(self, path: KeyPath) -> bool:
        """Whether it gives this key itself."""
        table: Any = self.table
        for key in path:
            if not isinstance(table, dict) or key not in table:
                return False
            table = table[key]
        return True


def read_layers(name: str, report: Report) -> tuple[Layer, ...]:
    """The theme called `name` and those that it inherits, its own first.

    Fails with `theme-unknown` or `theme-invalid`.
    """
    layers: list[Layer] = []
    while True:
        folder = folder_of(name, [layer.folder for layer in layers])
        at = key_places(layers[-1].text).get(("inherits",)) if layers else None
        about = report.about(layers[-1].file) if layers else report
        if not (folder / FILE).is_file():
            hint = meant(name, theme_names(), "the installed ones are")
            about.fail("theme-unknown", f"there is no theme “{name}”", at, hint)
        if folder in [layer.folder for layer in layers]:
            about.fail("theme-invalid", f"theme “{name}” inherits itself", at, "break the circle")
        layers.append(_read(folder, report.about(str(folder / FILE))))
        name = layers[-1].table.get("inherits", "")
        if not name or not isinstance(name, str):
            return tuple(layers)


def folder_of(name: str, heirs: Sequence[Path]) -> Path:
    """Where a theme is: that of the name, else seen from its heir.

    One without heirs is seen from here, or is one of the project's.
    """
    if found := installed_theme(name):
        return found
    if heirs:
        return heirs[-1] / name
    own = project_themes(Path.cwd()) / name
    is_own = Path(name).name == name and (own / FILE).is_file()
    return own if is_own and not Path(name, FILE).is_file() else Path(name)


def file_in(folder: Path, name: str) -> Path | None:
    """A theme's file; none lies outside its folder."""
    path = folder / name
    return path if path.is_file() and path.resolve().is_relative_to(folder.resolve()) else None


def _read(folder: Path, report: Report) -> Layer:
    try:
        text = (folder / FILE).read_text("utf-8-sig")
        return Layer(folder, text, parsed(text))
    except OSError as error:
        report.fail("theme-invalid", f"it cannot be read: {error.strerror}", hint="mend its rights")
    except UnicodeDecodeError:
        report.fail("theme-invalid", "it is not UTF-8", hint="save it as UTF-8")
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).partition(" (at ")
        numbers = [int("".join(filter(str.isdigit, part)) or 0) for part in where.split(",")]
        end = Position(text.count("\n") + 1)
        at = Position(*numbers) if len(numbers) == 2 else end
        report.fail("theme-invalid", f"this is not TOML: {what}", at, 'write key = "value"')


def merged(layers: Sequence[Layer]) -> dict[str, Any]:
    """What the theme says with all that it inherits.

    Where an heir gives a colour of its own, the inks that were given for its base's are left out.
    """
    table: dict[str, Any] = {}
    for layer in reversed(layers):
        own = {key: one for key, one in layer.table.items() if key not in ("inherits", "replaces")}
        table = merge(without_inks(table, own), own)
    return table


def without_inks(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """A table without the inks of those colours that another gives anew."""
    inks = base.get("print", {}).get("colors")
    colors = own.get("colors", {})
    if not isinstance(inks, dict) or not isinstance(colors, dict):
        return base
    old = base.get("colors", {})
    kept = {
        token: one
        for token, one in inks.items()
        if colors.get(token, old.get(token)) == old.get(token)
    }
    return base | {"print": base["print"] | {"colors": kept}}


def merge(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Two tables as one: what both are tables for is merged, else the heir's stands."""
    made = dict(base)
    for key, value in own.items():
        old = made.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            made[key] = merge(old, value)
        else:
            made[key] = value
    return made


def origin(layers: Sequence[Layer], path: KeyPath) -> Layer:
    """The layer that a key's value comes from: the first that gives it, or a table around it."""
    for length in range(len(path), 0, -1):
        for layer in layers:
            if layer.says(path[:length]):
                return layer
    return layers[0]


def place_of(layers: Sequence[Layer], path: KeyPath) -> Place:
    """The file and the position that a key's value comes from."""
    layer = origin(layers, path)
    return Place(layer.file, nearest(key_places(layer.text), path))


def tell(found: Mistake, layers: Sequence[Layer], report: Report) -> None:
    """Report a mistake as `theme-invalid` at its place."""
    place = place_of(layers, found.path)
    report.about(place.file or "").add("theme-invalid", found.message, place.at, found.hint)
