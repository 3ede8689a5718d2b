"""Imports: pasted copy, pages, feeds and edited Word files as clean Markdown."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import Diagnostic, PresskitError, Report
from presskit.files.writing import write_whole
from presskit.model.article import Article
from presskit.model.decision import Decision
from presskit.model.publication import Publication
from presskit.sources.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.manuscript import Manuscript
    from presskit.sources.edited.opened import Opened

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

        Where another picture has its name there, it gets one of its own. Raises PresskitError
        (`output-unwritable`).
        """
        text = self.markdown
        for name, data in self.pictures.items():
            free = _free(path.parent, name, data)
            text = text if free == name else text.replace(name, free)
            picture = path.parent / free
            if not picture.exists():
                write_whole(picture, data)
                yield picture
        write_whole(path, text.encode())
        yield path


def _free(folder: Path, name: str, data: bytes) -> str:
    """A picture's name, with a number where another picture has it."""
    path, count, free = Path(name), 1, name
    while (folder / free).exists() and (folder / free).read_bytes() != data:
        count += 1
        free = path.with_stem(f"{path.stem}-{count}").as_posix()
    return free


def read_copy(
    path: str | Path,
    publication: Publication | None = None,
    *,
    repair: bool = True,
    unpublished: bool = False,
    changes: Changes = Changes.ACCEPT,
) -> tuple[Imported, ...]:
    """Read every article of a file of any kind, or of stdin (`-`), to be written as Markdown.

    Pasted copy, HTML, DOCX, RSS and Atom, JSON Feed, WordPress (WXR, REST), Ghost, Drupal, ninjs,
    NewsML-G2, NITF, and what presskit reads anyhow. What is doubtful is a comment in the Markdown; a
    headline that isn't there is a finding and an empty title. Texts get their safe repairs unless
    `repair` is off. Posts that aren't published or have a password come along only where
    `unpublished` asks for them; `changes` says what becomes of changes that Word tracked. Raises
    PresskitError with every error.
    """
    from presskit.sources import read_all

    publication = publication or Publication()
    if Path(path).suffix.lower() == ".docx" and (edited := _edited(path, publication, changes)):
        return (edited,)
    manuscripts = read_all(
        path, publication, untitled=True, unpublished=unpublished, changes=changes
    )
    return tuple(
        _imported(one, number, len(manuscripts), repair=repair)
        for number, one in enumerate(manuscripts, 1)
    )


def read_edited(
    path: str | Path,
    publication: Publication | None = None,
    *,
    changes: Changes = Changes.ACCEPT,
) -> Imported:
    """Read a DOCX that presskit made and that was edited since, in Word or elsewhere.

    `changes` says what becomes of tracked changes, `publication` how the newsroom calls its styles.
    Raises PresskitError (`docx-unreadable`, `docx-issue`, `title-missing`, and as reading a file
    does).
    """
    from presskit.sources.edited.opened import Opened

    publication = publication or Publication()
    report = Report(str(path))
    return _returned(
        Opened(_bytes(path, report), publication.docx.styles, report, changes),
        path,
        publication,
        report,
    )


def _bytes(path: str | Path, report: Report) -> bytes:
    from presskit.files import reading as files

    return files.read_bytes(Path(path), report, "a Word document", _LARGEST)


def _returned(
    opened: Opened, path: str | Path, publication: Publication, report: Report
) -> Imported:
    from presskit.sources.edited.article import read_opened
    from presskit.writers.markdown import write_markdown

    returned = read_opened(opened, publication.locale or Article("").language, report)
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


def _edited(path: str | Path, publication: Publication, changes: Changes) -> Imported | None:
    """The article of a DOCX that presskit made; None for any other."""
    from presskit.sources.edited.opened import Opened
    from presskit.sources.edited.ours import is_ours

    report = Report(str(path))
    data = _bytes(path, report)
    try:
        opened = Opened(data, publication.docx.styles, report, changes)
        return _returned(opened, path, publication, report) if is_ours(opened) else None
    except PresskitError as error:
        if {found.code for found in error.diagnostics} & {"title-missing", "docx-unreadable"}:
            return None
        raise


def _imported(manuscript: Manuscript, number: int, count: int, *, repair: bool) -> Imported:
    from presskit.proof.find import repaired
    from presskit.sources.pasted.article import DOUBTFUL
    from presskit.writers.markdown import write_markdown

    report = Report(manuscript.name)
    article = repaired(manuscript.article, report) if repair else manuscript.article
    if not article.title:
        said, todo = "no line of this copy is its headline", "write it behind title:"
        report.add("copy-untitled", said, hint=todo)
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
        name=name or name_of(article, number),
        decisions=manuscript.decisions,
    )


def name_of(article: Article, number: int) -> str:
    """A name for a file: the slug, else the first words of the title; letters of any script."""
    said = unicodedata.normalize("NFC", article.slug or article.title)
    words = re.findall(r"[^\W_]+", re.sub(r"[\u064b-\u065f\u0670]", "", said))[:_NAME_WORDS]
    return "-".join(words).lower() or f"article-{number}"
