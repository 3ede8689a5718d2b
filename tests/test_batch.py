"""Batches: every article on its own, in a pool, on any executor, and only once."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import msgspec
import psutil
import pytest
from click.testing import CliRunner, Result

from presskit import api, resources
from presskit.api.batch.cache import Cache
from presskit.api.batch.pool import Pool
from presskit.api.batch.values import Job, Order
from presskit.cli.main import presskit
from presskit.model.batch import BatchReport, BatchResult
from presskit.model.publication import Publication

ARTICLE = "---\ntitle: مقال {n}\n---\n\nفقرة من المقال {n}.\n\n- بند\n- آخر\n"


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "articles"
    folder.mkdir()
    paths = [folder / f"a{n}.md" for n in range(6)]
    for number, path in enumerate(paths):
        path.write_text(ARTICLE.format(n=number), encoding="utf-8")
    return paths


def _export(*args: object, text: str | None = None) -> Result:
    return CliRunner().invoke(presskit, ["export", *map(str, args)], input=text)


def test_each_article_fails_alone(articles: list[Path], tmp_path: Path) -> None:
    articles[2].write_text("---\ntitle:\n---\n", encoding="utf-8")
    report, out = tmp_path / "report.json", tmp_path / "out"
    done = _export(*articles, "--to", "docx,epub", "-o", out, "-j", 2, "--report", report)
    assert done.exit_code == 1, done.output
    assert "title-missing" in done.output
    assert len(list(out.iterdir())) == 10
    told = msgspec.json.decode(report.read_bytes(), type=BatchReport)
    assert (told.made, told.unchanged, told.failed) == (5, 0, 1)
    made = next(one for one in told.results if one.input.endswith("a0.md"))
    assert made.words > 5
    for output in made.outputs:
        assert Path(output.file).stat().st_size == output.bytes


def test_only_what_changed_is_made_again(articles: list[Path], tmp_path: Path) -> None:
    def statuses(*more: object) -> list[str]:
        out = _export(
            *articles, "--to", "docx", "-o", tmp_path / "out", "--output-format", "json", *more
        )
        results = [msgspec.json.decode(line, type=BatchResult) for line in out.stdout.splitlines()]
        assert out.exit_code == 0, out.output
        return [one.status for one in sorted(results, key=lambda one: one.input)]

    assert statuses() == ["made"] * 6
    before = (tmp_path / "out/a0.docx").read_bytes()
    assert statuses() == ["unchanged"] * 6
    os.utime(articles[0])
    assert statuses() == ["unchanged"] * 6
    articles[1].write_text(ARTICLE.format(n=11), encoding="utf-8")
    (tmp_path / "out/a0.docx").write_bytes(b"spoiled")
    assert statuses() == ["unchanged", "made", *["unchanged"] * 4]
    assert (tmp_path / "out/a0.docx").read_bytes() == before
    assert statuses("--paper", "a5") == ["made"] * 6
    assert statuses("--paper", "a5", "--force") == ["made"] * 6
    (tmp_path / "articles/presskit.toml").write_text('name = "الجريدة"\n', encoding="utf-8")
    assert statuses() == ["made"] * 6


def test_a_picture_that_changed_is_noticed(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "a.md"
    path.write_text("---\ntitle: ع\n---\n\n![وصف](p.png)\n", encoding="utf-8")
    Image.new("RGB", (40, 40), "red").save(tmp_path / "p.png")
    run = ("--to", "epub", "-o", tmp_path / "out", path)
    assert "unchanged" not in _export(*run).output
    assert "unchanged" in _export(*run).output
    Image.new("RGB", (40, 40), "blue").save(tmp_path / "p.png")
    assert "unchanged" not in _export(*run).output


def test_what_the_looks_are_made_of_is_noticed(tmp_path: Path) -> None:
    """A theme of one's own, its style sheet, and a face in its folder of fonts."""
    theme = tmp_path / "own"
    (theme / "fonts").mkdir(parents=True)
    settings = theme / "theme.toml"
    settings.write_text('inherits = "sahifa"\ntitle = "Own"\n', encoding="utf-8")
    path = tmp_path / "a.md"
    path.write_text(ARTICLE.format(n=1), encoding="utf-8")

    def is_made() -> bool:
        run = ("--to", "docx", "--theme", theme, "-o", tmp_path / "out", path)
        done = _export(*run)
        assert done.exit_code == 0, done.output
        return "unchanged" not in done.output

    assert [is_made(), is_made()] == [True, False]
    with settings.open("a", encoding="utf-8") as file:
        file.write('[colors]\naccent = "#1f4e79"\n')
    assert [is_made(), is_made()] == [True, False]
    (theme / "print.css").write_text("p { color: red }", encoding="utf-8")
    assert [is_made(), is_made()] == [True, False]
    face = next(resources.fonts_folder().glob("amiri/*.ttf"))
    (theme / "fonts" / face.name).write_bytes(face.read_bytes())
    assert [is_made(), is_made()] == [True, False]


def test_a_spoiled_cache_harms_nothing(articles: list[Path], tmp_path: Path) -> None:
    cache, out = Cache(tmp_path / "cache"), tmp_path / "out"
    list(api.Batch(["docx"], out, cache=cache).run(articles))
    before = {path: path.read_bytes() for path in out.iterdir()}
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    for number, path in enumerate(kept):
        path.write_bytes(b"" if number % 2 else b"spoiled")
    for path in before:
        path.unlink()
    results = list(api.Batch(["docx"], out, cache=cache).run(articles))
    assert {one.status for one in results} == {"made"}
    assert {path: path.read_bytes() for path in out.iterdir()} == before


def test_the_cache_is_shown_and_cleared(articles: list[Path], tmp_path: Path) -> None:
    _export(*articles, "--to", "docx", "-o", tmp_path / "out")
    run = CliRunner()
    count = sum(one.is_file() for one in Cache().folder.rglob("*"))
    assert count >= 2 * len(articles)  # a record and an edition each
    assert f" {count} files" in run.invoke(presskit, ["cache"]).output
    assert " 0 files" in run.invoke(presskit, ["cache", "--clear"]).output
    cache = Cache(limit=0)
    list(api.Batch(["docx"], tmp_path / "out", cache=cache).run(articles))
    assert cache.size() == (0, 0)


def test_articles_come_from_lists(articles: list[Path], tmp_path: Path) -> None:
    names = "\n".join(map(str, articles[:2])) + "\n"
    one = msgspec.json.encode(api.read_article(articles[3]).article).decode()
    done = _export("--from", "-", "--to", "docx", "-o", tmp_path / "out", text=f"{names}{one}\n")
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "a0.docx",
        "a1.docx",
        "article-3.docx",
    }


def test_a_broken_line_of_a_list_fails_alone(articles: list[Path], tmp_path: Path) -> None:
    lines = ['{"title": "عنوان", "slug": "whole"}', '{"title": ', '{"titel": "x"}', "", "none.md"]
    path = tmp_path / "list.jsonl"
    path.write_bytes("\r\n".join(["\ufeff" + lines[0], *lines[1:], str(articles[0])]).encode())
    report = tmp_path / "report.json"
    done = _export("--from", path, "--to", "docx", "-o", tmp_path / "out", "--report", report)
    assert done.exit_code == 1
    told = msgspec.json.decode(report.read_bytes(), type=BatchReport)
    assert {Path(one.input).name: one.status for one in told.results} == {
        "list-1.json": "made",
        "list-2.json": "failed",
        "list-3.json": "failed",
        "none.md": "failed",
        "a0.md": "made",
    }
    assert {one.name for one in (tmp_path / "out").iterdir()} == {"whole.docx", "a0.docx"}


def test_one_file_is_never_written_by_two(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text(ARTICLE.format(n=folder), encoding="utf-8")
    found = [tmp_path / "x/a.md", tmp_path / "y/a.md"]
    done = _export(*found, "--to", "docx", "-o", tmp_path / "out", "-j", 1)
    assert done.exit_code == 1
    assert "output-exists" in done.output
    assert len(list((tmp_path / "out").iterdir())) == 1


def _hang(folder: Path) -> Path:
    """An article that is never read: a pipe that nobody writes to."""
    path = folder / "hang.md"
    os.mkfifo(path)
    return path


def test_an_article_that_hangs_is_given_up(articles: list[Path], tmp_path: Path) -> None:
    hanging = _hang(tmp_path / "articles")
    batch = api.Batch(["docx"], tmp_path / "out", processes=2, timeout=5)
    results = {Path(one.input).name: one for one in batch.run([hanging, *articles])}
    assert results["hang.md"].status == "failed"
    assert [one.code for one in results["hang.md"].diagnostics] == ["article-timeout"]
    assert sum(one.status == "made" for one in results.values()) == 6


def _workers(pool: Pool) -> list[psutil.Process]:
    return [
        w for nursery in pool._nurseries for w in psutil.Process(nursery._process.pid).children()
    ]


def test_a_worker_that_dies_is_replaced(articles: list[Path], tmp_path: Path) -> None:
    hanging = _hang(tmp_path / "articles")
    with Pool(Order(("docx",)), 1) as pool:
        products = pool.run(Job(n, str(path)) for n, path in enumerate([hanging, *articles]))

        def kill() -> None:
            """Twice: an article whose worker is killed once is tried again."""
            killed: set[int] = set()
            while len(killed) < 2:
                for worker in _workers(pool):
                    if worker.pid not in killed:
                        time.sleep(0.5)
                        killed.add(worker.pid)
                        worker.kill()
                time.sleep(0.05)

        threading.Thread(target=kill).start()
        made = list(products)
    assert [one.diagnostics[0].code for one in made if not one.editions] == ["worker-lost"]
    assert sum(bool(one.editions) for one in made) == 6


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="no /proc")
def test_workers_are_forked_beside_no_thread(tmp_path: Path) -> None:
    """Python 3.12 and newer warn of threads at a fork; a lock that one holds stays held in a worker."""
    article, program = tmp_path / "a.md", tmp_path / "program.py"
    article.write_text(ARTICLE.format(n=1), "utf-8")
    program.write_text(
        "import os, sys\n"
        "fork, said = os.fork, open(sys.argv.pop(1), 'a')\n"
        "def forked():\n"
        "    print(len(os.listdir('/proc/self/task')), file=said, flush=True)\n"
        "    return fork()\n"
        "os.fork = forked\n"
        "from presskit.api.batch.nursery import main\n"
        "main()\n",
        "utf-8",
    )
    seen = tmp_path / "seen"
    begin = subprocess.Popen

    def started(command: list[str], **given: object) -> subprocess.Popen[bytes]:
        assert command[1:3] == ["-P", "-m"]
        line = [command[0], "-W", "error::DeprecationWarning:__main__", program, seen, *command[4:]]
        return begin(line, **given)  # type: ignore[call-overload,no-any-return]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("presskit.api.batch.pool.subprocess.Popen", started)
        with Pool(Order(("pdf", "epub", "docx")), 2) as pool:
            made = list(pool.run(Job(n, str(article)) for n in range(4)))
    assert all(one.editions for one in made)
    assert seen.read_text().split() == ["1"] * 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopped_it_leaves_whole_files_and_no_process(number: int, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for index in range(200):
        (folder / f"a{index}.md").write_text(ARTICLE.format(n=index), encoding="utf-8")
    command = [sys.executable, "-m", "presskit", "export", *sorted(folder.iterdir())]
    command += ["--to", "docx,epub", "-j", "2", "-o", tmp_path / "out"]
    command += ["--report", tmp_path / "report.json"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("out/*.epub")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(number)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 128 + number, said
    assert "Traceback" not in said
    assert 0 < len(list(tmp_path.glob("out/*"))) < 400
    assert not [path for path in (tmp_path / "out").iterdir() if path.name.startswith(".")]
    told = msgspec.json.decode((tmp_path / "report.json").read_bytes(), type=BatchReport)
    outputs = {output.file for one in told.results for output in one.outputs}
    written = {str(path) for path in tmp_path.glob("out/*")}
    # An article may have been written when the signal came, and not yet been told of.
    assert outputs <= written
    assert len(written - outputs) <= 2
    time.sleep(0.3)
    assert not _processes_with(str(tmp_path))


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_any_executor_will_do(kind: str, articles: list[Path], tmp_path: Path) -> None:
    pool = (
        ThreadPoolExecutor(2)
        if kind == "threads"
        else ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    )
    with pool as executor:
        batch = api.Batch(["docx"], tmp_path / "out", executor=executor)
        results = list(batch.run(articles))
    assert [one.status for one in results] == ["made"] * 6
    alone = tmp_path / "alone"
    list(api.Batch(["docx"], alone).run(articles))
    for path in alone.iterdir():
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes()


def test_articles_go_as_values(articles: list[Path], tmp_path: Path) -> None:
    """What a worker gets names no file of this machine that it would need."""
    from PIL import Image

    from presskit.api.batch.job import make
    from presskit.api.batch.packing import pack, packed

    articles[0].write_text("---\ntitle: ع\n---\n\n![وصف](p.png)\n", encoding="utf-8")
    Image.new("RGB", (40, 40), "red").save(tmp_path / "articles/p.png")
    Image.new("RGB", (40, 40), "blue").save(tmp_path / "logo.png")
    order = packed(
        Order(("epub",), publication=Publication(name="ص", logo=str(tmp_path / "logo.png")))
    )
    job, _ = pack(Job(0, str(articles[0])), order)
    here = make(order, job)
    for path in (articles[0], tmp_path / "articles/p.png", tmp_path / "logo.png"):
        path.unlink()
    there = make(order, job)
    assert there.editions
    assert [one.data for one in there.editions] == [one.data for one in here.editions]


def test_dask_loses_nothing_when_a_worker_is_killed(articles: list[Path], tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    folder = tmp_path / "articles"
    for number in range(6, 24):
        (folder / f"a{number}.md").write_text(ARTICLE.format(n=number), encoding="utf-8")
    # Loops and sockets of the cluster are closed by its own threads, late.
    script = f"""
import os, signal, sys, threading, time
from pathlib import Path
from distributed import LocalCluster
from presskit import api
if __name__ == "__main__":
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    pids = [worker.pid for worker in cluster.workers.values()]
    with api.dask(cluster.scheduler_address) as executor:
        batch = api.Batch(["docx"], {str(tmp_path / "out")!r}, executor=executor)
        for number, result in enumerate(batch.run(sorted(Path({str(folder)!r}).iterdir()))):
            if number == 1:
                os.kill(pids[0], signal.SIGKILL)
    report = batch.report()
    print(report.made, report.failed)
    cluster.close()
"""
    assert distributed
    (tmp_path / "run.py").write_text(script)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    done = subprocess.run(
        [sys.executable, tmp_path / "run.py"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=environment,
    )
    assert done.stdout.strip().splitlines()[-1:] == ["24 0"], done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 24


def test_no_scheduler_is_told_of(articles: list[Path]) -> None:
    pytest.importorskip("distributed")
    done = _export(*articles, "--scheduler", "nonsense://x")
    assert done.exit_code == 1
    assert "scheduler-missing" in done.output


def test_a_format_that_is_not_there_is_told_of(articles: list[Path]) -> None:
    (edition,) = api.export(articles[0], "docx")
    assert edition.format == "docx"
    for call in (api.Batch, lambda to: api.export(articles[0], to)):
        with pytest.raises(ValueError, match="no format 'txt'; there are pdf, epub, docx"):
            call(["pdf", "txt"])


def test_results_can_be_awaited(articles: list[Path], tmp_path: Path) -> None:
    async def run() -> list[str]:
        batch = api.Batch(["docx"], tmp_path / "out")
        return [result.status async for result in batch.arun(articles)]

    assert asyncio.run(run()) == ["made"] * 6


def test_threads_make_the_same_editions(articles: list[Path]) -> None:
    manuscript = api.read_article(articles[0])
    alone = [edition.data for edition in api.export(manuscript, api.FORMATS)]
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(api.export, manuscript, api.FORMATS) for _ in range(8)]
        for future in futures:
            assert [edition.data for edition in future.result()] == alone


def test_threads_leave_the_process_as_it_was(articles: list[Path]) -> None:
    """Where all start at once: fonts come by the environment, msgspec learns its types."""
    program = f"""
import subprocess, sys, threading
from presskit import api

sys.setswitchinterval(1e-6)
def make():
    start.wait()
    api.export(manuscript, ["pdf"])

manuscript, start = api.read_article({str(articles[0])!r}), threading.Barrier(4)
before, out = subprocess.check_output("env"), sys.stdout
threads = [threading.Thread(target=make) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(subprocess.check_output("env") == before, sys.stdout is out, file=out)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True True\n"


def test_the_report_follows_its_schema(articles: list[Path], tmp_path: Path) -> None:
    batch = api.Batch(["docx"], tmp_path / "out")
    list(batch.run([*articles, tmp_path / "none.md"]))
    report = json.loads(msgspec.json.encode(batch.report()))
    assert (report["made"], report["failed"]) == (6, 1)
    schema = json.loads(api.schema("batch-report"))["$defs"]["BatchReport"]
    assert set(schema["required"]) <= set(report) <= set(schema["properties"])


@pytest.mark.parametrize("processes", [1, 2])
def test_of_two_of_a_name_the_first_is_made(processes: int, tmp_path: Path) -> None:
    """Also where the second is done sooner."""
    long = ARTICLE.format(n=1) + "\n".join(f"- بند {n}" for n in range(300))
    paths = []
    for folder, text in (("x", long), ("y", ARTICLE.format(n=2))):
        paths.append(tmp_path / folder / "a.md")
        paths[-1].parent.mkdir()
        paths[-1].write_text(text, encoding="utf-8")
    batch = api.Batch(["docx"], tmp_path / "out", processes=processes)
    statuses = {one.input: one.status for one in batch.run(paths)}
    assert statuses == {str(paths[0]): "made", str(paths[1]): "failed"}


def test_all_editions_of_an_article_or_none(articles: list[Path], tmp_path: Path) -> None:
    (tmp_path / "out/a0.docx").mkdir(parents=True)
    batch = api.Batch(["epub", "docx"], tmp_path / "out")
    (result,) = batch.run(articles[0])
    assert (result.status, result.outputs) == ("failed", ())
    assert [one.code for one in result.diagnostics] == ["output-unwritable"]
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["a0.docx"]


def _processes_with(word: str) -> list[int]:
    """Processes that have a word in what they were started with, but not those that are ended."""
    found = []
    for one in psutil.process_iter():
        with suppress(psutil.Error):
            if word in " ".join(one.cmdline()) and one.status() != psutil.STATUS_ZOMBIE:
                found.append(one.pid)
    return found
