"""Colour spaces by name, and which colours are black (ISO 32000-1, 8.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, Stream

from presskit.prepress.strings import shown

if TYPE_CHECKING:
    from presskit.prepress.records import Inks

_CMYK = frozenset(["DeviceCMYK", "ICCBased CMYK"])
_MODELS = {1: "Gray", 3: "RGB", 4: "CMYK"}
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
# 8.6.5.6: what a resource dictionary puts in the place of a device space.
_DEFAULTS = {f"Device{model}": f"/Default{model}" for model in _MODELS.values()}
_DEEPEST = 4
_DARK = 0.2


def colour_space(space: Any, resources: Any, depth: int = 0) -> str:
    """The name of a colour space, given as its name or array; "unknown" if it makes no sense.

    An ICC profile is named by its components ("ICCBased CMYK"), a palette by what it chooses
    from ("Indexed DeviceRGB"), a spot colour by its ink ("Separation PANTONE 185 C").
    """
    if depth > _DEEPEST:
        return "unknown"
    if isinstance(space, Name):
        return _named(space, resources, depth)
    if not isinstance(space, Array) or len(space) == 0:
        return "unknown"
    family = _SHORT.get(shown(space[0]), shown(space[0]))
    match family:
        case "ICCBased":
            components = int(space[1].get("/N", 0))
            return f"ICCBased {_MODELS.get(components, components)}"
        case "Indexed":
            return f"Indexed {colour_space(space[1], resources, depth + 1)}"
        case "Pattern" if len(space) > 1:
            return colour_space(space[1], resources, depth + 1)
        case "Separation":
            return f"Separation {shown(space[1])}"
        case "DeviceN":
            return f"DeviceN {' + '.join(shown(ink) for ink in space[1])}"
    return family


def _named(space: Name, resources: Any, depth: int) -> str:
    name = _SHORT.get(shown(space), shown(space))
    spaces = part(resources, "/ColorSpace")
    chosen = spaces.get(_DEFAULTS.get(name, str(space)))
    if chosen is None or chosen == space:
        return name
    return colour_space(chosen, resources, depth + 1)


def part(resources: Any, kind: str) -> Any:
    """A dictionary in a resource dictionary; an empty one where there is none."""
    found = resources.get(kind) if isinstance(resources, (Dictionary, Stream)) else None
    return found if isinstance(found, Dictionary) else Dictionary()


def black(space: str, values: tuple[float, ...]) -> Inks | None:
    """The inks of a CMYK colour that looks black, in percent; None for any other colour."""
    if space not in _CMYK or len(values) != 4:
        return None
    *colours, key = values
    if any((1 - ink) * (1 - key) > _DARK for ink in colours):
        return None
    cyan, magenta, yellow, key = (round(ink * 100) for ink in values)
    return cyan, magenta, yellow, key
