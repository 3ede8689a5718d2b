"""The nursery: a process that imports and warms up once, then forks workers.

`python -m presskit.api.batch.nursery FD FOLDER` reads the order from a socket. Then a file descriptor
that comes along asks for a worker at it, whose pid is the answer; a pid asks for that worker's end.
It has one thread when it forks, so that this is safe, and is the leader of a group of processes. When the other
end of the socket closes, all of them end and the folder, which holds their temporary files, goes.
"""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import signal
import socket
import struct
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presskit.api.batch.job import have_one_thread, make, warm_up

if TYPE_CHECKING:
    from presskit.api.batch.values import Order

_HEAD = struct.Struct("!Q")
_GARBAGE_PACE = 200_000
# Trees of lxml weigh more than the collector knows: it is called besides.
_ARTICLES_A_COLLECTION = 25


def send(connection: socket.socket, message: Any) -> None:
    """Send a message: its length, then its pickle."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    connection.sendall(_HEAD.pack(len(data)) + data)


def receive(connection: socket.socket, seconds: float | None = None) -> Any:
    """Receive a message, all of it within so many seconds.

    Raises EOFError where the other end has closed, TimeoutError.
    """
    until = None if seconds is None else time.monotonic() + seconds
    (length,) = _HEAD.unpack(exactly(connection, _HEAD.size, until))
    return pickle.loads(exactly(connection, length, until))  # noqa: S301 - from our own process


def exactly(connection: socket.socket, length: int, until: float | None = None) -> bytes:
    """So many bytes, by a moment of the monotonic clock if there is one. Raises EOFError at an end before."""
    parts = []
    while length:
        if until is not None:
            connection.settimeout(max(until - time.monotonic(), 0.001))
        part = connection.recv(min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def main() -> None:
    """Warm up, then fork workers and end them, as asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(2, 1)  # what libraries print is no result
    workers: set[int] = set()
    base = Path(sys.argv[2])
    tempfile.tempdir = str(base)
    with socket.socket(fileno=int(sys.argv[1])) as nursery:
        try:
            with suppress(EOFError, ConnectionError):
                _nurse(nursery, base, workers)
        finally:
            for worker in tuple(workers):
                _end(worker, base, workers)
            shutil.rmtree(base, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)  # and what the workers started


def _nurse(nursery: socket.socket, base: Path, workers: set[int]) -> None:
    order = receive(nursery)
    gc.set_threshold(_GARBAGE_PACE)
    warm_up(order)
    have_one_thread()
    gc.freeze()
    while True:
        asked, fds, _, _ = socket.recv_fds(nursery, 16, 1)
        if not asked:
            return
        if not fds:
            _end(int(asked), base, workers)
            send(nursery, int(asked))
            continue
        pid = os.fork()
        if pid == 0:
            nursery.close()
            _work(order, socket.socket(fileno=fds[0]), base)
        os.close(fds[0])
        workers.add(pid)
        send(nursery, pid)


def _end(worker: int, base: Path, workers: set[int]) -> None:
    """End a worker; until it is waited for here, no other process can have its pid."""
    if worker in workers:
        workers.discard(worker)
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        shutil.rmtree(base / str(worker), ignore_errors=True)


def _work(order: Order, connection: socket.socket, base: Path) -> None:
    """Make job after job until the other end closes, then end."""
    try:
        folder = base / str(os.getpid())
        folder.mkdir()
        tempfile.tempdir = str(folder)
        with suppress(EOFError, OSError):
            for number in count(1):
                own, job = receive(connection)
                send(connection, make(own or order, job))
                if number % _ARTICLES_A_COLLECTION == 0:
                    gc.collect()
    except Exception:  # noqa: BLE001 - whom it worked for is told of its end
        traceback.print_exc()
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
