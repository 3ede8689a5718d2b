"""The EPUB of an issue: a document for each story, its section's opener, cover and contents."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

from presskit.diagnostics import PresskitError, Report
from presskit.model.inlines import plain
from presskit.model.publication import COVER, COVER_PICTURE, LOGO
from presskit.pictures.prepare import Limits, Prepared, prepare
from presskit.render.epub import LIMITS
from presskit.render.epub.content import (
    ASCII,
    STYLE,
    XHTML,
    accessibility,
    font_files,
    licences,
    style_sheet,
)
from presskit.render.epub.cover import draw_cover
from presskit.render.epub.documents import Entry, navigation, ncx
from presskit.render.epub.package import Book, File, write_package
from presskit.render.faces import faces_of_issue
from presskit.render.html import ADDED, HtmlWriter, Medium, bare_writer
from presskit.theming.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from presskit.fonts.face import Face
    from presskit.fonts.library import FontLibrary
    from presskit.model.edition import StoriesDone
    from presskit.model.issue_layout import IssueLayout, Story
    from presskit.model.manuscript import Picture
    from presskit.render.setting import Setting
    from presskit.theming.theme import Theme

_SIZE = (1600, 2560)  # what e-book shops ask of a cover
_COVER_LIMITS = Limits(pixels=_SIZE[0] * _SIZE[1], size=LIMITS.size)
_HOUSE = (LOGO, COVER, COVER_PICTURE)
_CONTENTS = "contents.xhtml"
_QUALITY = 88


def render_issue(
    issue: IssueLayout,
    setting: Setting,
    pictures: Mapping[str, Picture],
    report: Report,
    progress: StoriesDone,
) -> bytes:
    """The EPUB of an issue, one subset a face for all of it.

    A story in another language than the issue's has a style sheet of its own.
    `progress` is told how many stories are written. Raises PresskitError (`font-restricted`,
    and what `prepare` finds, each of its story's file).
    """
    theme, library = setting.theme, setting.library
    choice = faces_of_issue(issue, setting.theme_of, library, report, extra=_added(issue))
    images = _prepared(issue, theme, library, pictures, report)
    report.raise_errors()

    def completed(language: str) -> Theme:
        return choice.completed(setting.theme_of(language))

    return _Binder(issue, completed, library, choice.faces, images).bind(progress)


def _added(issue: IssueLayout) -> str:
    """Characters that documents show besides the layout's own: labels, and ASCII for readers."""
    labels, words = issue.labels, issue.issue_labels
    own = (labels.cover, labels.contents, labels.start, labels.notes)
    return "".join((*own, words.previous, words.next)) + ADDED + ASCII


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
    house = {src: pictures[src] for src in _HOUSE if src in pictures}
    groups = [(report.file or "", house, _COVER_LIMITS)]
    groups += ((s.file, by_story.get(s.name, {}), LIMITS) for s in issue.stories())
    made: dict[str, Prepared] = {}
    for file, own, limits in groups:
        about = Report(file)
        with suppress(PresskitError):
            made |= prepare(own, theme, library, about, limits)
        report.extend(about.diagnostics)
    return made


class _Binder:
    """Binds one issue."""

    def __init__(
        self,
        issue: IssueLayout,
        theme_of: Callable[[str], Theme],
        library: FontLibrary,
        faces: Mapping[Face, set[str]],
        images: Mapping[str, Prepared],
    ) -> None:
        self._issue = issue
        self._theme_of = theme_of
        self._theme = theme_of(issue.language)
        self._library = library
        self._faces = faces
        self._images = images
        self._templates = Templates(self._theme)
        self._documents = {story.name: _document(story) for story in issue.stories()}
        self._documents |= {s.id: f"section-{s.id[1:]}.xhtml" for s in issue.sections}
        self._sheets: dict[str, bytes] = {STYLE: self._sheet(issue.language)}
        self._styles: dict[str, str] = {}
        first: dict[bytes, str] = {}
        self._names: dict[str, str] = {}
        for src, image in images.items():
            if src not in _HOUSE:
                name = f"images/{len(first) + 1}{image.suffix}"
                self._names[src] = first.setdefault(image.data, name)

    def bind(self, progress: Callable[[int, int], None]) -> bytes:
        """The book."""
        issue, meta = self._issue, self._issue.metadata
        documents = tuple(self._spine(progress))
        entries = tuple(self._entries())
        landmarks = {
            "cover": "cover.xhtml",
            "toc": _CONTENTS,
            "bodymatter": self._documents[issue.stories()[0].name],
        }
        cover = self._cover()
        return write_package(
            Book(
                identifier=meta.identifier,
                title=meta.title,
                language=issue.language,
                direction=issue.direction,
                creators=meta.writers,
                publisher=meta.publication,
                description=meta.description,
                subjects=tuple(dict.fromkeys(meta.tags)),
                date=meta.date,
                accessibility=accessibility(issue.labels, has_pictures=bool(self._names)),
                cover="cover-image",
                files=(
                    *documents,
                    File(
                        "nav", "nav.xhtml", navigation(issue, entries, landmarks), XHTML, ("nav",)
                    ),
                    File("ncx", "toc.ncx", ncx(issue, entries), "application/x-dtbncx+xml"),
                    cover,
                    *self._sheet_files(),
                    *self._pictures(),
                    *font_files(self._faces),
                ),
                licences=licences(self._faces),
                series=meta.publication,
                position=meta.number,
                issn=meta.issn,
            )
        )

    def _spine(self, progress: Callable[[int, int], None]) -> Iterator[File]:
        """The documents in reading order."""
        issue = self._issue
        image = f"images/cover{self._cover_suffix()}"
        yield self._made("cover", "cover.xhtml", "cover.xhtml", image=image)
        yield self._made("contents", _CONTENTS, "contents.xhtml", read_sections=issue.sections)
        stories = issue.stories()
        opened = {section.stories[0].name: section for section in issue.sections}
        for done, story in enumerate(stories, 1):
            if section := opened.get(story.name):
                name = self._documents[section.id]
                yield self._made(section.id, name, "section.xhtml", section=section)
            yield self._story(story)
            progress(done, len(stories))

    def _made(self, identifier: str, name: str, template: str, **more: Any) -> File:
        issue = self._issue
        page = self._templates.render(
            template,
            layout=issue,
            issue=issue,
            write=bare_writer(issue),
            style=STYLE,
            href=self._href,
            contents=_CONTENTS,
            **more,
        )
        return File(identifier, name, page.encode(), XHTML, spine=True)

    def _story(self, story: Story) -> File:
        layout = story.layout
        medium = Medium(picture=self._names.__getitem__, epub=True, link=self._link(story))
        page = self._templates.render(
            "story.xhtml",
            layout=layout,
            write=HtmlWriter(layout, medium),
            style=self._style(layout.language),
            story=story,
            issue=self._issue,
            issue_write=bare_writer(self._issue),
            href=self._href,
            contents=_CONTENTS,
        )
        return File(story.name, self._documents[story.name], page.encode(), XHTML, spine=True)

    def _href(self, identifier: str) -> str:
        """The document and the place of an id."""
        document = self._documents[identifier.split("-", 1)[0]]
        return f"{document}#{identifier}" if "-" in identifier else document

    def _link(self, story: Story) -> Callable[[str], str]:
        own = f"#{story.name}-"

        def link(href: str) -> str:
            inside = href.startswith("#") and not href.startswith(own)
            return self._href(href[1:]) if inside else href

        return link

    def _style(self, language: str) -> str:
        """The style sheet of a language's documents, made where it is no other's."""
        if language not in self._styles:
            sheet = self._sheet(language)
            same = (name for name, known in self._sheets.items() if known == sheet)
            name = next(same, f"style-{language.lower()}.css")
            self._sheets[name] = sheet
            self._styles[language] = name
        return self._styles[language]

    def _sheet(self, language: str) -> bytes:
        from presskit.language.facts import direction_of

        theme = self._theme_of(language)
        return style_sheet(theme, direction_of(language), self._faces, Templates(theme))

    def _sheet_files(self) -> Iterator[File]:
        for number, (name, data) in enumerate(self._sheets.items(), 1):
            yield File(f"style-{number}", name, data, "text/css")

    def _pictures(self) -> Iterator[File]:
        taken: set[str] = set()
        for src, name in self._names.items():
            if name not in taken:
                taken.add(name)
                image = self._images[src]
                yield File(f"picture-{len(taken)}", name, image.data, image.media_type)

    def _entries(self) -> Iterator[Entry]:
        """The contents: all documents of the spine, in its order."""
        issue = self._issue

        def entry(story: Story) -> Entry:
            return Entry(story.layout.metadata.title, self._documents[story.name])

        yield Entry(issue.labels.cover, "cover.xhtml")
        yield Entry(issue.labels.contents, _CONTENTS)
        if issue.note:
            yield entry(issue.note)
        for section in issue.sections:
            stories = tuple(entry(story) for story in section.stories)
            yield Entry(plain(section.title), self._documents[section.id], stories)
        if issue.colophon:
            yield entry(issue.colophon)

    def _cover_suffix(self) -> str:
        finished = self._images.get(COVER)
        if finished:
            return finished.suffix
        return ".jpg" if self._issue.cover.picture else ".png"

    def _cover(self) -> File:
        """The finished cover, or the theme's; as a JPEG where it shows a picture."""
        issue = self._issue
        finished = self._images.get(COVER)
        if finished:
            data = finished.data
        else:
            picture = issue.cover.picture
            data = draw_cover(
                "issue-cover.svg",
                issue,
                self._theme,
                self._library,
                self._templates,
                _SIZE,
                logo=self._images.get(LOGO),
                picture=self._images[picture.src] if picture else None,
            )
            if picture:
                data = _as_jpeg(data)
        suffix = self._cover_suffix()
        kind = "image/png" if suffix == ".png" else "image/jpeg"
        return File("cover-image", f"images/cover{suffix}", data, kind, ("cover-image",))


def _document(story: Story) -> str:
    """The name of a story's document: article-07.xhtml, note.xhtml, colophon.xhtml."""
    name = story.name
    return f"article-{name[1:]}.xhtml" if name[1:].isdecimal() else f"{name}.xhtml"


def _as_jpeg(data: bytes) -> bytes:
    from PIL import Image

    buffer = BytesIO()
    with Image.open(BytesIO(data)) as image:
        image.convert("RGB").save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue()
