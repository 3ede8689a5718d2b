"""Issues: read, composed, exported; what became of every article is reported."""

from __future__ import annotations

import hashlib
import os
import posixpath
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.api.notebooks import Shown
from presskit.diagnostics import Diagnostic, PresskitError, Report, raise_warnings
from presskit.model.edition import MEDIA_TYPES, Edition, Options
from presskit.model.file_names import file_name
from presskit.model.publication import Publication
from presskit.model.report import ArticleReport, DigestReport, EditionReport
from presskit.render.renderers import issue_renderer
from presskit.rulebook import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from presskit.layout.issue import Composed
    from presskit.model.article import Article
    from presskit.model.edition import Format
    from presskit.model.ids import Scope
    from presskit.model.issue_layout import IssueLayout
    from presskit.model.manuscript import IssueManuscript, Manuscript, Picture
    from presskit.sources.issue import IssueFile

    Progress = Callable[[str, int, int], None]


class Digest(Struct, frozen=True):
    """The editions of an issue, and what became of its articles."""

    editions: tuple[Edition, ...]
    report: DigestReport


class DigestError(PresskitError):
    """The issue cannot be made; `report` says what became of its articles."""

    def __init__(self, diagnostics: Iterable[Diagnostic], report: DigestReport) -> None:
        super().__init__(diagnostics)
        self.report = report


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
    among the manuscript's `failed`, drafts are left out without `drafts`. `progress` is told the stage ("read"), how many articles are
    done, and how many there are. Raises PresskitError when the issue itself cannot be read.
    """
    from presskit.sources.issue import read_issue

    return read_issue(sources, given, publication, progress, drafts=drafts)


def issue_file(manuscript: IssueManuscript, folder: Path) -> str:
    """An issue.toml for `folder` that says what the manuscript says, with hints, to be edited."""
    from presskit.sources.issue_file import write_issue_file

    return write_issue_file(manuscript, folder)


def compose_issue(
    manuscript: IssueManuscript,
    publication: Publication | None = None,
    report: Report | None = None,
    *,
    repair: bool = True,
) -> IssueLayout:
    """What every edition of the issue says. Findings are added to `report`.

    Texts get their safe repairs, unless `repair` is off.

    Raises PresskitError with what is wrong in any of its articles.
    """
    from presskit.layout.issue import Parts, compose_issue, with_titles

    issue = with_titles(manuscript.issue)
    publication = _regional(publication or Publication(), issue.language)
    report = report or Report(manuscript.name)
    places = _places(manuscript)

    def composed(one: Manuscript | None, article: Article | None) -> Composed | None:
        assert report is not None
        if one is None or article is None:
            return None
        name, scope = places[one.name]
        return _composed(one, article, name, scope, publication, report, repair=repair)

    sections = [
        [
            made
            for one, article in zip(manuscripts, section.articles, strict=True)
            if (made := composed(one, article))
        ]
        for manuscripts, section in zip(manuscript.sections, issue.sections, strict=True)
    ]
    note = composed(manuscript.note, issue.note)
    colophon = composed(manuscript.colophon, issue.colophon)
    report.raise_errors()
    sizes = {src: (p.width, p.height) for src, p in manuscript.pictures.items()}
    return compose_issue(issue, Parts(sections, note, colophon), publication, sizes)


def export_issue(
    manuscript: IssueManuscript,
    formats: Iterable[Format],
    options: Options | None = None,
    publication: Publication | None = None,
    *,
    keep_going: bool = False,
    processes: int = 1,
    progress: Progress | None = None,
) -> Digest:
    """Make editions of an issue, in the order of `formats`.

    An article that fails is left out with `keep_going`; without, nothing is made. `processes` is
    how many the PDF may use. `progress` is told the format, how many articles are done, and how
    many there are. Raises DigestError with what was found. Nothing is written.
    """
    desk = _Desk(manuscript, options or Options(), publication or Publication())
    return desk.make(tuple(formats), keep_going=keep_going, processes=processes, progress=progress)


class _Desk:
    """Makes one issue, again without the articles that failed where that is wished."""

    def __init__(
        self, manuscript: IssueManuscript, options: Options, publication: Publication
    ) -> None:
        self._manuscript = manuscript
        self._options = options
        self._publication = publication
        self._failed = {failed.file: failed for failed in manuscript.failed}

    def make(
        self,
        formats: tuple[Format, ...],
        *,
        keep_going: bool,
        processes: int,
        progress: Progress | None,
    ) -> Digest:
        found: tuple[Diagnostic, ...] = ()
        if self._failed and not keep_going:
            raise self._error(())
        while True:
            manuscript = self._without_failed()
            report = Report(manuscript.name)
            for ones in manuscript.sections:
                for one in ones:
                    report.know_source(one.name, one.source)
            try:
                editions = self._editions(manuscript, report, formats, processes, progress)
            except PresskitError as error:
                found = error.diagnostics
                if not self._blame(found) or not keep_going:
                    raise self._error(found) from None
                continue
            return Digest(editions, self._report(editions, report.diagnostics))

    def _editions(
        self,
        manuscript: IssueManuscript,
        report: Report,
        formats: tuple[Format, ...],
        processes: int,
        progress: Progress | None,
    ) -> tuple[Edition, ...]:
        from presskit.render.setting import setting_of

        if not any(manuscript.sections):
            report.fail("issue-empty", "none of the issue's articles could be used")
        issue = compose_issue(manuscript, self._publication, report, repair=self._options.repair)
        setting = setting_of(self._options, self._publication, issue.language, report)
        setting = replace(setting, processes=processes)
        pictures = pictures_of_issue(manuscript)
        made: list[tuple[Format, bytes]] = []
        for name in formats:

            def tell(done: int, total: int, stage: str = name) -> None:
                if progress:
                    progress(stage, done, total)

            data = issue_renderer(name).render_issue(issue, setting, pictures, report, tell)
            made.append((name, data))
        report.raise_errors()
        if self._options.strict:
            read = (one.diagnostics for ones in manuscript.sections for one in ones)
            raise_warnings(chain(manuscript.diagnostics, *read, report.diagnostics))
        stem = file_name(issue.metadata.slug) or "issue"
        return tuple(
            Shown(
                name,
                self._options.file_name(stem, name),
                MEDIA_TYPES[name],
                data,
                report.diagnostics,
            )
            for name, data in made
        )

    def _without_failed(self) -> IssueManuscript:
        """The manuscript without the articles that failed."""
        kept = [
            (replace(section, articles=tuple(m.article for m in ones)), ones)
            for section, manuscripts in zip(
                self._manuscript.issue.sections, self._manuscript.sections, strict=True
            )
            for ones in [tuple(m for m in manuscripts if m.name not in self._failed)]
        ]
        return replace(
            self._manuscript,
            issue=replace(self._manuscript.issue, sections=tuple(s for s, ones in kept if ones)),
            sections=tuple(ones for _, ones in kept if ones),
        )

    def _blame(self, found: tuple[Diagnostic, ...]) -> bool:
        """Whether articles are to blame for errors; they count as failed from now on."""
        from presskit.model.manuscript import Failed

        errors = [one for one in found if one.severity is Severity.ERROR]
        to_blame = False
        for section, one in self._articles():
            own = tuple(error for error in errors if error.place.file == one.name)
            if own:
                self._failed[one.name] = Failed(one.name, section, own)
                to_blame = True
        return to_blame

    def _articles(self) -> Iterator[tuple[str, Manuscript]]:
        pairs = zip(self._manuscript.issue.sections, self._manuscript.sections, strict=True)
        for section, manuscripts in pairs:
            yield from ((section.title, one) for one in manuscripts)

    def _error(self, found: tuple[Diagnostic, ...]) -> DigestError:
        report = self._report((), found)
        own = (one for failed in self._failed.values() for one in failed.diagnostics)
        return DigestError(tuple(dict.fromkeys((*own, *found))), report)

    def _report(self, editions: tuple[Edition, ...], found: tuple[Diagnostic, ...]) -> DigestReport:
        issue = self._manuscript.issue
        known = {one.name for _, one in self._articles()}
        unread = [failed for failed in self._manuscript.failed if failed.file not in known]
        repeated = self._manuscript.repeated
        told = known | {one.file for one in (*unread, *repeated)}
        return DigestReport(
            publication=issue.publication,
            title=issue.title,
            number=issue.number,
            date=issue.date,
            articles=(
                *(self._outcome(section, one, found) for section, one in self._articles()),
                *(
                    ArticleReport(f.file, "failed", f.section, diagnostics=f.diagnostics)
                    for f in unread
                ),
                *(
                    ArticleReport(f.file, "repeated", f.section, diagnostics=f.diagnostics)
                    for f in repeated
                ),
            ),
            editions=tuple(
                EditionReport(e.name, e.format, len(e.data), hashlib.sha256(e.data).hexdigest())
                for e in editions
            ),
            diagnostics=tuple(
                one for one in (*self._manuscript.diagnostics, *found) if one.place.file not in told
            ),
        )

    def _outcome(
        self, section: str, one: Manuscript, found: tuple[Diagnostic, ...]
    ) -> ArticleReport:
        from presskit.layout.reading import count_words

        failed = self._failed.get(one.name)
        later = failed.diagnostics if failed else ()
        later += tuple(other for other in found if other.place.file == one.name)
        return ArticleReport(
            file=one.name,
            outcome="failed" if failed else "included",
            section=section,
            title=one.article.title,
            words=count_words(one.article),
            images=len(one.pictures),
            diagnostics=tuple(dict.fromkeys((*one.diagnostics, *later))),
        )


def _regional(publication: Publication, language: str) -> Publication:
    """The publication in the region of the issue, which names the months of all its dates."""
    return replace(publication, locale=language) if "-" in language else publication


def _places(manuscript: IssueManuscript) -> dict[str, tuple[str, Scope]]:
    """For each file of the issue, the name of its story and where that stands."""
    from presskit.model.ids import Scope, headline_id

    ones = [one for manuscripts in manuscript.sections for one in manuscripts]
    width = len(str(len(ones)))
    names = {one.name: f"a{number:0{width}}" for number, one in enumerate(ones, 1)}
    for name, one in (("note", manuscript.note), ("colophon", manuscript.colophon)):
        if one:
            names[one.name] = name
    headlines = {_path(file): headline_id(f"{name}-") for file, name in names.items()}
    return {
        file: (name, Scope(f"{name}-", posixpath.dirname(_path(file)), headlines))
        for file, name in names.items()
    }


def _path(file: str) -> str:
    return posixpath.normpath(Path(os.path.normpath(file)).as_posix())


def _composed(
    one: Manuscript,
    article: Article,
    name: str,
    scope: Scope,
    publication: Publication,
    report: Report,
    *,
    repair: bool,
) -> Composed:
    from presskit.layout.compose import compose
    from presskit.layout.issue import Composed

    sizes = {src: (p.width, p.height) for src, p in one.pictures.items()}
    slug = Path(one.name).stem
    here = report.about(one.name)
    layout = compose(article, here, publication, sizes, slug, scope, repair=repair)
    return Composed(name, one.name, article, layout)


def pictures_of_issue(manuscript: IssueManuscript) -> dict[str, Picture]:
    """All pictures of the issue, by the names that its layout gives them."""
    pictures = dict(manuscript.pictures)
    places = _places(manuscript)
    ones = [one for manuscripts in manuscript.sections for one in manuscripts]
    for one in (*ones, manuscript.note, manuscript.colophon):
        if one:
            prefix = places[one.name][1].prefix
            pictures |= {prefix + src: picture for src, picture in one.pictures.items()}
    return pictures
