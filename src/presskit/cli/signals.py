"""Signals that ask a command to stop: it does so once, in order, and says so by its exit code."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

# Windows has no SIGHUP.
_ASKS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class StoppedError(BaseException):
    """A signal came: `code` is what the command exits with."""

    def __init__(self, number: int) -> None:
        self.code = 128 + number
        super().__init__("interrupted: no file is half written")


class TimeUpError(StoppedError):
    """The time is over that `--timeout` gave."""

    def __init__(self, seconds: float) -> None:
        super().__init__(0)
        self.code = 1
        said = (
            f"presskit: error [article-timeout] PK0790 it took longer than {seconds:g} seconds and was "
            "given up (give it more with --timeout, or find what is so large in it)"
        )
        self.args = (said,)


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise StoppedError at the first signal; later ones don't disturb the work of ending.

    A signal that is ignored, as of `nohup`, stays so.
    """

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        for one in before:
            signal.signal(one, signal.SIG_IGN)
        raise StoppedError(number)

    before = {one: signal.getsignal(one) for one in _ASKS}
    before = {one: handler for one, handler in before.items() if handler is not signal.SIG_IGN}
    for one in before:
        signal.signal(one, stop)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
