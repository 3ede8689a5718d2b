"""The application: articles come in by POST, editions go out."""

from __future__ import annotations

import io
import zipfile
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from presskit import api
from presskit.api.batch.job import Job, Order, Product
from presskit.api.batch.pool import Pool
from presskit.diagnostics import PresskitError
from presskit.resources import VERSION
from presskit.serve.openapi import KINDS, openapi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from starlette.requests import Request

_MOST_PICTURES = 200
_MOST_ARTICLES = 1000


class Limits(Struct, frozen=True):
    """What the server takes on.

    The bytes of a request, the seconds for an article, the workers, and how many articles may wait.
    """

    size: int = 20_000_000
    timeout: float = 60.0
    processes: int = 2
    waiting: int = 64


class Sent(Struct, frozen=True, forbid_unknown_fields=True):
    """An article of a batch: its name, whose ending says what it is, and its content."""

    name: str
    content: str


class BatchRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Articles, and the formats to make of them."""

    articles: tuple[Sent, ...]
    to: tuple[api.Format, ...] = api.FORMATS


def application(limits: Limits | None = None) -> Starlette:
    """The ASGI application. It fetches nothing, writes nothing, and reads no file a request names."""
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
        yield
        desk.end()

    handlers: Any = {HTTPException: _problem_of, PresskitError: _problem_of_findings}
    return Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers)


class _Desk:
    """Hands articles to warm workers, as many at once as there are."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waiting = 0
        self._pool: Pool | None = None

    def end(self) -> None:
        """End the workers."""
        if self._pool:
            self._pool.end()

    async def health(self, _request: Request) -> Response:
        """Whether it takes more work."""
        full = self._waiting >= self._limits.waiting
        return JSONResponse({"status": "busy" if full else "ok", "waiting": self._waiting})

    async def editions(self, request: Request) -> Response:
        """One article: an edition, or a ZIP of several."""
        order = _order(request.query_params)
        job = await self._job(request)
        product = await self._make(order, job)
        if not product.editions:
            raise PresskitError(product.diagnostics)
        if len(product.editions) == 1:
            (edition,) = product.editions
            headers = {"Content-Disposition": _attached(edition.name)}
            return Response(edition.data, media_type=edition.media_type, headers=headers)
        files = {edition.name: edition.data for edition in product.editions}
        return _zipped(files | {"diagnostics.json": msgspec.json.encode(product.diagnostics)})

    async def batch(self, request: Request) -> Response:
        """Many articles: a ZIP of their editions, with a report that says what became of each."""
        if _kind(request) != "application/json":
            raise HTTPException(415, "a batch is application/json")
        try:
            asked = msgspec.json.decode(await self._body(request), type=BatchRequest)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise HTTPException(422, str(error)) from None
        if not asked.articles or not asked.to:
            raise HTTPException(422, "name articles and formats")
        if len(asked.articles) > _MOST_ARTICLES:
            raise HTTPException(413, f"a batch has at most {_MOST_ARTICLES} articles")
        order = Order(tuple(dict.fromkeys(asked.to)))
        files: dict[str, bytes] = {}
        results: list[dict[str, Any]] = []
        for number, one in enumerate(asked.articles):
            product = await self._make(order, Job(number, one.name, one.content.encode()))
            names = [edition.name for edition in product.editions]
            if any(name in files for name in names):
                names = [f"{number + 1}-{name}" for name in names]
            files |= dict(zip(names, (e.data for e in product.editions), strict=True))
            told = {"input": one.name, "outputs": names, "words": product.words}
            told["status"] = "made" if names else "failed"
            results.append(told | {"diagnostics": msgspec.to_builtins(product.diagnostics)})
        report = msgspec.json.encode({"version": VERSION, "results": results})
        return _zipped({"report.json": msgspec.json.format(report), **files})

    async def _make(self, order: Order, job: Job) -> Product:
        if self._waiting >= self._limits.waiting:
            raise HTTPException(503, "too many articles are waiting", {"Retry-After": "5"})
        if self._pool is None:
            self._pool = Pool(Order(api.FORMATS), self._limits.processes, self._limits.timeout)
        self._waiting += 1
        try:
            return await run_in_threadpool(self._pool.make, job, order)
        finally:
            self._waiting -= 1

    async def _body(self, request: Request) -> bytes:
        """The body, as far as it may go."""
        parts, length = [], 0
        async for part in request.stream():
            length += len(part)
            if length > self._limits.size:
                raise HTTPException(413, f"a request has at most {self._limits.size} bytes")
            parts.append(part)
        return b"".join(parts)

    async def _job(self, request: Request) -> Job:
        kind = _kind(request)
        if kind == "multipart/form-data":
            return await self._form(request)
        if kind not in KINDS:
            raise HTTPException(415, f"send one of {', '.join(KINDS)}, or multipart/form-data")
        data = await self._body(request)
        return Job(0, f"article{KINDS[kind]}", data)

    async def _form(self, request: Request) -> Job:
        """A form: `article` is a file whose name says what it is, the others are its pictures."""
        if int(request.headers.get("content-length") or self._limits.size + 1) > self._limits.size:
            raise HTTPException(413, f"a request has at most {self._limits.size} bytes")
        article, pictures = None, {}
        async with request.form(max_files=_MOST_PICTURES, max_fields=20) as form:
            for name, value in form.multi_items():
                if not isinstance(value, UploadFile):
                    if name == "article":
                        article = Job(0, "article.txt", value.encode())
                    continue
                data, filename = await value.read(), _safe(value.filename or "")
                if name == "article":
                    article = Job(0, filename or "article.txt", data)
                elif filename:
                    pictures[filename] = data
        if article is None:
            raise HTTPException(422, "the form has no file named “article”")
        return Job(0, article.name, article.data, pictures=pictures)


def _order(query: Mapping[str, str]) -> Order:
    """What a query asks for; names only, no files."""
    known = {"to", "theme", "paper", "columns", "fix"}
    if unknown := sorted(set(query) - known):
        raise HTTPException(422, f"unknown parameter “{unknown[0]}”; there are {sorted(known)}")
    formats = tuple(dict.fromkeys(query.get("to", "pdf").split(",")))
    if not formats or not set(formats) <= set(api.FORMATS):
        raise HTTPException(422, f"to is one or more of {', '.join(api.FORMATS)}, with commas")
    theme = query.get("theme") or None
    if theme is not None and theme not in {one.name for one in api.themes()}:
        raise HTTPException(422, f"there is no theme “{theme}”; see /themes")
    columns = query.get("columns", "")
    if columns and columns not in {"1", "2", "3", "4"}:
        raise HTTPException(422, "columns is 1, 2, 3 or 4")
    if query.get("fix", "true") not in {"true", "false"}:
        raise HTTPException(422, "fix is true or false")
    options = api.Options(
        theme=theme,
        paper=query.get("paper") or None,
        columns=int(columns) if columns else None,
        repair=query.get("fix", "true") == "true",
    )
    return Order(formats, options)  # type: ignore[arg-type]


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


def _safe(name: str) -> str:
    """A file's name in a form: folders below the article's, never above."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return "/".join(parts).replace("\0", "")


def _attached(name: str) -> str:
    from urllib.parse import quote

    return f"attachment; filename*=UTF-8''{quote(name)}"


def _zipped(files: Mapping[str, bytes]) -> Response:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return Response(target.getvalue(), media_type="application/zip")


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


async def _problem_of(_request: Request, error: HTTPException) -> Response:
    return _problem(error.status_code, error.detail, (), dict(error.headers or {}))


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
