"""The preview: what is saved is seen, and what goes wrong takes nothing away."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from presskit import export
from presskit.api.previews import preview, sources_of
from presskit.files.watching import Watch
from presskit.model.edition import Options
from presskit.model.publication import Publication
from presskit.serve.preview.book import read_book
from presskit.serve.preview.word import outline
from tools import NODE, require

PARAGRAPH = "وصلت القافلة إلى الواحة مع غروب الشمس، ونصبت الخيام حول البئر القديمة. " * 12
ARTICLE = "---\ntitle: ليلة في الواحة\nlanguage: ar\n---\n\n" + f"{PARAGRAPH}\n\n" * 12


@contextmanager
def previewing(folder: Path, *args: str):
    """The address of a preview that runs in a process of its own."""
    log = folder / "log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "presskit", "preview", *args, "--no-open"],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stderr=said,
        )
    try:
        deadline = time.monotonic() + 30
        while not (found := re.search(r"at (http://\S+)", log.read_text())):
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield found[1]
        process.send_signal(signal.SIGINT)
        process.wait(20)
        assert log.read_text().count("\n") == 1, log.read_text()
    finally:
        process.kill()
        process.wait()


def state(address: str, *statuses: str, after: int = 0):
    deadline = time.monotonic() + 60
    while True:
        with urlopen(f"{address}state") as answer:
            seen = json.load(answer)
        if seen["status"] in statuses and seen["version"] > after:
            return seen
        assert time.monotonic() < deadline, seen
        time.sleep(0.1)


def test_who_writes_sees_what_was_saved(tmp_path):
    chromium, node = require("chromium"), require("node")
    if not (NODE / "node_modules" / "puppeteer-core").is_dir():
        pytest.skip("puppeteer-core is not installed")
    article = tmp_path / "a.md"
    article.write_text(ARTICLE, encoding="utf-8")
    with previewing(tmp_path, "a.md", "--port", "0") as address:
        script = Path(__file__).parent / "browser" / "preview_page.mjs"
        made = subprocess.run(
            [node, script, address, chromium, article],
            env=os.environ | {"PRESSKIT_NODE": str(NODE)},
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert made.returncode == 0, made.stderr
    seen = json.loads(made.stdout)
    assert (seen["elsewhere"], seen["errors"], seen["axe"]) == ([], [], [])
    assert seen["book"] == "ليلة في الواحة"
    assert seen["place"] == 150
    assert seen["isSameFirst"]
    assert "a.md:3:1" in seen["broken"]
    assert "a.md" in seen["gone"]
    assert seen["isKept"]
    assert seen["isBack"]


def test_a_theme_with_a_mistake_is_told_and_a_page_of_another_site_sees_nothing(tmp_path):
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    theme = tmp_path / "mine" / "theme.toml"
    theme.parent.mkdir()
    good = 'title = "Mine"\ninherits = "sahifa"\n'
    theme.write_text(good)
    with previewing(tmp_path, "a.md", "--port", "0", "--theme", "mine") as address:
        first = state(address, "ready")
        theme.write_text(good + '[colors]\naccent = "no colour"\n')
        broken = state(address, "broken", after=first["version"])
        assert "theme.toml" in broken["problems"][0]["place"]["file"]
        assert broken["sheets"] == first["sheets"]
        theme.write_text(good + '[colors]\naccent = "#00518f"\n')
        assert state(address, "ready", after=broken["version"])["sheets"] != first["sheets"]
        news = urlopen(f"{address}events")  # which is open when the preview is ended
        assert news.readline() == b"retry: 1000\n"
        foreign = Request(f"{address}state", headers={"Host": "evil.example"})
        with pytest.raises(OSError, match="421"):
            urlopen(foreign)


def test_a_port_that_is_taken_is_told(tmp_path):
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        made = subprocess.run(
            [sys.executable, "-m", "presskit", "preview", "a.md", "--port", port],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            check=False,
            capture_output=True,
            text=True,
        )
    assert made.returncode == 1
    assert f"127.0.0.1:{port}" in made.stderr
    assert "--port" in made.stderr


def test_an_issue_is_previewed_by_its_headlines(tmp_path):
    for name, title in (("a", "خبر أول"), ("b", "خبر ثان")):
        text = f"---\ntitle: {title}\nkicker: أخبار\n---\n\nفقرة عن {title} وحده.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    editions, seen = preview(tmp_path, ("epub",), Options(), Publication())
    assert {one.text for one in seen.pieces} >= {"خبر أول", "خبر ثان"}
    assert any(title == "خبر ثان" for _, title in read_book(editions[0].data).documents)


def test_a_word_file_is_told_by_its_styles(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: عنوان\n---\n\nفقرة.\n", encoding="utf-8")
    (edition,) = export(path, "docx")
    told = list(outline(edition.data))
    assert told == [("heading 1", "عنوان"), ("Body Text", "فقرة.")]


def test_a_change_counts_when_it_is_over(tmp_path):
    path = tmp_path / "a.md"
    watch = Watch([path])
    assert not watch.has_changed()
    path.write_text("half")
    assert not watch.has_changed()
    path.write_text("half saved")
    assert not watch.has_changed()
    assert watch.has_changed()
    assert not watch.has_changed()


def test_pictures_are_watched_before_they_are_there(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: ع\n---\n\n![وصف](p/a.png)\n", encoding="utf-8")
    watched = sources_of(path, Options())
    assert tmp_path / "p" / "a.png" in watched
    assert tmp_path / "presskit.toml" in watched


def test_a_command_makes_it_again_after_each_save(tmp_path):
    article = tmp_path / "a.md"
    article.write_text("فقرة بلا عنوان.\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "presskit", "docx", "a.md", "--watch"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said = iter(process.stderr)
        assert "title" in next(said)
        assert any("watching" in line for line in said)
        article.write_text("---\ntitle: عنوان\n---\n\nفقرة.\n", encoding="utf-8")
        assert any("a.docx" in line for line in said)
        assert (tmp_path / "output" / "a.docx").is_file()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) != 0
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
