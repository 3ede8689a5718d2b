"""The nursery: a process that imports and warms up once, then forks workers.

`python -m presskit.api.batch.nursery FD` reads the order from a socket, then a file descriptor for
every worker that it should fork. It has one thread, so that forking is safe. When the other end of
the socket closes, it ends, and its workers see their own sockets close.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import socket
import struct
import sys
from contextlib import suppress
from typing import Any

from presskit.api.batch.job import Order, make, warm_up

_HEAD = struct.Struct("!Q")
_GARBAGE_PACE = 200_000


def send(connection: socket.socket, message: Any) -> None:
    """Send a message: its length, then its pickle."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    connection.sendall(_HEAD.pack(len(data)) + data)


def receive(connection: socket.socket) -> Any:
    """Receive a message. Raises EOFError where the other end has closed, TimeoutError as sockets do."""
    (length,) = _HEAD.unpack(_exactly(connection, _HEAD.size))
    return pickle.loads(_exactly(connection, length))  # noqa: S301 - from our own process


def _exactly(connection: socket.socket, length: int) -> bytes:
    parts = []
    while length:
        part = connection.recv(min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def main() -> None:
    """Warm up, then fork a worker for every file descriptor that comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for workers: they leave no corpse
    os.dup2(2, 1)  # what libraries print is no result
    with socket.socket(fileno=int(sys.argv[1])) as nursery, suppress(EOFError):
        order = receive(nursery)
        gc.set_threshold(_GARBAGE_PACE)
        warm_up(order)
        gc.freeze()
        while True:
            _, fds, _, _ = socket.recv_fds(nursery, 16, 1)
            if not fds:
                return
            pid = os.fork()
            if pid == 0:
                nursery.close()
                _work(order, socket.socket(fileno=fds[0]))
                os._exit(0)
            os.close(fds[0])
            send(nursery, pid)


def _work(order: Order, connection: socket.socket) -> None:
    """Make job after job until the other end closes."""
    with suppress(EOFError, OSError):
        while True:
            own, job = receive(connection)
            send(connection, make(own or order, job))


if __name__ == "__main__":
    main()
