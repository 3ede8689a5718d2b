"""A theme: its tokens, one style a role, and where its templates and style sheets lie."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec
from msgspec import Struct

from presskit.language.facts import base_language
from presskit.model.records import record_of
from presskit.model.roles import Role
from presskit.theming.colours import inks
from presskit.theming.layers import file_in, merge, without_inks
from presskit.theming.mistakes import meant
from presskit.theming.paper import PAPERS
from presskit.theming.styles import Margins, Page, Print, RoleStyle, Rule, Sheet, Strict, says

if TYPE_CHECKING:
    from presskit.theming.paper import Paper


class Language(Strict, frozen=True):
    """What `[languages.XX]` changes for a language: its subtag, or a whole tag."""

    colors: Annotated[dict[str, str], says("other colours")] = msgspec.field(default_factory=dict)
    fonts: Annotated[dict[str, tuple[str, ...]], says("other families")] = msgspec.field(
        default_factory=dict
    )
    styles: Annotated[dict[Role, RoleStyle], says("other styles, each key by itself")] = (
        msgspec.field(default_factory=dict)
    )


class ThemeFile(Strict, frozen=True):
    """What theme.toml says. One that inherits says only what differs."""

    title: Annotated[str, says("the theme's name for people")]
    page: Annotated[Page, says("paper, columns, margins")]
    colors: Annotated[dict[str, str], says('colour tokens, each `"#rrggbb"`')]
    fonts: Annotated[
        dict[str, tuple[str, ...]], says("font roles, each a list of families in order of choice")
    ]
    styles: Annotated[dict[Role, RoleStyle], says("one style a role")]
    inherits: Annotated[
        str, says("the theme to start from: a name, or a folder as seen from this one's")
    ] = ""
    replaces: Annotated[
        tuple[Sheet, ...], says("sheets of this theme that take the place of the inherited ones")
    ] = ()
    print: Annotated[Print | None, says("what the press gets")] = None
    languages: Annotated[dict[str, Language], says("what is different for a language")] = (
        msgspec.field(default_factory=dict)
    )


class Theme(Struct, frozen=True, forbid_unknown_fields=True):
    """A theme, resolved. `folders` are its own folder, then those of the themes it inherits.

    `reach` says of a sheet that a theme replaces how many of the folders have a say in it.
    """

    name: str
    title: str
    page: Page
    colors: dict[str, str]
    fonts: dict[str, tuple[str, ...]]
    styles: dict[Role, RoleStyle]
    folders: tuple[Path, ...]
    reach: dict[Sheet, int] = {}
    languages: dict[str, dict[str, Any]] = {}
    print: Print | None = None

    def for_language(self, language: str) -> Theme:
        """The theme with what `[languages.XX]` changes for a language (its subtag or its tag).

        It may change fonts, colours and styles: Hebrew wants other faces, Nastaliq more leading.
        """
        changes = self.languages.get(language) or self.languages.get(base_language(language))
        if not changes:
            return self
        names = ("fonts", "colors", "styles", "print")
        parts = msgspec.to_builtins({name: getattr(self, name) for name in names})
        changed = merge(without_inks(parts, changes) if self.print else parts, changes)
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

    def for_press(self, profile: Path) -> Theme:
        """The theme with its colours as CMYK, for the press of an ICC profile."""
        given = self.print.colors if self.print else {}
        colors = {
            token: f"device-cmyk({' '.join(f'{ink:g}' for ink in shares)})"
            for token, shares in inks(self.colors, given, profile).items()
        }
        return msgspec.structs.replace(self, colors=colors)

    def color(self, token: str) -> str:
        """The CSS colour of a token: `#rrggbb`, or `device-cmyk()` for the press.

        Raises LookupError, which says what tokens there are.
        """
        if token not in self.colors:
            message = f"no colour is called “{token}”; {meant(token, self.colors)}"
            raise LookupError(message)
        return self.colors[token]

    def families(self, role: Role) -> tuple[str, ...]:
        """The font families of a role, first choice first."""
        return self.fonts[self.styles[role].font]

    def file(self, name: str) -> Path | None:
        """The nearest file of that name: the theme's own, else an ancestor's."""
        return next((path for folder in self.folders if (path := file_in(folder, name))), None)

    def sheets(self, name: Sheet) -> tuple[int, ...]:
        """Which of the folders have a style sheet of that name, in the order in which they apply."""
        reach = range(self.reach.get(name, len(self.folders)))
        return tuple(n for n in reversed(reach) if file_in(self.folders[n], name))


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
