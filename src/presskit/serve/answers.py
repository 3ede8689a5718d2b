"""What the server answers: editions, archives of them, and problems."""

from __future__ import annotations

import hashlib
import zipfile
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec
from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from presskit.diagnostics import PresskitError
from presskit.model.batch import BatchReport, BatchResult, Output, Status
from presskit.release import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from starlette.requests import Request

    from presskit.api.batch.values import Job, Product
    from presskit.diagnostics import Diagnostic
    from presskit.model.edition import Edition

_PART = 1 << 18
_CLIENT_GONE = 499  # as nginx logs it


def edition_answer(edition: Edition) -> Response:
    """One edition, under its file name."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(edition.name)}",
        "ETag": _etag(edition.data),
    }
    return Response(edition.data, media_type=edition.media_type, headers=headers)


def _etag(*parts: bytes) -> str:
    """The strong validator of RFC 9110, 8.8.3: the same request gives the same bytes."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return f'"{digest.hexdigest()[:32]}"'


class Archive:
    """A ZIP that is written to disk as editions are made, and then sent.

    What holds no time of day and no duration: the same request gives the same bytes.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile(prefix="presskit-")  # noqa: SIM115 - `answer` closes it
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        self._names: set[str] = set()
        self._results: list[BatchResult] = []
        self._digests: list[bytes] = []

    def add(self, name: str, data: bytes) -> None:
        """Add a file."""
        self._names.add(name)
        self._digests.append(hashlib.sha256(name.encode() + b"\0" + data).digest())
        self._zip.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)

    def add_product(self, job: Job, product: Product) -> None:
        """Add the editions of an article of a batch; names that are there already get its number."""
        editions, prefix = product.editions, ""
        while not self._names.isdisjoint(f"{prefix}{one.name}" for one in editions):
            prefix += f"{job.number + 1}-"
        outputs = []
        for one in editions:
            name = f"{prefix}{one.name}"
            self.add(name, one.data)
            digest = hashlib.sha256(one.data).hexdigest()
            pages = product.pages if one.format == "pdf" else None
            outputs.append(Output(name, one.format, len(one.data), digest, pages))
        status: Status = "made" if outputs else "failed"
        found = tuple(map(_for_clients, product.diagnostics))
        self._results.append(BatchResult(job.name, status, tuple(outputs), product.words, found))

    def add_report(self) -> None:
        """Add what became of each article of a batch."""
        failed = sum(one.status == "failed" for one in self._results)
        made = len(self._results) - failed
        report = BatchReport(VERSION, tuple(self._results), made, 0, failed, seconds=0)
        self.add("report.json", msgspec.json.format(msgspec.json.encode(report)))

    def close(self) -> None:
        """Let go of it."""
        self._file.close()

    def answer(self) -> Response:
        """Send it."""
        self._zip.close()
        size = self._file.tell()
        self._file.seek(0)
        headers = {"Content-Length": str(size), "ETag": _etag(*self._digests)}
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
    found = tuple(map(_for_clients, error.diagnostics))
    return _problem(status, "no edition was made", found, {})


async def problem_of_defect(_request: Request, _error: Exception) -> Response:
    """The answer where presskit has a defect; the server's log has what happened."""
    return _problem(500, "a defect of presskit: the server's log says more", (), {})


async def client_gone(_request: Request, _error: Exception) -> Response:
    """What nobody reads: the client has gone."""
    return Response(status_code=_CLIENT_GONE)


def _for_clients(found: Diagnostic) -> Diagnostic:
    """A finding as a client can use it, who has no folder here."""
    if found.code != "image-missing":
        return found
    return replace(found, hint="send it in the form, with the name that the article gives it")


def _problem(status: int, title: str, found: tuple[Any, ...], headers: dict[str, str]) -> Response:
    """What went wrong, as RFC 9457 has it, with presskit's findings."""
    body = {"title": title, "status": status, "diagnostics": msgspec.to_builtins(found)}
    return Response(
        msgspec.json.encode(body), status, headers, media_type="application/problem+json"
    )
