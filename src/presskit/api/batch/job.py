"""A job done: the editions of an article, or why there are none."""

from __future__ import annotations

import gc
import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from presskit.api.batch.values import Job, Order, Product
from presskit.diagnostics import Diagnostic, Place, PresskitError, Report
from presskit.release import VERSION
from presskit.troubles import trouble

if TYPE_CHECKING:
    from presskit.model.manuscript import Manuscript

_PART = 1 << 20
_LONGEST_ENDING = 10
_MOST_VIEWS = 60
_SECONDS_TO_END = 2.0


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
        if found := trouble(error, job.name):
            return Product(job.number, (), (found,))
        report = Report(job.name)
        report.add(
            "render-failed",
            f"{type(error).__name__}: {error}",
            hint="a defect of presskit: run again with PRESSKIT_DEBUG=1 and report what it prints",
        )
        product = Product(job.number, (), report.diagnostics)
    return replace(product, seconds=round(time.perf_counter() - start, 3))


def _make(order: Order, job: Job) -> Product:
    if order.version != VERSION:
        Report(job.name).fail(
            "worker-lost",
            f"the worker has presskit {VERSION}, and {order.version} asks it",
            hint="install the same version on all machines",
        )
    from presskit.files.reading import keeping
    from presskit.sources import read

    with tempfile.TemporaryDirectory(prefix="presskit-") as folder, keeping(Path(folder)):
        if order.files:
            from presskit.api.batch.packing import unpacked

            order = unpacked(order, Path(folder) / "house")
        if job.asks == "preview":
            return _previewed(order, job)
        if job.asks == "reading":
            return _read(order, job, Path(folder) / "article")
        if job.data is not None:
            return _exported(order, job, _content(order, job, Path(folder) / "article"), {})
        digests = {job.name: digest_of(job.name)}
        manuscript = read(job.name, order.publication)
        home = Path(job.name).parent.resolve()
        for picture in manuscript.pictures.values():
            if picture.path.is_relative_to(home):  # others came inside the article's file
                digests[str(picture.path)] = digest_of(str(picture.path))
        return _exported(order, job, manuscript, digests)


def _read(order: Order, job: Job, folder: Path) -> Product:
    from presskit.api.readings import read_pieces

    _put(job, folder)
    path = folder / f"article{Path(job.name).suffix[:_LONGEST_ENDING]}"
    path.write_bytes(job.data or b"")
    try:
        reading = read_pieces(path, order.publication, job.corrections, job.pictures)
    except IndexError:
        Report(job.name).fail(
            "correction-lost",
            "a correction is of a line that isn't there",
            hint="read the article again and correct that",
        )
    except PresskitError as error:  # the sender knows the file by its own name
        raise PresskitError(
            replace(one, place=Place(job.name, one.place.at)) for one in error.diagnostics
        ) from None
    return Product(job.number, (), (), answer=msgspec.json.encode(reading))


def _previewed(order: Order, job: Job) -> Product:
    from presskit.api.previews import preview

    editions, seen = preview(job.name, order.formats, order.options, order.publication)
    return Product(job.number, editions, (), answer=msgspec.json.encode(seen))


def _put(job: Job, folder: Path) -> None:
    """Put the pictures of a job's content into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name, data in job.pictures.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except (OSError, ValueError) as error:
        Report(job.name).fail(
            "image-unreadable",
            f"“{name}” cannot be kept: {getattr(error, 'strerror', None) or error}",
            hint="give the picture a short name that no folder of another one has",
        )


def _content(order: Order, job: Job, folder: Path) -> Manuscript:
    from presskit.sources import read_bytes

    assert job.data is not None
    _put(job, folder)
    return read_bytes(job.data, job.name, Path(job.folder or folder), order.publication)


def _exported(order: Order, job: Job, manuscript: Manuscript, files: dict[str, str]) -> Product:
    from presskit.api.articles import export
    from presskit.layout.reading import count_words

    if manuscript.article.draft and not (order.drafts or job.asks == "views"):
        found = left_out(manuscript)
        return Product(job.number, (), (found,), draft=True)
    editions = export(manuscript, order.formats, order.options, order.publication)
    told = dict.fromkeys((*manuscript.diagnostics, *(editions[0].diagnostics if editions else ())))
    pdf = next((one.data for one in editions if one.format == "pdf"), None)
    return Product(
        job.number,
        tuple(replace(one, diagnostics=()) for one in editions),
        tuple(told),
        words=count_words(manuscript.article),
        pages=_pages(pdf) if pdf else None,
        files=files,
        draft=manuscript.article.draft,
        answer=_views(pdf, job) if pdf and job.asks == "views" else b"",
    )


def left_out(manuscript: Manuscript) -> Diagnostic:
    """What is told of a draft that a batch or an issue leaves out."""
    return Report(manuscript.name).add(
        "draft-left-out",
        f"“{manuscript.article.title}” is a draft and was left out",
        hint="--drafts takes drafts in",
    )


def digest_of(file: str) -> str:
    """The SHA-256 of a file; nothing for one that isn't there, cannot be read or is no file."""
    digest = hashlib.sha256()
    try:
        with open(file, "rb", buffering=0) as opened:
            while part := opened.read(_PART):
                digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()


def _pages(pdf: bytes) -> int:
    from presskit.prepress.pages import count_pages

    return count_pages(pdf)


def _views(pdf: bytes, job: Job) -> bytes:
    from presskit.prepress.views import views

    return msgspec.json.encode(views(pdf, job.width, _MOST_VIEWS))


def warm_up(order: Order) -> None:
    """Import and load what the editions need, and make small ones, so that jobs find it there."""
    text = "---\ntitle: ب\n---\n\nب **ب** b 1\n\n- ب\n"
    make(order, Job(-1, "warm.md", text.encode()))


def have_one_thread() -> None:
    """After a warm-up: leave this process with one thread, so that forking it is safe."""
    if "presskit.render.pdf.engine" in sys.modules:
        from presskit.render.pdf.engine import forget_fonts

        forget_fonts()
        gc.collect()
    tasks, until = Path("/proc/self/task"), time.monotonic() + _SECONDS_TO_END
    while tasks.is_dir() and len(os.listdir(tasks)) > 1 and time.monotonic() < until:
        time.sleep(0.01)
