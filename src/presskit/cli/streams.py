"""Standard streams as a command needs them, however it was started."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_REPLACED: list[object] = []  # a stream that nobody holds closes its file


def open_streams() -> None:
    """Open what is closed, let no stderr stop an edition, and write UTF-8 to what is no terminal."""
    _open_what_is_closed()
    number = _number(sys.stderr)
    if number is not None:
        _REPLACED.append(sys.stderr)
        raw = _Forgiving(number, "w", closefd=False)
        lines = io.BufferedWriter(raw)
        sys.stderr = io.TextIOWrapper(
            lines, sys.stderr.encoding, "backslashreplace", line_buffering=True, write_through=True
        )
    for stream in (sys.stdout, sys.stderr):
        # A file is for programs, which read UTF-8; what a terminal cannot show is written as a code.
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


class _Forgiving(io.FileIO):
    """A file that takes what it cannot write: findings are lost, and no edition."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def _number(stream: Any) -> int | None:
    """The number of a stream's file; none for one that a test or a program has put there."""
    try:
        number = stream.fileno()
    except (OSError, ValueError):
        return None
    return number if isinstance(number, int) else None


def _open_what_is_closed() -> None:
    """Give a command that was started without stdin, stdout or stderr empty ones.

    Else the next file that is opened would be taken for one.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            empty = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115
            os.set_inheritable(empty.fileno(), True)  # noqa: FBT003 - so it is called
            setattr(sys, name, empty)
