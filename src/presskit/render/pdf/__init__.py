"""The PDF: the layout as HTML, the theme as CSS, set by WeasyPrint in a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.language.digits import DIGITS
from presskit.pictures.prepare import prepare
from presskit.render.faces import faces_in_use
from presskit.render.html import HtmlWriter, Medium
from presskit.render.pdf.engine import Engine
from presskit.render.pdf.finish import Finisher
from presskit.render.pdf.page import Page, picture_urls, resolutions
from presskit.render.pdf.standards import check_dated, check_owed, read_claim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.diagnostics import Report
    from presskit.model.layout import Layout
    from presskit.model.manuscript import Picture
    from presskit.render.setting import Setting


def render(
    layout: Layout, setting: Setting, pictures: Mapping[str, Picture], report: Report
) -> bytes:
    """The PDF of a layout: tagged, with outline, titled, its first page bound on the right side.

    Raises PresskitError (`font-restricted`, `library-missing`, `standard-unknown`,
    `standards-apart`, `standard-unmet`, `theme-not-for-press`, `profile-unknown`, and what
    `prepare` finds).
    """
    claim = read_claim(setting.standard, report, press=setting.for_press)
    check_owed(claim, layout, report)
    check_dated(claim, layout.metadata.date, report)
    digits = layout.furniture.digits
    theme, library = setting.theme, setting.library
    choice = faces_in_use(layout, theme, library, report, extra=DIGITS[digits])
    page = Page(choice.completed(theme, boxes=True), setting, claim, report)
    theme = page.theme
    report.raise_errors()
    prepared = prepare(pictures, theme, library, report, page.limits())
    urls = picture_urls(prepared)
    medium = Medium(
        urls.__getitem__,
        epub=False,
        tight=page.is_tight,
        measure=page.measure,
        qr_code=page.qr_code,
    )
    writer = HtmlWriter(layout, medium)
    html = page.templates.render(
        "print.html",
        layout=layout,
        write=writer,
        flows=page.flows(layout.body),
    )
    engine = Engine(
        page.css(layout.direction, digits),
        choice.faces,
        theme.folders[0],
        report,
        page.intent(),
        missing=choice.missing,
        withheld=choice.withheld(),
    )
    return engine.write_pdf(
        html,
        {urls[src]: page.inked(made) for src, made in prepared.items()},
        Finisher(layout, claim, page.press),
        css=resolutions(pictures, prepared, urls),
        closer=page.closer(layout.direction, digits, pictures, urls) if setting.fit else (),
        version=claim.version,
    )
