"""Themes: `theme.toml` read, inherited, checked and resolved.

A theme is a folder with `theme.toml` (tokens and one style a role), templates and style sheets.
`inherits = "other"` starts from another theme, by its name or its folder as seen from this one's:
tables merge, files not found are looked up there. Names are those of presskit's themes, then those of
the user's own; no folder takes the place of one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from presskit.language.facts import base_language
from presskit.model.records import record_of
from presskit.model.roles import Role
from presskit.theming.paper import PAPERS

if TYPE_CHECKING:
    from presskit.theming.paper import Paper


class _Strict(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    pass


class Rule(_Strict, frozen=True):
    """A rule beside a block: its thickness in points and a colour token."""

    width: float
    color: str
    gap: float = 0


class RoleStyle(_Strict, frozen=True):
    """How a role looks, in what PDF, EPUB and Word can all express. Lengths are points.

    `font` names a font role and `color`, `background` colour tokens. `indent` is on the start
    side; `hanging` pulls the first line (a list marker) back by as much.
    """

    size: float
    leading: float
    font: str = "text"
    weight: int = 400
    color: str = "ink"
    background: str | None = None
    align: Literal["start", "center", "end", "justify"] = "start"
    before: float = 0
    after: float = 0
    indent: float = 0
    hanging: float = 0
    padding: float = 0
    keep_with_next: bool = False
    keep_together: bool = False
    rule_start: Rule | None = None
    rule_before: Rule | None = None
    rule_after: Rule | None = None


class Margins(_Strict, frozen=True):
    """Page margins in points."""

    top: float
    bottom: float
    start: float
    end: float


class Page(_Strict, frozen=True):
    """The page: its default paper and columns, margins and the gap between columns (points)."""

    paper: str
    columns: int
    gutter: float
    margins: Margins


class Print(_Strict, frozen=True):
    """What the press gets (`[print]`). Lengths are points.

    The sheet is larger than the page by `bleed` and, around that, by `slug`, where the marks
    stand. `inside` and `outside` are the margins beside the spine and away from it. `profile`
    names the press, `colors` gives the colour tokens as shares of cyan, magenta, yellow and black,
    `resolution` is the most pixels an inch that a picture keeps.
    """

    profile: str
    colors: dict[str, tuple[float, float, float, float]]
    inside: float
    outside: float
    bleed: float = 8.5
    slug: float = 22.5
    folio: Literal["start", "center", "end", "outside"] = "outside"
    resolution: int = 450


class Theme(_Strict, frozen=True):
    """A theme, resolved. `folders` are its own folder, then those of the themes it inherits."""

    name: str
    title: str
    page: Page
    colors: dict[str, str]
    fonts: dict[str, tuple[str, ...]]
    styles: dict[Role, RoleStyle]
    folders: tuple[Path, ...]
    languages: dict[str, dict[str, Any]] = {}
    print: Print | None = None

    def for_language(self, language: str) -> Theme:
        """The theme with what `[languages.XX]` changes for a language (its subtag or its tag).

        It may change fonts, colours and styles: Hebrew wants other faces, Nastaliq more leading.
        """
        changes = self.languages.get(language) or self.languages.get(base_language(language))
        if not changes:
            return self
        parts = {"fonts": self.fonts, "colors": self.colors, "styles": self.styles}
        changed = merged(msgspec.to_builtins(parts), changes)
        return record_of(msgspec.structs.asdict(self) | changed, Theme)

    def on_paper(self, paper: Paper) -> Theme:
        """The theme with type, spaces and margins reduced to a paper smaller than its own.

        By the root of the papers' widths: half the sheet takes type five sixths as large.
        """
        scale = min(1.0, (paper.width / PAPERS[self.page.paper].width) ** 0.5)
        if scale == 1.0:
            return self
        styles = {role: _scaled(style, scale) for role, style in self.styles.items()}
        page = msgspec.structs.replace(
            self.page,
            gutter=self.page.gutter * scale,
            margins=_scaled(self.page.margins, scale),
        )
        press = self.print and msgspec.structs.replace(
            self.print, inside=self.print.inside * scale, outside=self.print.outside * scale
        )
        return msgspec.structs.replace(self, styles=styles, page=page, print=press)

    def for_press(self) -> Theme:
        """The theme with its colours as CMYK, for `[print]`'s profile.

        Raises ValueError where the theme has no `[print]`.
        """
        if self.print is None:
            message = f"theme “{self.name}” has no [print]"
            raise ValueError(message)
        inks = {
            token: f"device-cmyk({' '.join(f'{ink:g}' for ink in inks)})"
            for token, inks in self.print.colors.items()
        }
        return msgspec.structs.replace(self, colors=inks)

    def color(self, token: str) -> str:
        """The CSS colour of a token: `#rrggbb`, or `device-cmyk()` for the press."""
        return self.colors[token]

    def families(self, role: Role) -> tuple[str, ...]:
        """The font families of a role, first choice first."""
        return self.fonts[self.styles[role].font]

    def file(self, name: str) -> Path | None:
        """The nearest file of that name: the theme's own, else an ancestor's."""
        for folder in self.folders:
            path = folder / name
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
        return None


_Record = TypeVar("_Record", RoleStyle, Margins, Rule)
_NOT_LENGTHS = frozenset(["weight"])


def _scaled(record: _Record, scale: float) -> _Record:
    """A record whose lengths are multiplied."""
    changes: dict[str, Any] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, Rule):
            changes[name] = _scaled(value, scale)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            changes[name] = value if name in _NOT_LENGTHS else round(value * scale, 2)
    return msgspec.structs.replace(record, **changes)


def merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """A table with what another says of it: tables in it are merged, all else is replaced."""
    joined = dict(base)
    for key, value in own.items():
        old = joined.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            joined[key] = merged(old, value)
        else:
            joined[key] = value
    return joined
