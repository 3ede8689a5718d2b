"""Readers: one file a kind of input; each makes a `Manuscript` that knows its places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presskit.diagnostics import Report
from presskit.model.publication import Publication
from presskit.sources import files
from presskit.sources.manuscript import Manuscript

if TYPE_CHECKING:
    from presskit.model.article import Article

_MARKDOWN = {".md", ".markdown", ".mdown", ".txt", ""}


def read(path: str | Path, publication: Publication | None = None) -> Manuscript:
    """Read an article from a file, or from stdin (`-`): Markdown, or JSON by name or first byte.

    `publication` gives the language of an article that names none. Raises PresskitError with
    every error found.
    """
    name = str(path)
    report = Report(name)
    if name == "-":
        return read_bytes(files.read_stdin(), report, Path.cwd(), publication)
    kind = Path(path).suffix.lower()
    data = files.read_bytes(Path(path), report)
    if kind != ".json" and kind not in _MARKDOWN:
        report.fail(
            "file-kind-unknown",
            f"presskit reads no {kind} files",
            hint="give it Markdown (.md) or article JSON (.json)",
        )
    return read_bytes(data, report, Path(path).parent, publication)


def read_bytes(
    data: bytes, report: Report, folder: Path, publication: Publication | None = None
) -> Manuscript:
    """Read an article from bytes; `folder` is where its pictures lie."""
    from presskit.sources.images import check_pictures

    text = files.decode(data, report)
    article = _article(text, report, publication or Publication())
    pictures = check_pictures(article, folder, report)
    report.raise_errors()
    return Manuscript(
        article=article,
        name=report.file or "-",
        folder=folder,
        pictures=pictures,
        diagnostics=tuple(report.diagnostics),
    )


def _article(text: str, report: Report, publication: Publication) -> Article:
    if text.lstrip().startswith("{") and not text.lstrip().startswith("{#"):
        from presskit.sources.article_json import read_json

        return read_json(text, report)
    from presskit.sources.article_markdown import read_markdown

    return read_markdown(text, report, publication)
