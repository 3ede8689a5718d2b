"""Which faces an edition needs, and which of its characters no face has."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from presskit.fonts.coverage import uncovered
from presskit.model import layout as says
from presskit.model.inlines import Code, LineBreak, NoteRef, Strong, Text, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from presskit.diagnostics import Position, Report
    from presskit.fonts.library import Face, FontLibrary
    from presskit.model.inlines import Inlines
    from presskit.model.issue_layout import IssueLayout
    from presskit.theming.theme import Role, Theme

STRONG = 700
NAMEPLATE = "nameplate"
_CROSSHEADS: dict[int, Role] = {2: "crosshead", 3: "crosshead-3", 4: "crosshead-4"}
_Voice: TypeAlias = tuple[str, int]
_Said: TypeAlias = tuple[_Voice, str, "Position | None"]


def faces_in_use(
    layout: says.Layout, theme: Theme, library: FontLibrary, report: Report, extra: str = ""
) -> dict[Face, set[str]]:
    """The faces that the layout needs, each with the characters that it sets.

    `extra` are characters that the edition adds in any voice (digits of folios, labels), where the
    first family of the voice has them. A character goes to the first family of its font role that has it; one that none has is
    reported as `character-uncovered` at its place.
    """
    used: dict[Face, set[str]] = {}
    _cover(used, _gathered(_layout(layout, theme)), theme, library, report, extra)
    return used


def faces_of_issue(
    issue: IssueLayout,
    theme_of: Callable[[str], Theme],
    library: FontLibrary,
    report: Report,
    *,
    extra: str = "",
    nameplate: bool = False,
) -> dict[Face, set[str]]:
    """The faces that an issue needs, one subset a face for all of it, as `faces_in_use` does.

    `theme_of` gives the theme for a language. What a story lacks is reported of its file. With
    `nameplate` the publication's name is set in the theme's font for it.
    """
    used: dict[Face, set[str]] = {}
    theme = theme_of(issue.language)
    own = _gathered(_issue(issue, theme))
    if nameplate:
        own[NAMEPLATE, STRONG] = dict.fromkeys(plain(issue.nameplate))
    _cover(used, own, theme, library, report, extra)
    for story in issue.stories():
        theme = theme_of(story.layout.language)
        said = _gathered(_layout(story.layout, theme))
        _cover(used, said, theme, library, report.about(story.file), extra)
    return used


def faces_for(
    said: Iterable[tuple[Role, str]], theme: Theme, library: FontLibrary, report: Report
) -> dict[Face, set[str]]:
    """The faces for texts, each in the voice of a role and in its bold, as `faces_in_use` does."""
    used: dict[Face, set[str]] = {}
    voices = [(_voice(role, theme), text) for role, text in said]
    voices += [((font, STRONG), text) for (font, _), text in voices]
    _cover(used, _gathered((v, text, None) for v, text in voices), theme, library, report, "")
    return used


def _gathered(said: Iterable[_Said]) -> dict[_Voice, dict[str, Position | None]]:
    """For each voice its characters, with the place of the first of each."""
    voices: dict[_Voice, dict[str, Position | None]] = {}
    for voice, text, at in said:
        characters = voices.setdefault(voice, {})
        for character in set(text).difference(characters):
            characters[character] = at and _after(at, text.index(character))
    return voices


def _cover(
    used: dict[Face, set[str]],
    said: Mapping[_Voice, Mapping[str, Position | None]],
    theme: Theme,
    library: FontLibrary,
    report: Report,
    extra: str,
) -> None:
    """Add to `used` the faces that set what is said."""
    for (font, weight), characters in said.items():
        missing = dict.fromkeys(sorted(characters)) | dict.fromkeys(extra)
        for family in theme.fonts[font]:
            face = library.face(family, weight)
            left = set(uncovered("".join(missing), [face]))
            if mine := missing.keys() - left:
                used.setdefault(face, set()).update(mine)
            # For what the edition adds, no further family is embedded.
            missing = {c: at for c, at in missing.items() if c in left and c in characters}
        for character in missing.keys() & characters.keys():
            _report(character, font, theme, characters[character], report)


def _after(at: Position, offset: int) -> Position:
    return type(at)(at.line, at.column + offset)


def _report(character: str, font: str, theme: Theme, at: Position | None, report: Report) -> None:
    import unicodedata

    name = unicodedata.name(character, "unnamed").lower()
    report.add(
        "character-uncovered",
        f"no {font} font of the theme “{theme.name}” has “{character}” "
        f"(U+{ord(character):04X} {name})",
        at,
        "replace it, or add a family that has it to the theme's fonts",
    )


def _layout(layout: says.Layout, theme: Theme) -> Iterator[_Said]:
    opening, furniture = layout.opening, layout.furniture
    pieces: list[tuple[Role, Inlines]] = [
        ("headline", opening.headline),
        ("kicker", opening.kicker),
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


def _issue(issue: IssueLayout, theme: Theme) -> Iterator[_Said]:
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


def _blocks(blocks: says.LayoutBlocks, role: Role, theme: Theme) -> Iterator[_Said]:
    """The texts of blocks; `role` is that of the paragraphs among them."""
    for block in blocks:
        match block:
            case says.LayoutParagraph():
                yield from _inlines(block.children, role, theme)
            case says.LayoutHeading():
                yield from _inlines(block.children, _CROSSHEADS[block.level], theme)
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
            case says.LayoutFigure():
                yield from _inlines(block.caption, "caption", theme)
                yield from _inlines(block.credit, "credit", theme)
            case says.LayoutCode():
                yield from _lines(block, theme)
            case says.LayoutDefinitions():
                for definition in block.items:
                    yield from _inlines(definition.term, "term", theme)
                    yield from _blocks(definition.blocks, "definition", theme)


def _lines(block: says.LayoutCode, theme: Theme) -> Iterator[_Said]:
    for number, line in enumerate(block.text.split("\n"), 1):
        at = block.at and type(block.at)(block.at.line + number)
        yield _voice("code-block", theme), line, at


def _table(table: says.LayoutTable, theme: Theme) -> Iterator[_Said]:
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
) -> Iterator[_Said]:
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


def _voice(role: Role, theme: Theme) -> _Voice:
    style = theme.styles[role]
    return style.font, style.weight
