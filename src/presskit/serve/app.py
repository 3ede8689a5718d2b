"""The application: articles come in by POST, editions go out."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from presskit import api
from presskit.api.batch.job import Order
from presskit.api.batch.pool import Pool
from presskit.diagnostics import PresskitError
from presskit.model.publication import Publication
from presskit.release import VERSION
from presskit.serve.answers import Archive, edition_answer, problem_of, problem_of_findings
from presskit.serve.intake import batch_of, job_of, limited, order_of_query
from presskit.serve.openapi import openapi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from starlette.requests import Request

    from presskit.api.batch.job import Job, Product

_CLIENT_GONE = 499  # as nginx logs it; nobody reads it


class Limits(Struct, frozen=True):
    """What the server takes on.

    The bytes of a request, the seconds for an article, the workers, and how many requests may wait.
    """

    size: int = 20_000_000
    timeout: float = 60.0
    processes: int = 2
    waiting: int = 64


def application(limits: Limits | None = None, publication: Publication | None = None) -> Starlette:
    """The ASGI application. It fetches nothing, and reads no file that a request names."""
    desk = _Desk(limits or Limits(), publication or Publication())
    routes = [
        Route("/editions", desk.editions, methods=["POST"]),
        Route("/batch", desk.batch, methods=["POST"]),
        Route("/schema/{record}", _schema),
        Route("/themes", _themes),
        Route("/health", desk.health),
        Route("/version", _version),
        Route("/openapi.json", _openapi),
    ]

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await run_in_threadpool(desk.pool.start)
        yield
        await run_in_threadpool(desk.pool.end)

    handlers: Any = {HTTPException: problem_of, PresskitError: problem_of_findings}
    return Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers)


class _Desk:
    """Hands articles to warm workers, as many at once as there are."""

    def __init__(self, limits: Limits, publication: Publication) -> None:
        self._limits = limits
        self._publication = publication
        self._waiting = 0
        self._turns = asyncio.Semaphore(limits.processes)
        order = Order(api.FORMATS, publication=publication)
        self.pool = Pool(order, limits.processes, limits.timeout)

    async def health(self, _request: Request) -> Response:
        """Whether it takes more work."""
        status = "busy" if self._is_full else "ok"
        return JSONResponse({"status": status, "waiting": self._waiting})

    async def editions(self, request: Request) -> Response:
        """One article: an edition, or a ZIP of several."""
        with self._admitted():
            order = order_of_query(request.query_params, self._publication)
            product = await self._make(order, await job_of(limited(request, self._limits.size)))
        if not product.editions:
            raise PresskitError(product.diagnostics)
        if len(product.editions) == 1:
            return edition_answer(product.editions[0])
        archive = Archive()
        for edition in product.editions:
            archive.add(edition.name, edition.data)
        archive.add("diagnostics.json", msgspec.json.encode(product.diagnostics))
        return archive.answer()

    async def batch(self, request: Request) -> Response:
        """Many articles: a ZIP of their editions, with a report that says what became of each."""
        with self._admitted():
            return await self._made_batch(request)

    async def _made_batch(self, request: Request) -> Response:
        body = limited(request, self._limits.size)
        order, jobs = await batch_of(body, self._publication)
        # No more of it at a time than there are workers, so that others get their turns between.
        own_turns = asyncio.Semaphore(self._limits.processes)

        async def make(job: Job) -> Product | None:
            async with own_turns:
                return None if await request.is_disconnected() else await self._make(order, job)

        archive = Archive()
        async with asyncio.TaskGroup() as group:
            made = deque(group.create_task(make(job)) for job in jobs)
            for job in jobs:
                product = await made.popleft()
                if product is None:
                    archive.close()
                    return Response(status_code=_CLIENT_GONE)
                archive.add_product(job, product)
        archive.add_report()
        return archive.answer()

    @property
    def _is_full(self) -> bool:
        return self._waiting >= self._limits.waiting

    @contextmanager
    def _admitted(self) -> Iterator[None]:
        if self._is_full:
            raise HTTPException(503, "too many requests are waiting", {"Retry-After": "5"})
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

    async def _make(self, order: Order, job: Job) -> Product:
        async with self._turns:
            return await run_in_threadpool(self.pool.make, job, order)


async def _schema(request: Request) -> Response:
    try:
        return Response(api.schema(request.path_params["record"]), media_type="application/json")
    except KeyError:
        raise HTTPException(404, "there is no such record") from None


async def _themes(_request: Request) -> Response:
    return JSONResponse([one.name for one in api.themes()])


async def _version(_request: Request) -> Response:
    return JSONResponse({"version": VERSION})


async def _openapi(_request: Request) -> Response:
    return JSONResponse(openapi())
