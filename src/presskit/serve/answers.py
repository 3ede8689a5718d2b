"""What the server answers: editions, archives of them, and problems."""

from __future__ import annotations

import zipfile
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from presskit.diagnostics import PresskitError
from presskit.resources import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from starlette.requests import Request

    from presskit.api.batch.job import Job, Product
    from presskit.api.editions import Edition

_PART = 1 << 18


def edition_answer(edition: Edition) -> Response:
    """One edition, under its file name."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(edition.name)}"}
    return Response(edition.data, media_type=edition.media_type, headers=headers)


class Archive:
    """A ZIP that is written to disk as editions are made, and then sent."""

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile(prefix="presskit-")  # noqa: SIM115 - `answer` closes it
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        self._names: set[str] = set()
        self._results: list[dict[str, Any]] = []

    def add(self, name: str, data: bytes) -> None:
        """Add a file."""
        self._names.add(name)
        self._zip.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)

    def add_product(self, job: Job, product: Product) -> None:
        """Add the editions of an article of a batch; names that are there already get its number."""
        names = [edition.name for edition in product.editions]
        if not self._names.isdisjoint(names):
            names = [f"{job.number + 1}-{name}" for name in names]
        for name, edition in zip(names, product.editions, strict=True):
            self.add(name, edition.data)
        told: dict[str, Any] = {"input": job.name, "outputs": names, "words": product.words}
        told["status"] = "made" if names else "failed"
        self._results.append(told | {"diagnostics": msgspec.to_builtins(product.diagnostics)})

    def add_report(self) -> None:
        """Add what became of each article of a batch."""
        report = msgspec.json.encode({"version": VERSION, "results": self._results})
        self.add("report.json", msgspec.json.format(report))

    def close(self) -> None:
        """Let go of it."""
        self._file.close()

    def answer(self) -> Response:
        """Send it."""
        self._zip.close()
        size = self._file.tell()
        self._file.seek(0)
        headers = {"Content-Length": str(size)}
        return StreamingResponse(self._parts(), media_type="application/zip", headers=headers)

    def _parts(self) -> Iterator[bytes]:
        with self._file:
            while part := self._file.read(_PART):
                yield part


async def problem_of(_request: Request, error: Exception) -> Response:
    """The answer to a request that can't be done as it is."""
    assert isinstance(error, HTTPException)
    return _problem(error.status_code, error.detail, (), dict(error.headers or {}))


async def problem_of_findings(_request: Request, error: Exception) -> Response:
    """The answer where no edition could be made of an article."""
    assert isinstance(error, PresskitError)
    codes = {one.code for one in error.diagnostics}
    status = 504 if "article-timeout" in codes else 500 if "worker-lost" in codes else 422
    return _problem(status, "no edition was made", error.diagnostics, {})


def _problem(status: int, title: str, found: tuple[Any, ...], headers: dict[str, str]) -> Response:
    """What went wrong, as RFC 9457 has it, with presskit's findings."""
    body = {"title": title, "status": status, "diagnostics": msgspec.to_builtins(found)}
    return Response(
        msgspec.json.encode(body), status, headers, media_type="application/problem+json"
    )
