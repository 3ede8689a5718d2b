"""A theme looked through: all that is wrong with it, each mistake at its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.api.articles import export, read_article
from presskit.diagnostics import PresskitError, Report
from presskit.fonts.coverage import uncovered
from presskit.fonts.library import load_library
from presskit.model.edition import FORMATS, Options
from presskit.model.publication import Publication
from presskit.prepress.book.styles import broken_rules, check_styles
from presskit.render.epub.content import sheet_names
from presskit.render.pdf.page import check_css
from presskit.render.setting import setting_of
from presskit.resources import specimens_folder, themes_folder
from presskit.theming.colours import READABLE, contrast, unlike
from presskit.theming.layers import place_of
from presskit.theming.loading import load_layered
from presskit.theming.mistakes import meant
from presskit.theming.profiles import find_profile
from presskit.theming.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.diagnostics import Diagnostic
    from presskit.fonts.library import FontLibrary
    from presskit.model.inlines import Direction
    from presskit.model.roles import Role
    from presskit.theming.layers import Layer
    from presskit.theming.places import KeyPath
    from presskit.theming.styles import RoleStyle
    from presskit.theming.theme import Theme

_MADE = ("ar", "en")  # specimens that are made into editions
_NOT_TEXT = frozenset(["break"])
_MOST_SHOWN = 12
_WHITE = "#ffffff"


def check_theme(name: str) -> tuple[Diagnostic, ...]:
    """What is wrong with a theme, by its name or its folder; nothing where it can be used as it is.

    Its table and its templates first; where those are right, its fonts, colours and inks, its CSS in
    both directions, and all editions of two specimens.
    """
    report = Report()
    try:
        theme, layers = load_layered(name, report)
        Templates(theme).check()
        check = _Check(theme, layers, report)
        check.fonts()
        report.raise_errors()
        check.contrast()
        check.inks()
        check.reader()
        check_css(setting_of(Options(theme=name), Publication(), "und", report), report)
        check.editions(name)
    except PresskitError as error:
        report.extend(error.diagnostics)
    return report.diagnostics


def specimens() -> tuple[Path, ...]:
    """An article a language that shows every style."""
    return tuple(sorted(specimens_folder().glob("*.md")))


class _Check:
    """What can be seen without an edition, of a theme in each of its languages."""

    def __init__(self, theme: Theme, layers: tuple[Layer, ...], report: Report) -> None:
        self._theme = theme
        self._layers = layers
        self._report = report
        folders = (folder / "fonts" for folder in theme.folders)
        self._library: FontLibrary = load_library(tuple(f for f in folders if f.is_dir()), report)

    def fonts(self) -> None:
        """Families that there are, with the letters of every language of the specimens."""
        known = self._library.families()
        variants: dict[KeyPath, Theme] = {(): self._theme}
        for language in self._theme.languages:
            variants["languages", language] = self._theme.for_language(language)
        for path, theme in variants.items():
            for role, families in theme.fonts.items():
                for family in set(families).difference(known):
                    message = f"there is no font family “{family}”"
                    hint = (
                        f"{meant(family, known)}; or put its files into the theme's folder fonts/"
                    )
                    self._tell("font-missing", (*path, "fonts", role), message, hint)
        self._report.raise_errors()
        for specimen in specimens():
            self._letters(specimen.stem, specimen.read_text("utf-8"))

    def _letters(self, language: str, text: str) -> None:
        letters = sorted({one for one in text if one.isalpha()})
        for role, families in self._theme.for_language(language).fonts.items():
            faces = [face for family in families for face in self._library.faces(family)]
            missing = uncovered(letters, faces)
            if missing:
                shown = "".join(missing[:_MOST_SHOWN]) + "…" * (len(missing) > _MOST_SHOWN)
                self._tell(
                    "theme-letters",
                    ("languages", language, "fonts", role),
                    f"the font role “{role}” lacks {len(missing)} letters of “{language}”: {shown}",
                    f"name a family in [languages.{language}.fonts], else one that presskit has stands in",
                )

    def contrast(self) -> None:
        """Text that can be read on its ground."""
        paper = self._theme.colors.get("paper", _WHITE)
        for role, style in self._theme.styles.items():
            ground = self._theme.colors[style.background] if style.background else paper
            ratio = contrast(self._theme.colors[style.color], ground)
            if ratio < READABLE and role not in _NOT_TEXT:
                self._tell(
                    "theme-contrast",
                    self._nearest(role, style),
                    f"“{role}” is {self._theme.colors[style.color]} on {ground}: a contrast of {ratio:.1f}:1",
                    f"text takes {READABLE}:1; make one darker or lighter",
                )

    def _nearest(self, role: Role, style: RoleStyle) -> KeyPath:
        """Which of the keys that a role's colours come from the theme gives nearest to itself."""
        tokens = (style.color, style.background or "paper")
        paths: list[KeyPath] = [("styles", role, "color"), ("styles", role, "background")]
        paths += [("colors", token) for token in tokens]
        given = (path for layer in self._layers for path in paths if layer.says(path))
        return next(given, ("styles", role))

    def reader(self) -> None:
        """CSS for e-readers that is CSS, and that old ones know."""
        templates = Templates(self._theme)
        directions: tuple[Direction, ...] = ("rtl", "ltr")
        for direction in directions:
            names = sheet_names(self._theme, direction)
            css = templates.sheet("reader.css", **names)
            found = Report()
            check_styles(css, found, is_rtl=direction == "rtl")
            for message, at in broken_rules(css):
                found.add("theme-invalid", f"no CSS: {message}", at, "readers pass over it")
            lines = templates.sheet_lines("reader.css", **names)
            for one in found.diagnostics:
                place = lines[one.place.at.line - 1] if one.place.at else one.place
                if place.file and not Path(place.file).is_relative_to(themes_folder()):
                    self._report.extend([replace(one, place=place)])

    def inks(self) -> None:
        """Inks that look like the colours of the screen."""
        if self._theme.print is None:
            return
        profile = find_profile(self._theme, self._report)
        for token, seen in unlike(
            self._theme.colors, self._theme.print.colors, profile.path
        ).items():
            self._tell(
                "theme-inks",
                ("print", "colors", token),
                f"the inks of “{token}” print as {seen}, and a screen shows {self._theme.colors[token]}",
                "leave it out: the profile converts the screen's colour",
            )

    def editions(self, name: str) -> None:
        """What making them finds in the theme's files, or in no file at all."""
        own = [str(one) for one in self._theme.folders if not one.is_relative_to(themes_folder())]
        for language in _MADE:
            path = specimens_folder() / f"{language}.md"
            for edition in export(read_article(path), FORMATS, Options(theme=name)):
                self._report.extend(_about(own, edition.diagnostics))

    def _tell(self, code: str, path: KeyPath, message: str, hint: str) -> None:
        place = place_of(self._layers, path)
        self._report.about(place.file or "").add(code, message, place.at, hint)


def _about(folders: Iterable[str], found: Iterable[Diagnostic]) -> list[Diagnostic]:
    kept = tuple(folders)
    return [
        one
        for one in found
        if one.code in ("render-warning", "theme-columns")
        or (one.place.file or "").startswith(kept)
    ]
