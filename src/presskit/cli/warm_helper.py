"""The warm helper: a process that has everything loaded, and forks one for each command it is handed.

`python -m presskit.cli.warm_helper SOCKET IDENTITY` is started by the first command that asks for it (see
`warm`), for the same user alone. It ends after some idle minutes, and as soon as a file of presskit, of
its themes and fonts, or a library has changed. It has one thread when it forks, so that this is safe.
"""

from __future__ import annotations

import atexit
import gc
import locale
import marshal
import os
import selectors
import signal
import socket
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, TextIO

from presskit import release
from presskit.api.batch.job import have_one_thread, warm_up
from presskit.api.batch.nursery import exactly
from presskit.api.batch.values import Order
from presskit.cli.main import COMMANDS
from presskit.cli.main import main as run_command
from presskit.cli.patterns import take_patterns
from presskit.cli.warm import LENGTH, READY, REFUSED, SECONDS, START, STATUS, is_mine
from presskit.files.locks import lock
from presskit.resources import fonts_folder, profiles_folder, themes_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_MINUTES = 10.0
_GARBAGE_PACE = 200_000
_LARGEST = 8_000_000  # bytes of a request
_FILES = 253
_SPOILED = (
    OSError,
    EOFError,
    ValueError,
    TypeError,
    KeyError,
)  # what a request that is none leads to
_BESIDES = frozenset(["serve"])  # commands that it doesn't load


class _Helper:
    """Serves commands; `held` is the file that says so, which no command must hold."""

    def __init__(
        self, listener: socket.socket, held: IO[bytes], identity: str, state: object
    ) -> None:
        self._listener = listener
        self._own: list[socket.socket | IO[bytes]] = [listener, held]
        self._identity = identity
        self._state = state
        self._commands: dict[int, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ)

    def serve(self, seconds: float) -> None:
        """Take commands until none has come for so many seconds, or something has changed."""
        wakened, waker = socket.socketpair()
        self._own += (wakened, waker)
        for one in (wakened, waker):
            one.setblocking(False)  # noqa: FBT003 - so it is called
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, _nothing)
        self._selector.register(wakened, selectors.EVENT_READ)
        is_fresh, last = True, time.monotonic()
        while self._commands or (is_fresh and time.monotonic() < last + seconds):
            for key, _ in self._selector.select(seconds):
                if key.fileobj is self._listener:
                    last = time.monotonic()
                    is_fresh = is_fresh and self._take()
                    if not is_fresh:
                        self._selector.unregister(self._listener)
                        self._listener.close()
                elif key.fileobj is wakened:
                    with suppress(OSError):
                        wakened.recv(4096)
                else:
                    self._pass_on(key.data)
            self._reap()

    def _take(self) -> bool:
        """Take one command and fork the process that runs it; False when a newer helper is needed."""
        is_fresh = True
        files: list[int] = []
        with self._listener.accept()[0] as connection, suppress(*_SPOILED):
            connection.settimeout(SECONDS)
            if not is_mine(connection):
                return True
            try:
                said, files = _received(connection)
                is_fresh = _state() == self._state
                if not is_fresh or said["identity"] != self._identity or not _can_become(said):
                    connection.sendall(REFUSED)
                else:
                    connection.sendall(READY)
                    if connection.recv(1) == START:
                        self._fork(connection, said, files)
            finally:
                for number in files:
                    os.close(number)
        return is_fresh

    def _fork(self, connection: socket.socket, said: dict[str, Any], files: list[int]) -> None:
        kept = connection.dup()
        pid = os.fork()
        if pid == 0:
            signal.set_wakeup_fd(-1)
            self._selector.close()
            for other in (*self._own, *self._commands.values(), connection):
                other.close()
            _run(kept, said, files)
        kept.setblocking(False)  # noqa: FBT003 - so it is called
        self._commands[pid] = kept
        self._selector.register(kept, selectors.EVENT_READ, pid)

    def _pass_on(self, pid: int) -> None:
        """Send a command the signals that came for it; when nobody waits any more, ask it to end."""
        connection = self._commands[pid]
        try:
            numbers = connection.recv(64)
        except BlockingIOError:
            return
        except OSError:
            numbers = b""
        for number in numbers or bytes([signal.SIGTERM]):
            os.kill(pid, number)
        if not numbers:
            self._selector.unregister(connection)

    def _reap(self) -> None:
        """Tell how commands ended that had no time to tell it themselves."""
        for pid, connection in tuple(self._commands.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if not ended:
                continue
            if os.WIFSIGNALED(status):
                with suppress(OSError):
                    connection.send(STATUS.pack(-os.WTERMSIG(status)))
            with suppress(KeyError):
                self._selector.unregister(connection)
            connection.close()
            del self._commands[pid]


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """For signals that only wake the helper."""


def _received(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """A request and the files that came along. Raises OSError, EOFError, ValueError."""
    (length,) = LENGTH.unpack(exactly(connection, LENGTH.size))
    if not 0 < length <= _LARGEST:
        raise ValueError
    first, files, _, _ = socket.recv_fds(connection, 1, _FILES)
    try:
        said: dict[str, Any] = marshal.loads(first + exactly(connection, length - len(first)))  # noqa: S302 - of the same user
        for _ in zip(("folder", *said["files"]), files, strict=True):
            pass
    except BaseException:
        for number in files:
            os.close(number)
        raise
    return said, files


def _run(connection: socket.socket, said: dict[str, Any], files: list[int]) -> NoReturn:
    """Run a command as if it had been started by who asks, then end."""
    code = 1
    try:
        _become(said, files, connection.fileno())
        connection.setblocking(True)  # noqa: FBT003 - so it is called
        try:
            run_command()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        connection.sendall(STATUS.pack(code))
        atexit._run_exitfuncs()  # noqa: SLF001 - what `sys.exit` leads to, with the code told before
    except BaseException:  # noqa: BLE001 - whatever it is, no second helper must go on from here
        traceback.print_exc()
        with suppress(OSError):
            connection.sendall(STATUS.pack(code))
    os._exit(code)


def _can_become(said: dict[str, Any]) -> bool:
    """Whether a process of this one's can have the limits of who asks, which only root may raise."""
    import resource

    for kind, (_, most) in said["limits"].items():
        own = resource.getrlimit(kind)[1]
        if own != resource.RLIM_INFINITY and (most == resource.RLIM_INFINITY or most > own):
            return False
    return bool(said["nice"] >= os.nice(0))


def _become(said: dict[str, Any], files: list[int], keep: int) -> None:
    """Take over files, folder, environment, limits and signals."""
    import resource

    folder, *given = files
    os.fchdir(folder)
    # First out of the way of the numbers that they are to have.
    high = max((*said["files"], *files, keep)) + 1
    moved = [_moved(number, high) for number in given]
    for number in (0, 1, 2):
        if number not in said["files"]:
            os.close(number)
    for number, wanted in zip(moved, said["files"], strict=True):
        os.dup2(number, wanted)
        os.close(number)
    os.environ.clear()
    os.environ.update(said["environment"])
    time.tzset()
    with suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")
    os.umask(said["umask"])
    os.nice(said["nice"] - os.nice(0))
    for kind, limits in said["limits"].items():
        if resource.getrlimit(kind) != tuple(limits):
            resource.setrlimit(kind, limits)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in said["ignored"]:
        with suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_IGN)
    tempfile.tempdir = None
    sys.argv = ["presskit", *said["arguments"]]
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        setattr(sys, name, _stream(number, said["streams"][number]))


def _moved(number: int, high: int) -> int:
    import fcntl

    moved = fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, high)
    os.close(number)
    return moved


def _stream(number: int, how: tuple[str, str] | None) -> TextIO | None:
    """A standard stream as Python opens it."""
    if how is None:
        return None
    encoding, errors = how
    is_lines = number == 2 or os.isatty(number)
    return open(
        number,
        "w" if number else "r",
        buffering=1 if is_lines and number else -1,
        encoding=encoding,
        errors=errors,
        closefd=False,
    )


def _state() -> object:
    """The times and sizes of all that a command stands on: presskit's own files, and what is installed."""
    folders = (themes_folder(), fonts_folder(), profiles_folder())
    found = [
        one for folder in (str(Path(release.__file__).parent), *folders) for one in _seen(folder)
    ]
    for path in filter(None, sys.path):
        with suppress(OSError):
            found.append((path, os.stat(path).st_mtime_ns, 0, 0))
    return found


def _seen(folder: str | Path) -> Iterator[tuple[str, int, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                about = entry.stat()
                yield entry.path, about.st_mtime_ns, about.st_size, about.st_ino
            elif entry.name != "__pycache__":
                yield from _seen(entry.path)


def _load() -> None:
    """Import what commands need, and make small editions."""
    take_patterns()
    gc.set_threshold(_GARBAGE_PACE)
    for name in COMMANDS.keys() - _BESIDES:
        with suppress(ImportError):  # of an extra that is not installed
            import_module(COMMANDS[name][0])
    warm_up(Order(("pdf", "epub", "docx")))
    have_one_thread()
    gc.freeze()


def main() -> None:
    """Load everything, then serve; where another helper does so already, end."""
    place, identity = sys.argv[1:]
    os.umask(0o077)
    with open(f"{place}.lock", "ab") as held:
        try:
            lock(held)
        except OSError:
            return
        held.truncate(0)
        held.write(f"{os.getpid()}\n".encode())
        held.flush()
        state = _state()
        _load()
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            Path(place).unlink(missing_ok=True)
            listener.bind(place)
            listener.listen(16)
            minutes = float(os.environ.get("PRESSKIT_WARM_MINUTES", _MINUTES))
            try:
                _Helper(listener, held, identity, state).serve(minutes * 60)
            finally:
                Path(place).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
