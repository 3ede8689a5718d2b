"""Makes the editions of one article or issue again whenever its files change, and keeps the last good ones."""

from __future__ import annotations

import asyncio
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from presskit import api
from presskit.api.batch.pool import Pool
from presskit.api.batch.values import Job, Order
from presskit.api.previews import Preview, sources_of
from presskit.api.readings import Finding
from presskit.diagnostics import Diagnostic, PresskitError, Report
from presskit.files.watching import Watch
from presskit.model.pieces import Piece
from presskit.serve.preview.book import Book, read_book
from presskit.sources.publication import find_publication

if TYPE_CHECKING:
    from presskit.api import Edition, Format, Options
    from presskit.api.batch.values import Product
    from presskit.model.publication import Publication

_PACE = 0.05
# The PDF is what one waits for; the other two are made beside it.
_FIRST: tuple[Format, ...] = ("pdf",)
_SECOND: tuple[Format, ...] = ("epub", "docx")


class Sheet(Struct, frozen=True):
    """A page: its picture's name, which changes when the page does, and its size in pixels."""

    src: str
    width: int
    height: int


class State(Struct, frozen=True):
    """What the page shows. With `problems` the rest is what was made last without them.

    `version` counts what is told; `status` is `making`, `ready`, `broken` or `gone`.
    """

    name: str
    version: int = 0
    status: str = "making"
    problems: tuple[Diagnostic, ...] = ()
    title: str = ""
    language: str = "en"
    direction: str = "ltr"
    pieces: tuple[Piece, ...] = ()
    findings: tuple[Finding, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    total: int = 0
    book: str = ""
    documents: tuple[tuple[str, str], ...] = ()
    word: str = ""


class Press:
    """The press of a preview: `run` it, read its `state`, and wait for the one `after`."""

    def __init__(self, path: str, options: Options) -> None:
        self.state = State(path)
        self.editions: dict[str, Edition] = {}
        self.pictures: dict[str, bytes] = {}
        self.book = Book({}, ())
        self._options = options
        self._pool = Pool(Order(api.FORMATS, options), 2)
        self._threads = ThreadPoolExecutor(2, "presskit-worker")
        self._told = asyncio.Condition()
        self._is_ending = False

    async def after(self, version: int) -> int | None:
        """The version of the state, as soon as it comes after another one; None at the end."""
        async with self._told:
            await self._told.wait_for(lambda: self._is_ending or self.state.version > version)
            return None if self._is_ending else self.state.version

    async def stop(self) -> None:
        """Let whoever waits for news go."""
        async with self._told:
            self._is_ending = True
            self._told.notify_all()

    def end(self) -> None:
        """End the workers."""
        self._pool.end()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def run(self) -> None:
        """Make what is there, then again after each change."""
        watch = Watch(self._sources())
        await asyncio.to_thread(self._pool.start)
        while True:
            await self._make()
            watch.watch(self._sources())
            while not await asyncio.to_thread(watch.has_changed):  # noqa: ASYNC110 - files tell nothing
                await asyncio.sleep(_PACE)

    def _sources(self) -> tuple[Path, ...]:
        return sources_of(self.state.name, self._options)

    async def _make(self) -> None:
        if not await asyncio.to_thread(os.path.exists, self.state.name):
            await self._tell(status="gone", problems=())
            return
        await self._tell(status="making")
        try:
            publication = await asyncio.to_thread(_publication, self.state.name)
        except PresskitError as error:
            await self._tell(status="broken", problems=error.diagnostics)
            return
        orders = [Order(to, self._options, publication) for to in (_FIRST, _SECOND)]
        first, second = (asyncio.ensure_future(self._made(order)) for order in orders)
        is_good = await self._take_first(await first)
        await self._take_second(await second, is_good=is_good)

    async def _made(self, order: Order) -> Product:
        job = Job(0, self.state.name, asks="preview")
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._pool.make, job, order)

    async def _take_first(self, product: Product) -> bool:
        """Take the PDF's pages in; whether there are any."""
        if not product.answer:
            await self._tell(status="broken", problems=_of_sender(product, self.state.name))
            return False
        seen = msgspec.json.decode(product.answer, type=Preview)
        self._keep(product)
        sheets = tuple(self._sheets(seen))
        await self._tell(
            problems=(),
            title=seen.title,
            language=seen.language,
            direction=seen.direction,
            pieces=seen.pieces,
            sheets=sheets,
            total=seen.views.total if seen.views else 0,
        )
        return True

    def _sheets(self, seen: Preview) -> list[Sheet]:
        """The pages, under names that follow from what is on them: only those that changed are fetched."""
        self.pictures = {}
        sheets = []
        for one in seen.views.pages if seen.views else ():
            name = _digest(one.jpeg)
            self.pictures[name] = one.jpeg
            sheets.append(Sheet(f"sheet/{name}", one.width, one.height))
        return sheets

    async def _take_second(self, product: Product, *, is_good: bool) -> None:
        if not product.editions:
            if is_good:
                await self._tell(status="broken", problems=_of_sender(product, self.state.name))
            return
        self._keep(product)
        epub, docx = self.editions["epub"].data, self.editions["docx"].data
        self.book = read_book(epub)
        await self._tell(
            status="ready" if is_good else "broken",
            findings=msgspec.json.decode(product.answer, type=Preview).findings,
            book=_digest(epub),
            documents=self.book.documents,
            word=_digest(docx),
        )

    def _keep(self, product: Product) -> None:
        self.editions |= {one.format: one for one in product.editions}

    async def _tell(self, **changes: Any) -> None:
        async with self._told:
            changes["version"] = self.state.version + 1
            self.state = msgspec.structs.replace(self.state, **changes)
            self._told.notify_all()


def _publication(name: str) -> Publication:
    """That of the presskit.toml nearest to the article, else to the current folder."""
    path = Path(name)
    publication, found = find_publication(path if path.is_dir() else path.parent)
    return publication if found else find_publication(Path.cwd())[0]


def _of_sender(product: Product, name: str) -> tuple[Diagnostic, ...]:
    """Why nothing was made: errors before all else."""
    found = sorted(product.diagnostics, key=lambda one: one.severity != "error")
    if found:
        return tuple(found)
    report = Report(name)
    report.add("render-failed", "nothing was made of it", hint="see what the terminal says")
    return report.diagnostics


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]
