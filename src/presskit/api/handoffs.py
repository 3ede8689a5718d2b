"""Handoffs: an article or an issue packed for the layout desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.api.articles import compose, with_logo
from presskit.api.issues import compose_issue, pictures_of_issue
from presskit.diagnostics import Diagnostic, PresskitError, Report, raise_warnings
from presskit.model.edition import Options
from presskit.model.file_names import file_name
from presskit.model.handoff import Manifest, Measure
from presskit.model.inlines import plain
from presskit.model.manuscript import IssueManuscript, Manuscript
from presskit.model.publication import Publication
from presskit.model.units import POINT_IN_MM
from presskit.render.renderers import article_renderer, issue_renderer
from presskit.render.setting import setting_of

if TYPE_CHECKING:
    from presskit.model.issue_layout import IssueLayout
    from presskit.model.layout import Layout
    from presskit.model.manuscript import Picture
    from presskit.render.setting import Setting
    from presskit.theming.theme import Theme


class Handoff(Struct, frozen=True):
    """A finished handoff: a zip, its file name, and its manifest, which is in it too."""

    name: str
    data: bytes
    manifest: Manifest
    diagnostics: tuple[Diagnostic, ...]


class Column(Struct, frozen=True):
    """The column that a length is estimated for; None is the theme's own.

    The width is in millimetres, size and leading of the type in points.
    """

    width: float | None = None
    size: float | None = None
    leading: float | None = None


def handoff(
    manuscript: Manuscript | IssueManuscript,
    options: Options | None = None,
    publication: Publication | None = None,
    column: Column | None = None,
    *,
    icml: bool = False,
) -> Handoff:
    """Pack an article or an issue for the layout desk. With `icml` each story comes for InDesign too.

    The pictures in it are the files that were delivered, not touched. The same manuscript gives the
    same bytes. Raises PresskitError with what was found. Nothing is written.
    """
    publication, options = publication or Publication(), options or Options()
    report = Report(manuscript.name)
    made = _packed(manuscript, options, publication, column or Column(), report, icml=icml)
    if options.strict:
        raise_warnings(made.diagnostics)
    return made


def _packed(
    manuscript: Manuscript | IssueManuscript,
    options: Options,
    publication: Publication,
    column: Column,
    report: Report,
    *,
    icml: bool,
) -> Handoff:
    if isinstance(manuscript, IssueManuscript):
        failed = [one for story in manuscript.failed for one in story.diagnostics]
        if failed:
            raise PresskitError(failed)
        return _issue(manuscript, options, publication, column, report, icml=icml)
    report.know_source(manuscript.name, manuscript.source)
    return _article(manuscript, options, publication, column, report, icml=icml)


def _article(
    manuscript: Manuscript,
    options: Options,
    publication: Publication,
    column: Column,
    report: Report,
    *,
    icml: bool,
) -> Handoff:
    manuscript = with_logo(manuscript, publication, report)
    layout = compose(manuscript, publication, report, repair=options.repair)
    setting = setting_of(options, publication, layout.language, report)
    document = article_renderer("docx").render(layout, setting, manuscript.pictures, report)
    desk = _Desk(setting, publication, column, report, icml=icml)
    stories = [(layout, layout.metadata.section, setting.theme)]
    return desk.handoff(
        layout, layout, stories, manuscript.pictures, document, manuscript.diagnostics
    )


def _issue(
    manuscript: IssueManuscript,
    options: Options,
    publication: Publication,
    column: Column,
    report: Report,
    *,
    icml: bool,
) -> Handoff:
    issue = compose_issue(manuscript, publication, report, repair=options.repair)
    setting = setting_of(options, publication, issue.language, report)
    pictures = pictures_of_issue(manuscript)
    document = issue_renderer("docx").render_issue(
        issue, setting, pictures, report, lambda _done, _total: None
    )
    desk = _Desk(setting, publication, column, report, icml=icml)
    sections = {s.name: plain(part.title) for part in issue.sections for s in part.stories}
    stories = [
        (story.layout, sections.get(story.name, ""), setting.theme_of(story.layout.language))
        for story in issue.stories()
    ]
    found = list(manuscript.diagnostics)
    for manuscripts in manuscript.sections:
        found += (one for story in manuscripts for one in story.diagnostics)
    titled = replace(stories[0][0], language=issue.language, direction=issue.direction)
    titled = replace(titled, metadata=issue.metadata, furniture=issue.furniture)
    return desk.handoff(issue, titled, stories, pictures, document, tuple(found))


class _Desk:
    """Makes what a handoff has besides the DOCX."""

    def __init__(
        self,
        setting: Setting,
        publication: Publication,
        column: Column,
        report: Report,
        *,
        icml: bool,
    ) -> None:
        self._setting = setting
        self._publication = publication
        self._column = column
        self._report = report
        self._icml = icml

    def handoff(
        self,
        whole: Layout | IssueLayout,
        titled: Layout,
        stories: list[tuple[Layout, str, Theme]],
        pictures: dict[str, Picture],
        document: bytes,
        found: tuple[Diagnostic, ...],
    ) -> Handoff:
        """The handoff; `titled` says title and language of the style sheet."""
        from presskit.handoffs.pack import Delivery, pack
        from presskit.handoffs.readme import words_of
        from presskit.handoffs.samples import samples
        from presskit.handoffs.word import Word
        from presskit.render.pdf.style_sheet import render_style_sheet

        word = Word(document)
        style_sheet = render_style_sheet(
            samples(word.styles(), self._publication.docx.styles),
            words_of(titled.language),
            titled,
            self._setting,
            self._report,
        )
        self._report.raise_errors()
        findings = tuple(dict.fromkeys((*found, *self._report.diagnostics)))
        name = file_name(whole.metadata.slug) or "article"
        data, manifest = pack(
            Delivery(
                whole=whole,
                stories=stories,
                pictures=pictures,
                name=name,
                document=document,
                word=word,
                style_sheet=style_sheet,
                library=self._setting.library,
                measure=self._measure(),
                tagged=_tagged if self._icml else None,
                findings=findings,
            )
        )
        return Handoff(f"{name}-handoff.zip", data, manifest, findings)

    def _measure(self) -> Measure:
        from presskit.render.pdf.page import column_width

        setting, column = self._setting, self._column
        text = setting.theme.styles["paragraph"]
        own = column_width(setting.theme, setting.paper, setting.columns) * POINT_IN_MM
        size = column.size or text.size
        return Measure(
            width_mm=round(column.width or own, 1),
            family=setting.theme.families("paragraph")[0],
            size_pt=size,
            leading_pt=column.leading or round(size * text.leading / text.size, 1),
        )


def _tagged(layout: Layout, theme: Theme) -> bytes:
    from presskit.render.icml import render

    return render(layout, theme)
