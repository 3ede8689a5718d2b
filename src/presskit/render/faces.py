"""What an edition says, in which voice: the texts of every piece, for the choice of its faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model import layout as says
from presskit.model.inlines import Code, LineBreak, NoteRef, Strong, Text, plain
from presskit.model.roles import BOX_ROLES, HEADING_ROLES, PAIR_ROLES
from presskit.render.choice import Choice, check_embedding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presskit.diagnostics import Report
    from presskit.fonts.library import FontLibrary
    from presskit.model.inlines import Inlines
    from presskit.model.issue_layout import IssueLayout
    from presskit.model.roles import Role
    from presskit.render.choice import Said, Voice
    from presskit.theming.theme import Theme

STRONG = 700
NAMEPLATE = "nameplate"


def faces_in_use(
    layout: says.Layout,
    theme: Theme,
    library: FontLibrary,
    report: Report,
    extra: str = "",
    *,
    embedded: bool = True,
) -> Choice:
    """The faces that the layout needs, each with the characters that it sets.

    `extra` are characters that the edition adds in any voice (digits of folios, labels), where the
    first family of the voice has them. A character goes to the first family of its font role that
    has it, else to one that stands in; one that none has is reported as `character-uncovered` at
    its place. Where faces are `embedded`, those that may not be are reported as `font-restricted`.
    """
    choice = Choice(theme, library)
    choice.cover(_layout(layout, theme), theme, report, extra)
    if embedded:
        check_embedding(choice, report)
    return choice


def faces_of_issue(
    issue: IssueLayout,
    theme_of: Callable[[str], Theme],
    library: FontLibrary,
    report: Report,
    *,
    extra: str = "",
    nameplate: bool = False,
    embedded: bool = True,
) -> Choice:
    """The faces that an issue needs, one subset a face for all of it, as `faces_in_use` does.

    `theme_of` gives the theme for a language. What a story lacks is reported of its file. With
    `nameplate` the publication's name is set in the theme's font for it.
    """
    theme = theme_of(issue.language)
    choice = Choice(theme, library)
    own = list(_issue(issue, theme))
    if nameplate:
        own.append(((NAMEPLATE, STRONG), plain(issue.nameplate), None))
    choice.cover(own, theme, report, extra)
    for story in issue.stories():
        theme = theme_of(story.layout.language)
        choice.cover(_layout(story.layout, theme), theme, report.about(story.file), extra)
    if embedded:
        check_embedding(choice, report)
    return choice


def faces_for(
    said: Iterable[tuple[Role, str]], theme: Theme, library: FontLibrary, report: Report
) -> Choice:
    """The faces for texts, each in the voice of a role and in its bold, as `faces_in_use` does."""
    voices = [(_voice(role, theme), text) for role, text in said]
    voices += [((font, STRONG), text) for (font, _), text in voices]
    choice = Choice(theme, library)
    choice.cover(((voice, text, None) for voice, text in voices), theme, report)
    check_embedding(choice, report)
    return choice


def _layout(layout: says.Layout, theme: Theme) -> Iterator[Said]:
    opening, furniture = layout.opening, layout.furniture
    pieces: list[tuple[Role, Inlines]] = [
        ("headline", opening.headline),
        ("kicker", opening.kicker),
        ("deck", opening.deck),
        ("byline", opening.byline),
        ("byline", opening.date),
        ("paragraph", opening.dateline),
        ("source", layout.source),
        ("running-head", furniture.start),
        ("running-head", furniture.end),
    ]
    for role, inlines in pieces:
        yield from _inlines(inlines, role, theme)
    for paragraph in opening.lead:
        yield from _inlines(paragraph.children, "lead", theme)
    if opening.image:
        yield from _blocks((opening.image,), "paragraph", theme)
    yield from _blocks(layout.body, "paragraph", theme)
    for note in layout.notes:
        yield _voice("note", theme), note.mark, None
        yield from _blocks(note.blocks, "note", theme)


def _issue(issue: IssueLayout, theme: Theme) -> Iterator[Said]:
    """What an issue says besides its stories: on its cover, in its contents, over its pages."""
    pieces: list[tuple[Role, Inlines]] = [
        ("section", issue.title),
        ("issue-line", issue.number),
        ("issue-line", issue.date),
        ("running-head", issue.furniture.start),
        ("running-head", issue.furniture.end),
    ]
    pieces += (("section", section.title) for section in issue.sections)
    for story in issue.stories():
        pieces += (
            ("entry", story.listed.headline),
            ("kicker", story.listed.kicker),
            ("summary", story.listed.summary),
            ("byline", story.listed.byline),
            ("byline", story.listed.reading),
        )
    for role, inlines in pieces:
        yield from _inlines(inlines, role, theme)


def _blocks(  # noqa: C901, PLR0912 - a kind of block each
    blocks: says.LayoutBlocks, role: Role, theme: Theme
) -> Iterator[Said]:
    """The texts of blocks; `role` is that of the paragraphs among them."""
    for block in blocks:
        match block:
            case says.LayoutParagraph():
                yield from _inlines(block.children, role, theme)
            case says.LayoutHeading():
                yield from _inlines(block.children, HEADING_ROLES[block.level], theme)
            case says.LayoutList():
                for item in block.items:
                    yield _voice("list-item", theme), item.label, None
                    yield from _blocks(item.blocks, "list-item", theme)
            case says.LayoutTable():
                yield from _table(block, theme)
            case says.LayoutDelegations():
                yield from _blocks(block.tables, role, theme)
            case says.LayoutQuote():
                quote: Role = "block-quote" if block.kind == "block" else "pull-quote"
                yield from _blocks(block.blocks, quote, theme)
                yield from _inlines(block.attribution, "attribution", theme)
            case says.LayoutFigure() | says.LayoutGallery():
                yield from _inlines(block.caption, "caption", theme)
                yield from _inlines(block.credit, "credit", theme)
            case says.LayoutCode():
                yield from _lines(block, theme)
            case says.LayoutDefinitions():
                term, definition = PAIR_ROLES[block.kind]
                for pair in block.items:
                    yield from _inlines(pair.term, term, theme)
                    yield from _blocks(pair.blocks, definition, theme)
            case says.LayoutQrCode():
                yield from _inlines(block.children, "qr-code", theme)
            case says.LayoutVerse():
                for line in (line for stanza in block.stanzas for line in stanza.lines):
                    yield from _inlines((*line.first, *line.second), "verse", theme)
                yield from _inlines(block.attribution, "attribution", theme)
            case says.LayoutBox():
                title, text = BOX_ROLES[block.kind]
                yield from _inlines(block.title, title, theme)
                yield from _blocks(block.blocks, text, theme)


def _lines(block: says.LayoutCode, theme: Theme) -> Iterator[Said]:
    for number, line in enumerate(block.text.split("\n"), 1):
        at = block.at and type(block.at)(block.at.line + number)
        yield _voice("code-block", theme), line, at


def _table(table: says.LayoutTable, theme: Theme) -> Iterator[Said]:
    party = table.kind == "delegation"
    roles: tuple[Role, ...] = ("role", "name") if party else ("table-cell",)
    yield from _inlines(table.caption, "party" if party else "table-caption", theme)
    for cell in table.head.cells:
        yield from _inlines(cell.children, "delegation-head" if party else "table-head", theme)
    for row in table.rows:
        for number, cell in enumerate(row.cells):
            yield from _inlines(cell.children, roles[number % len(roles)], theme)


def _inlines(
    inlines: Inlines, role: Role, theme: Theme, font: str = "", weight: int = 0
) -> Iterator[Said]:
    voice = _voice(role, theme)
    voice = (font or voice[0], max(weight, voice[1]))
    for inline in inlines:
        match inline:
            case Text():
                yield voice, inline.text, inline.at
            case Code():
                yield ("code", voice[1]), inline.text, inline.at
            case NoteRef():
                yield voice, inline.mark, inline.at
            case LineBreak():
                pass
            case _:
                heavy = STRONG if isinstance(inline, Strong) else voice[1]
                yield from _inlines(inline.children, role, theme, voice[0], heavy)


def _voice(role: Role, theme: Theme) -> Voice:
    style = theme.styles[role]
    return style.font, style.weight
