"""The short way: a command is handed to a helper that has everything loaded (see `warm_helper`).

This is all that such a command loads itself: it finds the helper, sends it the command with its files,
folder, environment and limits, passes signals on, and ends as the command ended. Whatever stands in the
way, the command is run here, as without a helper.
"""

from __future__ import annotations

import marshal
import os
import signal
import socket
import stat
import struct
import sys
import zlib
from contextlib import suppress

from presskit.files.kept import is_private

TYPE_CHECKING = False  # as type checkers read it; `typing` takes as long as all else here
if TYPE_CHECKING:
    from typing import Any

STATUS = struct.Struct("!i")  # an exit code, or a signal's number below zero
LENGTH = struct.Struct("!I")
READY, REFUSED, START = b"r", b"n", b"s"
SECONDS = 5.0  # that each side waits for the other before the command begins
_NEVER = frozenset(["serve", "preview"])  # they stay as long as they are wanted
_MOST_FILES = 200  # the kernel passes 253 at once
_CREDENTIALS = struct.Struct("3i")
_PASSED_ON = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2")


def run_warm(arguments: list[str]) -> int | None:
    """Have the helper run a command: its exit code, or None where it must be run here.

    Where there is no helper, one is started for the next command. A command that a signal ended
    ends this process by the same.
    """
    if not hasattr(socket, "AF_UNIX") or not hasattr(os, "fork") or _NEVER & {*arguments[:1]}:
        return None
    place = _place()
    if place is None:
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as helper:
        helper.settimeout(SECONDS)
        try:
            helper.connect(place)
            known = is_mine(helper) and _agreed(helper, arguments)
        except (OSError, ValueError):
            known = False
        if not known:
            _start(place)
            return None
        status = _waited(helper)
    if status < 0:
        with suppress(OSError):  # SIGKILL and SIGSTOP have nothing else
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    return status


def is_mine(connection: socket.socket) -> bool:
    """Whether the other end is a process of the same user, where the system tells."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True  # the folder of the socket is the user's alone
    said = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return bool(_CREDENTIALS.unpack(said)[1] == os.geteuid())


def identity() -> str:
    """What a helper must have in common with the command: Python, its options, and where it looks."""
    options = sorted(one for one in os.environ.items() if one[0].startswith("PYTHON"))
    encoding = sys.getfilesystemencoding()
    return repr((sys.executable, sys.version, sys.path, tuple(sys.flags), encoding, options))


def _place() -> str | None:
    """The path of the helper's socket, in a folder of the user alone; None where there is none."""
    base = os.environ.get("XDG_RUNTIME_DIR")
    own = f"presskit-{os.geteuid()}"
    folder = os.path.join(base or os.environ.get("TMPDIR", "/tmp"), own)  # noqa: S108 - looked at below
    name = identity().encode("utf-8", "surrogateescape")
    try:
        with suppress(FileExistsError):
            os.mkdir(folder, 0o700)
        if not is_private(os.lstat(folder), stat.S_ISDIR):
            return None
    except OSError:
        return None
    return os.path.join(folder, f"{zlib.crc32(name):08x}{zlib.adler32(name):08x}")


def _agreed(helper: socket.socket, arguments: list[str]) -> bool:
    """Send the command; whether the helper, which is as new as presskit's files, will run it."""
    files = _files()
    if len(files) > _MOST_FILES:
        return False
    folder = os.open(".", getattr(os, "O_PATH", os.O_RDONLY))
    try:
        data = marshal.dumps(_request(arguments, files))
        numbers = [folder, *files]
        helper.sendall(LENGTH.pack(len(data)))
        socket.send_fds(helper, [data[:1]], numbers)
        helper.sendall(data[1:])
        if helper.recv(1) != READY:
            return False
        _begin(helper)
    finally:
        os.close(folder)
    return True


def _files() -> list[int]:
    """The numbers of the files that the command was given: the standard ones and `<(…)` of a shell."""
    found = []
    for name in os.listdir("/dev/fd"):
        with suppress(OSError, ValueError):
            if os.get_inheritable(int(name)):
                found.append(int(name))
    return sorted(found)


def _request(arguments: list[str], files: list[int]) -> dict[str, Any]:
    import resource

    kinds = [getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")]
    umask = os.umask(0o077)
    os.umask(umask)
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return {
        "identity": identity(),
        "arguments": arguments,
        "environment": dict(os.environ),
        "files": files,
        "streams": [one and (one.encoding, one.errors) for one in streams],
        "umask": umask,
        "nice": os.nice(0),
        "limits": {kind: resource.getrlimit(kind) for kind in sorted(set(kinds))},
        "ignored": [int(one) for one in signal.valid_signals() if _is_ignored(one)],
    }


def _is_ignored(number: int) -> bool:
    # Python itself lets these two be ignored.
    own = (signal.SIGPIPE, getattr(signal, "SIGXFSZ", signal.SIGPIPE))
    return number not in own and signal.getsignal(number) is signal.SIG_IGN


def _begin(helper: socket.socket) -> None:
    """Let the command begin; from then on signals are passed on to it, and none is lost between."""

    def pass_on(number: int, _frame: object) -> None:
        with suppress(OSError):
            helper.send(bytes([number]))

    def stop(_number: int, _frame: object) -> None:
        pass_on(signal.SIGSTOP, None)
        os.kill(os.getpid(), signal.SIGSTOP)
        pass_on(signal.SIGCONT, None)  # as soon as this process goes on

    numbers = [getattr(signal, name) for name in _PASSED_ON]
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        helper.sendall(START)
        for number in numbers:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, pass_on)
        signal.signal(signal.SIGTSTP, stop)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _waited(helper: socket.socket) -> int:
    """Wait until the command has ended; how it ended."""
    helper.settimeout(None)
    said = b""
    with suppress(OSError):
        while len(said) < STATUS.size and (part := helper.recv(STATUS.size - len(said))):
            said += part
    if len(said) == STATUS.size:
        return int(STATUS.unpack(said)[0])
    os.write(
        2, b"presskit: error the warm helper was ended, and its command with it (run it again)\n"
    )
    return 1


def _start(place: str) -> None:
    """Start a helper for the next command, unless one is starting."""
    import subprocess
    from pathlib import Path

    from presskit.files.locks import is_free

    lock = Path(f"{place}.lock")
    options = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined]  # noqa: SLF001
    with suppress(OSError):
        if lock.exists() and not is_free(lock):
            return
        subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, *options, "-P", "-m", "presskit.cli.warm_helper", place, identity()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,
        )
