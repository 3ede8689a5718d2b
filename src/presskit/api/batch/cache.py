"""The cache: finished editions by what they were made of, so that only what changed is made again.

An article's record says which files it was made of, with their digests, and which editions came of
them. The name of the record is the digest of the article's path and of everything that the whole
batch shares, presskit's version among it: nothing that could change an edition is left out.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from presskit.api.editions import MEDIA_TYPES, Edition, Format, write_whole
from presskit.diagnostics import Diagnostic, PresskitError
from presskit.resources import VERSION, fonts_folder, profiles_folder, themes_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.api.batch.job import Order, Product

LIMIT = 2_000_000_000
_PACKAGES = ("weasyprint", "ebooklib", "python-docx", "fonttools", "uharfbuzz", "babel", "lxml")


class _Kept(Struct, frozen=True):
    """An edition that is kept: its name and the digest of its bytes."""

    name: str
    format: Format
    sha256: str
    bytes: int


class Record(Struct, frozen=True):
    """What an article was made of, and what was made of it."""

    inputs: dict[str, str]
    editions: tuple[_Kept, ...]
    diagnostics: tuple[Diagnostic, ...]
    words: int
    pages: int | None


class Cache:
    """Finished editions in a folder; the ones used longest ago go first when it is full."""

    def __init__(self, folder: Path | None = None, limit: int = LIMIT) -> None:
        self.folder = folder or default_folder()
        self._limit = limit
        self._digests: dict[str, str] = {}

    def settings(self, order: Order) -> str:
        """The digest of what all articles of a batch share."""
        from importlib.metadata import PackageNotFoundError, version

        digest = hashlib.sha256(VERSION.encode())
        for package in _PACKAGES:
            with suppress(PackageNotFoundError):
                digest.update(f"{package} {version(package)}".encode())
        digest.update(msgspec.json.encode((order.formats, order.options, order.publication)))
        for path in (*_named_files(order), *_own_files()):
            digest.update(str(path).encode() + self._digest(str(path)).encode())
        return digest.hexdigest()

    def find(self, settings: str, name: str) -> Record | None:
        """The record of an article, if all that it was made of is as it was."""
        path = self._record(settings, name)
        try:
            record = msgspec.json.decode(path.read_bytes(), type=Record)
        except (OSError, msgspec.DecodeError):
            return None
        if any(self._digest(file) != digest for file, digest in record.inputs.items()):
            return None
        if not all(self._blob(one.sha256).is_file() for one in record.editions):
            return None
        with suppress(OSError):
            os.utime(path)
        return record

    def editions(self, record: Record) -> Iterator[Edition]:
        """The editions of a record. Raises OSError where one has gone meanwhile."""
        for one in record.editions:
            data = self._blob(one.sha256).read_bytes()
            yield Edition(one.format, one.name, MEDIA_TYPES[one.format], data, ())

    def keep(self, settings: str, name: str, product: Product) -> None:
        """Keep what was made of an article; where the disk is full, nothing is kept."""
        with suppress(OSError, PresskitError):
            kept = []
            for edition in product.editions:
                digest = hashlib.sha256(edition.data).hexdigest()
                blob = self._blob(digest)
                if not blob.is_file():
                    write_whole(blob, edition.data)
                kept.append(_Kept(edition.name, edition.format, digest, len(edition.data)))
            inputs = {str(Path(file).resolve()): self._digest(file) for file in product.files}
            record = Record(inputs, tuple(kept), product.diagnostics, product.words, product.pages)
            write_whole(self._record(settings, name), msgspec.json.encode(record))

    def size(self) -> tuple[int, int]:
        """How many files the cache has, and their bytes."""
        sizes = [path.stat().st_size for path in self._files()]
        return len(sizes), sum(sizes)

    def clear(self) -> int:
        """Delete all of it; how many bytes that were."""
        return self.trim(0)

    def trim(self, limit: int | None = None) -> int:
        """Delete what was used longest ago until the rest is within the limit; how many bytes."""
        limit = self._limit if limit is None else limit
        stats = [(path.stat(), path) for path in self._files()]
        total, freed = sum(stat.st_size for stat, _ in stats), 0
        for stat, path in sorted(stats, key=lambda one: one[0].st_mtime_ns):
            if total - freed <= limit:
                break
            with suppress(OSError):
                path.unlink()
                freed += stat.st_size
        return freed

    def _files(self) -> Iterator[Path]:
        for kind in ("records", "blobs"):
            yield from (path for path in (self.folder / kind).rglob("*") if path.is_file())

    def _record(self, settings: str, name: str) -> Path:
        key = hashlib.sha256(f"{settings}\0{Path(name).resolve()}".encode()).hexdigest()
        return self.folder / "records" / key[:2] / f"{key[2:]}.json"

    def _blob(self, digest: str) -> Path:
        return self.folder / "blobs" / digest[:2] / digest[2:]

    def _digest(self, file: str) -> str:
        """The digest of a file, read once a run; nothing for one that isn't there."""
        if file not in self._digests:
            try:
                self._digests[file] = hashlib.sha256(Path(file).read_bytes()).hexdigest()
            except OSError:
                self._digests[file] = ""
        return self._digests[file]


def default_folder() -> Path:
    """PRESSKIT_CACHE, else `presskit` in the folder that XDG_CACHE_HOME names, or in ~/.cache."""
    if own := os.environ.get("PRESSKIT_CACHE"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "presskit"


def _own_files() -> Iterator[Path]:
    for folder in (themes_folder(), fonts_folder(), profiles_folder()):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _named_files(order: Order) -> Iterator[Path]:
    from presskit.api.batch.job import named

    for path in named(order):
        yield from [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
