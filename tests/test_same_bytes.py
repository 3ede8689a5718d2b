"""The same input gives the same bytes: on any day, in any zone, folder and under any hash seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import casebook

# Each has what could differ: pictures and covers, notes and ids, sets of fonts, dates.
CASES = ("figures", "footnotes", "mixed-direction", "hebrew")
_SCRIPT = """
import hashlib, sys
from presskit import api
for name in sys.argv[1:]:
    article = api.read_article(f"{name}/article.md")
    for edition in api.export(article, api.FORMATS):
        print(name, edition.format, hashlib.sha256(edition.data).hexdigest())
"""
# Python imports this at its start: another day, five years on.
_LATER = """
import datetime, time
_shift = 5 * 366 * 86400
_time, _local, _gm = time.time, time.localtime, time.gmtime
time.time = lambda: _time() + _shift
time.localtime = lambda seconds=None: _local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gm(time.time() if seconds is None else seconds)
class _DateTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)
    today = now
class _Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
datetime.datetime, datetime.date = _DateTime, _Date
"""


def _run(folder: Path, **environment: str) -> subprocess.Popen[str]:
    for name in CASES:
        shutil.copytree(casebook.FOLDER / name, folder / name)
    path = os.pathsep.join([environment.pop("before", ""), *sys.path]).strip(os.pathsep)
    kept = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    return subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, *CASES],
        cwd=folder,
        env=kept | environment | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_same_bytes_anywhere_and_any_day(tmp_path: Path) -> None:
    later = tmp_path / "later"
    later.mkdir()
    (later / "sitecustomize.py").write_text(_LATER, "utf-8")
    one = _run(tmp_path / "one", PYTHONHASHSEED="1", TZ="UTC")
    other = _run(
        tmp_path / "somewhere" / "else entirely",
        PYTHONHASHSEED="4242",
        TZ="Pacific/Kiritimati",
        before=str(later),
    )
    first, second = one.communicate()[0], other.communicate()[0]
    assert one.returncode == other.returncode == 0
    assert len(first.splitlines()) == 3 * len(CASES)
    assert first == second
