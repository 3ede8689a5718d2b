"""Imports: pasted copy, pages, feeds and edited Word files as clean Markdown."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.api.writing import write_whole
from presskit.diagnostics import Diagnostic, PresskitError, Report
from presskit.model.article import Article
from presskit.model.decision import Decision
from presskit.model.publication import Publication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.sources.manuscript import Manuscript

_LARGEST = 500_000_000
_NAME_WORDS = 8


class Imported(Struct, frozen=True):
    """An article that came from elsewhere: as a record, and as Markdown with its pictures.

    `name` is what its file can be called, without an ending; `pictures` are bytes by the names that
    the article has for them; `decisions` say what the lines of pasted copy were taken for.
    """

    article: Article
    markdown: str
    pictures: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    name: str = ""
    decisions: tuple[Decision, ...] = ()

    def write(self, path: Path) -> Iterator[Path]:
        """Write the Markdown, and beside it each picture that isn't there; give what was written.

        Raises PresskitError (`output-unwritable`).
        """
        for name, data in self.pictures.items():
            picture = path.parent / name
            if not picture.exists():
                write_whole(picture, data)
                yield picture
        write_whole(path, self.markdown.encode())
        yield path


def read_copy(
    path: str | Path,
    publication: Publication | None = None,
    *,
    repair: bool = True,
    unpublished: bool = False,
) -> tuple[Imported, ...]:
    """Read every article of a file of any kind, or of stdin (`-`), to be written as Markdown.

    Pasted copy, HTML, DOCX, RSS and Atom, JSON Feed, WordPress (WXR, REST), Ghost, Drupal, ninjs,
    NewsML-G2, NITF, and what presskit reads anyhow. What is doubtful is a comment in the Markdown.
    Texts get their safe repairs unless `repair` is off. Posts that aren't published or have a
    password come along only where `unpublished` asks for them. Raises PresskitError with every error.
    """
    from presskit.sources import read_all

    publication = publication or Publication()
    if Path(path).suffix.lower() == ".docx" and (edited := _edited(path, publication)):
        return (edited,)
    manuscripts = read_all(path, publication, unpublished=unpublished)
    return tuple(
        _imported(one, number, len(manuscripts), repair=repair)
        for number, one in enumerate(manuscripts, 1)
    )


def read_edited(path: str | Path, publication: Publication | None = None) -> Imported:
    """Read a DOCX that presskit made and that was edited since, in Word or elsewhere.

    Tracked changes count as accepted. `publication` says how the newsroom calls its styles. Raises
    PresskitError (`docx-unreadable`, `docx-issue`, `title-missing`, and as reading a file does).
    """
    from presskit.render.docx.back.article import read_docx
    from presskit.sources import files
    from presskit.writers.markdown import write_markdown

    publication = publication or Publication()
    report = Report(str(path))
    data = files.read_bytes(Path(path), report, "a Word document", _LARGEST)
    language = publication.locale or Article("").language
    returned = read_docx(data, publication.docx.styles, language, report)
    report.raise_errors()
    article = returned.article
    if article.slug == Path(path).stem:  # its file's name says it
        article = replace(article, slug="")
    return Imported(
        article=article,
        markdown=write_markdown(article),
        pictures=returned.pictures,
        diagnostics=report.diagnostics,
        name=Path(path).stem,
    )


def _edited(path: str | Path, publication: Publication) -> Imported | None:
    """The article of a DOCX with the styles of an article of presskit's; None for any other."""
    try:
        edited = read_edited(path, publication)
    except PresskitError as error:
        if {found.code for found in error.diagnostics} & {"title-missing", "docx-unreadable"}:
            return None
        raise
    return edited


def _imported(manuscript: Manuscript, number: int, count: int, *, repair: bool) -> Imported:
    from presskit.proof.find import repaired
    from presskit.sources.pasted.article import DOUBTFUL
    from presskit.writers.markdown import write_markdown

    report = Report(manuscript.name)
    article = repaired(manuscript.article, report) if repair else manuscript.article
    remarks: dict[int | None, list[str]] = {}
    for one in manuscript.decisions:
        if one.confidence < DOUBTFUL and one.taken != "left-out":
            where = (
                f"line {one.first}" if one.first == one.last else f"lines {one.first}–{one.last}"
            )
            said = f"{where}: is this a {one.taken}? {one.why}"
            remarks.setdefault(one.block, []).append(said)
    pictures = {src: picture.path.read_bytes() for src, picture in manuscript.pictures.items()}
    name = Path(manuscript.name).stem if count == 1 and manuscript.name != "-" else ""
    return Imported(
        article=article,
        markdown=write_markdown(article, remarks),
        pictures=pictures,
        diagnostics=(*manuscript.diagnostics, *report.diagnostics),
        name=name or _name(article, number),
        decisions=manuscript.decisions,
    )


def _name(article: Article, number: int) -> str:
    """A name for a file: the slug, else the first words of the title; letters of any script."""
    said = unicodedata.normalize("NFC", article.slug or article.title)
    words = re.findall(r"[^\W_]+", re.sub(r"[\u064b-\u065f\u0670]", "", said))[:_NAME_WORDS]
    return "-".join(words).lower() or f"article-{number}"
