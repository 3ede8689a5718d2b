"""Bodies of requests, read whole before a request waits for a worker.

So a slow or unfinished upload takes up nobody's place; it is given up when it says nothing for too
long, comes too slowly, or is too large.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from presskit.serve.clients import client_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import Message, Receive

    from presskit.serve.limits import Limits

_CLOSE = {"Connection": "close"}  # what else the client sends of the request is not read
_LATER = {"Retry-After": "5"} | _CLOSE


class Uploads:
    """The uploads that are under way. `stop` gives them up, when the server is to end."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._held = 0
        self._open: Counter[str] = Counter()
        self._reading: set[asyncio.Task[Message]] = set()
        self._is_stopped = False

    def stop(self) -> None:
        """Give up what is still coming in; it gets 503."""
        self._is_stopped = True
        for task in self._reading:
            task.cancel()

    async def read(self, request: Request) -> Request:
        """The request with its body, all of which is here.

        Raises HTTPException: 408 when it comes too slowly, 413 when it is too large, 429 when its
        client has too many others, 503 when all of them are too much or the server is to end.
        """
        if int(request.headers.get("content-length") or 0) > self._limits.size:
            raise self._too_large()
        with self._counted(client_of(request)):
            body = await self._body(request)
        return Request(request.scope, _replayed(body, request))

    @contextmanager
    def _counted(self, client: str) -> Iterator[None]:
        if self._open[client] >= self._limits.uploads:
            raise HTTPException(429, "too many of your uploads are unfinished", _LATER)
        self._open[client] += 1
        try:
            yield
        finally:
            self._open[client] -= 1
            if not self._open[client]:
                del self._open[client]

    async def _body(self, request: Request) -> bytes:
        parts: list[bytes] = []
        size, start = 0, asyncio.get_running_loop().time()
        try:
            while True:
                message = await self._next(request)
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                part = message.get("body", b"")
                parts.append(part)
                size += len(part)
                self._held += len(part)
                self._check(size, asyncio.get_running_loop().time() - start)
                if not message.get("more_body"):
                    return b"".join(parts)
        finally:
            self._held -= size

    async def _next(self, request: Request) -> Message:
        if self._is_stopped:
            raise _stopping()
        task = asyncio.ensure_future(_receive(request))
        self._reading.add(task)
        try:
            async with asyncio.timeout(self._limits.silence):
                return await task
        except TimeoutError:
            raise _too_slow() from None
        except asyncio.CancelledError:
            if self._is_stopped:
                raise _stopping() from None
            raise
        finally:
            self._reading.discard(task)

    def _check(self, size: int, seconds: float) -> None:
        if size > self._limits.size:
            raise self._too_large()
        if self._held > self._limits.memory:
            raise HTTPException(503, "too much is being uploaded", _LATER)
        if size < (seconds - self._limits.silence) * self._limits.pace:
            raise _too_slow()

    def _too_large(self) -> HTTPException:
        return HTTPException(413, f"a request has at most {self._limits.size} bytes", _CLOSE)


async def _receive(request: Request) -> Message:
    return await request.receive()


def _replayed(body: bytes, request: Request) -> Receive:
    """What gives the whole body first, then what the connection says afterwards."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return waiting.pop() if waiting else await request.receive()

    return receive


def _too_slow() -> HTTPException:
    return HTTPException(408, "the request did not come in time", _CLOSE)


def _stopping() -> HTTPException:
    return HTTPException(503, "the server is about to end", _LATER)
