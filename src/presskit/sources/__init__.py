"""Readers: one file a kind of input; each makes a `Manuscript` that knows its places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presskit.diagnostics import PresskitError, Report
from presskit.model.publication import Publication
from presskit.sources import files
from presskit.sources.bidi import with_true_places, without_strays
from presskit.sources.manuscript import Manuscript

if TYPE_CHECKING:
    from presskit.diagnostics import Diagnostic
    from presskit.model.article import Article

_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd", ".txt", ""}
_JSON = ".json"


def read(
    path: str | Path, publication: Publication | None = None, *, untitled: bool = False
) -> Manuscript:
    """Read an article from a file, or from stdin (`-`).

    It is Markdown or article JSON, by the file's ending; without one, JSON starts with `{`.
    Pictures are beside the file, or in the current folder. `publication` gives the language of an
    article that names none; one that may be `untitled` needs no title. Raises PresskitError with
    every error found.
    """
    name = str(path)
    if name == "-":
        return read_bytes(files.read_stdin(), name, Path.cwd(), publication, untitled=untitled)
    report = Report(name)
    data = files.read_bytes(Path(path), report)
    kind = Path(path).suffix.lower()
    if kind != _JSON and kind not in _MARKDOWN:
        report.fail(
            "file-kind-unknown",
            f"presskit reads no {kind} files",
            hint="give it Markdown (.md) or article JSON (.json)",
        )
    return read_bytes(data, name, Path(path).parent, publication, untitled=untitled)


def read_bytes(
    data: bytes,
    name: str,
    folder: Path,
    publication: Publication | None = None,
    *,
    untitled: bool = False,
) -> Manuscript:
    """Read an article from bytes; `name` is what to call them, `folder` where its pictures lie.

    Raises PresskitError with every error found.
    """
    from presskit.sources.images import check_pictures

    report = Report(name)
    text, removed = without_strays(files.decode(data, report), report)
    known = len(report.diagnostics)
    try:
        article = _article(text, name, report, publication or Publication(), untitled=untitled)
    except PresskitError:
        report.diagnostics[known:] = with_true_places(tuple(report.diagnostics[known:]), removed)
        raise PresskitError(report.diagnostics) from None
    report.diagnostics[known:] = with_true_places(tuple(report.diagnostics[known:]), removed)
    article = with_true_places(article, removed)
    pictures = check_pictures(article, folder, report)
    report.diagnostics.sort(key=_line_and_column)
    report.raise_errors()
    return Manuscript(
        article=article,
        name=name,
        folder=folder,
        pictures=pictures,
        diagnostics=tuple(report.diagnostics),
    )


def _line_and_column(found: Diagnostic) -> tuple[int, int]:
    at = found.place.at
    return (at.line, at.column) if at else (0, 0)


def _article(
    text: str, name: str, report: Report, publication: Publication, *, untitled: bool
) -> Article:
    suffix = Path(name).suffix.lower()
    if suffix == _JSON or (not suffix and text.lstrip().startswith("{")):
        from presskit.sources.article_json import read_json

        return read_json(text, report)
    from presskit.sources.article_markdown import read_markdown

    return read_markdown(text, report, publication, untitled=untitled)
