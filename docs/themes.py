"""Write docs/themes.md's reference from presskit's own tables: `python docs/themes.py`.

What stands above the mark is written by hand.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from msgspec import NODEFAULT, inspect

from presskit.diagnostics import Report
from presskit.model.roles import ROLES
from presskit.resources import themes_folder
from presskit.rulebook import RULES
from presskit.theming.loading import load_theme
from presskit.theming.paper import PAPERS
from presskit.theming.sandbox import FILTERS_ALLOWED, TESTS_ALLOWED
from presskit.theming.styles import Margins, Page, Print, RoleStyle, Rule
from presskit.theming.theme import ThemeFile

PAGE = Path(__file__).with_name("themes.md")
_MARK = (
    "<!-- from here on made by docs/themes.py from presskit's own tables; a test holds it true -->"
)
_TABLES = {
    "The file": (ThemeFile, "theme.toml says at its top:"),
    "`[page]`": (Page, "Lengths are points."),
    "`[page.margins]`": (Margins, "Lengths are points."),
    "`[styles]`": (RoleStyle, "A table a role. Lengths are points."),
    "Rules": (Rule, "What `rule-start`, `rule-before` and `rule-after` hold. Lengths are points."),
    "`[print]`": (
        Print,
        "What `--print` takes; without it a theme is for screens. Lengths are points.",
    ),
}
_BLOCK = re.compile(r"{%-?\s*block\s+([\w-]+)")


def page() -> str:
    """The page's text."""
    parts = [PAGE.read_text("utf-8").partition(_MARK)[0].rstrip(), _MARK, "## Reference"]
    for title, (record, about) in _TABLES.items():
        parts += [f"### {title}", about, _table(record)]
    parts += [
        "### Roles",
        "Every role has a style, and its name is its CSS class and its Word style's.",
        _roles(),
    ]
    parts += ["### Tokens of sahifa", "A theme may add its own.", _tokens()]
    parts += ["### Paper", ", ".join(f"`{name}`" for name in PAPERS) + "."]
    parts += ["### Templates", _templates()]
    parts += ["### What can be wrong", _codes()]
    return "\n\n".join(parts) + "\n"


def _table(record: Any) -> str:
    kind = inspect.type_info(record)
    assert isinstance(kind, inspect.StructType)
    rows = ["| key | is | without it | means |", "| --- | --- | --- | --- |"]
    for field in kind.fields:
        said, inner = "", field.type
        while isinstance(inner, inspect.Metadata):
            said = (inner.extra_json_schema or {}).get("description", "") or said
            inner = inner.type
        default = (
            "" if field.default in (NODEFAULT, None, "", ()) else f"`{_written(field.default)}`"
        )
        default = "must be there" if field.required else default
        rows.append(f"| `{field.encode_name}` | {_kind(inner)} | {default} | {said} |")
    return "\n".join(rows)


def _written(value: Any) -> str:
    return (
        {True: "true", False: "false"}.get(value, str(value))
        if isinstance(value, bool)
        else f"{value}"
    )


def _kind(kind: inspect.Type) -> str:
    match kind:
        case inspect.UnionType(types=types):
            return _kind(types[0])
        case inspect.LiteralType(values=values):
            return ", ".join(f"`{one}`" for one in values)
        case inspect.BoolType():
            return "true, false"
        case inspect.IntType():
            return "whole number"
        case inspect.FloatType():
            return "number"
        case inspect.StrType():
            return "text"
        case inspect.VarTupleType():
            return "list"
        case _:
            return "table"


def _roles() -> str:
    theme = load_theme("sahifa", Report())
    rows = ["| role | in sahifa |", "| --- | --- |"]
    for role in ROLES:
        style = theme.styles[role]
        weight = "bold" if style.weight >= 600 else "regular"
        look = f"{style.font}, {weight}, {style.size:g}/{style.leading:g} pt, {style.color}"
        rows.append(f"| `{role}` | {look}{f' on {style.background}' if style.background else ''} |")
    return "\n".join(rows)


def _tokens() -> str:
    theme = load_theme("sahifa", Report())
    colors = ", ".join(f"`{token}` {color}" for token, color in theme.colors.items())
    fonts = "; ".join(f"`{role}` {', '.join(fonts)}" for role, fonts in theme.fonts.items())
    return f"Colours: {colors}.\n\nFont roles: {fonts}."


def _templates() -> str:
    rows = ["| file | blocks |", "| --- | --- |"]
    for path in sorted((themes_folder() / "sahifa").iterdir()):
        if path.suffix in (".css", ".html", ".svg", ".xhtml"):
            blocks = ", ".join(f"`{name}`" for name in _BLOCK.findall(path.read_text("utf-8")))
            rows.append(f"| `{path.name}` | {blocks or '–'} |")
    allowed = (f"`{name}`" for name in FILTERS_ALLOWED)
    tests = (f"`{name}`" for name in TESTS_ALLOWED)
    return "\n".join(rows) + f"\n\nFilters: {', '.join(allowed)}.\n\nTests: {', '.join(tests)}."


def _codes() -> str:
    rows = ["| code | means |", "| --- | --- |"]
    names = [name for name in RULES if name.startswith(("theme-", "font-", "profile-", "paper-"))]
    rows += [
        f"| `{name}` | {RULES[name].severity.value}: {RULES[name].meaning} |" for name in names
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
