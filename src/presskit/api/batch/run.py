"""Batch: articles in, results as they finish, a report at the end."""

from __future__ import annotations

import asyncio
import hashlib
import time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.api.batch.job import Job, Order, Product, make
from presskit.api.editions import FORMATS, Format, Options, write_whole
from presskit.diagnostics import PresskitError, Report
from presskit.model.batch import BatchReport, BatchResult, Output, Status
from presskit.model.publication import Publication
from presskit.resources import VERSION

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator
    from concurrent.futures import Executor

    from presskit.api.batch.cache import Cache, Record
    from presskit.api.editions import Edition


class Batch:
    """Makes editions of many articles, and writes each when it is done.

    `to` are the formats, `output` the folder. `processes` is how many work at once on this machine
    (1 works in this one); `timeout` the seconds after which an article is given up, in a process.
    With an `executor` the work is done there. What an earlier batch made and nothing has changed is
    taken from the `cache`, unless `force`; None keeps no cache.
    """

    def __init__(  # noqa: PLR0913 - what a batch can be told
        self,
        to: Iterable[Format] = FORMATS,
        output: str | Path = "output",
        *,
        options: Options | None = None,
        publication: Publication | None = None,
        processes: int = 1,
        timeout: float | None = None,
        executor: Executor | None = None,
        cache: Cache | None = None,
        force: bool = False,
    ) -> None:
        self._order = Order(tuple(to), options or Options(), publication or Publication())
        self._output = Path(output)
        self._processes = processes
        self._timeout = timeout
        self._executor = executor
        self._cache = cache
        self._force = force
        self._written: dict[Path, str] = {}
        self._results: list[BatchResult] = []
        self._start = self._end = time.perf_counter()

    def run(self, articles: Iterable[str | Path | tuple[str, bytes]]) -> Iterator[BatchResult]:
        """What becomes of each article, as they finish.

        An article is a file's path, or a name and its content. One that fails is told of in its
        result. Closing the iterator ends the work at once; files that are written are whole.
        """
        self._start = time.perf_counter()
        settings = self._cache.settings(self._order) if self._cache else ""
        jobs: dict[int, Job] = {}
        # Those that must be made are handed on while those that are there are told of.
        told: list[BatchResult] = []

        def needed() -> Iterator[Job]:
            for number, article in enumerate(articles):
                job = _job(number, article)
                if unchanged := self._unchanged(settings, job):
                    told.append(unchanged)
                    continue
                jobs[number] = job
                yield job

        for product in self._products(needed()):
            while told:
                yield self._note(told.pop(0))
            job = jobs.pop(product.number)
            yield self._note(self._finish(settings, job, product))
        while told:
            yield self._note(told.pop(0))
        if self._cache:
            self._cache.trim()

    async def arun(
        self, articles: Iterable[str | Path | tuple[str, bytes]]
    ) -> AsyncIterator[BatchResult]:
        """What `run` gives, for programs of asyncio: the work is waited for in a thread."""
        results = self.run(articles)
        ended = object()
        try:
            while (result := await asyncio.to_thread(next, results, ended)) is not ended:
                assert isinstance(result, BatchResult)
                yield result
        finally:
            results.close()  # type: ignore[attr-defined]

    def share(self, other: Batch) -> None:
        """Write into the same folder as another batch of the same call, never over its files."""
        self._written = other._written

    def report(self) -> BatchReport:
        """What became of all articles so far."""
        counts = {
            status: sum(one.status == status for one in self._results)
            for status in ("made", "unchanged", "failed")
        }
        seconds = round(self._end - self._start, 3)
        return BatchReport(VERSION, tuple(self._results), **counts, seconds=seconds)

    def _note(self, result: BatchResult) -> BatchResult:
        self._results.append(result)
        self._end = time.perf_counter()
        return result

    def _products(self, jobs: Iterator[Job]) -> Iterator[Product]:
        if self._executor is not None:
            from presskit.api.batch.executors import run

            yield from run(self._executor, self._order, jobs)
            return
        first = next(jobs, None)
        if first is None:
            return
        if self._processes == 1 and self._timeout is None:
            yield make(self._order, first)
            yield from (make(self._order, job) for job in jobs)
            return
        from presskit.api.batch.pool import Pool

        with Pool(self._order, self._processes, self._timeout) as pool:
            yield from pool.run(_chained(first, jobs))

    def _unchanged(self, settings: str, job: Job) -> BatchResult | None:
        """The result of an article of which nothing has changed since it was made."""
        if self._cache is None or self._force or job.data is not None:
            return None
        start = time.perf_counter()
        record = self._cache.find(settings, job.name)
        if record is None:
            return None
        try:
            outputs = tuple(self._restored(record, job.name))
        except (OSError, PresskitError):
            return None
        seconds = round(time.perf_counter() - start, 6)
        return BatchResult(
            job.name, "unchanged", outputs, record.words, record.diagnostics, seconds
        )

    def _restored(self, record: Record, name: str) -> Iterator[Output]:
        """The outputs of a record; one that is missing or was changed is written again."""
        assert self._cache is not None
        for one in record.editions:
            path = self._output / one.name
            self._claim(path, name)
            try:
                same = path.stat().st_size == one.bytes
                same = same and hashlib.sha256(path.read_bytes()).hexdigest() == one.sha256
            except OSError:
                same = False
            if not same:
                edition = next(e for e in self._cache.editions(record) if e.name == one.name)
                write_whole(path, edition.data)
            pages = record.pages if one.format == "pdf" else None
            yield Output(str(path), one.format, one.bytes, one.sha256, pages)

    def _finish(self, settings: str, job: Job, product: Product) -> BatchResult:
        """Write what was made."""
        status: Status = "made" if product.editions else "failed"
        result = BatchResult(
            job.name, status, (), product.words, product.diagnostics, product.seconds
        )
        if not product.editions:
            return result
        try:
            outputs = tuple(self._write(edition, job.name, product) for edition in product.editions)
        except PresskitError as error:
            found = (*product.diagnostics, *error.diagnostics)
            return replace(result, status="failed", diagnostics=found)
        if self._cache is not None and product.files:
            self._cache.keep(settings, job.name, product)
        return replace(result, outputs=outputs)

    def _write(self, edition: Edition, name: str, product: Product) -> Output:
        path = self._output / edition.name
        self._claim(path, name)
        write_whole(path, edition.data)
        pages = product.pages if edition.format == "pdf" else None
        digest = hashlib.sha256(edition.data).hexdigest()
        return Output(str(path), edition.format, len(edition.data), digest, pages)

    def _claim(self, path: Path, name: str) -> None:
        """Take a file for an article. Raises PresskitError where another one has it."""
        other = self._written.setdefault(path, name)
        if other != name:
            Report(name).fail(
                "output-exists",
                f"{path} was made of {other} in this batch",
                hint="give one of the two a slug: in its front matter, or rename its file",
            )


def joined_report(reports: Iterable[BatchReport]) -> BatchReport:
    """One report of several batches that were run one after the other."""
    all_of = tuple(reports)
    return BatchReport(
        VERSION,
        tuple(one for report in all_of for one in report.results),
        sum(report.made for report in all_of),
        sum(report.unchanged for report in all_of),
        sum(report.failed for report in all_of),
        round(sum(report.seconds for report in all_of), 3),
    )


def _job(number: int, article: str | Path | tuple[str, bytes]) -> Job:
    if isinstance(article, tuple):
        return Job(number, *article)
    return Job(number, str(article))


def _chained(first: Job, jobs: Iterator[Job]) -> Iterator[Job]:
    yield first
    yield from jobs
