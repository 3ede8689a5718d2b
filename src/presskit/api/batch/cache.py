"""The cache: finished editions by what they were made of, so that only what changed is made again.

An article's record says which files it was made of, with their digests, and which editions came of
them. The name of the record is the digest of the article's path and of everything that the whole
batch stands on (see `foundations`): nothing that could change an edition is left out.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from presskit.api.batch.foundations import digest_of_order
from presskit.api.batch.job import digest_of
from presskit.diagnostics import Diagnostic, PresskitError
from presskit.files.kept import START, cache_folder
from presskit.files.writing import write_whole
from presskit.model.edition import Format
from presskit.model.records import record_of_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.api.batch.values import Order, Product

LIMIT = 2_000_000_000
_KINDS = ("records", "blobs", "orders", START)
# What is used is marked so at most once in so many seconds.
_PACE = 600


class Kept(Struct, frozen=True):
    """An edition that is kept: its name and the digest of its bytes."""

    name: str
    format: Format
    sha256: str
    bytes: int


class Record(Struct, frozen=True):
    """What an article was made of, and what was made of it."""

    inputs: dict[str, str]
    editions: tuple[Kept, ...]
    diagnostics: tuple[Diagnostic, ...]
    words: int
    pages: int | None


class Cache:
    """Finished editions in a folder; the ones used longest ago go first when it is full.

    Several programs may use one folder at once. Without a folder it is that of `cache_folder`;
    where there is none, or it cannot be written to, nothing is kept.
    """

    def __init__(self, folder: Path | None = None, limit: int = LIMIT) -> None:
        self.folder = folder or Path(cache_folder())
        self._limit = limit

    def settings(self, order: Order) -> str:
        """The digest of what all articles of a batch share."""
        self._make_folder()
        return digest_of_order(order, self.folder / "orders")

    def find(self, settings: str, name: str) -> Record | None:
        """The record of an article, if all that it was made of is as it was."""
        path = self._record(settings, name)
        try:
            with open(path, "rb") as file:
                record = record_of_json(file.read(), Record)
            if any(digest_of(file) != digest for file, digest in record.inputs.items()):
                return None
            for one in (path, *(self._blob(one.sha256) for one in record.editions)):
                if os.stat(one).st_mtime < time.time() - _PACE:
                    with suppress(OSError):
                        os.utime(one)
            if any(not _is_plain(one) for one in record.editions):
                return None
        except (OSError, ValueError):  # not there, or spoiled
            return None
        return record

    def read(self, kept: Kept) -> bytes:
        """The bytes of an edition. Raises OSError where it has gone meanwhile or was spoiled."""
        blob = Path(self._blob(kept.sha256))
        data = blob.read_bytes()
        if hashlib.sha256(data).hexdigest() != kept.sha256:
            blob.unlink(missing_ok=True)
            message = "an edition of the cache was spoiled"
            raise OSError(message)
        return data

    def keep(self, settings: str, name: str, product: Product) -> None:
        """Keep what was made of an article.

        Nothing is kept where it cannot be, nor of an article that was changed while it was made.
        """
        if any(not digest or digest_of(file) != digest for file, digest in product.files.items()):
            return
        with suppress(OSError, ValueError, PresskitError):
            self._make_folder()
            kept = []
            for edition in product.editions:
                digest = hashlib.sha256(edition.data).hexdigest()
                blob = Path(self._blob(digest))
                if not blob.is_file() or blob.stat().st_size != len(edition.data):
                    write_whole(blob, edition.data, lasting=False)
                kept.append(Kept(edition.name, edition.format, digest, len(edition.data)))
            inputs = {os.path.abspath(file): digest for file, digest in product.files.items()}
            record = Record(inputs, tuple(kept), product.diagnostics, product.words, product.pages)
            write_whole(
                Path(self._record(settings, name)), msgspec.json.encode(record), lasting=False
            )

    def _make_folder(self) -> None:
        """Make the folder, for the user alone: unpublished copy is in it."""
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.folder.stat().st_mode & 0o077:
                self.folder.chmod(0o700)

    def size(self) -> tuple[int, int]:
        """How many files the cache has, and their bytes."""
        sizes = [stat.st_size for _, stat in self._files()]
        return len(sizes), sum(sizes)

    def clear(self) -> int:
        """Delete all of it; how many bytes that were."""
        return self.trim(0)

    def trim(self, limit: int | None = None) -> int:
        """Delete what was used longest ago until the rest is within the limit; how many bytes."""
        limit = self._limit if limit is None else limit
        files = list(self._files())
        total, freed = sum(stat.st_size for _, stat in files), 0
        for path, stat in sorted(files, key=lambda one: one[1].st_mtime_ns):
            if total - freed <= limit:
                break
            with suppress(OSError):
                path.unlink()
                freed += stat.st_size
        return freed

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        for kind in _KINDS:
            for base, _, names in os.walk(self.folder / kind):
                for path in (Path(base, name) for name in names):
                    with suppress(OSError):  # another program may have deleted it
                        yield path, path.stat()

    def _record(self, settings: str, name: str) -> str:
        key = hashlib.sha256(f"{settings}\0".encode() + os.fsencode(os.path.abspath(name)))
        return self._place("records", key.hexdigest())

    def _blob(self, digest: str) -> str:
        return self._place("blobs", digest)

    def _place(self, kind: str, key: str) -> str:
        # Not of Path: a batch of which nothing has changed does little else than this.
        return os.path.join(self.folder, kind, key[:2], key[2:])


def _is_plain(kept: Kept) -> bool:
    """Whether names are names of files alone: a spoiled record leads to no other place."""
    name = kept.name
    return (
        re.fullmatch(r"[0-9a-f]{64}", kept.sha256) is not None
        and name not in ("", ".", "..")
        and not any(separator in name for separator in "/\\:\0")
    )
