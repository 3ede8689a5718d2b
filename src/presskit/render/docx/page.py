"""The page: its size and margins, running head and folio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.render.docx.drawings import add_drawing
from presskit.render.docx.fields import end_field, start_field
from presskit.wordml import names
from presskit.wordml.xml import add, add_paragraph, add_text, clark, twips

if TYPE_CHECKING:
    from collections.abc import Callable

    from presskit.model.inlines import Inlines
    from presskit.model.layout import Layout
    from presskit.render.docx.blocks import Tools
    from presskit.render.docx.drawings import Embedded
    from presskit.render.docx.package import Package
    from presskit.theming.paper import Paper
    from presskit.theming.theme import Theme
    from presskit.wordml.xml import Element

HIGHEST_PICTURE = 0.7  # of the page's text
_HIGHEST_LOGO = 30.0  # points


def text_room(theme: Theme, paper: Paper) -> tuple[float, float]:
    """The width of the text and the greatest height of a picture, in points."""
    margins = theme.page.margins
    height = paper.height - margins.top - margins.bottom
    return paper.width - margins.start - margins.end, height * HIGHEST_PICTURE


def write_page(
    package: Package,
    layout: Layout,
    theme: Theme,
    paper: Paper,
    tools: Tools,
    embed: Callable[[str], Embedded | None],
) -> None:
    """Write running head and folio and append the section, which ends the body.

    `embed` takes a picture into the first page's header.

    The first page has the nameplate and the rule under which the story opens instead.
    """
    section = add(package.root("document")[0], "sectPr")
    rtl = layout.direction == "rtl"
    if layout.furniture.start or layout.furniture.end:
        furniture = layout.furniture
        write_head(package.root("header1"), furniture.start, furniture.end, tools)
        refer(section, "headerReference", package.relationship("header1"))
    else:
        package.drop("header1")
    nameplate = add_paragraph(package.root("header2"), names.NAMEPLATE.id)
    logo = layout.furniture.logo
    if logo and (picture := embed(logo.src)):
        room = (tools.room[0], _HIGHEST_LOGO)
        add_drawing(add(nameplate, "r"), logo, picture, tools.drawings.next(), room)
    elif layout.metadata.publication:
        tools.runs.write(nameplate, layout.furniture.start, tools.notes)
    refer(section, "headerReference", package.relationship("header2"), "first")
    write_folio(package.root("footer1"), rtl=rtl)
    for kind in ("default", "first"):
        refer(section, "footerReference", package.relationship("footer1"), kind)
    describe_page(section, theme, paper, rtl=rtl)


def describe_page(
    section: Element, theme: Theme, paper: Paper, *, rtl: bool, titled: bool = True
) -> None:
    """Append the page's size, margins and direction; the first page of a `titled` one differs."""
    margins = theme.page.margins
    left, right = (margins.end, margins.start) if rtl else (margins.start, margins.end)
    add(section, "pgSz", w=twips(paper.width), h=twips(paper.height))
    add(
        section,
        "pgMar",
        top=twips(margins.top),
        right=twips(right),
        bottom=twips(margins.bottom),
        left=twips(left),
        header=twips(margins.top / 2),
        footer=twips(margins.bottom / 2),
        gutter="0",
    )
    add(section, "cols", space="720")
    if titled:
        add(section, "titlePg")
    if rtl:
        add(section, "bidi")
        add(section, "rtlGutter")


def write_head(header: Element, start: Inlines, end: Inlines, tools: Tools) -> None:
    """The start and the end of the running head, a tab between them that its style places."""
    paragraph = add_paragraph(header, names.PARAGRAPHS["running-head"].id)
    tools.runs.write(paragraph, start, tools.notes)
    if end:
        add(add(paragraph, "r"), "tab")
        tools.runs.write(paragraph, end, tools.notes)


def write_folio(footer: Element, *, rtl: bool) -> None:
    """The page number; Word shows it in the digits that the reader's settings ask for."""
    paragraph = add_paragraph(footer, names.PARAGRAPHS["folio"].id)
    start_field(paragraph, "PAGE")
    run = add(paragraph, "r")
    if rtl:
        add(add(run, "rPr"), "rtl")
    add_text(run, "t", "1")
    end_field(paragraph)


def refer(section: Element, name: str, relationship: str, kind: str = "default") -> None:
    """Let a section use a header or a footer."""
    reference = add(section, name, type=kind)
    reference.set(clark("r:id"), relationship)
