"""The process of a worker: `python -m presskit.render.pdf.worker`; see `workers`."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from typing import Any

from presskit.diagnostics import PresskitError, Report
from presskit.render.pdf.parts import Setter

_GARBAGE_PACE = 200_000


def main() -> None:
    """Read the setting, then parts until there are no more."""
    gc.set_threshold(_GARBAGE_PACE)
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no message

    def send(message: Any) -> None:
        pickle.dump(message, output, pickle.HIGHEST_PROTOCOL)
        output.flush()

    def receive() -> Any:
        return pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one

    def ask(question: str, said: Any) -> Any:
        send((question, said))
        return receive()

    setter = Setter(receive(), Report())
    while True:
        try:
            part = receive()
        except EOFError:
            return
        try:
            send(("made", setter.set(part, ask)))
        except PresskitError as error:
            send(("failed", error.diagnostics))
        except Exception as error:
            if os.environ.get("PRESSKIT_DEBUG"):
                raise
            report = Report()
            report.add(
                "render-failed",
                f"PDF: {type(error).__name__}: {error}",
                hint="a defect of presskit: run again with PRESSKIT_DEBUG=1, report what it prints",
            )
            send(("failed", tuple(report.diagnostics)))


if __name__ == "__main__":
    main()
