"""uvicorn, with an end that is in order and connections that say nothing closed."""

from __future__ import annotations

import os
import socket
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from types import FrameType

    from starlette.applications import Starlette


class Server(uvicorn.Server):
    """A server that finishes what is being made when it is told to end, and ends at once when it is told again."""

    def __init__(self, config: uvicorn.Config, stop: Callable[[], None], path: str | None) -> None:
        super().__init__(config)
        self._stop = stop
        self._path = path

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """At the first signal take nothing new; at the second wait for nothing."""
        if self.should_exit:
            self.force_exit = True
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: Any = None) -> None:
        """Give up uploads, wait for what is being made, then end."""
        self._stop()
        await super().shutdown(sockets)
        if self._path:  # here: the signal that ended the server ends the process next
            with suppress(OSError):
                os.unlink(self._path)


def protocol(silence: float) -> type[H11Protocol]:
    """The HTTP protocol; a connection whose request is not complete in `silence` seconds is closed.

    uvicorn itself has a timeout after an answer, and none before the first request or inside one's head.
    """

    class Protocol(H11Protocol):
        _timer: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            self._cancel()

        def _watch(self) -> None:
            """Run the timer while no request is at hand."""
            if self.cycle is not None and not self.cycle.response_complete:
                self._cancel()
            elif self._timer is None:
                self._timer = self.loop.call_later(silence, self.transport.close)

        def _cancel(self) -> None:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    return Protocol


class Place(NamedTuple):
    """Where to listen: an address and a port, or a socket of the file system."""

    host: str
    port: int
    socket: str | None = None


def run(app: Starlette, place: Place, silence: float, **given: Any) -> None:
    """Serve at a place until a signal comes. `given` are options of `uvicorn.Config`.

    Raises OSError where nothing can listen at the place.
    """
    found = listen(place)
    at = place.socket or "http://{}:{}".format(*found.getsockname()[:2])
    sys.stderr.write(f"presskit: serving at {at}\n")
    sys.stderr.flush()
    run_at(app, found, silence, place.socket, **given)


def run_at(
    app: Starlette, found: socket.socket, silence: float, path: str | None = None, **given: Any
) -> None:
    """Serve at a socket that listens, as `run` does; `path` is its file, to be removed at the end."""
    config = uvicorn.Config(
        app,
        http=protocol(silence),
        ws="none",
        log_level="warning",
        access_log=False,  # our own lines say more
        server_header=False,
        **given,
    )
    Server(config, app.state.stop, path).run([found])


def listen(place: Place) -> socket.socket:
    """A socket that listens at a place. Raises OSError."""
    if place.socket is None:
        family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
        return socket.create_server((place.host, place.port), family=family, backlog=2048)
    with suppress(OSError):
        if stat.S_ISSOCK(os.stat(place.socket).st_mode) and not _answers(place.socket):
            os.unlink(place.socket)  # left behind by a server that was killed
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(place.socket)
    os.chmod(place.socket, 0o660)
    listening.listen(2048)
    return listening


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(path)
        except OSError:
            return False
    return True
