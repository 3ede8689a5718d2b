"""Temporary files of a command: all in one folder, which goes when the command ends.

What was killed leaves its folder behind; the next command takes that away. A folder is in use as long
as somebody holds the lock in it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from presskit.files.locks import is_free, lock

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = "presskit-run-"
_LOCK = "lock"
# A folder without a lock is one that is being made, unless it is old.
_SECONDS = 60


@contextmanager
def workplace() -> Iterator[None]:
    """Let temporary files of this process and of those that it starts lie in a folder of its own.

    Where there can be none, whoever needs one says so.
    """
    held: IO[bytes] | None = None
    folder = ""
    before = tempfile.tempdir, os.environ.get("TMPDIR")
    try:
        with suppress(OSError):
            _sweep(Path(tempfile.gettempdir()))
            folder = tempfile.mkdtemp(prefix=_PREFIX)
            held = open(os.path.join(folder, _LOCK), "xb")  # noqa: SIM115 - closed at the end
            lock(held)
            tempfile.tempdir = os.environ["TMPDIR"] = folder
        yield
    finally:
        tempfile.tempdir = before[0]
        if before[1] is None:
            os.environ.pop("TMPDIR", None)
        else:
            os.environ["TMPDIR"] = before[1]
        if held:
            held.close()
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(base: Path) -> None:
    """Take away the folders of commands that were killed."""
    for folder in base.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            stat = folder.lstat()
            if folder.is_symlink() or (hasattr(os, "getuid") and stat.st_uid != os.getuid()):
                continue
            known = (folder / _LOCK).exists()
            if is_free(folder / _LOCK) if known else stat.st_mtime < time.time() - _SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
