"""A pool of warm processes on this machine; one that dies or hangs is replaced."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Lock, Semaphore, Thread
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from presskit.api.batch.nursery import receive, send
from presskit.api.batch.values import Job, Order, Product
from presskit.diagnostics import Report
from presskit.troubles import trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

# A process is replaced after so many articles: what libraries hold on to stays small.
_ARTICLES_A_PROCESS = 250
_MODULE = "presskit.api.batch.nursery"


class _LostError(Exception):
    """The process that makes an article, or would start one that does, has ended."""


class _Nursery:
    """The process that forks workers; see `nursery`."""

    def __init__(self, order: Order) -> None:
        self._asking = Lock()
        self.has_forked = False
        self._folder = tempfile.mkdtemp(prefix="presskit-")
        self._socket, there = socket.socketpair()
        try:
            with there:
                # Of its own session: Ctrl-C is for the command, which then ends the group.
                self._process = subprocess.Popen(  # noqa: S603 - our own module
                    [sys.executable, "-P", "-m", _MODULE, str(there.fileno()), self._folder],
                    pass_fds=[there.fileno()],
                    stdin=subprocess.DEVNULL,
                    env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                    start_new_session=True,
                )
        except BaseException:
            self._socket.close()
            os.rmdir(self._folder)
            raise
        with suppress(OSError):  # of one that has ended already, as the first fork will tell
            send(self._socket, order)

    def fork(self) -> tuple[socket.socket, int]:
        """A new worker: its socket and its pid. Raises OSError or EOFError when it has ended."""
        here, there = socket.socketpair()
        try:
            with there, self._asking:
                socket.send_fds(self._socket, [b"."], [there.fileno()])
                pid = int(receive(self._socket))
        except BaseException:
            here.close()
            raise
        self.has_forked = True
        return here, pid

    def drop(self, pid: int) -> None:
        """End a worker."""
        with self._asking, suppress(OSError, EOFError):
            self._socket.sendall(str(pid).encode())
            receive(self._socket)

    def end(self) -> None:
        """End it and all that it started."""
        with suppress(ProcessLookupError, PermissionError):  # a group of the dead, on macOS
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._socket.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class GivenUpError(Exception):
    """Nobody waits for the job any more."""


class Ticket:
    """A hold on a job that is being made: whoever waits for it can give it up, from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connection: socket.socket | None = None
        self.is_given_up = False

    def give_up(self) -> None:
        """Don't begin the job, or end the worker that makes it."""
        with self._lock:
            self.is_given_up = True
            if self._connection:
                with suppress(OSError):
                    self._connection.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def held(self, connection: socket.socket) -> Iterator[None]:
        """While it lasts, the worker at the other end of `connection` makes the job.

        Raises GivenUpError when it has been given up already.
        """
        with self._lock:
            if self.is_given_up:
                raise GivenUpError
            self._connection = connection
        try:
            yield
        finally:
            with self._lock:
                self._connection = None


class _Worker:
    """A process that makes one job after the other."""

    def __init__(self, nursery: _Nursery) -> None:
        self._nursery = nursery
        self._connection, self._pid = nursery.fork()
        self.is_fit = True
        self._count = 0

    @property
    def is_there(self) -> bool:
        """Whether it waits for a job: its end can be read from the socket, else nothing."""
        self._connection.settimeout(0)
        try:
            self._connection.recv(1)
        except BlockingIOError:
            return True
        except OSError:
            pass
        return False

    def make(self, job: Job, order: Order | None, timeout: float | None, ticket: Ticket) -> Product:
        """What it makes of a job. It is not fit for another one if that fails, or after many."""
        with ticket.held(self._connection):
            self._count += 1
            self.is_fit = False
            self._connection.settimeout(timeout)
            send(self._connection, (order, job))
            product: Product = receive(self._connection, timeout)
        self.is_fit = self._count < _ARTICLES_A_PROCESS
        return product

    def end(self) -> None:
        """End it, whatever it does."""
        self._nursery.drop(self._pid)
        self._connection.close()


class Pool:
    """Processes that make jobs of one order. Use it as a context manager, and then `run` it.

    None is started before there is a job for it, or `start`.
    """

    def __init__(self, order: Order, processes: int, timeout: float | None = None) -> None:
        self._order = order
        self._processes = processes
        self._timeout = timeout
        self._starting = Lock()
        self._free = Semaphore(processes)
        self._idle: list[_Worker] = []
        self._nurseries: list[_Nursery] = []
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def start(self) -> None:
        """Have all processes wait, warm, before the first job comes. One that can't is met again then."""
        with suppress(OSError, EOFError, _LostError):
            nursery = self._nursery(None)
            for _ in range(self._processes):
                worker = _Worker(nursery)
                with self._starting:
                    self._idle.append(worker)

    def run(self, jobs: Iterable[Job | T]) -> Iterator[Product | T]:
        """Products as they are made, and what among the jobs is none, as it is.

        No more is taken than processes can begin, and than is asked for. Closing it ends the pool.
        """
        waiting = iter(jobs)
        taking = Lock()
        room = Semaphore(3 * self._processes)
        done: SimpleQueue[Product | T | _End] = SimpleQueue()

        def work() -> None:
            try:
                while True:
                    room.acquire()
                    with taking:
                        if self._ended:
                            break
                        job = next(waiting)
                    done.put(self.make(job) if isinstance(job, Job) else job)
            except StopIteration:
                pass
            except BaseException as error:  # noqa: BLE001 - told to who waits
                done.put(_End(error))
            done.put(_End())

        for _ in range(self._processes):
            Thread(target=work, daemon=True).start()
        left = self._processes
        try:
            while left:
                one = done.get()
                room.release()
                if not isinstance(one, _End):
                    yield one
                elif one.error:
                    raise one.error
                else:
                    left -= 1
        finally:
            self.end()
            room.release(self._processes)

    def make(self, job: Job, order: Order | None = None, ticket: Ticket | None = None) -> Product:
        """Make one job, of another order where one is given; waits for a process that is free.

        A job whose worker ends is tried once more: the worker may have been killed for no fault of
        the article's. Several threads may call it at once. Raises GivenUpError when `ticket` was
        given up.
        """
        ticket = ticket or Ticket()
        with self._free:
            for is_last in (False, True):
                try:
                    return self._made(job, order, ticket)
                except (OSError, EOFError, _LostError) as error:
                    if ticket.is_given_up:
                        raise GivenUpError from None
                    if is_last or isinstance(error, TimeoutError | _LostError) or self._ended:
                        return _lost(job, error, self._timeout)
        raise AssertionError

    def _made(self, job: Job, order: Order | None, ticket: Ticket) -> Product:
        """What a worker makes of a job; one that is not fit for another is ended."""
        worker = self._worker()
        try:
            return worker.make(job, order, self._timeout, ticket)
        finally:
            with self._starting:
                stays = worker.is_fit and not self._ended
                if stays:
                    self._idle.append(worker)
            if not stays:
                worker.end()

    def _worker(self) -> _Worker:
        """A worker that waits, else a new one; where the nursery has ended, of another nursery."""
        while worker := self._waiting():
            if worker.is_there:
                return worker
            worker.end()
        nursery = self._nursery(None)
        try:
            return _Worker(nursery)
        except (OSError, EOFError):
            return _Worker(self._nursery(nursery))

    def _waiting(self) -> _Worker | None:
        with self._starting:
            return self._idle.pop() if self._idle else None

    def _nursery(self, lost: _Nursery | None) -> _Nursery:
        """The nursery; another one than the one that is lost, if that has ever worked."""
        with self._starting:
            if self._ended or (lost and not lost.has_forked):
                raise _LostError
            if not self._nurseries or self._nurseries[-1] is lost:
                self._nurseries.append(_Nursery(self._order))
            return self._nurseries[-1]

    def end(self) -> None:
        """End all processes, whatever they do."""
        self._ended = True
        with self._starting:
            for nursery in self._nurseries:
                nursery.end()
            self._nurseries.clear()
            while self._idle:
                self._idle.pop().end()


class _End(NamedTuple):
    """That a thread has ended, and why."""

    error: BaseException | None = None


def _lost(job: Job, error: Exception, timeout: float | None) -> Product:
    if not isinstance(error, TimeoutError) and (found := trouble(error, job.name)):
        return Product(job.number, (), (found,))
    report = Report(job.name)
    if isinstance(error, TimeoutError) and timeout is not None:
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
    return Product(job.number, (), report.diagnostics)
