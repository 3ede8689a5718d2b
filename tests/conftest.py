"""What all tests share: the shelf of editions, and `--update-cases`."""

from __future__ import annotations

import os
import signal

import pytest

from casebook import Shelf

# A shell's `&` and `nohup` let the tests, and so the commands that they start, ignore these.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-cases`."""
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="rewrite layout.json and outline.txt of every case; then read what changed",
    )


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches keep nothing of a test for another one, nor in the user's cache."""
    monkeypatch.setenv("PRESSKIT_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The editions of all cases, shared by the workers of pytest-xdist."""
    base = tmp_path_factory.getbasetemp()
    return Shelf((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shelf")
