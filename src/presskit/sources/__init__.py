"""Readers: one file a kind of input; each makes a `Manuscript` that knows its places."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from presskit.diagnostics import PresskitError, Report
from presskit.files import reading as files
from presskit.model.manuscript import Manuscript
from presskit.model.publication import Publication
from presskit.rulebook import Severity
from presskit.sources.bidi import with_true_places, without_strays
from presskit.sources.changes import Changes
from presskit.sources.kinds import Kind, is_known, kind_of, kind_of_name

if TYPE_CHECKING:
    from presskit.diagnostics import Diagnostic
    from presskit.model.article import Article
    from presskit.model.decision import Decision
    from presskit.sources.bidi import Removed
    from presskit.sources.doors.source import Source

# A Word file has its pictures in it.
_LARGEST_WORD = 500_000_000


def read(
    path: str | Path, publication: Publication | None = None, *, untitled: bool = False
) -> Manuscript:
    """Read an article from a file, or from stdin (`-`).

    Its kind is that of the file's ending, else what its text looks like (see `kinds`): Markdown,
    article JSON, pasted copy, HTML, DOCX, a feed with one entry and so on. Pictures are beside the
    file, or in the current folder. `publication` gives the language of an article that names none;
    one that may be `untitled` needs no title. Raises PresskitError with every error found.
    """
    name = str(path)
    folder = Path.cwd() if name == "-" else Path(path).parent
    return read_bytes(_data(path), name, folder, publication, untitled=untitled)


def read_all(
    path: str | Path,
    publication: Publication | None = None,
    *,
    untitled: bool = False,
    unpublished: bool = False,
    changes: Changes = Changes.ACCEPT,
) -> tuple[Manuscript, ...]:
    """Read every article of a file: of a feed or an export many, of any other one.

    Those that may be `untitled` need no title. What an export holds that isn't published, or has a
    password, comes along where `unpublished` asks for it; `changes` says what becomes of changes
    that Word tracked. An entry that cannot be read is told of and left out (`entry-left-out`).
    Raises PresskitError with every error found.
    """
    name = str(path)
    folder = Path.cwd() if name == "-" else Path(path).parent
    data = _data(path)
    if kind_of(name, data) not in (Kind.FEED, Kind.JSON):
        return (read_bytes(data, name, folder, publication, untitled=untitled, changes=changes),)
    from presskit.sources.doors.several import sources_of

    report = Report(name)
    language = (publication or Publication()).locale
    sources = sources_of(
        kind_of(name, data), data, report, language, folder, unpublished=unpublished
    )
    if sources is None:
        return (read_bytes(data, name, folder, publication, untitled=untitled),)
    report.raise_errors()
    done = []
    for number, source in enumerate(sources, 1):
        own = Report(f"{name}#{number}")
        try:
            done.append(_of_source(source, own, folder, untitled=untitled))
        except PresskitError as error:
            if len(sources) == 1:
                raise
            said = next(one for one in error.diagnostics if one.severity is Severity.ERROR)
            entry = source.entry or source.given.title or f"entry {number}"
            report.add("entry-left-out", f"{entry} was left out: {said.message}", hint=said.hint)
    if done:
        told = (*report.diagnostics, *done[0].diagnostics)
        done[0] = replace(done[0], diagnostics=told)
    else:
        report.fail(
            "copy-several", "there is no article in this file", hint="is it the right file?"
        )
    return tuple(done)


def read_bytes(
    data: bytes,
    name: str,
    folder: Path,
    publication: Publication | None = None,
    *,
    untitled: bool = False,
    changes: Changes = Changes.ACCEPT,
) -> Manuscript:
    """Read an article from bytes; `name` is what to call them, `folder` where its pictures lie.

    `changes` says what becomes of changes that Word tracked. Raises PresskitError with every error found.
    """
    publication = publication or Publication()
    report = Report(name)
    kind = kind_of(name, data)
    if kind in (Kind.WORD, Kind.FEED, Kind.HTML, Kind.JSON):
        from presskit.sources.doors.several import sources_of

        sources = sources_of(kind, data, report, publication.locale, folder, changes=changes)
        if sources is not None:
            if len(sources) != 1:
                report.fail(
                    "copy-several",
                    f"the file holds {len(sources)} articles",
                    hint="make Markdown of them with `presskit import`, or one issue with `digest`",
                )
            return _of_source(sources[0], report, folder, untitled=untitled)
    source = files.decode(data, report)
    text, removed = without_strays(source, report)
    known = report.diagnostics
    try:
        read = _article(kind, text, report, publication, untitled=untitled)
    except PresskitError:
        raise PresskitError((*known, *_later(report.diagnostics, known, removed))) from None
    report.replace((*known, *_later(report.diagnostics, known, removed)))
    article = with_true_places(read.article, removed)
    return _manuscript(_Read(article, read.decisions), report, folder, source)


def _later(
    found: tuple[Diagnostic, ...], known: tuple[Diagnostic, ...], removed: Removed
) -> tuple[Diagnostic, ...]:
    """What was found after `known`, placed in the text as it was before `removed` was taken out."""
    return with_true_places(found[len(known) :], removed)


class _Read(NamedTuple):
    article: Article
    decisions: tuple[Decision, ...] = ()


def _data(path: str | Path) -> bytes:
    if str(path) == "-":
        return files.read_stdin()
    report = Report(str(path))
    if os.fsencode(path) != str(path).encode("utf-8", "replace"):
        report.fail("file-unreadable", "the file's name is not UTF-8", hint="rename it")
    is_word = kind_of_name(str(path)) is Kind.WORD
    most = _LARGEST_WORD if is_word else files.LARGEST
    data = files.read_bytes(Path(path), report, most=most)
    if not is_known(str(path)):
        report.fail(
            "file-kind-unknown",
            f"presskit reads no {Path(path).suffix.lower()} files",
            hint="give it Markdown (.md), copy (.txt), article JSON (.json), .html or .docx",
        )
    return data


def _of_source(source: Source, report: Report, folder: Path, *, untitled: bool) -> Manuscript:
    """The manuscript of what a door found; its own pictures are put where they can be read."""
    from presskit.sources.doors.source import read_source

    read = _Read(*read_source(source, report, untitled=untitled))
    if source.pictures:
        folder = files.keep(source.pictures)
    return _manuscript(read, report, folder)


def _manuscript(read: _Read, report: Report, folder: Path, source: str = "") -> Manuscript:
    from presskit.pictures.images import check_pictures

    pictures = check_pictures(read.article, folder, report)
    report.replace(sorted(report.diagnostics, key=_line_and_column))
    report.raise_errors()
    return Manuscript(
        article=read.article,
        name=report.file or "",
        folder=folder,
        pictures=pictures,
        diagnostics=report.diagnostics,
        decisions=read.decisions,
        source=source,
    )


def _line_and_column(found: Diagnostic) -> tuple[int, int]:
    at = found.place.at
    return (at.line, at.column) if at else (0, 0)


def _article(
    kind: Kind, text: str, report: Report, publication: Publication, *, untitled: bool
) -> _Read:
    if kind is Kind.JSON:
        from presskit.sources.article_json import read_json

        return _Read(read_json(text, report))
    if kind is Kind.COPY:
        from presskit.sources.pasted.article import read_copy

        return _Read(*read_copy(text, report, publication, untitled=untitled))
    from presskit.sources.article_markdown import read_markdown

    return _Read(read_markdown(text, report, publication, untitled=untitled))
