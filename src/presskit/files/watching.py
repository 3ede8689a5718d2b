"""Files that change, found by looking: it works on every disk, and nothing has to be installed."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PACE = 0.1
_MOST = 5000  # files of a folder
# What a file is by: when it was written, how long it is, which one it is. Nothing where it isn't.
_State: TypeAlias = "dict[str, tuple[int, int, int] | None]"


class Watch:
    """Looks at files, and at those in folders, for changes since it last looked.

    A change counts when it is over: a file that is still being written is waited for.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(paths)
        self._known = self._seen = _state(self._paths)

    def watch(self, paths: Iterable[Path]) -> None:
        """Look at other files from now on; those that it looked at already may have changed."""
        self._paths = tuple(paths)
        state = _state(self._paths)
        self._known = self._seen = state | {
            path: one for path, one in self._known.items() if path in state
        }

    def has_changed(self) -> bool:
        """Whether files have changed, and are the same as when it was asked last."""
        state = _state(self._paths)
        is_over = state == self._seen
        self._seen = state
        if state == self._known or not is_over:
            return False
        self._known = state
        return True

    def wait(self) -> None:
        """Wait for a change."""
        while not self.has_changed():
            time.sleep(_PACE)


def _state(paths: Iterable[Path]) -> _State:
    state: _State = {}
    for path in paths:
        if path.is_dir():
            for number, name in enumerate(_below(path)):
                if number >= _MOST:
                    break
                state[name] = _look(name)
        else:
            state[str(path)] = _look(str(path))
    return state


def _below(folder: Path) -> Iterable[str]:
    for home, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(home, name) for name in sorted(names))


def _look(name: str) -> tuple[int, int, int] | None:
    try:
        seen = os.stat(name)
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino
