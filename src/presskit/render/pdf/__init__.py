"""The PDF: the layout as HTML, the theme as CSS, set by WeasyPrint in a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presskit.render.faces import faces_in_use
from presskit.render.html import HtmlWriter, Medium
from presskit.render.pdf.engine import picture_url, write_pdf
from presskit.render.pdf.flows import flows
from presskit.render.pdf.shrink import shrink_fonts
from presskit.render.pictures import Limits, prepare
from presskit.theming.css import families, print_css
from presskit.theming.templates import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weasyprint.document import Document

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
_PPI = 300  # pixels an inch that a picture has at most where it is as wide as the text


def render(
    layout: Layout,
    theme: Theme,
    library: FontLibrary,
    pictures: Mapping[str, Picture],
    report: Report,
    *,
    paper: Paper,
    columns: int | None = None,
) -> bytes:
    """The PDF of a layout: tagged, with outline, titled, its first page bound on the right side.

    `columns` are those of the running text; None takes the theme's, fewer on small paper.
    Raises PresskitError (`character-uncovered`, `library-missing`, and what `prepare` finds).
    """
    faces = faces_in_use(layout, theme, library, report, extra=_DIGITS[layout.furniture.digits])
    report.raise_errors()
    limits = Limits(room=_room(theme, paper), ppi=_PPI, cmyk=True)
    prepared = prepare(pictures, theme, library, report, limits)
    urls = {src: picture_url(number) for number, src in enumerate(pictures, 1)}
    writer = HtmlWriter(layout, Medium(picture=urls.__getitem__, epub=False))
    columns = columns or _columns(theme, paper)
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
        rtl=layout.direction == "rtl",
        page_counter=_COUNTERS[layout.furniture.digits],
        color=theme.color,
        families=lambda font: families(theme, font),
    )
    return write_pdf(
        html,
        f"{print_css(theme)}\n{css}\n{_resolutions(pictures, prepared, urls)}",
        faces=faces,
        pictures={urls[src]: picture.data for src, picture in prepared.items()},
        theme_folder=theme.folders[0],
        report=report,
        finisher=_Finisher(layout),
    )


def _room(theme: Theme, paper: Paper) -> tuple[float, float]:
    """The largest place of a picture, in points: all between the margins."""
    margins = theme.page.margins
    width = paper.width - margins.start - margins.end
    return width, paper.height - margins.top - margins.bottom


def _resolutions(
    pictures: Mapping[str, Picture], prepared: Mapping[str, Prepared], urls: Mapping[str, str]
) -> str:
    """CSS that places drawings as large as they say, whatever number of pixels they have here."""
    return "\n".join(
        f'img[src="{urls[src]}"] {{ image-resolution: {made.width / pictures[src].width:.4f}dppx }}'
        for src, made in prepared.items()
        if made.width > pictures[src].width
    )


def _columns(theme: Theme, paper: Paper) -> int:
    """The theme's columns, or as many as are still wide enough for Arabic on this paper."""
    margins, gutter = theme.page.margins, theme.page.gutter
    width = paper.width - margins.start - margins.end
    return max(1, min(theme.page.columns, int((width + gutter) / (_COLUMN_AT_LEAST + gutter))))


class _Finisher:
    """What WeasyPrint leaves undone in the PDF's catalog."""

    def __init__(self, layout: Layout) -> None:
        self._rtl = layout.direction == "rtl"

    def __call__(self, document: Document, pdf: Any) -> None:
        import pydyf

        shrink_fonts(document, pdf)
        preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
        preferences["DisplayDocTitle"] = "true"
        preferences["Direction"] = "/R2L" if self._rtl else "/L2R"
