"""Batch: articles in, results as they finish, a report at the end."""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.api.batch.job import Job, Order, Product, digest_of, make
from presskit.api.editions import FORMATS, Format, Options, write_whole
from presskit.diagnostics import PresskitError, Report
from presskit.model.batch import BatchReport, BatchResult, Output, Status
from presskit.model.publication import Publication
from presskit.resources import VERSION

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterable, Iterator
    from concurrent.futures import Executor

    from presskit.api.batch.cache import Cache, Record
    from presskit.api.batch.pool import Pool
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
        self._pool: Pool | None = None
        self._results: list[BatchResult] = []
        self._start = self._end = time.perf_counter()

    def run(
        self, articles: Iterable[str | Path | tuple[str, bytes]]
    ) -> Generator[BatchResult, None, None]:
        """What becomes of each article, as they finish.

        An article is a file's path, or a name and its content, whose pictures lie in the current
        folder. They are taken one by one, as they are needed. One that fails is told of in its
        result. Closing the iterator ends the work at once; files that are written are whole.
        """
        self._start = time.perf_counter()
        settings = self._cache.settings(self._order) if self._cache else ""
        jobs: dict[int, Job] = {}
        has_made = False
        with closing(self._products(self._needed(settings, articles, jobs))) as products:
            for one in products:
                if isinstance(one, Product):
                    has_made = True
                    yield self._note(self._finish(settings, jobs.pop(one.number), one))
                else:
                    yield self._note(one)
        if self._cache and has_made:
            self._cache.trim()

    async def arun(
        self, articles: Iterable[str | Path | tuple[str, bytes]]
    ) -> AsyncIterator[BatchResult]:
        """What `run` gives, for programs of asyncio: the work is waited for in a thread.

        When it is cancelled, the processes end at once; without any, the article at work is ended.
        """
        import asyncio

        results, ended = self.run(articles), object()
        step = None
        try:
            while True:
                step = asyncio.ensure_future(asyncio.to_thread(next, results, ended))
                result = await asyncio.shield(step)
                if not isinstance(result, BatchResult):
                    break
                yield result
        finally:
            if step and not step.done():
                if self._pool:
                    self._pool.end()
                await asyncio.wait([step])
            results.close()

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

    def _needed(
        self,
        settings: str,
        articles: Iterable[str | Path | tuple[str, bytes]],
        jobs: dict[int, Job],
    ) -> Iterator[Job | BatchResult]:
        """The jobs to do, which are noted, and the results of what need not be made again."""
        for number, article in enumerate(articles):
            job = _job(number, article)
            if unchanged := self._unchanged(settings, job):
                yield unchanged
            else:
                jobs[number] = job
                yield job

    def _products(
        self, jobs: Iterator[Job | BatchResult]
    ) -> Generator[Product | BatchResult, None, None]:
        """What becomes of jobs; processes are started when there is one."""
        for one in jobs:
            if isinstance(one, Job):
                yield from self._made(chain([one], jobs))
            else:
                yield one

    def _made(self, jobs: Iterator[Job | BatchResult]) -> Iterator[Product | BatchResult]:
        if self._executor is not None:
            from presskit.api.batch.executors import run

            yield from run(self._executor, self._order, jobs)
        elif self._processes == 1 and self._timeout is None:
            for one in jobs:
                yield make(self._order, one) if isinstance(one, Job) else one
        else:
            from presskit.api.batch.pool import Pool

            with Pool(self._order, self._processes, self._timeout) as self._pool:
                yield from self._pool.run(jobs)

    def _unchanged(self, settings: str, job: Job) -> BatchResult | None:
        """The result of an article of which nothing has changed since it was made."""
        if self._cache is None or self._force or job.data is not None:
            return None
        start = time.perf_counter()
        record = self._cache.find(settings, job.name)
        if record is None:
            return None
        try:
            outputs = tuple(self._restored(record, job))
        except (OSError, PresskitError):
            return None
        seconds = round(time.perf_counter() - start, 6)
        return BatchResult(
            job.name, "unchanged", outputs, record.words, record.diagnostics, seconds
        )

    def _restored(self, record: Record, job: Job) -> Iterator[Output]:
        """The outputs of a record; one that is missing or was changed is written again."""
        assert self._cache is not None
        for one in record.editions:
            path = self._output / one.name
            self._claim(path, job)
            if digest_of(str(path)) != one.sha256:
                write_whole(path, self._cache.read(one))
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
            outputs = tuple(self._write(edition, job, product) for edition in product.editions)
        except PresskitError as error:
            found = (*product.diagnostics, *error.diagnostics)
            return replace(result, status="failed", diagnostics=found)
        if self._cache is not None and product.files:
            self._cache.keep(settings, job.name, product)
        return replace(result, outputs=outputs)

    def _write(self, edition: Edition, job: Job, product: Product) -> Output:
        path = self._output / edition.name
        self._claim(path, job)
        write_whole(path, edition.data)
        pages = product.pages if edition.format == "pdf" else None
        digest = hashlib.sha256(edition.data).hexdigest()
        return Output(str(path), edition.format, len(edition.data), digest, pages)

    def _claim(self, path: Path, job: Job) -> None:
        """Take a file for an article. Raises PresskitError where another one has it."""
        # A file that is named twice is one article; content that comes twice is not.
        owner = os.path.abspath(job.name) if job.data is None else f"{job.name}\0{job.number}"
        other = self._written.setdefault(path, owner)
        if other != owner:
            Report(job.name).fail(
                "output-exists",
                f"{path} was made of {_seen_from_here(other)} in this batch",
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
        name, data = article
        return Job(number, name, data, folder=os.getcwd())
    return Job(number, str(article))


def _seen_from_here(owner: str) -> str:
    name = owner.partition("\0")[0]
    return os.path.relpath(name) if name.startswith(os.getcwd() + os.sep) else name
