"""A job and what becomes of it: values that any process can take, on this machine or another."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from presskit.api.editions import Edition, Format, Options
from presskit.diagnostics import Diagnostic, PresskitError, Report
from presskit.model.publication import Publication

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.sources.manuscript import Manuscript

_DEEPEST = 12


class Order(Struct, frozen=True):
    """What all jobs of a batch have in common.

    `files` are the files that options and publication name (a theme, fonts, a logo, a template) by
    their paths, where workers cannot see this machine's.
    """

    formats: tuple[Format, ...]
    options: Options = Options()
    publication: Publication = Publication()
    files: dict[str, bytes] = field(default_factory=dict)


class Job(Struct, frozen=True):
    """An article to make: a file's name, or its content with its pictures by name."""

    number: int
    name: str
    data: bytes | None = None
    pictures: dict[str, bytes] = field(default_factory=dict)


class Product(Struct, frozen=True):
    """What a job made; without editions it failed. `files` are the article's own, by path."""

    number: int
    editions: tuple[Edition, ...]
    diagnostics: tuple[Diagnostic, ...]
    words: int = 0
    pages: int | None = None
    seconds: float = 0.0
    files: tuple[str, ...] = ()


def make(order: Order, job: Job) -> Product:
    """Make the editions of a job; whatever goes wrong is told in the product."""
    start = time.perf_counter()
    try:
        product = _make(order, job)
    except PresskitError as error:
        product = Product(job.number, (), error.diagnostics)
    except Exception as error:
        if os.environ.get("PRESSKIT_DEBUG"):
            raise
        report = Report(job.name)
        report.add(
            "render-failed",
            f"{type(error).__name__}: {error}",
            hint="a defect of presskit: run again with PRESSKIT_DEBUG=1 and report what it prints",
        )
        product = Product(job.number, (), tuple(report.diagnostics))
    return replace(product, seconds=round(time.perf_counter() - start, 3))


def _make(order: Order, job: Job) -> Product:
    with tempfile.TemporaryDirectory(prefix="presskit-") as folder:
        if order.files:
            order = _unpacked(order, Path(folder) / "house")
        manuscript = _read(order, job, Path(folder) / "article")
        return _exported(order, job, manuscript)


def _read(order: Order, job: Job, folder: Path) -> Manuscript:
    from presskit.sources import read, read_bytes

    if job.data is None:
        return read(job.name, order.publication)
    for name, data in job.pictures.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return read_bytes(job.data, job.name, folder, order.publication)


def _exported(order: Order, job: Job, manuscript: Manuscript) -> Product:
    from presskit.api.articles import export
    from presskit.layout.reading import count_words

    editions = export(manuscript, order.formats, order.options, order.publication)
    found = dict.fromkeys((*manuscript.diagnostics, *(editions[0].diagnostics if editions else ())))
    pdf = next((one.data for one in editions if one.format == "pdf"), None)
    files = tuple(str(picture.path) for picture in manuscript.pictures.values())
    return Product(
        job.number,
        tuple(replace(one, diagnostics=()) for one in editions),
        tuple(found),
        words=count_words(manuscript.article),
        pages=_pages(pdf) if pdf else None,
        files=() if job.data is not None else (job.name, *files),
    )


def _pages(pdf: bytes) -> int:
    from presskit.prepress.pages import count_pages

    return count_pages(pdf)


def packed(order: Order) -> Order:
    """The order with the files it names, for workers that cannot see this machine's disk."""
    files: dict[str, bytes] = {}
    for path in named(order):
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and len(file.relative_to(path).parts) < _DEEPEST:
                files[str(file.resolve())] = file.read_bytes()
    return replace(order, files=files)


def pack(job: Job, order: Order) -> Job:
    """The job with the article's content and its pictures. Raises PresskitError."""
    from presskit.sources import read_bytes
    from presskit.sources.files import read_bytes as content

    if job.data is not None:
        return job
    path = Path(job.name)
    data = content(path, Report(job.name), most=500_000_000)
    manuscript = read_bytes(data, job.name, path.parent, order.publication)
    pictures = {
        src: picture.path.read_bytes()
        for src, picture in manuscript.pictures.items()
        if picture.path.resolve().is_relative_to(path.parent.resolve())
    }
    return replace(job, data=data, pictures=pictures)


def named(order: Order) -> Iterable[Path]:
    """The files and folders that options and publication name."""
    options, publication = order.options, order.publication
    theme = options.theme or publication.theme
    names = [theme, publication.logo, publication.docx.template, options.reference_doc]
    names += options.font_folders
    for name in names:
        if name and (path := Path(name)).exists():
            yield path.resolve()


def _unpacked(order: Order, folder: Path) -> Order:
    """The order with its files in a folder here."""
    for name, data in order.files.items():
        path = folder / Path(name).relative_to(Path(name).anchor)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def here(name: str) -> str:
        path = Path(name).resolve() if name else Path()
        moved = folder / path.relative_to(path.anchor) if name else path
        return str(moved) if name and moved.exists() else name

    options, publication = order.options, order.publication
    reference = options.reference_doc
    return replace(
        order,
        options=replace(
            options,
            theme=here(options.theme) if options.theme else None,
            font_folders=tuple(Path(here(str(one))) for one in options.font_folders),
            reference_doc=Path(here(str(reference))) if reference else None,
        ),
        publication=replace(
            publication,
            theme=here(publication.theme),
            logo=here(publication.logo),
            docx=replace(publication.docx, template=here(publication.docx.template)),
        ),
    )


def warm_up(order: Order) -> None:
    """Import and load what the editions need, and make small ones, so that jobs find it there."""
    text = "---\ntitle: ب\n---\n\nب **ب** b 1\n\n- ب\n"
    make(order, Job(-1, "warm.md", text.encode()))
    sys.stdout.flush()
