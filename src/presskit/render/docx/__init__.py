"""The DOCX edition: named styles, real lists, notes and tables, direction run by run."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from presskit.pictures.prepare import Limits, prepare
from presskit.render.docx.blocks import Blocks, Tools
from presskit.render.docx.carried import write_hints
from presskit.render.docx.comments import Comments
from presskit.render.docx.drawings import Embedded
from presskit.render.docx.house import open_template
from presskit.render.docx.ids import Counter
from presskit.render.docx.metadata import write_metadata
from presskit.render.docx.notes import Notes
from presskit.render.docx.numbering import Numbering
from presskit.render.docx.package import Package
from presskit.render.docx.page import text_room, write_page
from presskit.render.docx.runs import Runs
from presskit.render.docx.styles import Sheet
from presskit.render.faces import faces_in_use
from presskit.wordml import names
from presskit.wordml.hints import Hints
from presskit.wordml.house_styles import rename
from presskit.wordml.xml import clark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from presskit.diagnostics import Report
    from presskit.model.issue_layout import IssueLayout
    from presskit.model.layout import Layout, LayoutNote
    from presskit.model.manuscript import Picture
    from presskit.model.publication import House
    from presskit.pictures.prepare import Prepared
    from presskit.render.docx.house import Template
    from presskit.render.setting import Setting
    from presskit.wordml.xml import Element

    Embedder: TypeAlias = Callable[[str], Embedded | None]


def render(
    layout: Layout, setting: Setting, pictures: Mapping[str, Picture], report: Report
) -> bytes:
    """A layout as a DOCX for Word, LibreOffice and the layout desk; the same bytes every time.

    `pictures` are by the `src` of the layout's figures. Word names one family a style and falls back by itself, so the first family of a font role
    is written; a character that none of them has is reported all the same. Findings go to the
    report; raises PresskitError (`font-missing`) where the theme names a family that isn't there,
    and with what `prepare` finds.
    """
    theme, library, paper, house = setting.theme, setting.library, setting.paper, setting.house
    kind = note_kind(house)
    choice = faces_in_use(layout, theme, library, report, embedded=False)
    package = Package()
    prepared = prepare(pictures, theme, library, report, Limits())
    embedders = {
        part: embedder(package, part, pictures, prepared)
        for part in ("document", f"{kind.element}s", "header2")
    }
    template = open_template(house, report) if house.template else None
    room = text_room(theme, paper)
    if template:
        room = template.room(room)
    sheet = Sheet(theme, layout.direction, layout.language, room[0], notes=kind)
    bookmarks = Counter()
    tools = Tools(
        direction=layout.direction,
        sheet=sheet,
        numbering=Numbering(theme, layout.direction, sheet, report),
        runs=Runs(layout.direction, sheet),
        notes=Notes(layout.notes, bookmarks, kind),
        comments=Comments(layout.metadata),
        bookmarks=bookmarks,
        drawings=Counter(),
        hints=Hints(),
        room=room,
    )
    body = package.root("document")[0]
    blocks = Blocks(tools, embedders["document"])
    write_text(body, layout, blocks)
    note_blocks = Blocks(tools, embedders[f"{kind.element}s"])
    write_notes(package, tools, lambda _: note_blocks)
    write_comments(package, blocks)
    write_page(package, layout, theme, paper, tools, embedders["header2"])
    sheet.write(package.root("styles"))
    tools.numbering.write(package.root("numbering"))
    write_metadata(package, layout, theme.families("paragraph")[0], choice.families())
    write_hints(package, layout, tools.hints)
    return finish(package, layout, template, house, report)


def finish(
    package: Package,
    layout: Layout | IssueLayout,
    template: Template | None,
    house: House,
    report: Report,
) -> bytes:
    """The finished file: in the newsroom's template, or with its names for our styles."""
    if template:
        return template.fill(package, layout.language, rtl=layout.direction == "rtl")
    rename(package.root("styles"), house.styles, report)
    return package.data()


def note_kind(house: House) -> names.NoteNames:
    """The kind of notes that the newsroom wants."""
    return names.ENDNOTES if house.notes == "endnotes" else names.FOOTNOTES


def write_text(body: Element, layout: Layout, blocks: Blocks) -> None:
    """Append an article: what opens it, its body, its source."""
    opening = layout.opening
    blocks.paragraph(body, "kicker", opening.kicker)
    blocks.bookmarked(blocks.paragraph(body, "headline", opening.headline), opening.id)
    blocks.paragraph(body, "deck", opening.deck)
    blocks.paragraph(body, "byline", opening.line)
    for paragraph in opening.lead:
        blocks.paragraph(body, "lead", paragraph.children, paragraph.direction)
    if opening.image:
        blocks.figure(body, opening.image)
    if opening.dateline:
        blocks.styled(body, names.DATELINE.id, "byline", opening.dateline)
    blocks.write(body, layout.body)
    blocks.paragraph(body, "source", layout.source)


def write_notes(package: Package, tools: Tools, blocks_of: Callable[[LayoutNote], Blocks]) -> None:
    """Write the notes, each with the blocks that `blocks_of` gives; the other kind is left out."""
    kind = tools.notes.kind
    tools.notes.write(
        package.root(f"{kind.element}s"),
        lambda parent, note: blocks_of(note).write(parent, note.blocks, "note"),
        rtl=tools.direction == "rtl",
    )
    for other in (names.FOOTNOTES, names.ENDNOTES):
        if other is not kind:
            package.drop(f"{other.element}s")
            settings = package.root("settings")
            for setting in settings.findall(clark(f"{other.element}Pr")):
                settings.remove(setting)


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
