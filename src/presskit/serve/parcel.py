"""ZIP files of editions, which never lie in memory whole."""

from __future__ import annotations

import tempfile
import zipfile
from typing import IO, TYPE_CHECKING, Any

import msgspec
from starlette.responses import Response, StreamingResponse

from presskit.resources import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.api.batch.job import Job, Product

_IN_MEMORY = 4_000_000
_PART = 1 << 18


class Parcel:
    """The editions of a batch as they come, and a report on each article in the order of the request."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._archive = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        self._names: set[str] = set()
        self._results: dict[int, dict[str, Any]] = {}

    def add(self, job: Job, product: Product) -> None:
        """Put the editions of an article in, under names that no others have."""
        names = []
        for edition in product.editions:
            name, count = edition.name, 1
            while name in self._names:
                count += 1
                name = f"{count}-{edition.name}"
            self._names.add(name)
            names.append(name)
            _write(self._archive, name, edition.data)
        told = {"input": job.name, "outputs": names, "words": product.words}
        told["status"] = "made" if names else "failed"
        told["diagnostics"] = msgspec.to_builtins(product.diagnostics)
        self._results[job.number] = told

    def response(self) -> Response:
        """The ZIP with the report."""
        results = [self._results[number] for number in sorted(self._results)]
        report = msgspec.json.encode({"version": VERSION, "results": results})
        _write(self._archive, "report.json", msgspec.json.format(report))
        self._archive.close()
        return _streamed(self._file)


def zipped(files: Iterable[tuple[str, bytes]]) -> Response:
    """A ZIP of a few files."""
    target: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            _write(archive, name, data)
    return _streamed(target)


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)


def _streamed(file: IO[bytes]) -> Response:
    length = file.tell()

    def parts() -> Iterator[bytes]:
        with file:
            file.seek(0)
            while part := file.read(_PART):
                yield part

    headers = {"Content-Length": str(length)}
    return StreamingResponse(parts(), media_type="application/zip", headers=headers)
