"""Jobs on any executor of `concurrent.futures`, Dask's among them: articles go as values."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING

from presskit.api.batch.job import Job, Order, Product, make, pack, packed
from presskit.diagnostics import PresskitError, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Articles that wait at an executor: enough to keep many workers busy, few enough to be held.
_WAITING = 64


def run(executor: Executor, order: Order, jobs: Iterable[Job]) -> Iterator[Product]:
    """Products as they are made. An article whose worker is lost for good is told of."""
    order = packed(order)
    running: dict[Future[Product], Job] = {}
    waiting = iter(jobs)
    while True:
        while len(running) < _WAITING and (job := next(waiting, None)) is not None:
            try:
                running[executor.submit(make, order, pack(job, order))] = job
            except PresskitError as error:
                yield Product(job.number, (), error.diagnostics)
            except BrokenExecutor as error:
                yield _lost(job, error)
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            job = running.pop(future)
            try:
                yield future.result()
            except Exception as error:  # noqa: BLE001 - executors have errors of their own
                yield _lost(job, error)


def _lost(job: Job, error: Exception) -> Product:
    report = Report(job.name)
    report.add(
        "worker-lost",
        f"the executor lost it: {type(error).__name__}: {error}",
        hint="are its workers running, and is the same presskit installed there?",
    )
    return Product(job.number, (), tuple(report.diagnostics))


@contextmanager
def dask(address: str) -> Iterator[Executor]:
    """The executor of a Dask cluster at `tcp://…`. Raises PresskitError (`scheduler-missing`)."""
    try:
        from distributed import Client
    except ImportError:
        Report().fail(
            "scheduler-missing",
            "Dask is not installed",
            hint="python -m pip install 'presskit[dask]'",
        )
    try:
        client = Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        Report().fail(
            "scheduler-missing",
            f"there is no scheduler at {address}: {error}",
            hint="start one with `dask scheduler`, and workers with `dask worker`",
        )
    with client:
        yield client.get_executor(pure=False, retries=2)
