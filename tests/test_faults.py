"""What a killed run, a full disk, a signal or a stranger's folder does: nothing that stays, and no riddle."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from presskit import api
from presskit.api.batch.cache import Cache
from presskit.cli.workplace import workplace
from presskit.files.locks import lock
from presskit.files.writing import write_whole
from presskit.pictures import resvg_process
from presskit.troubles import trouble

ARTICLE = "---\ntitle: خبر قصير\n---\n\nنص.\n"


def run(*words: str, cwd: Path, shell: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """The command, as its entry script runs it; `shell` is what stands behind it."""
    line = [sys.executable, "-P", "-m", "presskit", *words]
    return subprocess.run(
        ["/bin/sh", "-c", f'"$@" {shell}', "sh", *line],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(Path(api.__file__).parents[2])} | env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    return tmp_path


def test_what_a_killed_run_left_beside_an_output_goes_with_the_next(folder: Path) -> None:
    dying = (
        "import os, sys; from pathlib import Path; from presskit.files.writing import write_whole\n"
        "os.replace = lambda *_: os._exit(9)\nwrite_whole(Path('out/a.docx'), b'x')"
    )
    for _ in range(2):
        subprocess.run([sys.executable, "-c", dying], cwd=folder, check=False, timeout=60)
    (left,) = (folder / "out").iterdir()
    held = folder / "out" / ".presskit-held"
    with held.open("xb") as file:
        lock(file)
        write_whole(folder / "out" / "a.docx", b"y")
        assert not left.exists()
        assert sorted(os.listdir(folder / "out")) == [".presskit-held", "a.docx"]


def test_temporary_files_of_killed_runs_go_with_the_next(folder, monkeypatch) -> None:
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for name in ("presskit-run-left", "presskit-run-held", "presskit-run-new"):
        (folder / name).mkdir()
        (folder / name / "tmp").write_text("")
    (folder / "presskit-run-left" / "lock").touch()
    with (folder / "presskit-run-held" / "lock").open("xb") as file:
        lock(file)
        with workplace():
            own = Path(tempfile.mkdtemp())
            assert own.parent.parent == folder
            assert os.environ["TMPDIR"] == str(own.parent)
        names = {path.name for path in folder.iterdir()}
    assert names == {"a.md", "presskit-run-held", "presskit-run-new"}
    assert os.environ["TMPDIR"] == str(folder)


TROUBLES = [
    (MemoryError(), "memory-short"),
    (OSError(errno.ENOMEM, "Cannot allocate memory"), "memory-short"),
    (ImportError("a.so: failed to map segment from shared object"), "memory-short"),
    (RuntimeError("can't start new thread"), "memory-short"),
    (OSError(errno.ENOSPC, "No space left on device", "/tmp/a/b"), "disk-full"),
    (OSError(errno.EDQUOT, "Disk quota exceeded"), "disk-full"),
    (
        FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']"),
        "temporary-unwritable",
    ),
    (OSError(errno.ENOENT, "No such file", "a"), None),
    (ValueError("a"), None),
]


@pytest.mark.parametrize(("error", "code"), TROUBLES)
def test_the_machine_s_troubles_are_told_as_such(error, code) -> None:
    raised = RuntimeError("while rendering")
    raised.__cause__ = error
    found = trouble(raised, "a.md")
    assert (found.code if found else None) == code
    if found and code == "temporary-unwritable":
        assert "TMPDIR" in found.hint


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_output_is_told_and_a_full_stderr_costs_nothing(folder: Path) -> None:
    done = run("docx", "a.md", "-o", "-", cwd=folder, shell="> /dev/full")
    assert done.returncode == 1
    assert "disk-full" in done.stderr
    assert "defect" not in done.stderr
    for closed in ("2> /dev/full", "2>&-"):
        done = run("docx", "a.md", "-o", "a.docx", cwd=folder, shell=closed)
        assert done.returncode == 0
        (folder / "a.docx").unlink()


def test_text_for_programs_is_utf_8_under_any_code_page(folder: Path) -> None:
    done = run("rule", "PK0301", cwd=folder, PYTHONIOENCODING="cp1252")
    assert done.returncode == 0
    assert "PK0301" in done.stdout


SIGNALS = [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)]


@pytest.mark.parametrize(("name", "code"), SIGNALS)
def test_signals_are_told_alike(folder: Path, name: str, code: int) -> None:
    program = (
        "import importlib, os, signal, sys, time; m = importlib.import_module('presskit.cli.main')\n"
        f"m.presskit = lambda **_: (os.kill(os.getpid(), signal.{name}), time.sleep(20))\n"
        "sys.argv[1:] = ['pdf', 'a.md']; m.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=os.environ | {"TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr.count("\n")) == (code, 1)
    assert os.listdir(folder) == ["a.md"]


@pytest.mark.parametrize("words", [("digest", "--title", "عدد", "a.md"), ("handoff", "a.md")])
def test_an_issue_and_a_handoff_that_term_ends_say_so(folder: Path, words: tuple[str, ...]) -> None:
    """The signal comes while the first layout is made."""
    program = (
        "import os, signal, sys, time; import presskit.layout.compose as c\n"
        "from presskit.cli.main import main\n"
        "def stop(*_, **__): os.kill(os.getpid(), signal.SIGTERM); time.sleep(20)\n"
        "c.compose = stop\n"
        f"sys.argv[1:] = {[*words, '-o', 'out/']!r}; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=os.environ | {"TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr.count("\n")) == (143, 1), done.stderr
    assert os.listdir(folder) == ["a.md"]


def test_a_system_without_hangup_and_without_a_limit_of_memory(monkeypatch) -> None:
    program = "import signal; del signal.SIGHUP; from presskit.cli.signals import stoppable\nwith stoppable(): pass"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
    import resource

    def refuse(*_: object) -> None:
        raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refuse)
    monkeypatch.setattr(sys, "argv", ["resvg", "10"])
    said: list[dict[str, str]] = []
    monkeypatch.setattr(json, "load", lambda _: {"svg_string": "<svg/>"})
    import resvg_py

    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **given: said.append(given) or b"")
    resvg_process.main()
    assert said


# Files named like modules of Python and of the libraries, some of which are loaded late.
_NAMES = (
    "colorsys",
    "numbers",
    "json",
    "random",
    "secrets",
    "string",
    "textwrap",
    "click",
    "msgspec",
)
_NAMES += (
    "jinja2",
    "weasyprint",
    "ebooklib",
    "docx",
    "lxml",
    "presskit",
    "sitecustomize",
    "pickle",
)


@pytest.mark.parametrize(
    "words",
    [("docx", "a.md", "-o", "a.docx"), ("export", "a.md", "-j", "2", "--timeout", "60", "--force")],
)
def test_nothing_of_the_working_folder_is_imported(folder: Path, words: tuple[str, ...]) -> None:
    for name in _NAMES:
        (folder / f"{name}.py").write_text("open('ran', 'w').close()\n", "utf-8")
    done = run(*words, cwd=folder, PRESSKIT_CACHE=str(folder / "cache"))
    assert done.returncode == 0, done.stderr
    assert not (folder / "ran").exists()


def test_the_module_form_drops_the_working_folder(folder: Path) -> None:
    for name in ("colorsys", "numbers", "json", "random", "click", "docx", "lxml"):
        (folder / f"{name}.py").write_text("open('ran', 'w').close()\n", "utf-8")
    env = os.environ | {"PYTHONPATH": str(Path(api.__file__).parents[2])}
    line = [sys.executable, "-m", "presskit", "docx", "a.md", "-o", "a.docx"]
    subprocess.run(line, cwd=folder, env=env, check=True, capture_output=True, timeout=60)
    assert not (folder / "ran").exists()


@pytest.mark.parametrize("name", ["../../a.docx", "/a.docx", "..", "b\\a.docx", "b/a.docx", ""])
def test_a_record_of_the_cache_leads_nowhere_else(folder: Path, name: str, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    cache = Cache(folder / "cache")
    batch = api.Batch(("docx",), "out/here", cache=cache)
    assert [one.status for one in batch.run(["a.md"])] == ["made"]
    for path in (folder / "cache" / "records").rglob("*"):
        if path.is_file():
            record = json.loads(path.read_bytes())
            record["editions"][0]["name"] = name
            path.write_text(json.dumps(record), "utf-8")
    (folder / "out/here/a.docx").unlink()
    batch = api.Batch(("docx",), "out/here", cache=cache)
    assert [one.status for one in batch.run(["a.md"])] == ["made"]
    assert sorted(path.name for path in folder.rglob("*.docx")) == ["a.docx"]
    assert (folder / "out/here/a.docx").exists()


def test_the_cache_is_the_user_s_alone(folder: Path, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "open").mkdir(mode=0o755)
    for name in ("new", "open"):
        list(api.Batch(("docx",), "out", cache=Cache(folder / name)).run(["a.md"]))
        assert (folder / name).stat().st_mode & 0o777 == 0o700


def test_a_command_gives_up_in_time_and_takes_no_more_than_it_may(folder: Path) -> None:
    (folder / "long.md").write_text(ARTICLE + "كلمة **كلمة** كلمة.\n\n" * 20_000, "utf-8")
    done = run("docx", "long.md", "--timeout", "0.5", "-o", "a.docx", cwd=folder)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "article-timeout" in done.stderr
    done = run("docx", "long.md", "--memory", "200", "-o", "a.docx", cwd=folder)
    assert done.returncode == 1
    assert "memory-short" in done.stderr
    assert sorted(os.listdir(folder)) == ["a.md", "long.md"]
    done = run("docx", "a.md", "--memory", "2000", "--timeout", "100", "-o", "a.docx", cwd=folder)
    assert done.returncode == 0, done.stderr


def test_a_warm_process_lets_go_of_its_font_maps() -> None:
    program = (
        "import gc; from presskit.api.batch.job import *; from weasyprint.text.fonts import FontConfiguration\n"
        "warm_up(Order(('pdf',)))\n"
        "count = lambda: sum(isinstance(one, FontConfiguration) for one in gc.get_objects())\n"
        "before = count(); have_one_thread(); print(before, count())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "1 0\n"
