"""The warm helper: a command that it runs can't be told from one that was run as ever."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from presskit.cli import warm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

_ARTICLE = "---\ntitle: عنوان\nauthors: [سمر]\n---\n\nنصٌّ فيه **12** كلمة و«اقتباس».\n"
_SECONDS = 60


class _Desk:
    """Folders of their own for the article, for sockets and for what is kept."""

    def __init__(self) -> None:
        # A socket's path may have about a hundred characters.
        self.folder = Path(tempfile.mkdtemp(prefix="presskit-warm-", dir="/tmp"))
        self.run, self.path = self.folder / "run", self.folder / "path"
        for folder in (self.run, self.path):
            folder.mkdir(mode=0o700)
        (self.folder / "article.md").write_text(_ARTICLE, "utf-8")
        python = [str(self.path), os.environ.get("PYTHONPATH", "")]
        self.environment = os.environ | {
            "XDG_RUNTIME_DIR": str(self.run),
            "PRESSKIT_CACHE": str(self.folder / "cache"),
            "PRESSKIT_WARM_MINUTES": "1",
            "PYTHONPATH": os.pathsep.join(filter(None, python)),
        }

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-P", "-m", "presskit", *arguments]

    def call(self, *arguments: str, **given: Any) -> subprocess.CompletedProcess[bytes]:
        given = {"capture_output": True, "cwd": self.folder, "env": self.environment} | given
        return subprocess.run(self.command(*arguments), timeout=_SECONDS, check=False, **given)

    def popen(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def sockets(self) -> list[Path]:
        return [one for one in self.run.glob("*/*") if one.is_socket()]

    def helpers(self) -> list[int]:
        locks = self.run.glob("*/*.lock")
        pids = [int(text) for lock in locks if (text := lock.read_text("ascii").strip())]
        return [pid for pid in pids if Path(f"/proc/{pid}").exists() and not _is_dead(pid)]

    def start(self) -> None:
        """Have a helper that serves."""
        self.call("--warm", "--help")
        _await(self.sockets)

    def end(self) -> None:
        for pid in self.helpers():
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)


def _is_dead(pid: int) -> bool:
    return ") Z " in Path(f"/proc/{pid}/stat").read_text("ascii")


def _await(wanted: Callable[[], object]) -> None:
    until = time.monotonic() + _SECONDS
    while not wanted():
        assert time.monotonic() < until
        time.sleep(0.05)


def _commands(helper: int) -> list[int]:
    """The processes that a helper has forked."""
    with suppress(OSError):
        return [
            int(one) for one in Path(f"/proc/{helper}/task/{helper}/children").read_text().split()
        ]
    return []


def _catches(pid: int) -> bool:
    """Whether a command has come so far that it catches signals."""
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
        caught = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt"))
        return bool(caught >> signal.SIGTERM - 1 & 1)
    return False


@pytest.fixture(scope="module")
def desk() -> Iterator[_Desk]:
    """A desk whose helper serves."""
    made = _Desk()
    made.start()
    yield made
    made.end()


@pytest.fixture
def cold_desk() -> Iterator[_Desk]:
    """A desk without a helper."""
    made = _Desk()
    yield made
    made.end()


@pytest.mark.parametrize(
    "arguments",
    [
        ("docx", "article.md", "-o", "-"),
        ("epub", "article.md", "-o", "-"),
        ("pdf", "article.md", "-o", "-"),
        ("check", "article.md"),
        ("layout", "article.md"),
        ("docx", "missing.md"),
        ("docx", "--no-such-option"),
        ("version",),
        (),
    ],
    ids=" ".join,
)
def test_what_a_command_says_and_returns_is_the_same(
    desk: _Desk, arguments: tuple[str, ...]
) -> None:
    before = desk.helpers()
    cold, by_helper = desk.call(*arguments), desk.call("--warm", *arguments)
    asked = desk.call(*arguments, env=desk.environment | {"PRESSKIT_WARM": "1"})
    assert desk.helpers() == before != []
    for one in (by_helper, asked):
        assert (one.returncode, one.stdout, one.stderr) == (
            cold.returncode,
            cold.stdout,
            cold.stderr,
        )


def test_the_helper_runs_it(desk: _Desk) -> None:
    (helper,) = desk.helpers()
    process = desk.popen("--warm", "docx", "-", "-o", "-")
    _await(lambda: _commands(helper))
    out, _ = process.communicate(_ARTICLE.encode(), timeout=_SECONDS)
    assert process.returncode == 0
    assert out.startswith(b"PK")
    _await(lambda: not _commands(helper))


def test_a_file_that_the_shell_opened_is_read(desk: _Desk) -> None:
    script = f"exec {' '.join(desk.command('--warm', 'layout'))} <(cat article.md)"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=desk.folder,
        env=desk.environment,
        capture_output=True,
        check=False,
        timeout=_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    assert "اقتباس" in done.stdout.decode()


def test_closed_streams_folder_and_umask_are_those_of_who_asks(desk: _Desk) -> None:
    script = f"umask 027; exec {' '.join(desk.command('--warm', 'docx'))} article.md -o x.docx <&- >&- 2>&-"
    folder = desk.folder / "elsewhere"
    folder.mkdir()
    (folder / "article.md").write_text(_ARTICLE, "utf-8")
    subprocess.run(["bash", "-c", script], cwd=folder, env=desk.environment, check=True)
    assert (folder / "x.docx").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_reaches_the_command(desk: _Desk, number: signal.Signals) -> None:
    (helper,) = desk.helpers()
    process = desk.popen("--warm", "docx", "-", "-o", "-")
    _await(lambda: any(map(_catches, _commands(helper))))
    process.send_signal(number)
    assert process.wait(_SECONDS) == 128 + number
    assert b"interrupted" in process.communicate()[1]
    _await(lambda: not _commands(helper))


def test_a_command_that_is_killed_ends_its_client_by_the_same(desk: _Desk) -> None:
    (helper,) = desk.helpers()
    process = desk.popen("--warm", "docx", "-", "-o", "-")
    _await(lambda: _commands(helper))
    os.kill(_commands(helper)[0], signal.SIGKILL)
    assert process.wait(_SECONDS) == -signal.SIGKILL
    process.communicate()


def test_nothing_goes_on_when_its_client_is_killed(desk: _Desk) -> None:
    (helper,) = desk.helpers()
    process = desk.popen("--warm", "docx", "-", "-o", "-")
    _await(lambda: _commands(helper))
    process.kill()
    _await(lambda: not _commands(helper))
    process.communicate()


def test_nonsense_and_clients_that_only_connect_do_no_harm(desk: _Desk) -> None:
    (place,) = desk.sockets()
    for said in (b"", b"\0\0\0\5hello", b"\xff" * 64):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.connect(str(place))
            connection.sendall(said)
    assert desk.call("--warm", "docx", "article.md", "-o", "-").returncode == 0
    assert desk.sockets() == [place]


def test_a_helper_that_is_killed_leaves_its_command_alone_and_another_is_started(
    cold_desk: _Desk,
) -> None:
    cold_desk.start()
    (helper,) = cold_desk.helpers()
    process = cold_desk.popen("--warm", "docx", "-", "-o", "-")
    _await(lambda: _commands(helper))
    os.kill(helper, signal.SIGKILL)
    out, _ = process.communicate(_ARTICLE.encode(), timeout=_SECONDS)
    assert (process.returncode, out[:2]) == (0, b"PK")
    # Its socket is still there, and nobody behind it.
    done = cold_desk.call("--warm", "docx", "article.md", "-o", "-")
    assert (done.returncode, done.stdout[:2]) == (0, b"PK")
    _await(lambda: [one for one in cold_desk.helpers() if one != helper])


def test_a_helper_goes_when_what_is_installed_has_changed(cold_desk: _Desk) -> None:
    cold_desk.start()
    (helper,) = cold_desk.helpers()
    (cold_desk.path / "another_library.py").write_text("", "ascii")
    assert cold_desk.call("--warm", "version").returncode == 0
    _await(lambda: helper not in cold_desk.helpers())


def test_no_helper_is_started_that_nobody_asked_for(cold_desk: _Desk) -> None:
    assert cold_desk.call("version").returncode == 0
    assert not list(cold_desk.run.iterdir())


def test_a_folder_that_others_may_enter_has_no_helper(cold_desk: _Desk) -> None:
    folder = cold_desk.run / f"presskit-{os.geteuid()}"
    folder.mkdir(mode=0o755)
    assert cold_desk.call("--warm", "version").returncode == 0
    assert not list(folder.iterdir())


def test_another_users_socket_is_not_spoken_to(
    cold_desk: _Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = socket.socketpair()
    with here, there:
        assert warm.is_mine(here)
        other = os.geteuid() + 1
        monkeypatch.setattr("os.geteuid", lambda: other)
        assert not warm.is_mine(here) or not hasattr(socket, "SO_PEERCRED")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(cold_desk.run))
    (cold_desk.run / f"presskit-{other}").mkdir(mode=0o700)  # ours, where the other's should be
    assert warm.run_warm(["version"]) is None
    assert not cold_desk.sockets()
