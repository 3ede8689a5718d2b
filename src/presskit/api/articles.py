"""Articles: read, composed, exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from presskit.api.notebooks import Shown
from presskit.diagnostics import Report, raise_warnings
from presskit.model.article import Article
from presskit.model.edition import MEDIA_TYPES, Edition, Options, formats_of
from presskit.model.file_names import file_name
from presskit.model.publication import LOGO, House, Publication
from presskit.render.renderers import article_renderer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.model.edition import Format
    from presskit.model.layout import Layout
    from presskit.model.manuscript import Manuscript


def read_article(path: str | Path, publication: Publication | None = None) -> Manuscript:
    """Read an article from a file, or from stdin (`-`): Markdown, JSON, pasted copy, HTML, DOCX.

    Raises PresskitError with every error found, each with its place.
    """
    from presskit.sources import read

    return read(path, publication or Publication())


def compose(
    manuscript: Manuscript,
    publication: Publication | None = None,
    report: Report | None = None,
    *,
    repair: bool = True,
) -> Layout:
    """What every edition of the article says. Findings are added to `report`.

    Texts get their safe repairs (see `presskit rule PK0321`), unless `repair` is off.

    Raises PresskitError when the article cannot be laid out.
    """
    from presskit.layout.compose import compose as compose_article

    report = report or Report(manuscript.name)
    sizes = {src: (p.width, p.height) for src, p in manuscript.pictures.items()}
    slug = "" if manuscript.name == "-" else Path(manuscript.name).stem
    layout = compose_article(
        manuscript.article, report, publication or Publication(), sizes, slug, repair=repair
    )
    report.raise_errors()
    return layout


def export(
    article: Manuscript | Article | str | Path,
    to: Format | Iterable[Format],
    options: Options | None = None,
    publication: Publication | None = None,
) -> tuple[Edition, ...]:
    """Make editions of an article, in the order of `to`.

    It is a manuscript (see `read_article`), a file's path, a record, or a text: Markdown, copy or HTML
    of more than one line. Pictures of the last two are in the current folder. All of them or none:
    raises PresskitError with what was found. Nothing is written.
    """
    from presskit.render.setting import setting_of

    formats = formats_of(to)
    publication = publication or Publication()
    options = options or Options()
    manuscript = _manuscript(article, publication)
    report = Report(manuscript.name)
    report.know_source(manuscript.name, manuscript.source)
    manuscript = with_logo(manuscript, publication, report)
    layout = compose(manuscript, publication, report, repair=options.repair)
    setting = setting_of(options, publication, layout.language, report)
    made = [
        (name, article_renderer(name).render(layout, setting, manuscript.pictures, report))
        for name in formats
    ]
    report.raise_errors()
    if options.strict:
        raise_warnings((*manuscript.diagnostics, *report.diagnostics))
    stem = file_name(layout.metadata.slug) or "article"
    return tuple(
        Shown(name, options.file_name(stem, name), MEDIA_TYPES[name], data, report.diagnostics)
        for name, data in made
    )


def _manuscript(article: Manuscript | Article | str | Path, publication: Publication) -> Manuscript:
    from presskit.sources import read_bytes

    if isinstance(article, str) and "\n" in article:  # which no file's name has
        return read_bytes(article.encode(), "-", Path.cwd(), publication)
    if isinstance(article, str | Path):
        return read_article(article, publication)
    if not isinstance(article, Article):
        return article
    name = f"{article.slug or 'article'}.json"
    return read_bytes(msgspec.json.encode(article), name, Path.cwd(), publication)


def docx_template(
    options: Options | None = None, publication: Publication | None = None
) -> Edition:
    """A DOCX to edit and to give back as `Options.reference_doc`: every style, with a sample.

    It is in the publication's language, else in Arabic; in English where presskit has no sample
    of a left-to-right language.
    """
    from presskit.language.facts import base_language, direction_of
    from presskit.resources import specimens_folder

    publication = publication or Publication()
    language = publication.locale or Article("").language
    path = specimens_folder() / f"{base_language(language)}.md"
    if not path.is_file():
        path = path.with_name("ar.md" if direction_of(language) == "rtl" else "en.md")
    manuscript = read_article(path, publication)
    plain = msgspec.structs.replace(publication, docx=House())
    (edition,) = export(manuscript, ["docx"], options, plain)
    return edition


def with_logo(manuscript: Manuscript, publication: Publication, report: Report) -> Manuscript:
    """The manuscript with the publication's logo among its pictures."""
    if not publication.logo:
        return manuscript
    from presskit.pictures.images import read_logo

    logo = read_logo(publication.logo, report)
    report.raise_errors()
    assert logo is not None
    return msgspec.structs.replace(manuscript, pictures=manuscript.pictures | {LOGO: logo})
