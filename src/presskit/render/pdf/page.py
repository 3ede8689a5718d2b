"""The page that documents are set on: the theme's, for a paper, for the screen or the press."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from presskit.pictures.prepare import Limits
from presskit.render.pdf.complaints import StyleSheet
from presskit.render.pdf.engine import Engine, picture_url
from presskit.render.pdf.finish import Press
from presskit.render.pdf.fitting import PICTURES, closer, crops
from presskit.render.pdf.flows import flows, least_width
from presskit.render.pdf.qr_codes import qr_code_url
from presskit.render.pdf.standards import Claim
from presskit.render.pdf.verses import Measures
from presskit.theming.colours import unlike
from presskit.theming.css import families, print_css
from presskit.theming.paper import PAPERS
from presskit.theming.profiles import find_profile
from presskit.theming.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from presskit.diagnostics import Place, Report
    from presskit.model.inlines import Direction
    from presskit.model.layout import LayoutBlocks, LayoutTable, LayoutVerse
    from presskit.model.manuscript import Picture
    from presskit.model.publication import Digits
    from presskit.pictures.prepare import Prepared
    from presskit.render.pdf.flows import Flow
    from presskit.render.setting import Setting
    from presskit.theming.paper import Paper
    from presskit.theming.styles import Sheet
    from presskit.theming.theme import Theme

_COUNTERS: dict[Digits, str] = {"latn": "decimal", "arab": "arabic-indic", "arabext": "persian"}
# Pixels an inch that a picture has at most where it is as wide as the text.
_PPI = 300


class Page:
    """A theme on a paper. Raises PresskitError (`theme-not-for-press`, `profile-unknown`)."""

    def __init__(self, theme: Theme, setting: Setting, claim: Claim, report: Report) -> None:
        paper = setting.paper
        self.press = _press(theme, report) if setting.for_press else None
        self.theme = theme.for_press(self.press.profile.path) if self.press else theme
        self.paper = paper
        self._library = setting.library
        self.columns = setting.columns or _columns(theme, paper)
        if self.columns < theme.page.columns and not setting.columns:
            _tell_columns(theme, paper, self.columns, report)
        self._archival = claim.family("a") is not None

        self._column = column_width(self.theme, paper, self.columns)

    @cached_property
    def templates(self) -> Templates:
        """The theme's templates."""
        return Templates(self.theme)

    def css(self, direction: Direction, digits: Digits, *, issue: bool = False) -> StyleSheet:
        """The style sheet, without fonts; `issue` adds what only an issue has."""
        return self._css(self.theme, direction, digits, issue=issue)

    def closer(
        self,
        direction: Direction,
        digits: Digits,
        pictures: Mapping[str, Picture],
        urls: Mapping[str, str],
    ) -> Iterator[str]:
        """Sheets that take less room, to come after `css()`; the next one less than that before it."""
        least, cropped = 1.0, crops(pictures, urls, column_width(self.theme, self.paper, 1))
        for least in PICTURES if pictures else ():
            yield self._css(self.theme, direction, digits, pictures=least).text + cropped
        yield self._css(closer(self.theme), direction, digits, pictures=least).text + cropped

    def _css(
        self,
        theme: Theme,
        direction: Direction,
        digits: Digits,
        *,
        issue: bool = False,
        pictures: float = 1.0,
    ) -> StyleSheet:
        sheets: tuple[Sheet, ...] = ("print.css", "issue.css") if issue else ("print.css",)
        names = {
            "theme": theme,
            "paper": self.paper,
            "columns": self.columns,
            "press": self.theme.print if self.press else None,
            "rtl": direction == "rtl",
            "page_counter": _COUNTERS[digits],
            "color": self.theme.color,
            "families": lambda font: families(self.theme, font),
            "issue": issue,
            "pictures": pictures,
        }
        roles = print_css(theme)
        own = [self.templates.sheet(name, **names) for name in sheets]

        def place(line: int) -> Place | None:
            lines = [one for name in sheets for one in self.templates.sheet_lines(name, **names)]
            number = line - 2 - roles.count("\n")
            return lines[number] if 0 <= number < len(lines) else None

        return StyleSheet("\n".join((roles, *own)), place)

    def flows(self, body: LayoutBlocks) -> tuple[Flow, ...]:
        """The body cut into columns and what goes across them."""
        return flows(body, self.columns, self.theme, self._column, self._measures)

    @cached_property
    def _measures(self) -> Measures:
        return Measures(self.theme, self._library)

    def measure(self, verse: LayoutVerse) -> float:
        """The width that hemistichs are set to, in points; 0 where two don't fit side by side."""
        fits = self._measures.pair(verse) <= column_width(self.theme, self.paper, 1)
        return self._measures.of(verse) if fits else 0

    def qr_code(self, href: str) -> str:
        """The URL of the QR code for an address, in the ink of text."""
        return qr_code_url(href, self.theme.color(self.theme.styles["paragraph"].color))

    def is_tight(self, table: LayoutTable) -> bool:
        """Whether a table's words are too wide for all the room that it may have."""
        return least_width(table, self.theme) > column_width(self.theme, self.paper, 1)

    def intent(self) -> Path | Literal["srgb"] | None:
        """The device that the PDF's colours are for, where it names one."""
        if self.press:
            return self.press.profile.path
        return "srgb" if self._archival else None

    def limits(self) -> Limits:
        """What the PDF can take of a picture: at most all between the margins."""
        margins = self.theme.page.margins
        width = self.paper.width - margins.start - margins.end
        return Limits(
            room=(width, self.paper.height - margins.top - margins.bottom),
            ppi=self.press.settings.resolution if self.press else _PPI,
            cmyk=self.press is not None or not self._archival,  # PDF/A: with an sRGB intent
        )

    def inked(self, picture: Prepared) -> bytes:
        """A picture's bytes, in the inks of the press."""
        if self.press is None:
            return picture.data
        from presskit.render.pdf.inks import to_inks

        return to_inks(picture.data, self.press.profile.path)


def picture_urls(prepared: Mapping[str, Prepared]) -> dict[str, str]:
    """A URL for each picture, the same for those with the same bytes: they are embedded once."""
    first: dict[bytes, str] = {}
    return {
        src: first.setdefault(made.data, picture_url(number))
        for number, (src, made) in enumerate(prepared.items(), 1)
    }


def resolutions(
    pictures: Mapping[str, Picture], prepared: Mapping[str, Prepared], urls: Mapping[str, str]
) -> str:
    """CSS that places drawings as large as they say, whatever number of pixels they have here."""
    return "\n".join(
        f'img[src="{urls[src]}"] {{ image-resolution: {made.width / pictures[src].width:.4f}dppx }}'
        for src, made in prepared.items()
        if made.width > pictures[src].width
    )


def column_width(theme: Theme, paper: Paper, columns: int | None = None) -> float:
    """How wide a column of running text is, in points."""
    margins, count = theme.page.margins, columns or _columns(theme, paper)
    width = paper.width - margins.start - margins.end
    return (width - (count - 1) * theme.page.gutter) / count


def _press(theme: Theme, report: Report) -> Press:
    if theme.print is None:
        report.fail(
            "theme-not-for-press",
            f"theme “{theme.name}” has no [print]",
            hint="add it to theme.toml: profile, inside and outside",
        )
    profile = find_profile(theme, report)
    for token, seen in unlike(theme.colors, theme.print.colors, profile.path).items():
        report.add(
            "theme-inks",
            f"theme “{theme.name}”: the inks of “{token}” print as {seen}, "
            f"and a screen shows {theme.colors[token]}",
            hint="leave it out of [print.colors]: the profile converts the screen's colour",
        )
    return Press(theme.print, profile)


def _columns(theme: Theme, paper: Paper) -> int:
    """The theme's columns, or as many as are still wide enough on this paper."""
    margins, gutter = theme.page.margins, theme.page.gutter
    width = paper.width - margins.start - margins.end
    return max(1, min(theme.page.columns, int((width + gutter) / (theme.page.narrowest + gutter))))


def _tell_columns(theme: Theme, paper: Paper, given: int, report: Report) -> None:
    """On a paper as wide as the theme's own, columns that are asked for are missed."""
    if paper.width < PAPERS[theme.page.paper].width:
        return
    wide = column_width(theme, paper, theme.page.columns)
    report.add(
        "theme-columns",
        f"theme “{theme.name}” asks for {theme.page.columns} columns, which would be {wide:.0f} pt wide "
        f"on {paper.name}: it gets {given}",
        hint=f"[page] narrowest is {theme.page.narrowest:g} pt: make it less, or the margins",
    )


def check_css(setting: Setting, report: Report) -> None:
    """Report what is wrong in a theme's style sheets for print, in both directions."""
    page = Page(setting.theme, setting, Claim(), report)
    directions: tuple[Direction, ...] = ("rtl", "ltr")
    for direction in directions:
        css = page.css(direction, "latn", issue=True)
        Engine(css, (), setting.theme.folders[0], report)
