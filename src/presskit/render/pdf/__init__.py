"""The PDF: the layout as HTML, the theme as CSS, set by WeasyPrint in a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.render.faces import faces_in_use
from presskit.render.html import HtmlWriter, Medium
from presskit.render.pdf.engine import picture_url, write_pdf
from presskit.render.pdf.finish import Finisher, Press
from presskit.render.pdf.flows import flows
from presskit.render.pdf.standards import check_owed, read_claim
from presskit.render.pictures import Limits, prepare
from presskit.theming.css import families, print_css
from presskit.theming.profiles import find_profile
from presskit.theming.templates import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.diagnostics import Report
    from presskit.fonts.library import FontLibrary
    from presskit.model.layout import Layout
    from presskit.model.publication import Digits
    from presskit.render.pictures import Prepared
    from presskit.sources.manuscript import Picture
    from presskit.theming.paper import Paper
    from presskit.theming.theme import Theme

_COUNTERS: dict[Digits, str] = {"latn": "decimal", "arab": "arabic-indic", "arabext": "persian"}
_DIGITS: dict[Digits, str] = {
    "latn": "0123456789",
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
}
_COLUMN_AT_LEAST = 180.0
# Pixels an inch that a picture has at most where it is as wide as the text.
_PPI = 300


class Wishes(Struct, frozen=True):
    """How the PDF is to be made.

    `columns` are those of the running text; None takes the theme's, fewer on small paper.
    `standard` is what the PDF claims to follow, such as "ua-1" or "a-2a+ua-1"; see `read_claim`.
    `for_press` takes the theme's `[print]`: CMYK, bleed, marks, mirrored margins, PDF/X-4.
    """

    columns: int | None = None
    standard: str | None = None
    for_press: bool = False


def render(
    layout: Layout,
    theme: Theme,
    library: FontLibrary,
    pictures: Mapping[str, Picture],
    report: Report,
    *,
    paper: Paper,
    wishes: Wishes,
) -> bytes:
    """The PDF of a layout: tagged, with outline, titled, its first page bound on the right side.

    Raises PresskitError (`character-uncovered`, `library-missing`, `standard-unknown`,
    `standards-apart`, `standard-unmet`, `theme-not-for-press`, `profile-unknown`, and what
    `prepare` finds).
    """
    claim = read_claim(wishes.standard, report, press=wishes.for_press)
    check_owed(claim, layout, report)
    press = _press(theme, report) if wishes.for_press else None
    if press:
        theme = theme.for_press()
    faces = faces_in_use(layout, theme, library, report, extra=_DIGITS[layout.furniture.digits])
    report.raise_errors()
    limits = Limits(
        room=_room(theme, paper),
        ppi=press.settings.resolution if press else _PPI,
        cmyk=press is not None or not claim.family("a"),  # PDF/A is made with an sRGB intent
    )
    prepared = prepare(pictures, theme, library, report, limits)
    urls = _urls(prepared)
    writer = HtmlWriter(layout, Medium(picture=urls.__getitem__, epub=False))
    columns = wishes.columns or _columns(theme, paper)
    templates = environment(theme)
    html = templates.get_template("print.html").render(
        layout=layout,
        write=writer,
        flows=flows(layout.body, columns),
    )
    css = templates.get_template("print.css").render(
        theme=theme,
        paper=paper,
        columns=columns,
        press=theme.print if press else None,
        rtl=layout.direction == "rtl",
        page_counter=_COUNTERS[layout.furniture.digits],
        color=theme.color,
        families=lambda font: families(theme, font),
    )
    return write_pdf(
        html,
        f"{print_css(theme)}\n{css}\n{_resolutions(pictures, prepared, urls)}",
        faces=faces,
        pictures={urls[src]: _inked(made, press) for src, made in prepared.items()},
        theme_folder=theme.folders[0],
        report=report,
        finisher=Finisher(layout, claim, press),
        version=claim.version,
        intent=press.profile.path if press else "srgb" if claim.family("a") else None,
    )


def _room(theme: Theme, paper: Paper) -> tuple[float, float]:
    """The largest place of a picture, in points: all between the margins."""
    margins = theme.page.margins
    width = paper.width - margins.start - margins.end
    return width, paper.height - margins.top - margins.bottom


def _urls(prepared: Mapping[str, Prepared]) -> dict[str, str]:
    """A URL for each picture, the same for those with the same bytes: they are embedded once."""
    first: dict[bytes, str] = {}
    return {
        src: first.setdefault(made.data, picture_url(number))
        for number, (src, made) in enumerate(prepared.items(), 1)
    }


def _resolutions(
    pictures: Mapping[str, Picture], prepared: Mapping[str, Prepared], urls: Mapping[str, str]
) -> str:
    """CSS that places drawings as large as they say, whatever number of pixels they have here."""
    return "\n".join(
        f'img[src="{urls[src]}"] {{ image-resolution: {made.width / pictures[src].width:.4f}dppx }}'
        for src, made in prepared.items()
        if made.width > pictures[src].width
    )


def _press(theme: Theme, report: Report) -> Press:
    if theme.print is None:
        report.fail(
            "theme-not-for-press",
            f"theme “{theme.name}” has no [print]",
            hint="add it to theme.toml: profile, inside, outside and [print.colors]",
        )
    return Press(theme.print, find_profile(theme, report))


def _inked(picture: Prepared, press: Press | None) -> bytes:
    if press is None:
        return picture.data
    from presskit.render.pdf.inks import to_inks

    return to_inks(picture.data, press.profile.path)


def _columns(theme: Theme, paper: Paper) -> int:
    """The theme's columns, or as many as are still wide enough for Arabic on this paper."""
    margins, gutter = theme.page.margins, theme.page.gutter
    width = paper.width - margins.start - margins.end
    return max(1, min(theme.page.columns, int((width + gutter) / (_COLUMN_AT_LEAST + gutter))))
