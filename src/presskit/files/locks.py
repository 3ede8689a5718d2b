"""Locks on files that say: whoever made this is still at work. They end with the process."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be deleted
    fcntl = None  # type: ignore[assignment]


def lock(file: IO[bytes]) -> None:
    """Hold a file that was opened, until it is closed. Raises OSError where there are no locks."""
    if fcntl:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_free(path: Path) -> bool:
    """Whether nobody holds a file any more. Raises OSError for one that cannot be opened."""
    with path.open("rb") as file:
        if fcntl is None:
            return True
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
