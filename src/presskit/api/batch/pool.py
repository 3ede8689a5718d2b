"""A pool of warm processes on this machine; one that dies or hangs is replaced."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from queue import Queue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Self

from presskit.api.batch.job import Job, Order, Product
from presskit.api.batch.nursery import receive, send
from presskit.diagnostics import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A process is replaced after so many articles: what libraries hold on to stays small.
_ARTICLES_A_PROCESS = 250


class Pool:
    """Processes that make jobs of one order. Use it as a context manager, and then `run` it."""

    def __init__(self, order: Order, processes: int, timeout: float | None = None) -> None:
        self._processes = processes
        self._timeout = timeout
        self._forking = Lock()
        self._pids: set[int] = set()
        self._ended = False
        here, there = socket.socketpair()
        self._nursery = here
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "presskit.api.batch.nursery", str(there.fileno())],
            pass_fds=[there.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the command, which then ends its workers
        )
        there.close()
        send(here, order)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def run(self, jobs: Iterable[Job]) -> Iterator[Product]:
        """Products as they are made; no more jobs are taken than processes can begin."""
        waiting = iter(jobs)
        taking = Lock()
        done: Queue[Product | BaseException | None] = Queue(maxsize=2 * self._processes)

        def take() -> Job | None:
            with taking:
                return next(waiting, None)

        def work() -> None:
            try:
                self._work(take, done)
            except BaseException as error:  # noqa: BLE001 - told to who waits
                done.put(error)
            done.put(None)

        threads = [Thread(target=work, daemon=True) for _ in range(self._processes)]
        for thread in threads:
            thread.start()
        left = len(threads)
        while left:
            product = done.get()
            if product is None:
                left -= 1
            elif isinstance(product, BaseException):
                raise product
            else:
                yield product

    def _work(self, take: object, done: Queue[Product | BaseException | None]) -> None:
        connection, pid, count = None, 0, 0
        try:
            while not self._ended and (job := take()) is not None:  # type: ignore[operator]
                if connection is None or count >= _ARTICLES_A_PROCESS:
                    if connection is not None:
                        connection.close()
                    (connection, pid), count = self._fork(), 0
                count += 1
                try:
                    connection.settimeout(self._timeout)
                    send(connection, job)
                    done.put(receive(connection))
                except (EOFError, OSError) as error:
                    self._kill(pid)
                    connection.close()
                    connection = None
                    if self._ended:
                        return
                    done.put(_lost(job, error, self._timeout))
        finally:
            if connection is not None:
                connection.close()
            self._pids.discard(pid)

    def _fork(self) -> tuple[socket.socket, int]:
        """A new worker: its socket and its process."""
        here, there = socket.socketpair()
        with self._forking:
            try:
                socket.send_fds(self._nursery, [b"."], [there.fileno()])
                pid = int(receive(self._nursery))
            except (EOFError, OSError):
                Report().fail(
                    "worker-lost",
                    "the process that starts workers has ended",
                    hint="is there memory for it? -j 1 needs the least",
                )
        there.close()
        self._pids.add(pid)
        return here, pid

    def _kill(self, pid: int) -> None:
        self._pids.discard(pid)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def end(self) -> None:
        """End all processes, whatever they do."""
        self._ended = True
        for pid in tuple(self._pids):
            self._kill(pid)
        self._process.kill()
        self._process.wait()
        self._nursery.close()


def _lost(job: Job, error: Exception, timeout: float | None) -> Product:
    report = Report(job.name)
    if isinstance(error, TimeoutError):
        report.add(
            "article-timeout",
            f"it took longer than {timeout:g} seconds and was given up",
            hint="give it more with --timeout, or find what is so large in it",
        )
    else:
        report.add(
            "worker-lost",
            "the process that made it ended",
            hint="is there memory for all processes? -j 1 needs the least",
        )
    return Product(job.number, (), tuple(report.diagnostics))
