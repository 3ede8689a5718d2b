"""The files of a theme that begins: what its base says, commented out, to be changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from presskit.theming.theme import Theme

_STYLES = ("headline", "lead", "paragraph", "crosshead", "pull-quote")
_SHOWN = ("font", "weight", "size", "leading", "color", "align", "before", "after")
_HEAD = """# {title}: starts from {base} and says only what differs. Take a # away and change a value.
# `presskit theme check {name}` tells every mistake, `presskit theme show {name}` what it all comes to.
# Lengths are points. docs/themes.md has every key.
inherits = {inherits}
title = {quoted}
"""
_PRINT = """/* What only CSS can say, for the PDF. It comes after the sheet of {base}. */
{{# Names: theme, paper, columns, press, rtl, pictures (1, less where pictures give way), color("accent"), families("text"). #}}

/* .headline {{ border-bottom: 1pt solid {{{{ color("accent") }}}} }} */
"""
_READER = """/* For e-readers, after the sheet of {base}. Old ones drop a sheet for what they don't know: no var, calc,
   nesting or media queries. Sizes are ems. */

/* .headline {{ border-bottom: 0.06em solid {{{{ color("accent") }}}} }} */
"""


def starting_files(name: str, base: str, theme: Theme) -> dict[str, str]:
    """The text of each file of a theme called `name` that inherits `base`, which `theme` is."""
    title = name.replace("-", " ").replace("_", " ").capitalize()
    table = _HEAD.format(
        title=title, base=theme.name, name=name, inherits=_toml(base), quoted=_toml(title)
    )
    names = ("colors", "fonts", "page", "styles")
    parts = msgspec.to_builtins({name: getattr(theme, name) for name in names})
    sections = {
        "colors": parts["colors"],
        "fonts": parts["fonts"],
        "page": parts["page"],
        "styles": {
            role: {
                key: value
                for key, value in parts["styles"][role].items()
                if key in _SHOWN and value not in (None, 0)
            }
            for role in _STYLES
        },
    }
    for section, values in sections.items():
        table += f"\n[{section}]\n"
        table += "".join(f"# {key} = {_toml(value)}\n" for key, value in values.items())
    return {
        "theme.toml": table,
        "print.css": _PRINT.format(base=theme.name),
        "reader.css": _READER.format(base=theme.name),
    }


def _toml(value: Any) -> str:
    match value:
        case dict():
            return f"{{ {', '.join(f'{key} = {_toml(one)}' for key, one in value.items())} }}"
        case list() | tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case float():
            return f"{value:g}"
        case _:
            return json.dumps(value, ensure_ascii=False)
