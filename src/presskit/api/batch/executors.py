"""Jobs on any executor of `concurrent.futures`, Dask's among them: articles go as values."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec.structs import replace

from presskit.api.batch.job import make
from presskit.api.batch.values import Job, Order, Product
from presskit.diagnostics import PresskitError, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor, Future

T = TypeVar("T")

# Articles that wait at an executor: enough to keep many workers busy, few enough to be held.
_WAITING = 64
# How long a scheduler has to answer, and a worker to come.
_PATIENCE = 10


class _Sent(NamedTuple):
    job: Job
    files: dict[str, str]


def run(executor: Executor, order: Order, jobs: Iterable[Job | T]) -> Iterator[Product | T]:
    """Products as they are made, and what among the jobs is none, as it is.

    An article whose worker is lost for good is told of. Closing it takes back what has not begun.
    """
    from concurrent.futures import FIRST_COMPLETED, wait

    from presskit.api.batch.packing import pack, packed

    try:
        order = packed(order)
    except PresskitError as error:
        for one in jobs:
            yield Product(one.number, (), error.diagnostics) if isinstance(one, Job) else one
        return
    running: dict[Future[Product], _Sent] = {}
    waiting = iter(jobs)
    try:
        while True:
            while len(running) < _WAITING and (job := next(waiting, None)) is not None:
                if not isinstance(job, Job):
                    yield job
                    continue
                try:
                    sent, files = pack(job, order)
                    running[executor.submit(make, order, sent)] = _Sent(job, files)
                except PresskitError as error:
                    yield Product(job.number, (), error.diagnostics)
                except Exception as error:  # noqa: BLE001 - executors have errors of their own
                    yield _lost(job, error)
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield _product(future, *running.pop(future))
    finally:
        for future in running:
            future.cancel()


def _product(future: Future[Product], job: Job, files: dict[str, str]) -> Product:
    try:
        return replace(future.result(), files=files)
    except Exception as error:  # noqa: BLE001 - executors have errors of their own
        return _lost(job, error)


def _lost(job: Job, error: Exception) -> Product:
    report = Report(job.name)
    report.add(
        "worker-lost",
        f"the executor lost it: {type(error).__name__}: {error}",
        hint="are its workers running, and is the same presskit installed there?",
    )
    return Product(job.number, (), report.diagnostics)


@contextmanager
def dask(address: str) -> Iterator[Executor]:
    """The executor of a Dask cluster at `tcp://…`. Raises PresskitError (`scheduler-missing`)."""
    try:
        from distributed import Client
        from distributed.comm.addressing import parse_address, parse_host_port
    except ImportError:
        Report().fail(
            "scheduler-missing",
            "Dask is not installed",
            hint="in presskit's folder: python -m pip install '.[dask]'",
        )
    try:
        parse_host_port(parse_address(address)[1])  # a client that never was complains at its end
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        Report().fail(
            "scheduler-missing",
            f"there is no scheduler at {address}: {error}",
            hint="start one with `dask scheduler`, and workers with `dask worker`",
        )
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            Report().fail(
                "scheduler-missing",
                f"the scheduler at {address} has no workers",
                hint=f"start some with `dask worker {address}`",
            )
        yield client.get_executor(pure=False, retries=2)
