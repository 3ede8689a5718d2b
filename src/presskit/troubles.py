"""The machine's troubles, told as such: a full disk, too little memory, no place for temporary files."""

from __future__ import annotations

import errno
import os
import tempfile
from typing import TYPE_CHECKING

from presskit.diagnostics import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Diagnostic

_FULL = frozenset([errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG])
_REFUSED = frozenset([errno.EACCES, errno.EPERM, errno.EROFS])
# As the dynamic loader, Python and libraries say it.
_NO_MEMORY = (
    "cannot allocate memory",
    "failed to map segment",
    "can't start new thread",
    "bad_alloc",
)


def trouble(error: BaseException, file: str | None = None) -> Diagnostic | None:
    """What the machine lacks, if that is why something failed; `file` is what was at work."""
    for one in _causes(error):
        said = str(one).lower()
        number = one.errno if isinstance(one, OSError) else None
        if isinstance(one, MemoryError) or number == errno.ENOMEM or _says(said, _NO_MEMORY):
            return Report(file).add(
                "memory-short",
                "there is too little memory",
                hint="end other programs, give --memory more, or use fewer processes (-j 1)",
            )
        if number in _FULL or "no space left" in said:
            return Report(file).add(
                "disk-full",
                f"there is no room left on the disk of {_place(one)}",
                hint="make room there; temporary files go where TMPDIR says",
            )
        if "no usable temporary directory" in said or _is_temporary(one, number):
            return Report(file).add(
                "temporary-unwritable",
                "no folder for temporary files can be written to",
                hint="name one in the environment's TMPDIR, as in TMPDIR=/folder presskit …",
            )
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it."""
    one: BaseException | None = error
    seen: set[int] = set()
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__


def _says(said: str, words: tuple[str, ...]) -> bool:
    return any(word in said for word in words)


def _place(error: BaseException) -> str:
    name = getattr(error, "filename", None)
    if name:
        return os.path.dirname(os.fsdecode(name)) or "."
    return f"the output, or of temporary files ({_temporary()})"


def _temporary() -> str:
    return tempfile.tempdir or os.environ.get("TMPDIR", "TMPDIR")


def _is_temporary(error: BaseException, number: int | None) -> bool:
    name = getattr(error, "filename", None)
    known = tempfile.tempdir
    return bool(known and number in _REFUSED and isinstance(name, str) and name.startswith(known))
