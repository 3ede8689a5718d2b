"""The server among clients that are slow, gone or many, and its end: in processes of their own."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from presskit.diagnostics import PresskitError
from presskit.serve.app import Access, application
from presskit.serve.clients import read_tokens
from presskit.serve.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLE = "---\ntitle: مقال\n---\n\nفقرة.\n".encode()
LONG = "---\ntitle: طويل\n---\n\n".encode() + "كلمة بعد كلمة في سطر طويل. ".encode() * 12_000
MARKDOWN = {"Content-Type": "text/markdown"}
TOKEN = "0123456789abcdef" * 2
HEAD = (
    b"POST /editions?to=docx HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: text/markdown\r\nContent-Length: 1000\r\n\r\nab"
)


class Server:
    """A server that runs: its process, its port, and what it said on stderr."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self._log = log
        deadline = time.monotonic() + 30
        while not (found := re.search(r"serving at http://[\d.]+:(\d+)", self.said)):
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)
        self.port = int(found[1])

    @property
    def said(self) -> str:
        return self._log.read_text("utf-8")

    def post(self, data: bytes, to: str = "docx") -> int:
        return self._ask("POST", f"/editions?to={to}", data)[0]

    def status(self) -> dict[str, object]:
        status: dict[str, object] = json.loads(self._ask("GET", "/health")[1])
        return status

    def wait_for_work(self) -> None:
        while not self.status()["waiting"]:
            time.sleep(0.02)

    def _ask(self, method: str, path: str, data: bytes | None = None) -> tuple[int, bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, data, MARKDOWN)
            answer = connection.getresponse()
            return answer.status, answer.read()


@contextmanager
def serving(
    folder: Path, *args: str, code: str = "", entry: tuple[str, ...] = ()
) -> Iterator[Server]:
    """A server in `folder`: after `code`, or as Python's arguments `entry` start it."""
    log = folder / "log"
    probe = f"import sys\n{code}\nfrom presskit.__main__ import main\nmain()"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, *(entry or ("-c", probe)), "serve", "--port", "0", *args],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stderr=said,
        )
        try:
            yield Server(process, log)
        finally:
            process.kill()
            process.wait()


# Files named like modules of Python and of the libraries.
_NAMES = ("json", "colorsys", "numbers", "uvicorn", "starlette", "docx", "limits", "presskit")

SILENT = (
    "import msgspec\nfrom presskit.serve import limits\n"
    "class Limits(limits.Limits, frozen=True):\n    silence: float = 1.0\n"
    "limits.Limits = Limits"
)


def test_uploads_that_never_end_shut_nobody_out_and_are_closed(tmp_path: Path) -> None:
    with serving(tmp_path, "-j", "1", code=SILENT) as server:
        held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(80)]
        for number, one in enumerate(held):
            one.sendall(HEAD if number % 2 else HEAD[:30])  # half a body, half a head
        assert server.post(ARTICLE) == 200
        for number, one in enumerate(held):
            one.settimeout(10)
            said = one.recv(1000)
            assert said.startswith(b"HTTP/1.1 408") if number % 2 else said == b"", said
            one.close()


def test_work_that_nobody_waits_for_ends(tmp_path: Path) -> None:
    with serving(tmp_path, "-j", "1") as server:
        for _ in range(4):
            with socket.create_connection(("127.0.0.1", server.port)) as one:
                head = HEAD.replace(b"docx", b"pdf").replace(b"1000", b"%d" % len(LONG))
                one.sendall(head.removesuffix(b"ab") + LONG)
                time.sleep(0.3)
        start = time.monotonic()
        assert server.post(ARTICLE) == 200
        assert time.monotonic() - start < 15  # one of the long ones alone takes longer
        assert server.status()["waiting"] == 0


def test_a_worker_that_is_killed_costs_no_answer(tmp_path: Path) -> None:
    import psutil

    with serving(tmp_path, "-j", "1") as server:
        answers: list[int] = []
        asking = threading.Thread(target=lambda: answers.append(server.post(LONG)))
        asking.start()
        server.wait_for_work()
        (nursery,) = psutil.Process(server.process.pid).children()
        for worker in nursery.children():
            worker.kill()
        asking.join()
        assert answers == [200]


def test_term_lets_what_is_being_made_be_finished(tmp_path: Path) -> None:
    with serving(tmp_path, "-j", "1") as server:
        answers: list[int] = []
        asking = threading.Thread(target=lambda: answers.append(server.post(LONG)))
        asking.start()
        with socket.create_connection(("127.0.0.1", server.port)) as half:
            half.sendall(HEAD)
            server.wait_for_work()
            server.process.send_signal(signal.SIGTERM)
            asking.join()
        assert answers == [200]
        assert server.process.wait(10) == -signal.SIGTERM


def test_a_second_term_ends_it_at_once(tmp_path: Path) -> None:
    with serving(tmp_path, "-j", "1", "--grace", "60") as server:
        head = HEAD.replace(b"docx", b"pdf").replace(b"1000", b"%d" % len(LONG))
        with socket.create_connection(("127.0.0.1", server.port)) as one:
            one.sendall(head.removesuffix(b"ab") + LONG)
            time.sleep(0.5)
            for _ in range(2):
                server.process.send_signal(signal.SIGTERM)
                time.sleep(0.3)
            assert server.process.wait(5) == -signal.SIGTERM


def test_nothing_of_the_folder_it_is_started_in_is_imported(tmp_path: Path) -> None:
    for name in _NAMES:
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close()\n", "utf-8")
    with serving(tmp_path, "-j", "1", entry=("-P", "-m", "presskit")) as server:
        assert server.post(ARTICLE) == 200
        server.process.terminate()
        server.process.wait(20)
    assert not (tmp_path / "ran").exists()


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with serving(tmp_path, "-j", "1") as server:
        done = subprocess.run(
            [sys.executable, "-m", "presskit", "serve", "--port", str(server.port)],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "another --port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_socket_of_the_file_system(tmp_path: Path) -> None:
    path = tmp_path / "s"
    command = [sys.executable, "-m", "presskit", "serve", "--unix-socket", str(path), "-j", "1"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        with suppress(FileNotFoundError), socket.socket(socket.AF_UNIX) as one:
            deadline = time.monotonic() + 30
            while one.connect_ex(str(path)) and time.monotonic() < deadline:
                time.sleep(0.05)
            one.sendall(b"GET /ready HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n")
            assert one.recv(100).startswith(b"HTTP/1.1 200")
        assert path.stat().st_mode & 0o777 == 0o660
        process.terminate()
    assert not path.exists()


def client(*, limits: Limits | None = None, **access: object) -> TestClient:
    return TestClient(
        application(limits or Limits(processes=1), None, Access(**access)),  # type: ignore[arg-type]
        raise_server_exceptions=False,
    )


def test_a_token_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text(f"# who\n\ncms  {TOKEN}\ncron {TOKEN[::-1]}\n", "utf-8")
    with client(tokens=read_tokens(str(file))) as asked:
        for value in ("", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer"):
            answer = asked.get("/themes", headers={"Authorization": value} if value else {})
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")
        good = {"Authorization": f"Bearer {TOKEN}"}
        assert asked.get("/themes", headers=good).status_code == 200
        assert [asked.get(path).status_code for path in ("/health", "/ready")] == [200, 200]
        assert asked.get("/metrics").status_code == 401


@pytest.mark.parametrize(
    ("text", "place"),
    [("cms short", ":1:"), (f"a {TOKEN}\na {TOKEN}", ":2:"), ("# none\n", "no token")],
)
def test_tokens_that_cannot_be_used_are_told(text: str, place: str, tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text(text, "utf-8")
    with pytest.raises(PresskitError, match=place):
        read_tokens(str(file))


def test_who_asks_too_often_waits() -> None:
    with client(limits=Limits(processes=1, rate=3)) as asked:
        statuses = [asked.get("/themes").status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        assert asked.get("/health").status_code == 200


def test_only_hosts_that_are_allowed_and_origins_that_are_named() -> None:
    with client(
        hosts=("testserver", "*.example.org"), origins=("https://cms.example.org",)
    ) as asked:
        assert asked.get("/themes").status_code == 200
        assert asked.get("/themes", headers={"Host": "press.example.org"}).status_code == 200
        answer = asked.get("/themes", headers={"Host": "elsewhere.example"})
        assert answer.status_code == 421
        assert "--allow-host elsewhere.example" in answer.json()["title"]
        for origin, told in (("https://cms.example.org", True), ("https://other.example", False)):
            answer = asked.get("/themes", headers={"Origin": origin})
            assert ("access-control-allow-origin" in answer.headers) is told
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_same_request_gives_the_same_bytes() -> None:
    batch = {"to": ["docx"], "articles": [{"name": "a.md", "content": ARTICLE.decode()}]}
    with client() as asked:
        for url, sent in (
            ("/editions?to=docx", {"content": ARTICLE, "headers": MARKDOWN}),
            ("/editions?to=docx,epub", {"content": ARTICLE, "headers": MARKDOWN}),
            ("/batch", {"json": batch}),
        ):
            first, second = (asked.post(url, **sent) for _ in range(2))  # type: ignore[arg-type]
            assert first.status_code == 200
            assert first.content == second.content
            assert first.headers["etag"] == second.headers["etag"]


@pytest.mark.parametrize(
    ("url", "sent", "said"),
    [
        ("/editions?to=docx&to=pdf", {"content": ARTICLE, "headers": MARKDOWN}, "“to”"),
        (
            "/batch",
            {"content": b'{"articles":[{"name":"a.md","content":"x","name":"b.md"}]}'},
            "`articles[0].name`",
        ),
        ("/editions?to=docx", {"content": '{"title": "أ", "title": "ب"}'.encode()}, "“title”"),
        ("/editions?to=docx", {"files": [("article", ("a.md", ARTICLE))] * 2}, "“article”"),
        (
            "/editions?to=docx",
            {"files": [("article", ("a.md", ARTICLE)), *[("p", ("p.png", b"x"))] * 2]},
            "“p.png”",
        ),
    ],
)
def test_what_is_given_twice_is_told(url: str, sent: dict[str, object], said: str) -> None:
    if "content" in sent and "headers" not in sent:
        sent = sent | {"headers": {"Content-Type": "application/json"}}
    with client() as asked:
        answer = asked.post(url, **sent)  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert said in answer.text


def test_what_is_counted() -> None:
    with client() as asked:
        asked.post("/editions?to=docx", content=ARTICLE, headers=MARKDOWN)
        asked.post("/editions?to=docx", content=b"x", headers=MARKDOWN)
        asked.get("/nowhere/secret")
        numbers = asked.get("/metrics").text
    assert 'presskit_editions_total{format="docx"} 1.0' in numbers
    assert 'presskit_failures_total{code="title-missing"} 1.0' in numbers
    assert 'presskit_requests_total{path="other",status="404"} 1.0' in numbers
    assert "secret" not in numbers
    assert "presskit_waiting 0.0" in numbers


def test_each_request_has_a_line_in_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    with client(log=True) as asked:
        own = asked.get("/themes", headers={"X-Request-Id": "cms-1"})
        other = asked.get("/themes", headers={"X-Request-Id": "no\tid"})
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert own.headers["x-request-id"] == lines[0]["id"] == "cms-1"
    assert other.headers["x-request-id"] == lines[1]["id"] != "no\tid"
    assert {"method": "GET", "path": "/themes", "status": 200}.items() <= lines[0].items()
