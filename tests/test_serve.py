"""The server: articles in, editions out, and no request that hurts it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from presskit import api
from presskit.model.batch import BatchReport
from presskit.model.publication import Publication
from presskit.serve.app import Limits, application

ARTICLE = "---\ntitle: مقال\n---\n\nفقرة من المقال فيها C++.\n"
MARKDOWN = {"Content-Type": "text/markdown"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(application(Limits(size=200_000, timeout=60, processes=2))) as client:
        yield client


def test_one_edition_is_what_the_command_makes(client: TestClient, tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_text(ARTICLE, encoding="utf-8")
    (edition,) = api.export(api.read_article(path), ["docx"])
    answer = client.post("/editions?to=docx", content=ARTICLE.encode(), headers=MARKDOWN)
    assert answer.status_code == 200
    assert answer.content == edition.data
    assert answer.headers["content-type"] == edition.media_type


def test_several_editions_are_a_zip(client: TestClient) -> None:
    answer = client.post("/editions?to=pdf,epub,docx", content=ARTICLE.encode(), headers=MARKDOWN)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == [
            "article.pdf",
            "article.epub",
            "article.docx",
            "diagnostics.json",
        ]
        assert archive.read("article.pdf").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/plain", "عنوان المقال\n\nفقرة أولى تنتهي بنقطة.\n"),
        ("text/html", "<h1>عنوان المقال</h1><p>فقرة أولى.</p>"),
        ("application/json", '{"title": "عنوان المقال"}'),
    ],
)
def test_every_kind_of_article_is_read(client: TestClient, kind: str, content: str) -> None:
    headers = {"Content-Type": f"{kind}; charset=utf-8"}
    answer = client.post("/editions?to=docx", content=content.encode(), headers=headers)
    assert answer.status_code == 200, answer.text


def test_a_form_brings_pictures(client: TestClient) -> None:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (30, 30), "red").save(picture, "PNG")
    article = "---\ntitle: ع\n---\n\n![وصف](p.png)\n".encode()
    files = [("article", ("a.md", article)), ("pictures", ("../p.png", picture.getvalue()))]
    answer = client.post("/editions?to=epub", files=files)
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert any(name.endswith(".png") for name in book.namelist())


def test_findings_come_with_their_places(client: TestClient) -> None:
    answer = client.post("/editions", content="نص بلا عنوان.".encode(), headers=MARKDOWN)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    (found,) = answer.json()["diagnostics"]
    assert (found["code"], found["place"]["at"]) == ("title-missing", [1, 1])


@pytest.mark.parametrize("src", ["/etc/hostname", "../../etc/hostname", "http://127.0.0.1:1/a.png"])
def test_no_file_of_the_machine_is_read(client: TestClient, src: str) -> None:
    article = f"---\ntitle: ع\n---\n\n![وصف]({src})\n"
    answer = client.post("/editions?to=epub", content=article.encode(), headers=MARKDOWN)
    assert answer.status_code == 422
    assert answer.json()["diagnostics"][0]["code"].startswith("image-")


@pytest.mark.parametrize(
    ("query", "status"),
    [("to=txt", 422), ("theme=/etc", 422), ("columns=9", 422), ("x=1", 422), ("paper=zz", 422)],
)
def test_what_is_asked_for_is_checked(client: TestClient, query: str, status: int) -> None:
    answer = client.post(f"/editions?{query}", content=ARTICLE.encode(), headers=MARKDOWN)
    assert answer.status_code == status


@pytest.mark.parametrize("kind", ["text/markdown", "multipart/form-data; boundary=b"])
def test_no_more_is_read_than_may_be(client: TestClient, kind: str) -> None:
    """Neither of a request that says how long it is, nor of one that comes in pieces."""

    def pieces() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="article"; filename="a.md"\r\n\r\n'
        yield from (b"x" * 1000 for _ in range(300))

    for content in (b"x" * 300_000, pieces()):
        answer = client.post("/editions", content=content, headers={"Content-Type": kind})
        assert answer.status_code == 413, answer.text


def test_limits() -> None:
    with TestClient(application(Limits(waiting=0))) as full:
        answer = full.post("/editions", content=ARTICLE.encode(), headers=MARKDOWN)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert full.get("/health").json()["status"] == "busy"
        assert full.get("/ready").status_code == 503


def test_a_batch_is_wished_for_as_an_edition_is(client: TestClient) -> None:
    articles = [{"name": f"{n}.md", "content": ARTICLE} for n in range(4)]
    wishes = {"to": ["pdf"], "paper": "a5", "columns": 1, "fix": False}
    answer = client.post("/batch", json=wishes | {"articles": articles})
    alone = client.post(
        "/editions?to=pdf&paper=a5&columns=1&fix=false", content=ARTICLE.encode(), headers=MARKDOWN
    )
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert [archive.read(f"{n}.pdf")[:4] for n in range(4)] == [b"%PDF"] * 4
        sizes = {len(archive.read(f"{n}.pdf")) for n in range(4)}
    assert max(sizes | {len(alone.content)}) - min(sizes | {len(alone.content)}) < 50


@pytest.mark.parametrize(
    "wrong",
    [{"to": []}, {"articles": []}, {"columns": 9}, {"theme": "/etc"}, {"x": 1}, {"to": ["txt"]}],
)
def test_what_a_batch_asks_for_is_checked(client: TestClient, wrong: dict[str, object]) -> None:
    asked = {"articles": [{"name": "a.md", "content": ARTICLE}]} | wrong
    answer = client.post("/batch", json=asked)
    assert answer.status_code == 422
    assert "$" not in answer.json()["title"]


def test_a_batch_tells_of_each(client: TestClient) -> None:
    asked = {
        "to": ["docx"],
        "articles": [
            {"name": "a.md", "content": ARTICLE},
            {"name": "x/a.md", "content": ARTICLE},
            {"name": "b.md", "content": "بلا عنوان"},
        ],
    }
    answer = client.post("/batch", json=asked)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["a.docx", "2-a.docx", "report.json"]
        report = json.loads(archive.read("report.json"))
    assert [one["status"] for one in report["results"]] == ["made", "made", "failed"]
    assert msgspec.convert(report, BatchReport).failed == 1


def test_no_name_of_a_batch_is_given_twice(client: TestClient) -> None:
    names = ["3-a.md", "a.md", "a.md", "2-a.md"]
    articles = [{"name": name, "content": ARTICLE} for name in names]
    answer = client.post("/batch", json={"to": ["docx"], "articles": articles})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        listed = archive.namelist()
    assert len(listed) == len(set(listed)) == 5


def test_the_publication_is_the_servers() -> None:
    publication = Publication(name="جريدة المرفأ")
    with TestClient(application(Limits(processes=1), publication)) as client:
        answer = client.post("/editions?to=docx", content=ARTICLE.encode(), headers=MARKDOWN)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as docx:
        assert "جريدة المرفأ" in "".join(
            docx.read(name).decode() for name in docx.namelist() if name.endswith(".xml")
        )


def test_what_else_there_is(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "waiting": 0}
    assert "sahifa" in client.get("/themes").json()
    assert client.get("/version").json()["version"]
    assert client.get("/schema/article").json() == msgspec.json.decode(api.schema("article"))
    assert client.get("/schema/none").status_code == 404
    assert client.get("/editions").status_code == 405


@pytest.mark.validator
def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    import socket
    import subprocess
    import sys
    import time

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (tmp_path / "log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "presskit", "serve", "--port", str(port), "-j", "2"],
        stderr=log,
    )
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        command = [Path(sys.executable).with_name("schemathesis")]
        command += ["--config-file", Path(__file__).with_name("schemathesis.toml"), "run"]
        command += [f"http://127.0.0.1:{port}/openapi.json", "--max-examples", "15"]
        command += ["--seed", "1", "--no-color", "--request-timeout", "60"]
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=280, check=False, cwd=tmp_path
        )
        assert done.returncode == 0, done.stdout[-6000:]
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()
    assert "Traceback" not in (tmp_path / "log").read_text("utf-8")
