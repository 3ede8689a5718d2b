"""Files written whole or not at all, so that nothing of a run that was killed stays."""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from presskit.diagnostics import PresskitError, Report
from presskit.files.locks import is_free, lock
from presskit.troubles import trouble

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = ".presskit-"
_SWEPT: set[Path] = set()


def write_whole(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Write a file so that it is complete or absent, whatever happens meanwhile.

    A link stays, and what it leads to is written. Raises PresskitError (`output-unwritable`,
    `disk-full`). What is not `lasting` may be lost when the machine loses its power.
    """
    write_all({path: data}, lasting=lasting)


def write_all(files: Mapping[Path, bytes], *, lasting: bool = True) -> None:
    """Write files as `write_whole` does; where one cannot be, none of them is.

    Raises PresskitError (`output-unwritable`, `disk-full`).
    """
    ready: list[tuple[Path, Path]] = []
    path = Path()
    with ExitStack() as held:
        try:
            for path, data in files.items():
                if path.exists() and not path.is_file():
                    path.write_bytes(data)  # a device or a pipe; a folder is none
                    continue
                place = Path(os.path.realpath(path))
                place.parent.mkdir(parents=True, exist_ok=True)
                _sweep(place.parent)
                temporary, file = _opened(place.parent)
                held.enter_context(file)
                ready.append((temporary, place))
                file.write(data)
                file.flush()
                if lasting:
                    os.fsync(file.fileno())
                if os.name == "nt":  # which doesn't rename what is open
                    file.close()
            for temporary, place in ready:
                os.replace(temporary, place)
        except (OSError, ValueError) as error:
            _tell(path, error)
        finally:
            for temporary, _ in ready:
                with suppress(OSError, ValueError):
                    temporary.unlink(missing_ok=True)


def _opened(folder: Path) -> tuple[Path, IO[bytes]]:
    """A new file with a name that no edition has, and held, so that no other command sweeps it away."""
    while True:
        path = folder / f"{_PREFIX}{os.urandom(8).hex()}"
        # Not of `tempfile`, whose 0600 would keep colleagues out.
        file = open(path, "xb")  # noqa: SIM115 - closed by whoever calls
        with suppress(OSError):  # a disk without locks
            lock(file)
        if os.name == "nt" or os.fstat(file.fileno()).st_nlink:
            return path, file
        file.close()  # swept away before it was held


def _sweep(folder: Path) -> None:
    """Delete what commands that were killed left in a folder; once a run, for folders are large."""
    if folder in _SWEPT:
        return
    _SWEPT.add(folder)
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if is_free(Path(entry.path)):
                        os.unlink(entry.path)


def _tell(path: Path, error: OSError | ValueError) -> None:
    if isinstance(error, OSError) and error.filename is None and error.errno is not None:
        error = OSError(error.errno, error.strerror, str(path))
    found = trouble(error, str(path))
    if found and getattr(error, "errno", None) not in (errno.EACCES, errno.EPERM, errno.EROFS):
        raise PresskitError((found,)) from error
    Report(str(path)).fail(
        "output-unwritable",
        f"the file cannot be written: {getattr(error, 'strerror', None) or error}",
        hint="choose another place with -o, or mend its permissions",
    )
