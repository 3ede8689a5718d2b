"""The application: articles come in by POST, editions go out."""

from __future__ import annotations

import json
import logging
from asyncio import TaskGroup
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from presskit import api
from presskit.api.batch.job import Job, Order, Product
from presskit.api.batch.pool import Pool
from presskit.diagnostics import PresskitError
from presskit.resources import VERSION
from presskit.serve.intake import Intake, order_of
from presskit.serve.openapi import openapi
from presskit.serve.parcel import Parcel, zipped
from presskit.theming.theme import theme_names

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from starlette.requests import Request

_LOG = logging.getLogger("presskit.serve")


class Limits(Struct, frozen=True):
    """What the server takes on.

    The bytes of a request, the seconds for it to come and for each article, the workers, and how many
    requests may be there at once.
    """

    size: int = 20_000_000
    timeout: float = 60.0
    processes: int = 2
    waiting: int = 64


def application(limits: Limits | None = None) -> Starlette:
    """The ASGI application. It fetches nothing, and reads no file that a request names."""
    desk = _Desk(limits or Limits())
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
        try:
            yield
        finally:
            desk.end()

    handlers: Any = {
        HTTPException: _problem_of,
        PresskitError: _problem_of_findings,
        ClientDisconnect: _problem_of_nobody,
        Exception: _problem_of_defect,
    }
    return Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers)


class _Desk:
    """Hands articles to warm workers, as many at once as there are."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._intake = Intake(limits.size, limits.timeout)
        self._waiting = 0
        self._pool = Pool(Order(api.FORMATS), limits.processes, limits.timeout)

    def end(self) -> None:
        """End the workers."""
        self._pool.end()

    async def health(self, _request: Request) -> Response:
        """Whether it takes more work."""
        full = self._waiting >= self._limits.waiting
        return JSONResponse({"status": "busy" if full else "ok", "waiting": self._waiting})

    async def editions(self, request: Request) -> Response:
        """One article: an edition, or a ZIP of several."""
        order = order_of(request.query_params)
        with self._place():
            product = await self._make(order, await self._intake.job(request))
        if not product.editions:
            raise PresskitError(product.diagnostics)
        if len(product.editions) == 1:
            (edition,) = product.editions
            headers = {"Content-Disposition": _attached(edition.name)}
            return Response(edition.data, media_type=edition.media_type, headers=headers)
        files = [(edition.name, edition.data) for edition in product.editions]
        told = ("diagnostics.json", msgspec.json.encode(product.diagnostics))
        return await run_in_threadpool(zipped, [*files, told])

    async def batch(self, request: Request) -> Response:
        """Many articles: a ZIP of their editions, with a report that says what became of each."""
        with self._place():
            asked = await self._intake.batch(request)
            parcel = Parcel()
            todo = iter(enumerate(asked.articles))
            order = Order(tuple(dict.fromkeys(asked.to)))

            async def work() -> None:
                for number, one in todo:
                    job = Job(number, one.name, one.content.encode())
                    parcel.add(job, await self._make(order, job))

            async with TaskGroup() as group:
                for _ in range(min(self._limits.processes, len(asked.articles))):
                    group.create_task(work())
            return await run_in_threadpool(parcel.response)

    async def _make(self, order: Order, job: Job) -> Product:
        product = await run_in_threadpool(self._pool.make, job, order)
        _LOG.info(
            "%s: %s of %d bytes in %.2f s%s",
            json.dumps(job.name, ensure_ascii=False),
            ",".join(order.formats) if product.editions else "nothing",
            len(job.data or b""),
            product.seconds,
            "".join(f" [{code}]" for code in sorted({one.code for one in product.diagnostics})),
        )
        return product

    @contextmanager
    def _place(self) -> Iterator[None]:
        """A place among those who wait, which a request has from its first byte on."""
        if self._waiting >= self._limits.waiting:
            raise HTTPException(503, "too many requests are waiting", {"Retry-After": "5"})
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1


def _attached(name: str) -> str:
    from urllib.parse import quote

    return f"attachment; filename*=UTF-8''{quote(name)}"


async def _schema(request: Request) -> Response:
    try:
        return Response(api.schema(request.path_params["record"]), media_type="application/json")
    except KeyError:
        raise HTTPException(404, "there is no such record") from None


async def _themes(_request: Request) -> Response:
    return JSONResponse(list(theme_names()))


async def _version(_request: Request) -> Response:
    return JSONResponse({"version": VERSION})


async def _openapi(_request: Request) -> Response:
    return JSONResponse(openapi())


async def _problem_of(_request: Request, error: HTTPException) -> Response:
    return _problem(error.status_code, error.detail, (), dict(error.headers or {}))


async def _problem_of_nobody(_request: Request, _error: ClientDisconnect) -> Response:
    return _problem(400, "the request ended early", (), {})


async def _problem_of_defect(_request: Request, _error: Exception) -> Response:
    return _problem(500, "a defect of presskit; the server's log says more", (), {})


async def _problem_of_findings(_request: Request, error: PresskitError) -> Response:
    found = error.diagnostics
    codes = {one.code for one in found}
    status = 504 if "article-timeout" in codes else 500 if "worker-lost" in codes else 422
    return _problem(status, "no edition was made", found, {})


def _problem(status: int, title: str, found: tuple[Any, ...], headers: dict[str, str]) -> Response:
    """What went wrong, as RFC 9457 has it, with presskit's findings."""
    body = {"title": title, "status": status, "diagnostics": msgspec.to_builtins(found)}
    return Response(
        msgspec.json.encode(body), status, headers, media_type="application/problem+json"
    )
