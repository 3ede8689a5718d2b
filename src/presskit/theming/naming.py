"""Names of templates: what one template calls another, and what the environment calls both.

The environment's name begins with how deep to start looking: 0 is the theme's own folder, 1 that of
the theme it inherits.
"""

from __future__ import annotations

_SIGN = "|"


def full_name(depth: int, file: str) -> str:
    """The environment's name of a file that is looked for from a depth on."""
    return f"{depth}{_SIGN}{file}"


def parted(name: str) -> tuple[int, str]:
    """The depth and the file of an environment's name."""
    depth, _, file = name.partition(_SIGN)
    return int(depth), file


def meant_by(name: str, caller: str, themes: tuple[str, ...]) -> str:
    """The environment's name of what a template calls `name`.

    `sahifa:print.html` is that theme's; a template's own name, without a theme, is the inherited
    one, so that none includes itself; any other is the nearest. Raises TemplateNotFound.
    """
    depth, own = parted(caller)
    theme, colon, file = name.rpartition(":")
    if not colon:
        return full_name(depth + 1 if name == own else 0, name)
    heirs = depth + 1 if file == own else 0  # a base may be called as its heir is
    if theme not in themes[heirs:]:
        from jinja2 import TemplateNotFound

        raise TemplateNotFound(name)
    return full_name(themes.index(theme, heirs), file)
