"""Batch: articles in, results as they finish, a report at the end."""

from __future__ import annotations

import hashlib
import os
import time
from collections import deque
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.api.batch.job import digest_of, make
from presskit.api.batch.values import Job, Order, Product
from presskit.api.claims import Claims
from presskit.diagnostics import PresskitError
from presskit.files.writing import write_all, write_whole
from presskit.model.batch import BatchReport, BatchResult, Output, Status
from presskit.model.edition import FORMATS, Format, Options, formats_of
from presskit.model.publication import Publication
from presskit.release import VERSION

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterable, Iterator
    from concurrent.futures import Executor

    from presskit.api.batch.cache import Cache, Record
    from presskit.api.batch.pool import Pool


class Batch:
    """Makes editions of many articles, and writes each when it is done.

    `to` are the formats, `output` the folder. `processes` is how many work at once on this machine
    (1 works in this one); `timeout` the seconds after which an article is given up, in a process.
    With an `executor` the work is done there. What an earlier batch made and nothing has changed is
    taken from the `cache`, unless `force`; None keeps no cache. Drafts are left out without `drafts`.
    """

    def __init__(  # noqa: PLR0913 - what a batch can be told
        self,
        to: Format | Iterable[Format] = FORMATS,
        output: str | Path = "output",
        *,
        options: Options | None = None,
        publication: Publication | None = None,
        processes: int = 1,
        timeout: float | None = None,
        executor: Executor | None = None,
        cache: Cache | None = None,
        force: bool = False,
        drafts: bool = False,
    ) -> None:
        self._order = Order(
            formats_of(to), options or Options(), publication or Publication(), drafts=drafts
        )
        self._output = Path(output)
        self._processes = processes
        self._timeout = timeout
        self._executor = executor
        self._cache = cache
        self._force = force
        self._claims = Claims()
        self._rivals: dict[str, deque[int]] = {}
        self._pool: Pool | None = None
        self._results: list[BatchResult] = []
        self._start = self._end = time.perf_counter()

    def run(
        self, articles: str | Path | Iterable[str | Path | tuple[str, bytes]]
    ) -> Generator[BatchResult, None, None]:
        """What becomes of each article, as they finish.

        An article (or the only one) is a file's path, or a name and its content, whose pictures lie in the current
        folder. They are taken one by one, as they are needed. One that fails is told of in its
        result. Closing the iterator ends the work at once; files that are written are whole.
        """
        if isinstance(articles, str | Path):
            articles = [articles]
        self._start = time.perf_counter()
        settings = self._cache.settings(self._order) if self._cache else ""
        jobs: dict[int, Job] = {}
        held: dict[int, Product] = {}
        has_made = False
        with closing(self._products(self._needed(settings, articles, jobs))) as products:
            for one in products:
                if not isinstance(one, Product):
                    yield self._note(one)
                    continue
                has_made = True
                for product in self._in_turn(jobs[one.number], one, held):
                    yield self._note(self._finish(settings, jobs.pop(product.number), product))
        if self._cache and has_made:
            self._cache.trim()

    async def arun(
        self, articles: str | Path | Iterable[str | Path | tuple[str, bytes]]
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
        self._claims = other._claims

    def report(self) -> BatchReport:
        """What became of all articles so far."""
        counts = {
            status: sum(one.status == status for one in self._results)
            for status in ("made", "unchanged", "failed")
        }
        counts["drafts"] = sum(one.status == "draft" for one in self._results)
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
                self._rivals.setdefault(_stem(job), deque()).append(number)
                yield job

    def _in_turn(self, job: Job, product: Product, held: dict[int, Product]) -> Iterator[Product]:
        """Products that can be finished: of files of one name that of the first article comes first."""
        held[job.number] = product
        rivals = self._rivals[_stem(job)]
        while rivals and rivals[0] in held:
            yield held.pop(rivals.popleft())
        if not rivals:
            del self._rivals[_stem(job)]

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
        status: Status = "made" if product.editions else "draft" if product.draft else "failed"
        result = BatchResult(
            job.name, status, (), product.words, product.diagnostics, product.seconds
        )
        if not product.editions:
            return result
        try:
            outputs = self._write(job, product)
        except PresskitError as error:
            found = (*product.diagnostics, *error.diagnostics)
            return replace(result, status="failed", diagnostics=found)
        # A draft is not kept: whether it is made at all is another question each time.
        if self._cache is not None and product.files and not product.draft:
            self._cache.keep(settings, job.name, product)
        return replace(result, outputs=outputs)

    def _write(self, job: Job, product: Product) -> tuple[Output, ...]:
        """Write all editions, or none."""
        files = {self._output / one.name: one for one in product.editions}
        taken: list[Path] = []
        try:
            for path in files:
                self._claim(path, job)
                taken.append(path)
            write_all({path: one.data for path, one in files.items()})
        except PresskitError:
            for path in taken:
                self._claims.drop(path)
            raise
        return tuple(
            Output(
                str(path),
                one.format,
                len(one.data),
                hashlib.sha256(one.data).hexdigest(),
                product.pages if one.format == "pdf" else None,
            )
            for path, one in files.items()
        )

    def _claim(self, path: Path, job: Job) -> None:
        # A file that is named twice is one article; content that comes twice is not.
        self._claims.take(path, job.name, "" if job.data is None else f"{job.name}\0{job.number}")


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
        sum(report.drafts for report in all_of),
    )


def _stem(job: Job) -> str:
    """What its editions are called, unless it has a slug."""
    return os.path.splitext(os.path.basename(job.name))[0]


def _job(number: int, article: str | Path | tuple[str, bytes]) -> Job:
    if isinstance(article, tuple):
        name, data = article
        return Job(number, name, data, folder=os.getcwd())
    return Job(number, str(article))
