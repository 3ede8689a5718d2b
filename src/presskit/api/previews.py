"""What somebody sees who writes an article: its editions, their pages, its lines and what is found in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.api.readings import Finding, findings_of
from presskit.language.facts import direction_of
from presskit.model.inlines import Direction
from presskit.model.pieces import Piece
from presskit.prepress.views import Views
from presskit.resources import themes_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presskit.model.edition import Edition, Format, Options
    from presskit.model.issue import Issue
    from presskit.model.manuscript import IssueManuscript
    from presskit.model.publication import Publication

_CONFIG = "presskit.toml"
_WIDTH = 1000
_MOST = 60


class Preview(Struct, frozen=True):
    """An article or an issue while it is written.

    `pieces` and `findings` know their lines in the source; the pieces of an issue are the headlines
    of its articles. `views` are the PDF's first pages, where a PDF was made.
    """

    title: str
    language: str
    direction: Direction
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]
    views: Views | None = None


def is_issue(path: str | Path) -> bool:
    """Whether a path names an issue: its issue.toml, or a folder."""
    return Path(path).is_dir() or Path(path).suffix == ".toml"


def preview(
    path: str | Path,
    to: Sequence[Format],
    options: Options,
    publication: Publication,
) -> tuple[tuple[Edition, ...], Preview]:
    """The editions of an article or an issue, and what is to be seen of it.

    Raises PresskitError with every error found.
    """
    made = _of_issue if is_issue(path) else _of_article
    editions, seen = made(path, to, options, publication)
    pdf = next((one.data for one in editions if one.format == "pdf"), None)
    if pdf is None:
        return editions, seen
    from msgspec.structs import replace

    from presskit.prepress.views import views

    return editions, replace(seen, views=views(pdf, _WIDTH, _MOST))


def _of_article(
    path: str | Path, to: Sequence[Format], options: Options, publication: Publication
) -> tuple[tuple[Edition, ...], Preview]:
    from presskit.api.articles import export, read_article
    from presskit.sources.retaking import pieces_of

    manuscript = read_article(path, publication)
    editions = export(manuscript, to, options, publication)
    article = manuscript.article
    return editions, Preview(
        article.title,
        article.language,
        direction_of(article.language),
        pieces_of(article),
        # Pages that are asked for alone are waited for, and don't wait for the proofreader.
        findings_of(manuscript, publication) if tuple(to) != ("pdf",) else (),
    )


def _of_issue(
    path: str | Path, to: Sequence[Format], options: Options, publication: Publication
) -> tuple[tuple[Edition, ...], Preview]:
    from presskit.api.issues import export_issue
    from presskit.api.readings import told_as

    manuscript = _issue(path, publication)
    digest = export_issue(manuscript, to, options, publication, keep_going=True)
    issue = manuscript.issue
    told = [
        told_as(found, f"{article.file}: ")
        for article in digest.report.articles
        for found in article.diagnostics
    ]
    return digest.editions, Preview(
        issue.title,
        issue.language,
        direction_of(issue.language),
        tuple(_headlines(issue)),
        tuple(told),
    )


def _issue(path: str | Path, publication: Publication) -> IssueManuscript:
    from presskit.api.issues import read_issue
    from presskit.sources.issue import IssueFile

    folder = Path(path)
    is_plain = folder.is_dir() and not (folder / "issue.toml").is_file()
    given = IssueFile(title=folder.resolve().name) if is_plain else None
    return read_issue([path], given, publication)


def _headlines(issue: Issue) -> Iterator[Piece]:
    for section in issue.sections:
        if section.title:
            yield Piece("heading", section.title)
        yield from (Piece("headline", one.title) for one in section.articles)


def sources_of(path: str | Path, options: Options) -> tuple[Path, ...]:
    """The files, and the folders of files, that the editions of an article or an issue depend on.

    Also those that aren't there yet: a picture that the article names, a presskit.toml above it.
    """
    from presskit.diagnostics import PresskitError, Report
    from presskit.sources.publication import find_publication
    from presskit.theming.loading import load_theme

    path = Path(path)
    home = (path if path.is_dir() else path.parent).resolve()
    found = [path, *(one / _CONFIG for one in (home, *home.parents, Path.cwd()))]
    if is_issue(path):
        found.append(home)
    try:
        publication, _ = find_publication(home)
        found += _pictures(path, publication)
        name = options.theme or publication.theme
        found += [Path(one) for one in (name, publication.logo, publication.docx.template) if one]
        found += load_theme(name, Report()).folders
    except PresskitError:
        pass  # it is told when the editions are made; what is known already is looked at
    found += [*options.font_folders, *([options.reference_doc] if options.reference_doc else [])]
    own = themes_folder()
    return tuple(dict.fromkeys(one for one in found if not one.is_relative_to(own)))


def _pictures(path: Path, publication: Publication) -> Iterator[Path]:
    """The pictures of an article, whether they are there or not."""
    from presskit.api.readings import plainly
    from presskit.files.reading import read_text
    from presskit.model.blocks import Figure
    from presskit.model.walk import walk
    from presskit.sources.kinds import Kind, kind_of

    if not path.is_file() or kind_of(path.name, path.read_bytes()) is not Kind.MARKDOWN:
        return
    article = plainly(read_text(path), path.name, publication)
    yield from (path.parent / one.src for one in walk(article) if isinstance(one, Figure))
