"""Imports: what came back from the layout desk, as Markdown again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.api.editions import write_whole
from presskit.diagnostics import Diagnostic, Report
from presskit.model.article import Article
from presskit.model.publication import Publication

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 500_000_000


class Imported(Struct, frozen=True):
    """An article that came back: as a record, as Markdown, with the pictures of the document.

    `pictures` are bytes by the names that the article has for them.
    """

    article: Article
    markdown: str
    pictures: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...]

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
        diagnostics=tuple(report.diagnostics),
    )
