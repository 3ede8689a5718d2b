"""Parts set one after the other here, or by several processes at once.

A worker is a process of its own that reads parts from its stdin and writes what it asks and makes
to its stdout; it needs nothing of the program that calls presskit.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections import deque
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any

from presskit.diagnostics import PresskitError
from presskit.render.pdf.ledger import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from presskit.render.pdf.ledger import Ledger
    from presskit.render.pdf.parts import Made, Part, Setter, Setting


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
    setting: Setting,
    ledger: Ledger,
    processes: int,
    done: Callable[[Part], None],
) -> Iterator[Callable[[], list[Made | tuple[Any, ...]]]]:
    """Start setting parts in processes; the function given waits for what `set_here` returns."""
    waiting = deque(parts)
    made: dict[int, Any] = {}
    crew = [
        _Worker(setting, ledger, waiting, made, done) for _ in range(min(processes, len(parts)))
    ]

    def wait() -> list[Made | tuple[Any, ...]]:
        for worker in crew:
            worker.thread.join()
        for worker in crew:
            if worker.error is not None:
                raise worker.error
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
    """A process, and the thread that hands it parts and answers for the ledger."""

    def __init__(
        self,
        setting: Setting,
        ledger: Ledger,
        waiting: deque[Part],
        made: dict[int, Any],
        done: Callable[[Part], None],
    ) -> None:
        self.error: Exception | None = None
        self._ledger = ledger
        self._waiting = waiting
        self._made = made
        self._done = done
        self._process = subprocess.Popen(
            [sys.executable, "-m", "presskit.render.pdf.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._send(setting)
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            while True:
                try:
                    part = self._waiting.popleft()
                except IndexError:
                    return
                self._made[part.number] = self._set(part)
                self._done(part)
        except StoppedError:
            pass
        except (OSError, EOFError, pickle.PickleError) as error:
            self.error = error
            self._ledger.stop()

    def _set(self, part: Part) -> Any:
        self._send(part)
        while True:
            kind, said = self._receive()
            if kind == "made":
                return said
            if kind == "failed":
                self._ledger.pass_over(part.number)
                return said
            self._send(self._ledger.answer(part.number, kind, said))

    def _send(self, message: Any) -> None:
        assert self._process.stdin is not None
        pickle.dump(message, self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()

    def _receive(self) -> tuple[str, Any]:
        assert self._process.stdout is not None
        message: tuple[str, Any] = pickle.load(self._process.stdout)  # noqa: S301 - our own process
        return message

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.communicate()
