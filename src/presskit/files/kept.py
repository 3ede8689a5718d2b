"""Small files that presskit keeps between commands, so that the next one starts sooner.

They are byte code, which is run: a file is read only where nobody but its owner, who is the user, can have
written it. Whatever is missing, stale, spoiled or not to be trusted is made anew, and where nothing
can be kept nothing is. This imports little, since it comes before all else.
"""

from __future__ import annotations

import os
import stat
import zlib
from contextlib import suppress

START = "start"  # the folder of these files, in that of the cache
_CHECK = 4  # bytes before the data: its checksum
_LARGEST = 4_000_000


def cache_folder() -> str:
    """PRESSKIT_CACHE, else `presskit` in the folder that XDG_CACHE_HOME names, or in ~/.cache.

    For a user without a home it is a folder that cannot be.
    """
    if own := os.environ.get("PRESSKIT_CACHE"):
        return own
    if base := os.environ.get("XDG_CACHE_HOME"):
        return os.path.join(base, "presskit")
    home = os.path.expanduser("~")
    return os.path.join(home if os.path.isabs(home) else os.devnull, ".cache", "presskit")


def kept(name: str) -> bytes | None:
    """What was kept by a name, as it was; None where there is nothing that can be trusted."""
    folder = os.path.join(cache_folder(), START)
    try:
        if not is_private(os.lstat(folder), stat.S_ISDIR):
            return None
        number = os.open(os.path.join(folder, name), os.O_RDONLY | os.O_NOFOLLOW)
        with open(number, "rb") as file:
            about = os.fstat(number)
            if not is_private(about, stat.S_ISREG) or about.st_size > _LARGEST:
                return None
            said = file.read()
    except (OSError, AttributeError):  # Windows names no owners
        return None
    data = said[_CHECK:]
    return data if said[:_CHECK] == _checksum(data) else None


def keep(name: str, data: bytes) -> None:
    """Keep data by a name, in a folder for the user alone; without a word where it cannot be."""
    folder = os.path.join(cache_folder(), START)
    path = os.path.join(folder, name)
    temporary = f"{path}.{os.getpid()}"
    with suppress(OSError, AttributeError):
        os.makedirs(os.path.dirname(folder), mode=0o700, exist_ok=True)
        with suppress(FileExistsError):
            os.mkdir(folder, 0o700)
        if not is_private(os.lstat(folder), stat.S_ISDIR) or len(data) > _LARGEST - _CHECK:
            return
        number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            with open(number, "wb") as file:
                file.write(_checksum(data) + data)
            os.replace(temporary, path)
        except OSError:
            os.unlink(temporary)
            raise


def is_private(about: os.stat_result, is_kind: object) -> bool:
    """Whether something is of a kind, and the user's, and nobody else may write or read it."""
    assert callable(is_kind)
    is_own = about.st_uid == os.geteuid() and not about.st_mode & 0o077
    return is_own and bool(is_kind(about.st_mode))


def _checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(_CHECK, "big")
