"""The DOCX edition: named styles, real lists, notes and tables, direction run by run."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from presskit.model.inlines import Text
from presskit.render.docx import names
from presskit.render.docx.blocks import Blocks, Tools
from presskit.render.docx.comments import Comments
from presskit.render.docx.drawings import Embedded
from presskit.render.docx.ids import Counter
from presskit.render.docx.metadata import write_metadata
from presskit.render.docx.notes import Notes
from presskit.render.docx.numbering import Numbering
from presskit.render.docx.package import Package
from presskit.render.docx.page import text_room, write_page
from presskit.render.docx.runs import Runs
from presskit.render.docx.styles import Sheet
from presskit.render.faces import faces_in_use
from presskit.render.pictures import Limits, prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from presskit.diagnostics import Report
    from presskit.fonts.library import FontLibrary
    from presskit.model.layout import Layout
    from presskit.render.docx.xml import Element
    from presskit.render.pictures import Prepared
    from presskit.sources.manuscript import Picture
    from presskit.theming.paper import Paper
    from presskit.theming.theme import Theme

    Embedder: TypeAlias = Callable[[str], Embedded | None]


def render(
    layout: Layout,
    theme: Theme,
    library: FontLibrary,
    pictures: Mapping[str, Picture],
    report: Report,
    *,
    paper: Paper,
) -> bytes:
    """A layout as a DOCX for Word, LibreOffice and the layout desk; the same bytes every time.

    `theme` is the one for the layout's language, `pictures` are by the `src` of its figures.
    Word names one family a style and falls back by itself, so the first family of a font role
    is written; a character that none of them has is reported all the same. Findings go to the
    report; raises PresskitError (`font-missing`) where the theme names a family that isn't there,
    and with what `prepare` finds.
    """
    families = sorted({face.family for face in faces_in_use(layout, theme, library, report)})
    package = Package()
    prepared = prepare(pictures, theme, library, report, Limits())
    embedders = {
        part: embedder(package, part, pictures, prepared)
        for part in ("document", "footnotes", "header2")
    }
    room = text_room(theme, paper)
    sheet = Sheet(theme, layout.direction, layout.language, room[0])
    bookmarks = Counter()
    tools = Tools(
        direction=layout.direction,
        sheet=sheet,
        numbering=Numbering(theme, layout.direction, sheet, report),
        runs=Runs(layout.direction, sheet),
        notes=Notes(layout.notes, bookmarks),
        comments=Comments(layout.metadata),
        bookmarks=bookmarks,
        drawings=Counter(),
        room=room,
    )
    body = package.root("document")[0]
    blocks = Blocks(tools, embedders["document"])
    write_text(body, layout, blocks)
    _write_notes(package, layout, tools, embedders["footnotes"])
    write_comments(package, blocks)
    write_page(package, layout, theme, paper, tools, embedders["header2"])
    sheet.write(package.root("styles"))
    tools.numbering.write(package.root("numbering"))
    write_metadata(package, layout, theme.families("paragraph")[0], families)
    return package.data()


def write_text(body: Element, layout: Layout, blocks: Blocks) -> None:
    """Append an article: what opens it, its body, its source."""
    opening = layout.opening
    blocks.paragraph(body, "kicker", opening.kicker)
    blocks.bookmarked(blocks.paragraph(body, "headline", opening.headline), opening.id)
    dot = (Text(" · "),) if opening.byline and opening.date else ()
    blocks.paragraph(body, "byline", (*opening.byline, *dot, *opening.date))
    for paragraph in opening.lead:
        blocks.paragraph(body, "lead", paragraph.children, paragraph.direction)
    if opening.image:
        blocks.figure(body, opening.image)
    if opening.dateline:
        blocks.styled(body, names.DATELINE.id, "byline", opening.dateline)
    blocks.write(body, layout.body)
    blocks.paragraph(body, "source", layout.source)


def _write_notes(package: Package, layout: Layout, tools: Tools, embed: Embedder) -> None:
    blocks = Blocks(tools, embed)
    tools.notes.write(
        package.root("footnotes"),
        lambda parent, note: blocks.write(parent, note.blocks, "note"),
        names.PARAGRAPHS["note"].id,
        rtl=layout.direction == "rtl",
    )


def write_comments(package: Package, blocks: Blocks) -> None:
    """Write the comments; a document without any has no part for them."""
    comments = blocks.tools.comments
    if comments:
        comments.write(package.root("comments"), blocks.comment)
    else:
        package.drop("comments")


def embedder(
    package: Package, part: str, pictures: Mapping[str, Picture], prepared: Mapping[str, Prepared]
) -> Embedder:
    """What takes a picture into a part of the package."""

    def embed(source: str) -> Embedded | None:
        if source not in pictures:
            return None
        relationship = package.embed(part, source, prepared[source])
        return Embedded(relationship, pictures[source].width, pictures[source].height)

    return embed
