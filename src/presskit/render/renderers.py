"""The renderers by format. Each is a module, loaded when it is first asked for.

The modules are checked against the protocols here: mypy refuses one whose function has another name
or other arguments (`tests/typing`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, assert_never

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.diagnostics import Report
    from presskit.model.edition import Format, StoriesDone
    from presskit.model.issue_layout import IssueLayout
    from presskit.model.layout import Layout
    from presskit.model.manuscript import Picture
    from presskit.render.setting import Setting


class ArticleRenderer(Protocol):
    """Makes the edition of an article in one format."""

    def render(
        self, layout: Layout, setting: Setting, pictures: Mapping[str, Picture], report: Report
    ) -> bytes:
        """The finished file. `pictures` are keyed by the `src` of figures; findings go to `report`.

        Raises PresskitError where no edition can be made.
        """
        ...


class IssueRenderer(Protocol):
    """Makes the edition of an issue in one format."""

    def render_issue(
        self,
        issue: IssueLayout,
        setting: Setting,
        pictures: Mapping[str, Picture],
        report: Report,
        progress: StoriesDone,
    ) -> bytes:
        """The finished file; `progress` is told how many stories are done, and how many there are.

        Raises PresskitError where no edition can be made.
        """
        ...


def article_renderer(name: Format) -> ArticleRenderer:
    """The renderer of articles for a format."""
    match name:
        case "pdf":
            from presskit.render import pdf

            return pdf
        case "epub":
            from presskit.render import epub

            return epub
        case "docx":
            from presskit.render import docx

            return docx
        case _:
            assert_never(name)


def issue_renderer(name: Format) -> IssueRenderer:
    """The renderer of issues for a format."""
    match name:
        case "pdf":
            from presskit.render.pdf import issue as pdf

            return pdf
        case "epub":
            from presskit.render.epub import issue as epub

            return epub
        case "docx":
            from presskit.render.docx import issue as docx

            return docx
        case _:
            assert_never(name)
