"""Parts set one after the other here, or by several processes at once.

A worker is a process of its own that reads parts from its stdin and writes what it asks and makes
to its stdout; it needs nothing of the program that calls presskit. It takes turns at a few parts, one
in each of its lanes, so that it has work while one of them waits for an answer.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from presskit.diagnostics import PresskitError
from presskit.render.pdf.ledger import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from presskit.diagnostics import Report
    from presskit.render.pdf.ledger import Ledger
    from presskit.render.pdf.parts import Made, Part, Setter, Shared

LANES = 2


def set_here(
    parts: Sequence[Part], setter: Setter, ledger: Ledger, done: Callable[[Part], None]
) -> list[Made | tuple[Any, ...]]:
    """Set parts in this process: what was made of each, or the findings that stopped it."""
    made: list[Made | tuple[Any, ...]] = []
    for part in parts:

        def ask(question: str, said: Any, number: int = part.number) -> Any:
            return ledger.answer(number, question, said)

        try:
            made.append(setter.set(part, ask))
        except PresskitError as error:
            ledger.pass_over(part.number)
            made.append(error.diagnostics)
        done(part)
    return made


@contextmanager
def workers(
    parts: Sequence[Part],
    shared: Shared,
    ledger: Ledger,
    processes: int,
    done: Callable[[Part], None],
    report: Report,
) -> Iterator[Callable[[], list[Made | tuple[Any, ...]]]]:
    """Start setting parts in processes; the function given waits for what `set_here` returns."""
    waiting = deque(parts)
    made: dict[int, Any] = {}
    number = min(processes, len(parts))
    crew = [_Worker(shared, ledger, waiting, made, done, report) for _ in range(number)]
    for lane in range(LANES):
        for worker in crew:
            worker.start(lane)

    def wait() -> list[Made | tuple[Any, ...]]:
        for worker in crew:
            worker.wait()
        return [made[part.number] for part in parts]

    try:
        yield wait
    except BaseException:
        ledger.stop()
        raise
    finally:
        for worker in crew:
            worker.end()


class _Worker:
    """A process, and the threads that hand it parts and answer for the ledger."""

    def __init__(
        self,
        shared: Shared,
        ledger: Ledger,
        waiting: deque[Part],
        made: dict[int, Any],
        done: Callable[[Part], None],
        report: Report,
    ) -> None:
        self._report = report
        self._error: Exception | None = None
        self._ledger = ledger
        self._waiting = waiting
        self._made = made
        self._done = done
        self._lanes: list[Thread] = []
        self._inboxes: list[SimpleQueue[Any]] = [SimpleQueue() for _ in range(LANES)]
        self._sending = Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "presskit.render.pdf.worker"],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the command, which then ends its workers
        )
        self._send(shared)
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def start(self, lane: int) -> None:
        """Let a lane take parts."""
        thread = Thread(target=self._run, args=(lane,), daemon=True)
        self._lanes.append(thread)
        thread.start()

    def wait(self) -> None:
        """Wait until there are no more parts. Fails with `render-failed` if the process ended."""
        for thread in self._lanes:
            thread.join()
        if self._error is not None:
            self._report.fail(
                "render-failed",
                "PDF: a process that sets pages ended before its work was done",
                hint="is there memory for all of them? -j 1 needs the least",
            )

    def _run(self, lane: int) -> None:
        try:
            while True:
                try:
                    part = self._waiting.popleft()
                except IndexError:
                    return
                self._made[part.number] = self._set(part, lane)
                self._done(part)
        except StoppedError:
            pass
        except (OSError, EOFError, ValueError, pickle.PickleError) as error:
            self._error = error  # also of a pipe that `end` has closed
            self._ledger.stop()

    def _set(self, part: Part, lane: int) -> Any:
        self._send((lane, part))
        while True:
            kind, said = self._receive(lane)
            if kind == "made":
                return said
            if kind == "failed":
                self._ledger.pass_over(part.number)
                return said
            self._send((lane, self._ledger.answer(part.number, kind, said)))

    def _send(self, message: Any) -> None:
        assert self._process.stdin is not None
        with self._sending:
            pickle.dump(message, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def _receive(self, lane: int) -> tuple[str, Any]:
        message: tuple[str, Any] | Exception = self._inboxes[lane].get()
        if isinstance(message, Exception):
            raise message
        return message

    def _read(self) -> None:
        """Give each lane what the process says to it, or what ended the process."""
        assert self._process.stdout is not None
        try:
            while True:
                lane, message = pickle.load(self._process.stdout)  # noqa: S301 - our own process
                self._inboxes[lane].put(message)
        except Exception as error:  # noqa: BLE001 - a pickle that was cut short raises any of many
            for inbox in self._inboxes:
                inbox.put(EOFError(str(error)))

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()
