"""The process of a worker: `python -m presskit.render.pdf.worker`; see `workers`."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import traceback
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from presskit.diagnostics import PresskitError, Report
from presskit.render.pdf.parts import Setter
from presskit.render.pdf.workers import LANES

if TYPE_CHECKING:
    from collections.abc import Callable

    from presskit.render.pdf.parts import Part, Shared

_GARBAGE_PACE = 200_000


def main() -> None:
    """Read the setting, then what is said to each lane until there is no more."""
    gc.set_threshold(_GARBAGE_PACE)
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no message
    sending = Lock()

    def send(lane: int, message: Any) -> None:
        with sending:
            pickle.dump((lane, message), output, pickle.HIGHEST_PROTOCOL)
            output.flush()

    def receive() -> Any:
        return pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one

    with suppress(EOFError, pickle.UnpicklingError):  # the other end was closed, or killed
        shared, turn = receive(), Lock()
        lanes = [_Lane(shared, turn, partial(send, number)) for number in range(LANES)]
        while True:
            lane, message = receive()
            lanes[lane].inbox.put(message)


class _Lane:
    """Sets one part after another; only the lane that has the turn is at work."""

    def __init__(self, shared: Shared, turn: Lock, send: Callable[[Any], None]) -> None:
        self.inbox: SimpleQueue[Any] = SimpleQueue()
        self._shared = shared
        self._turn = turn
        self._send = send
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        setter: Setter | None = None
        with suppress(OSError):  # nobody waits for the answer any more
            while True:
                part = self.inbox.get()
                with self._turn:
                    setter = setter or Setter(self._shared)
                    answer = self._made(setter, part)
                self._send(answer)

    def _ask(self, question: str, said: Any) -> Any:
        self._send((question, said))
        self._turn.release()
        try:
            return self.inbox.get()
        finally:
            self._turn.acquire()

    def _made(self, setter: Setter, part: Part) -> tuple[str, Any]:
        try:
            return "made", setter.set(part, self._ask)
        except PresskitError as error:
            return "failed", error.diagnostics
        except Exception as error:  # noqa: BLE001 - told to the process that waits
            if os.environ.get("PRESSKIT_DEBUG"):
                traceback.print_exc()
            report = Report()
            report.add(
                "render-failed",
                f"PDF: {type(error).__name__}: {error}",
                hint="a defect of presskit: run again with PRESSKIT_DEBUG=1, report what it prints",
            )
            return "failed", report.diagnostics


if __name__ == "__main__":
    main()
