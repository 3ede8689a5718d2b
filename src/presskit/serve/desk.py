"""Takes articles in, has warm workers make their editions, and answers."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import msgspec
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from presskit import api
from presskit.api.batch.pool import Pool, Ticket
from presskit.api.batch.values import Order
from presskit.diagnostics import PresskitError
from presskit.serve.answers import Archive, edition_answer
from presskit.serve.intake import batch_of, job_of, order_of_query
from presskit.serve.uploads import Uploads

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from starlette.requests import Request

    from presskit.api.batch.values import Job, Product
    from presskit.model.publication import Publication
    from presskit.serve.limits import Limits
    from presskit.serve.watching import Counters

T = TypeVar("T")


class Desk:
    """Hands articles to warm workers, as many at once as there are."""

    counters: Counters

    def __init__(self, limits: Limits, publication: Publication) -> None:
        self._limits = limits
        self.publication = publication
        self.uploads = Uploads(limits)
        self._turns = asyncio.Semaphore(limits.processes)
        self._threads = ThreadPoolExecutor(limits.processes, "presskit-worker")
        self._is_stopped = False
        self.waiting = 0
        self.pool = Pool(
            Order(api.FORMATS, publication=publication), limits.processes, limits.timeout
        )

    def stop(self) -> None:
        """Take nothing new; what is being made goes on."""
        self._is_stopped = True
        self.uploads.stop()

    def end(self) -> None:
        """End the workers, whatever they do."""
        self.pool.end()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def health(self, _request: Request) -> Response:
        """That the server is alive, and how much there is to do."""
        status = "busy" if self._is_full else "ok"
        return JSONResponse({"status": status, "waiting": self.waiting})

    async def ready(self, _request: Request) -> Response:
        """Whether it takes more work: 200, or 503."""
        status = "stopping" if self._is_stopped else "busy" if self._is_full else "ready"
        return JSONResponse({"status": status}, 200 if status == "ready" else 503)

    async def metrics(self, _request: Request) -> Response:
        """Numbers for Prometheus."""
        return Response(self.counters.text(), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    async def editions(self, request: Request) -> Response:
        """One article: an edition, or a ZIP of several."""
        order = order_of_query(request.query_params, self.publication)
        self._check_room()
        sent = await self.uploads.read(request)
        job = await job_of(sent)
        with self._admitted():
            product = await _attended(sent, self._make(order, job))
        if not product.editions:
            raise PresskitError(product.diagnostics)
        if len(product.editions) == 1:
            return edition_answer(product.editions[0])
        archive = Archive()
        for edition in product.editions:
            archive.add(edition.name, edition.data)
        archive.add("diagnostics.json", msgspec.json.encode(product.diagnostics))
        return archive.answer()

    async def reading(self, request: Request) -> Response:
        """One article as an editor sees it, with corrections: its pieces, findings, Markdown."""
        self._check_room()
        sent = await self.uploads.read(request)
        job = msgspec.structs.replace(await job_of(sent, with_corrections=True), asks="reading")
        return await self._answered(sent, Order((), publication=self.publication), job)

    async def views(self, request: Request) -> Response:
        """One article: its PDF's pages as pictures."""
        order = order_of_query(request.query_params, self.publication)
        self._check_room()
        sent = await self.uploads.read(request)
        # Pages are shown as soon as there are any; what a standard asks for is told with the file.
        options = msgspec.structs.replace(order.options, pdf_standard="none")
        order = msgspec.structs.replace(order, formats=("pdf",), options=options)
        job = msgspec.structs.replace(await job_of(sent), asks="views")
        return await self._answered(sent, order, job)

    async def _answered(self, sent: Request, order: Order, job: Job) -> Response:
        with self._admitted():
            product = await _attended(sent, self._make(order, job))
        if not product.answer:
            raise PresskitError(product.diagnostics)
        return Response(product.answer, media_type="application/json")

    async def batch(self, request: Request) -> Response:
        """Many articles: a ZIP of their editions, with a report that says what became of each."""
        self._check_room()
        sent = await self.uploads.read(request)
        order, jobs = await batch_of(sent, self.publication)
        with self._admitted():
            archive = await _attended(sent, self._made_batch(order, jobs))
        return archive.answer()

    async def _made_batch(self, order: Order, jobs: list[Job]) -> Archive:
        # No more of it at a time than there are workers, so that others get their turns between.
        own_turns = asyncio.Semaphore(self._limits.processes)

        async def make(job: Job) -> Product:
            async with own_turns:
                return await self._make(order, job)

        archive = Archive()
        try:
            async with asyncio.TaskGroup() as group:
                made = deque(group.create_task(make(job)) for job in jobs)
                for job in jobs:
                    archive.add_product(job, await made.popleft())
        except BaseException:
            archive.close()
            raise
        archive.add_report()
        return archive

    @property
    def _is_full(self) -> bool:
        return self.waiting >= self._limits.waiting

    def _check_room(self) -> None:
        if self._is_full or self._is_stopped:
            raise HTTPException(503, "too many requests are waiting", {"Retry-After": "5"})

    @contextmanager
    def _admitted(self) -> Iterator[None]:
        self._check_room()
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1

    async def _make(self, order: Order, job: Job) -> Product:
        """What a worker makes of a job; cancelling this ends the worker's work on it."""
        ticket = Ticket()
        async with self._turns:
            loop = asyncio.get_running_loop()
            try:
                product = await loop.run_in_executor(
                    self._threads, self.pool.make, job, order, ticket
                )
            except asyncio.CancelledError:
                ticket.give_up()
                raise
        for edition in product.editions:
            self.counters.editions.labels(edition.format).inc()
        if not product.editions and product.diagnostics:
            self.counters.failed.labels(product.diagnostics[0].code).inc()
        return product


async def _attended(request: Request, work: Coroutine[None, None, T]) -> T:
    """What comes of the work, while its client waits. Raises ClientDisconnect when that has gone."""
    making = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait((making, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not making.done():
            raise ClientDisconnect
        return making.result()
    finally:
        making.cancel()
        leaving.cancel()
        await asyncio.gather(making, leaving, return_exceptions=True)


async def _left(request: Request) -> None:
    """Wait until the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
