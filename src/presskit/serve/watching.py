"""What those see who run the server: a line of JSON for each request, and counters for Prometheus."""

from __future__ import annotations

import re
import sys
import time
import uuid
from typing import TYPE_CHECKING, Any

import msgspec
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.datastructures import MutableHeaders

from presskit.serve.clients import path_of, token_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_REQUEST_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
# What a browser is told of every answer: take it as what it says it is, and run nothing of it.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Counters:
    """The numbers behind `/metrics`; each application has its own."""

    def __init__(self, waiting: Callable[[], int]) -> None:
        self.registry = CollectorRegistry()
        labels = ("path", "status")
        self.requests = Counter(
            "presskit_requests", "Requests answered", labels, registry=self.registry
        )
        self.seconds = Histogram(
            "presskit_request_seconds",
            "Seconds from a request's first line to the end of its answer",
            ("path",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.editions = Counter(
            "presskit_editions", "Editions made", ("format",), registry=self.registry
        )
        self.failed = Counter(
            "presskit_failures",
            "Articles of which no edition was made, by the first error",
            ("code",),
            registry=self.registry,
        )
        gauge = Gauge(
            "presskit_waiting", "Requests that wait or are being made", registry=self.registry
        )
        gauge.set_function(waiting)

    def text(self) -> bytes:
        """The numbers in Prometheus's text format."""
        return generate_latest(self.registry)


class Watching:
    """Middleware: headers of every answer, its line in the log, and its place in the counters.

    A line has `time` (UTC), `id` (of the header X-Request-Id, the client's own or a new one),
    `client`, `token` (its name), `method`, `path`, `status`, `seconds`, `received` and `sent`
    (bytes).
    """

    def __init__(
        self, app: ASGIApp, counters: Counters, paths: frozenset[str], *, log: bool
    ) -> None:
        self._app = app
        self._counters = counters
        self._paths = paths
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and watch what becomes of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = _Seen(_request_id(scope))

        async def received() -> Message:
            message = await receive()
            seen.received += len(message.get("body", b""))
            return message

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen.status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = seen.id
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            seen.sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, received, sent)
        finally:
            self._note(scope, seen)

    def _note(self, scope: Scope, seen: _Seen) -> None:
        seconds = time.perf_counter() - seen.start
        asked = path_of(scope)
        path = asked if asked in self._paths else "other"
        self._counters.requests.labels(path, str(seen.status)).inc()
        self._counters.seconds.labels(path).observe(seconds)
        if self._log:
            client = scope.get("client")
            line = {
                "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "id": seen.id,
                "client": client[0] if client else None,
                "token": token_name(scope),
                "method": scope["method"],
                "path": scope["path"],
                "status": seen.status,
                "seconds": round(seconds, 3),
                "received": seen.received,
                "sent": seen.sent,
            }
            sys.stderr.write(msgspec.json.encode(line).decode() + "\n")


class _Seen:
    """What was seen of a request so far; one that got no answer has the status 499, as nginx says."""

    def __init__(self, name: str) -> None:
        self.id = name
        self.start = time.perf_counter()
        self.status = 499
        self.received = 0
        self.sent = 0


def _request_id(scope: Scope) -> str:
    headers: list[Any] = scope["headers"]
    given = next((value for name, value in headers if name == b"x-request-id"), b"")
    name = given.decode("latin-1")
    return name if _REQUEST_ID.fullmatch(name) else uuid.uuid4().hex
