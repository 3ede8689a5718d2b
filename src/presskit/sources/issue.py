"""An issue: from an issue.toml, or from articles that are grouped by their kickers."""

from __future__ import annotations

import datetime
import glob
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import Position, PresskitError, Report
from presskit.language.tags import language_tag
from presskit.model.blocks import Figure
from presskit.model.issue import Issue, Section
from presskit.model.manuscript import Failed, IssueManuscript, Manuscript, Picture
from presskit.model.publication import COVER, COVER_PICTURE, LOGO, Publication
from presskit.pictures.images import read_logo, read_picture
from presskit.sources import read, read_all, read_bytes
from presskit.sources.metadata import normal
from presskit.sources.repeats import find_repeats
from presskit.sources.toml import Places, read_toml

FILE = "issue.toml"
_ARTICLES = {".md", ".markdown", ".json"}
_NO_ARTICLES = ("readme", "changelog")
_LATEST = datetime.date.max
Progress: TypeAlias = Callable[[str, int, int], None]


class SectionFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A `[[section]]`: its title, and paths or globs of its articles, from the issue's folder."""

    title: str
    articles: tuple[str, ...] = ()


class IssueFile(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What issue.toml says. `note` and `colophon` are Markdown, or a file's path in one line."""

    title: str = ""
    publication: str = ""
    number: str | int = ""
    volume: str | int = ""
    issn: str = ""
    date: str = ""
    hijri_date: str = ""
    language: str = ""
    slug: str = ""
    cover: str = ""
    cover_picture: str = ""
    note: str = ""
    colophon: str = ""
    flowing: bool = False
    section: tuple[SectionFile, ...] = ()


class _Planned(NamedTuple):
    """An article to read: its file, as people call it, and its section where that is settled."""

    path: Path
    section: str | None


def read_issue(
    sources: Sequence[str | Path],
    given: IssueFile | None = None,
    publication: Publication | None = None,
    progress: Progress | None = None,
    *,
    drafts: bool = False,
) -> IssueManuscript:
    """Read an issue from an issue.toml (or its folder), or from folders and files of articles.

    `given` says what the issue's file doesn't, or says otherwise. Articles that cannot be read are
    among the manuscript's `failed`; drafts are left out without `drafts`. Raises PresskitError when the issue itself cannot be read.
    """
    reader = _Reader(sources, given or IssueFile(), publication or Publication(), drafts=drafts)
    return reader.read(progress)


class _Reader:
    def __init__(
        self,
        sources: Sequence[str | Path],
        given: IssueFile,
        publication: Publication,
        *,
        drafts: bool,
    ) -> None:
        self._drafts = drafts
        self._sources = [Path(source) for source in sources]
        self._publication = publication
        self._failed: list[Failed] = []
        path = self._issue_file()
        self._report = Report(str(path or self._sources[0]))
        self._places = Places("")
        self._file = IssueFile()
        if path:
            self._file, self._places = read_toml(path, IssueFile, self._report)
        self._folder = path.parent if path else self._sources[0]
        self._file = _overlaid(self._file, given)

    def _issue_file(self) -> Path | None:
        if len(self._sources) > 1:
            return None
        (source,) = self._sources
        inside = source / FILE
        return source if source.suffix == ".toml" else inside if inside.is_file() else None

    def read(self, progress: Progress | None) -> IssueManuscript:
        """The issue, its articles read and put into their sections."""
        planned = tuple(self._planned())
        self._report.raise_errors()
        read_ones = list(self._articles(planned, progress))
        manuscripts = [manuscript for manuscript, _ in read_ones]
        repeated = find_repeats(manuscripts, self._report)
        kept = [(m, section) for m, section in read_ones if m.name not in repeated]
        sections = self._sections(kept)
        language = self._language([m for m, _ in kept])
        note, colophon = self._text("note", language), self._text("colophon", language)
        pictures = self._pictures()
        issue = self._issue(sections, language)
        self._report.raise_errors()
        return IssueManuscript(
            issue=replace(
                issue,
                note=note.article if note else None,
                colophon=colophon.article if colophon else None,
            ),
            name=self._report.file or "",
            sections=tuple(manuscripts for _, manuscripts in sections),
            note=note,
            colophon=colophon,
            pictures=pictures,
            failed=tuple(self._failed),
            repeated=tuple(
                Failed(m.name, section or m.article.kicker, repeated[m.name])
                for m, section in read_ones
                if m.name in repeated
            ),
            diagnostics=self._report.diagnostics,
        )

    def _planned(self) -> Iterator[_Planned]:
        """The files of all articles, each once, where it is named first."""
        seen: set[Path] = set()
        for path, section in self._named():
            if (resolved := path.resolve()) not in seen:
                seen.add(resolved)
                yield _Planned(path, section)
        if not seen:
            self._report.add(
                "issue-empty", "the issue has no articles", hint="name articles, or their folder"
            )

    def _named(self) -> Iterator[tuple[Path, str | None]]:
        if not self._places.text:
            for source in self._sources:
                yield from ((path, None) for path in _found(source))
            return
        if not self._file.section:
            yield from ((path, None) for path in _found(self._folder))
        for number, section in enumerate(self._file.section):
            for pattern in section.articles:
                paths = self._matches(pattern, number)
                yield from ((path, section.title) for path in paths)

    def _matches(self, pattern: str, number: int) -> list[Path]:
        if not glob.has_magic(pattern):
            return [self._folder / pattern]
        found = sorted(glob.glob(pattern, root_dir=self._folder, recursive=True))
        paths = [self._folder / name for name in found if Path(name).suffix.lower() in _ARTICLES]
        if not paths:
            self._report.add(
                "issue-glob-empty",
                f"no article is called “{pattern}”",
                self._places.of("articles", number),
                f"patterns count from {self._folder}",
            )
        return paths

    def _articles(
        self, planned: Sequence[_Planned], progress: Progress | None
    ) -> Iterator[tuple[Manuscript, str | None]]:
        for number, (path, section) in enumerate(planned, 1):
            try:
                for manuscript in read_all(path, self._publication):
                    if self._drafts or not manuscript.article.draft:
                        yield manuscript, section
                    else:
                        self._tell_of_draft(manuscript)
            except PresskitError as error:
                self._failed.append(Failed(str(path), section or "", error.diagnostics))
            if progress:
                progress("read", number, len(planned))

    def _tell_of_draft(self, manuscript: Manuscript) -> None:
        self._report.about(manuscript.name).add(
            "draft-left-out",
            f"“{manuscript.article.title}” is a draft and was left out",
            hint="--drafts takes drafts in",
        )

    def _sections(
        self, read_ones: Sequence[tuple[Manuscript, str | None]]
    ) -> list[tuple[str, tuple[Manuscript, ...]]]:
        """Sections in the issue's order; without one by kicker, in the publication's order."""
        grouped: dict[str, list[Manuscript]] = {}
        titles: dict[str, str] = {}
        if all(section is None for _, section in read_ones):
            read_ones = sorted(read_ones, key=lambda one: one[0].article.date or _LATEST)
            titles = {normal(title): title for title in self._publication.sections}
        else:
            titles = {section.title: section.title for section in self._file.section}
        grouped = {key: [] for key in titles}
        for manuscript, section in read_ones:
            kicker = manuscript.article.kicker
            key = normal(kicker) if section is None else section
            titles.setdefault(key, kicker)
            grouped.setdefault(key, []).append(manuscript)
        if "" in grouped:  # those without a kicker come last
            grouped[""] = grouped.pop("")
        return [(titles[key], tuple(ones)) for key, ones in grouped.items() if ones]

    def _language(self, manuscripts: Sequence[Manuscript]) -> str:
        """The issue's, else the publication's, else the one that most articles are in."""
        given = self._file.language
        if given and not language_tag(given):
            self._report.fail(
                "language-unknown",
                f"“{given}” is not a language tag",
                self._places.of("language"),
                "write ar, ar-EG, fa, ur, he, en …",
            )
        tags = [manuscript.article.language for manuscript in manuscripts]
        bases = Counter(tag.split("-", 1)[0] for tag in tags)
        commonest = bases.most_common(1)[0][0] if tags else "ar"
        return language_tag(given) or self._publication.locale or commonest

    def _text(self, key: str, language: str) -> Manuscript | None:
        """The editor's note or the colophon: Markdown in the issue's file, or a file's path."""
        value: str = getattr(self._file, key)
        if not value.strip():
            return None
        publication = replace(self._publication, locale=language)
        try:
            if "\n" not in value.strip() and Path(value.strip()).suffix.lower() in _ARTICLES:
                path = self._folder / value.strip()
                return read(path, publication, untitled=True)
            name = f"{self._report.file} ({key})"
            return read_bytes(value.encode(), name, self._folder, publication, untitled=True)
        except PresskitError as error:
            self._report.extend(error.diagnostics)
            return None

    def _pictures(self) -> dict[str, Picture]:
        found: dict[str, Picture] = {}
        for key, name in ((COVER, "cover"), (COVER_PICTURE, "cover_picture")):
            if src := getattr(self._file, name):
                at = self._places.of(name.replace("_", "-"))
                picture = read_picture(Figure(src=src, at=at), self._folder, self._report)
                if picture:
                    found[key] = picture
        if self._publication.logo and (logo := read_logo(self._publication.logo, self._report)):
            found[LOGO] = logo
        return found

    def _issue(self, sections: list[tuple[str, tuple[Manuscript, ...]]], language: str) -> Issue:
        file = self._file
        publication = file.publication or self._publication.name
        articles = [m.article for _, manuscripts in sections for m in manuscripts]
        title = file.title or publication
        if not title:
            self._report.add(
                "issue-title-missing",
                "the issue has no title",
                hint=f'add title = "…" to {FILE}, or give --title',
            )
        dates = [article.date for article in articles if article.date]
        return Issue(
            publication=publication,
            title=title,
            sections=tuple(
                Section(title, tuple(m.article for m in manuscripts))
                for title, manuscripts in sections
            ),
            number=str(file.number),
            volume=str(file.volume),
            issn=file.issn or self._publication.issn,
            date=self._date(language) if file.date else max(dates, default=None),
            hijri_date=file.hijri_date,
            language=language,
            slug=file.slug,
            cover=Figure(src=file.cover) if file.cover else None,
            cover_picture=Figure(src=file.cover_picture) if file.cover_picture else None,
            flowing=file.flowing,
        )

    def _date(self, language: str) -> datetime.date | None:
        from presskit.sources.dates import read_gregorian
        from presskit.sources.front_values import Value

        at = self._places.of("date") or Position(1)
        return read_gregorian(Value(self._file.date, at), language, self._report)


def _overlaid(file: IssueFile, given: IssueFile) -> IssueFile:
    """What the file says, and over it what is given."""
    nothing = IssueFile()
    changes = {
        name: getattr(given, name)
        for name in given.__struct_fields__
        if getattr(given, name) != getattr(nothing, name)
    }
    return replace(file, **changes)


def _found(source: Path) -> list[Path]:
    """A file, or the articles in a folder, in depth and in the order of their names."""
    if not source.is_dir():
        return [source]
    return sorted(
        path
        for path in source.rglob("*")
        if path.suffix.lower() in _ARTICLES
        and not path.stem.lower().startswith(_NO_ARTICLES)
        and not any(part.startswith((".", "_")) for part in path.relative_to(source).parts)
    )
