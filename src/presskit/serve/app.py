"""The application: its paths, and what stands before them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from presskit import api
from presskit.diagnostics import PresskitError
from presskit.model.publication import Publication
from presskit.release import VERSION
from presskit.serve.answers import client_gone, problem_of, problem_of_defect, problem_of_findings
from presskit.serve.clients import Clients
from presskit.serve.desk import Desk
from presskit.serve.limits import Limits
from presskit.serve.openapi import openapi
from presskit.serve.page import Page, is_public
from presskit.serve.watching import Counters, Watching

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

_ASKED = ["Authorization", "Content-Type", "X-Request-Id"]
_TOLD = ["Content-Disposition", "ETag", "Retry-After", "X-Request-Id"]


class Access(Struct, frozen=True):
    """Who may ask: tokens by their owners' names, names of the host, origins of web pages.

    Without tokens everybody may; `hosts` are those that a request may name (`*` is any one); pages
    of other origins than the server's own may ask where `origins` names them. `log` writes a line
    for each request to stderr. `page` says whether editors have a page at `/`.
    """

    tokens: dict[str, bytes] = {}
    hosts: tuple[str, ...] = ("*",)
    origins: tuple[str, ...] = ()
    log: bool = False
    page: bool = True


def application(
    limits: Limits | None = None,
    publication: Publication | None = None,
    access: Access | None = None,
) -> Starlette:
    """The ASGI application. It fetches nothing, and reads no file that a request names.

    `application.state.stop()` gives up uploads that are under way: call it before the server ends.
    """
    limits, access = limits or Limits(), access or Access()
    desk = Desk(limits, publication or Publication())
    counters = desk.counters = Counters(lambda: desk.waiting)
    routes = [
        Route("/editions", desk.editions, methods=["POST"]),
        Route("/batch", desk.batch, methods=["POST"]),
        Route("/reading", desk.reading, methods=["POST"]),
        Route("/views", desk.views, methods=["POST"]),
        Route("/schema/{record}", _schema),
        Route("/themes", _themes),
        Route("/health", desk.health),
        Route("/ready", desk.ready),
        Route("/metrics", desk.metrics),
        Route("/version", _version),
        Route("/openapi.json", _openapi),
    ]
    if access.page:
        routes += Page(limits, desk.publication, access.tokens, desk.uploads).routes()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await run_in_threadpool(desk.pool.start)
        yield
        await run_in_threadpool(desk.end)

    handlers: Any = {
        HTTPException: problem_of,
        PresskitError: problem_of_findings,
        ClientDisconnect: client_gone,
        Exception: problem_of_defect,
    }
    made = Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers=handlers,
        middleware=_middleware(limits, access, counters, frozenset(one.path for one in routes)),
    )
    made.state.stop = desk.stop
    return made


def _middleware(
    limits: Limits, access: Access, counters: Counters, paths: frozenset[str]
) -> list[Middleware]:
    """What stands before the paths, outermost first."""
    before = [Middleware(Watching, counters=counters, paths=paths, log=access.log)]
    if access.origins:
        cors = Middleware(
            CORSMiddleware,
            allow_origins=list(access.origins),
            allow_methods=["GET", "POST"],
            allow_headers=_ASKED,
            expose_headers=_TOLD,
        )
        before.append(cors)
    clients = Middleware(
        Clients,
        tokens=access.tokens,
        hosts=access.hosts,
        origins=access.origins,
        rate=limits.rate,
        is_public=is_public if access.page else lambda _: False,
    )
    return [*before, clients]


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
