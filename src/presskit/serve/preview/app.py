"""The preview's page and what it asks for. It takes nothing in, and serves this machine alone."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from presskit.serve.answers import problem_of
from presskit.serve.clients import Clients
from presskit.serve.page import PageFiles
from presskit.serve.preview.press import Press
from presskit.serve.preview.word import office, outline, views_of_word

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from presskit.api import Options

# A book is shown as it is: its styles, fonts and pictures, and no script even if there were one.
_BOOK = {
    "Content-Security-Policy": "sandbox allow-same-origin; default-src 'none'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self'; font-src 'self'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
}
_FOR_GOOD = {"Cache-Control": "max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
_LIVE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_SECONDS = 15.0  # after which a browser that has gone is noticed


def preview_application(path: str, options: Options, hosts: tuple[str, ...]) -> Starlette:
    """The ASGI application of a preview. `hosts` are the names that a request may ask for."""
    press = Press(path, options)
    page = PageFiles("preview.html")
    shown = _Shown(press)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        running = asyncio.create_task(press.run())
        yield
        running.cancel()
        press.end()
        with suppress(asyncio.CancelledError):
            await running

    middleware = Middleware(
        Clients, tokens={}, hosts=hosts, origins=(), rate=0, is_public=lambda _: True
    )
    handlers: Any = {HTTPException: problem_of}
    app = Starlette(
        routes=[
            Route("/", page.answer),
            Route("/page/{path:path}", page.answer),
            Route("/events", shown.events),
            Route("/state", shown.state),
            Route("/sheet/{name}", shown.sheet),
            Route("/book/{version}/{path:path}", shown.book),
            Route("/word/{version}", shown.word),
            Route("/file/{format}", shown.file),
        ],
        middleware=[middleware],
        lifespan=lifespan,
        exception_handlers=handlers,
    )

    def stop() -> None:
        app.state.stopping = asyncio.ensure_future(press.stop())

    app.state.stop = stop
    return app


class _Shown:
    """What a press has made, for a browser."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._word: tuple[str, bytes] = ("", b"")
        self._setting = asyncio.Lock()

    async def state(self, _request: Request) -> Response:
        """All that is shown, but for pictures and books."""
        body = msgspec.json.encode(self._press.state)
        return Response(body, media_type="application/json", headers=_LIVE)

    async def events(self, _request: Request) -> Response:
        """The version of the state, whenever there is another one."""
        return StreamingResponse(self._versions(), media_type="text/event-stream", headers=_LIVE)

    async def _versions(self) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        known = -1
        while True:
            try:
                async with asyncio.timeout(_SECONDS):
                    version = await self._press.after(known)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if version is None:
                return
            known = version
            yield f"data: {version}\n\n"

    async def sheet(self, request: Request) -> Response:
        """A page's picture."""
        data = self._press.pictures.get(request.path_params["name"])
        if data is None:
            raise HTTPException(404, "there is no such page any more")
        return Response(data, media_type="image/jpeg", headers=_FOR_GOOD)

    async def book(self, request: Request) -> Response:
        """A file of the EPUB."""
        name = request.path_params["path"]
        book = self._press.book
        if name not in book.files or request.path_params["version"] != self._press.state.book:
            raise HTTPException(404, "there is no such file in the book any more")
        return Response(book.files[name], media_type=book.kind(name), headers=_BOOK)

    async def word(self, request: Request) -> Response:
        """How the DOCX looks: pages by LibreOffice, else its outline."""
        version = request.path_params["version"]
        async with self._setting:
            if version != self._word[0]:
                edition = self._press.editions.get("docx")
                if edition is None:
                    raise HTTPException(404, "there is no DOCX yet")
                self._word = version, await asyncio.to_thread(_word, edition.data)
        return Response(self._word[1], media_type="application/json", headers=_LIVE)

    async def file(self, request: Request) -> Response:
        """An edition, to be kept."""
        edition = self._press.editions.get(request.path_params["format"])
        if edition is None:
            raise HTTPException(404, "there is no such edition yet")
        named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(edition.name)}"}
        return Response(edition.data, media_type=edition.media_type, headers=_LIVE | named)


def _word(docx: bytes) -> bytes:
    command = office()
    seen = views_of_word(docx, command) if command else None
    return msgspec.json.encode({"views": seen, "outline": () if seen else tuple(outline(docx))})
