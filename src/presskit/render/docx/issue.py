"""The DOCX of an issue: a title page with contents, then each story in a section of its own.

A Word section for each story lets Word count its footnotes from 1 and show its part of the issue
in the running head.
"""

from __future__ import annotations

from contextlib import suppress
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from presskit.diagnostics import PresskitError, Report
from presskit.language.digits import write_number
from presskit.model.inlines import plain
from presskit.model.layout import LayoutFigure
from presskit.model.publication import COVER, COVER_PICTURE, LOGO
from presskit.model.signs import BETWEEN
from presskit.model.walk import walk
from presskit.pictures.prepare import Limits, Prepared, prepare
from presskit.render.docx import (
    embedder,
    finish,
    note_kind,
    write_comments,
    write_notes,
    write_text,
)
from presskit.render.docx.blocks import Blocks, Tools
from presskit.render.docx.comments import Comments
from presskit.render.docx.drawings import add_drawing
from presskit.render.docx.fields import end_field, start_field
from presskit.render.docx.house import open_template
from presskit.render.docx.ids import Counter
from presskit.render.docx.metadata import write_metadata
from presskit.render.docx.notes import Notes
from presskit.render.docx.numbering import Numbering
from presskit.render.docx.package import Package
from presskit.render.docx.page import (
    describe_page,
    refer,
    text_room,
    write_folio,
    write_head,
)
from presskit.render.docx.runs import Runs
from presskit.render.docx.styles import Sheet
from presskit.render.faces import faces_of_issue
from presskit.wordml import names
from presskit.wordml.bookmarks import bookmark_name
from presskit.wordml.hints import Hints
from presskit.wordml.xml import add, add_paragraph, add_text, last_child

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from presskit.fonts.library import FontLibrary
    from presskit.model.edition import StoriesDone
    from presskit.model.inlines import Inlines
    from presskit.model.issue_layout import IssueLayout, SectionLayout, Story
    from presskit.model.manuscript import Picture
    from presskit.render.setting import Setting
    from presskit.theming.theme import Theme
    from presskit.wordml.xml import Element

_HOUSE = (LOGO, COVER, COVER_PICTURE)
_HIGHEST_LOGO = 60.0  # points
_ON_A_PAGE = 2600  # characters, to estimate pages by; Word counts them when the field is updated
_OF_A_PICTURE = 1100  # characters that a picture takes the room of
# Headlines and section titles by their outline levels: names of styles would need a separator
# that differs with the reader's region.
_CONTENTS = r'TOC \o "1-1" \h \z \u'


def render_issue(
    issue: IssueLayout,
    setting: Setting,
    pictures: Mapping[str, Picture],
    report: Report,
    progress: StoriesDone,
) -> bytes:
    """The DOCX of an issue; the same bytes every time.

    `progress` is told how many stories are written. Raises PresskitError as
    `presskit.render.docx.render` does, each finding of its story's file.
    """
    theme, library = setting.theme, setting.library
    choice = faces_of_issue(issue, lambda _: theme, library, report, embedded=False)
    prepared = _prepared(issue, theme, library, pictures, report)
    report.raise_errors()
    writer = _Writer(issue, setting, pictures, prepared, report)
    return writer.write(choice.families(), progress)


def _prepared(
    issue: IssueLayout,
    theme: Theme,
    library: FontLibrary,
    pictures: Mapping[str, Picture],
    report: Report,
) -> dict[str, Prepared]:
    """All pictures; what is wrong with a story's is said of its file, when all were tried."""
    by_story: dict[str, dict[str, Picture]] = {}
    for src, picture in pictures.items():
        by_story.setdefault(src.split("-", 1)[0], {})[src] = picture
    groups = [(report.file or "", {src: pictures[src] for src in _HOUSE if src in pictures})]
    groups += ((story.file, by_story.get(story.name, {})) for story in issue.stories())
    made: dict[str, Prepared] = {}
    for file, own in groups:
        about = Report(file)
        with suppress(PresskitError):
            made |= prepare(own, theme, library, about, Limits())
        report.extend(about.diagnostics)
    return made


class _Placed(NamedTuple):
    """A story with what stands in its running head, and the section that it opens.

    Those that are `inside` a section stand under it in the contents.
    """

    story: Story
    head: Inlines
    opens: SectionLayout | None = None
    inside: bool = False


class _Writer:
    """Writes one issue."""

    def __init__(
        self,
        issue: IssueLayout,
        setting: Setting,
        pictures: Mapping[str, Picture],
        prepared: Mapping[str, Prepared],
        report: Report,
    ) -> None:
        self._issue = issue
        self._theme = theme = setting.theme
        self._paper = setting.paper
        self._report = report
        kind = note_kind(setting.house)
        self._rtl = issue.direction == "rtl"
        self._package = Package()
        self._embed = {
            part: embedder(self._package, part, pictures, prepared)
            for part in ("document", f"{kind.element}s")
        }
        house = setting.house
        self._house = house
        self._template = open_template(house, report) if house.template else None
        room = text_room(theme, setting.paper)
        if self._template:
            room = self._template.room(room)
        sheet = Sheet(theme, issue.direction, issue.language, room[0], notes=kind, issue=True)
        bookmarks = Counter()
        notes = tuple(note for story in issue.stories() for note in story.layout.notes)
        self._tools = Tools(
            direction=issue.direction,
            sheet=sheet,
            numbering=Numbering(theme, issue.direction, sheet, report),
            runs=Runs(issue.direction, sheet),
            notes=Notes(notes, bookmarks, kind),
            comments=Comments(issue.metadata),
            bookmarks=bookmarks,
            drawings=Counter(),
            hints=Hints(),
            room=room,
        )
        self._body = self._package.root("document")[0]
        self._blocks = Blocks(self._tools, self._embed["document"])
        self._heads: dict[str, str] = {}

    def write(self, families: list[str], progress: Callable[[int, int], None]) -> bytes:
        """The finished file; `families` are the fonts in use."""
        package, tools, issue = self._package, self._tools, self._issue
        package.drop("header2")
        write_folio(package.root("footer1"), rtl=self._rtl)
        self._title_page()
        placed = list(_placed(issue))
        self._contents(placed)
        self._section(self._last_paragraph(), "", first=True)
        for number, one in enumerate(placed, 1):
            self._story(one)
            head = self._head(one.head)
            place = self._body if number == len(placed) else self._last_paragraph()
            self._section(place, head, first=False)
            progress(number, len(placed))
        self._write_notes()
        write_comments(package, self._blocks)
        package.drop("header1")
        tools.sheet.write(package.root("styles"))
        tools.numbering.write(package.root("numbering"))
        write_metadata(package, issue, self._theme.families("paragraph")[0], families)
        return finish(package, issue, self._template, self._house, self._report)

    def _title_page(self) -> None:
        issue, body = self._issue, self._body
        logo = issue.furniture.logo
        nameplate = add_paragraph(body, names.NAMEPLATE.id)
        if logo and (embedded := self._embed["document"](logo.src)):
            room = (self._tools.room[0], _HIGHEST_LOGO)
            add_drawing(add(nameplate, "r"), logo, embedded, self._tools.drawings.next(), room)
        else:
            self._runs(nameplate, issue.nameplate)
        self._line(names.ISSUE_LINE, (issue.number, issue.date))
        if plain(issue.title) != plain(issue.nameplate):
            self._runs(add_paragraph(body, names.ISSUE_TITLE.id), issue.title)
        picture = issue.cover.finished or issue.cover.picture
        if picture and (embedded := self._embed["document"](picture.src)):
            room = (self._tools.room[0], self._tools.room[1] / 2)
            run = add(add_paragraph(body, names.FIGURE.id), "r")
            add_drawing(run, picture, embedded, self._tools.drawings.next(), room)

    def _line(self, style: names.Name, parts: tuple[Inlines, ...]) -> None:
        """A paragraph of parts with dots between them."""
        from presskit.model.inlines import Text

        said: Inlines = ()
        for part in filter(None, parts):
            said = (*said, Text(BETWEEN), *part) if said else part
        if said:
            self._runs(add_paragraph(self._body, style.id), said)

    def _contents(self, placed: list[_Placed]) -> None:
        """A contents field, filled in: sections, headlines, and pages as far as they can be known."""
        issue = self._issue
        heading = add_paragraph(self._body, names.CONTENTS_HEADING.id)
        tools = self._tools
        add_text(self._label(heading), "t", issue.labels.contents)
        page, started = 2, False
        for one in placed:
            if one.opens:
                title, name = one.opens.title, one.opens.id
                self._entry(names.CONTENTS[0], title, name, page, start=not started)
                started = True
            style = names.CONTENTS[1 if one.inside else 0]
            opening = one.story.layout.opening
            self._entry(style, one.story.listed.headline, opening.id, page, start=not started)
            started = True
            page += _pages(one.story)
        last = last_child(self._body)
        assert last is not None
        end_field(last)
        tools.notes.restart()

    def _entry(
        self, style: names.Name, title: Inlines, target: str, page: int, *, start: bool
    ) -> None:
        paragraph = add_paragraph(self._body, style.id)
        if start:
            start_field(paragraph, _CONTENTS)
        start_field(paragraph, f'HYPERLINK \\l "{bookmark_name(target)}"')
        self._runs(paragraph, title)
        add(add(paragraph, "r"), "tab")
        start_field(paragraph, f"PAGEREF {bookmark_name(target)} \\h")
        number = write_number(page, self._issue.furniture.digits)
        add_text(self._label(paragraph), "t", number)
        end_field(paragraph)
        end_field(paragraph)

    def _label(self, paragraph: Element) -> Element:
        """A run for words of presskit's own."""
        run = add(paragraph, "r")
        if self._rtl:
            add(add(run, "rPr"), "rtl")
        return run

    def _runs(self, paragraph: Element, inlines: Inlines) -> None:
        self._tools.runs.write(paragraph, inlines, self._tools.notes)

    def _story(self, one: _Placed) -> None:
        self._tools.notes.restart()
        if one.opens:
            title = add_paragraph(self._body, names.SECTION.id)
            self._runs(title, one.opens.title)
            self._blocks.bookmarked(title, one.opens.id)
        layout = one.story.layout
        blocks = Blocks(self._tools, self._embed["document"], layout.direction)
        write_text(self._body, layout, blocks)

    def _last_paragraph(self) -> Element:
        """The properties of the last paragraph, where a section ends; a table needs one behind."""
        last = last_child(self._body)
        if last is None or last.tag.endswith("}tbl"):
            last = add_paragraph(self._body, names.GAP.id)
        return last[0]

    def _head(self, title: Inlines) -> str:
        """The relationship to the running head with this end."""
        key = plain(title)
        if key not in self._heads:
            name = f"header{len(self._heads) + 3}"
            root = self._package.another(name, "header1")
            write_head(root, self._issue.furniture.start, title, self._tools)
            self._heads[key] = self._package.relationship(name)
        return self._heads[key]

    def _section(self, parent: Element, head: str, *, first: bool) -> None:
        """End a section here: a page of its own, with notes counted anew."""
        section = add(parent, "sectPr")
        if head:
            refer(section, "headerReference", head)
        if not first:
            refer(section, "footerReference", self._package.relationship("footer1"))
        notes = add(section, f"{self._tools.notes.kind.element}Pr")
        add(notes, "numRestart", val="eachSect")
        add(section, "type", val="nextPage")
        describe_page(section, self._theme, self._paper, rtl=self._rtl, titled=False)

    def _write_notes(self) -> None:
        directions = {s.name: s.layout.direction for s in self._issue.stories()}
        embed = self._embed[f"{self._tools.notes.kind.element}s"]
        writers = {d: Blocks(self._tools, embed, d) for d in set(directions.values())}
        write_notes(
            self._package,
            self._tools,
            lambda note: writers[directions[note.id.split("-", 1)[0]]],
        )


def _placed(issue: IssueLayout) -> list[_Placed]:
    """The stories in reading order."""
    placed = []
    if issue.note:
        placed.append(_Placed(issue.note, issue.note.listed.headline))
    for section in issue.sections:
        for number, story in enumerate(section.stories):
            placed.append(_Placed(story, section.title, None if number else section, inside=True))
    if issue.colophon:
        placed.append(_Placed(issue.colophon, issue.colophon.listed.headline))
    return placed


def _pages(story: Story) -> int:
    """About how many pages a story takes."""
    layout = story.layout
    records = list(walk((layout.opening, layout.body)))
    characters = sum(len(text) for text in (getattr(r, "text", "") for r in records))
    pictures = sum(isinstance(record, LayoutFigure) for record in records)
    return max(1, ceil((characters + pictures * _OF_A_PICTURE) / _ON_A_PAGE))
