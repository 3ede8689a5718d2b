"""A pool of warm processes on this machine; one that dies or hangs is replaced."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from queue import Queue
from threading import Lock, Semaphore, Thread
from typing import TYPE_CHECKING, Self

from presskit.api.batch.job import Job, Order, Product
from presskit.api.batch.nursery import receive, send
from presskit.diagnostics import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# A process is replaced after so many articles: what libraries hold on to stays small.
_ARTICLES_A_PROCESS = 250


class _Worker:
    """A process that makes one job after the other."""

    def __init__(self, connection: socket.socket, pid: int) -> None:
        self.connection = connection
        self.pid = pid
        self.is_fit = True
        self._count = 0

    def make(self, job: Job, order: Order | None, timeout: float | None) -> Product:
        """What it makes of a job. It is not fit for another one if that fails, or after many."""
        self._count += 1
        self.is_fit = False
        self.connection.settimeout(timeout)
        send(self.connection, (order, job))
        product: Product = receive(self.connection)
        self.is_fit = self._count < _ARTICLES_A_PROCESS
        return product


class Pool:
    """Processes that make jobs of one order. Use it as a context manager, and then `run` it."""

    def __init__(self, order: Order, processes: int, timeout: float | None = None) -> None:
        self._processes = processes
        self._timeout = timeout
        self._forking = Lock()
        self._pids: set[int] = set()
        self._free = Semaphore(processes)
        self._idle: list[_Worker] = []
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

    def make(self, job: Job, order: Order | None = None) -> Product:
        """Make one job, of another order where one is given; waits for a process that is free.

        Several threads may call it at once.
        """
        with self._free:
            worker = self._idle.pop() if self._idle else _Worker(*self._fork())
            product = self._made(worker, job, order)
            if worker.is_fit:
                self._idle.append(worker)
            else:
                self._drop(worker)
            return product

    def _work(
        self, take: Callable[[], Job | None], done: Queue[Product | BaseException | None]
    ) -> None:
        while not self._ended and (job := take()) is not None:
            product = self.make(job)
            if self._ended:
                return
            done.put(product)

    def _made(self, worker: _Worker, job: Job, order: Order | None) -> Product:
        try:
            return worker.make(job, order, self._timeout)
        except (EOFError, OSError) as error:
            return _lost(job, error, self._timeout)

    def _drop(self, worker: _Worker) -> None:
        self._kill(worker.pid)
        worker.connection.close()

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
        for worker in self._idle:
            worker.connection.close()
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
