"""The command: bad input as data, exit codes, streams, formats of findings, and what it imports."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner

import presskit as package
from presskit.cli.main import presskit
from presskit.rulebook import RULES

if TYPE_CHECKING:
    from click.testing import Result

GOOD = "---\ntitle: خبر قصير\n---\n\nنص الخبر.\n"


def _png(width: int, height: int) -> bytes:
    """The head of a PNG of any size, and no pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _with_image(source: str) -> str:
    return f"{GOOD}\n![وصف]({source})\n"


class Bad(NamedTuple):
    """An input that cannot be set: what is reported, where, and words that the report has."""

    id: str
    code: str
    place: str
    files: dict[str, str | bytes]
    said: str = ""
    args: tuple[str, ...] = ("a.md",)


_LONG = f"{GOOD}\n" + "قال أمين السوق إن المدينة كلها تنتظر الموسم. " * 5
_NESTED = "".join(f"{'  ' * depth}- بند\n" for depth in range(500))
BAD = (
    Bad("missing", "file-missing", "a.md", {}),
    Bad("folder", "file-is-folder", "a.md", {"a.md/x": ""}),
    Bad("empty", "file-empty", "a.md", {"a.md": ""}),
    Bad("blank", "file-empty", "a.md", {"a.md": " \n\n"}),
    Bad("windows-1256", "encoding-not-utf8", "a.md:2", {"a.md": _LONG.encode("cp1256")}, "1256"),
    Bad("utf-16", "encoding-not-utf8", "a.md", {"a.md": GOOD.encode("utf-16")}, "UTF-16"),
    Bad(
        "utf-16-bare",
        "encoding-not-utf8",
        "a.md",
        {"a.md": "title of it".encode("utf-16-le")},
        "UTF-16",
    ),
    Bad("nul", "control-character", "a.md:5:4", {"a.md": GOOD.replace("نص ", "نص \0")}, "NUL"),
    Bad("control", "control-character", "a.md:5:1", {"a.md": GOOD.replace("نص", "\x07نص")}),
    Bad("front-open", "front-matter-broken", "a.md:1", {"a.md": "---\ntitle: خبر\n\nنص\n"}),
    Bad("front-line", "front-matter-broken", "a.md:3", {"a.md": "---\ntitle: خبر\nكلام\n---\n"}),
    Bad("no-title", "title-missing", "a.md:1", {"a.md": "---\nlang: ar\n---\n\nنص.\n"}),
    Bad("date", "date-unreadable", "a.md:3:7", {"a.md": "---\ntitle: خ\ndate: 31/2/2024\n---\nن"}),
    Bad("language", "language-unknown", "a.md:3", {"a.md": "---\ntitle: خ\nlang: ??\n---\nن"}),
    Bad("note", "note-missing", "a.md:5:9", {"a.md": GOOD.replace("الخبر.\n", "الخبر[^7].\n")}),
    Bad("image-missing", "image-missing", "a.md:7", {"a.md": _with_image("no.png")}),
    Bad(
        "image-up",
        "image-outside",
        "d/a.md:7",
        {"d/a.md": _with_image("../x.png"), "x.png": _png(1, 1)},
        args=("d/a.md",),
    ),
    Bad("image-root", "image-outside", "a.md:7", {"a.md": _with_image("/etc/passwd")}),
    Bad(
        "image-remote", "image-remote", "a.md:7", {"a.md": _with_image("https://example.org/x.png")}
    ),
    Bad("image-file", "image-remote", "a.md:7", {"a.md": _with_image("file:///etc/passwd")}),
    Bad(
        "image-text", "image-unreadable", "a.md:7", {"a.md": _with_image("x.png"), "x.png": "text"}
    ),
    Bad(
        "image-svg", "image-unreadable", "a.md:7", {"a.md": _with_image("x.svg"), "x.svg": "<svg/>"}
    ),
    Bad(
        "image-bomb",
        "image-too-large",
        "a.md:7",
        {"a.md": _with_image("x.png"), "x.png": _png(90_000, 90_000)},
    ),
    Bad("nested", "nesting-too-deep", "a.md", {"a.md": GOOD + _NESTED}),
    Bad("quotes", "nesting-too-deep", "a.md", {"a.md": f"{GOOD}\n{'> ' * 500}نص\n"}),
    Bad("long-line", "file-too-large", "a.md:5", {"a.md": GOOD.replace("نص", "نص " * 1_000_000)}),
    Bad("kind", "file-kind-unknown", "a.pdf", {"a.pdf": "%PDF-1.7"}, args=("a.pdf",)),
    Bad(
        "json-broken",
        "json-invalid",
        "a.json:2",
        {"a.json": '{"title": "خبر",\n]'},
        args=("a.json",),
    ),
    Bad(
        "json-schema",
        "json-invalid",
        "a.json",
        {"a.json": '{"title": "خ", "body": [{"type": "heading", "level": "2", "children": []}]}'},
        "$.body[0].level",
        args=("a.json",),
    ),
    Bad(
        "json-key",
        "json-invalid",
        "a.json",
        {"a.json": '{"title": "خ", "colour": 1}'},
        "colour",
        args=("a.json",),
    ),
    Bad(
        "json-no-title",
        "json-invalid",
        "a.json",
        {"a.json": '{"body": []}'},
        "title",
        args=("a.json",),
    ),
    Bad(
        "theme", "theme-unknown", "", {"a.md": GOOD}, "nothing", args=("a.md", "--theme", "nothing")
    ),
    Bad("paper", "paper-unknown", "", {"a.md": GOOD}, "a99", args=("a.md", "--paper", "a99")),
    Bad(
        "output",
        "output-unwritable",
        "file/x.pdf",
        {"a.md": GOOD, "file": ""},
        args=("a.md", "-o", "file/x.pdf"),
    ),
    Bad("output-folder", "output-unwritable", "", {"a.md": GOOD, "output": ""}, args=("a.md",)),
    Bad(
        "config",
        "config-invalid",
        "",
        {"a.md": GOOD, "presskit.toml": "colour = 1\n"},
        "presskit.toml",
    ),
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _run(*args: str, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(presskit, args, input=text, catch_exceptions=False)


def _errors(result: Result) -> list[dict[str, object]]:
    found = json.loads(result.stderr)["diagnostics"]
    return [diagnostic for diagnostic in found if diagnostic["severity"] == "error"]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.id)
def test_bad_input(bad: Bad, here: Path) -> None:
    _write(here, bad.files)
    before = sorted(here.rglob("*"))
    result = _run("pdf", *bad.args)
    assert result.exit_code == 1
    assert sorted(here.rglob("*")) == before, "nothing may be left behind"
    assert result.stdout == ""
    shown = [line for line in result.stderr.splitlines() if ": error [" in line]
    assert len(shown) == 1, result.stderr
    assert shown[0].startswith(bad.place)
    assert bad.said in result.stderr
    assert "Traceback" not in result.stderr
    (error,) = _errors(_run("pdf", *bad.args, "--output-format", "json"))
    assert error["code"] in RULES
    assert not bad.code or error["code"] == bad.code
    assert error["message"]
    assert error["hint"], "what can be done about it?"


def test_every_error_at_once(here: Path) -> None:
    _write(
        here, {"a.md": _with_image("no.png") + "\n![وصف](https://example.org/x.png)\n\nكلمة[^9]\n"}
    )
    errors = _errors(_run("pdf", "a.md", "--output-format", "json"))
    assert {error["code"] for error in errors} == {"image-missing", "image-remote", "note-missing"}


@pytest.mark.parametrize(
    "fence",
    ["```\nنص الرمز", "::: pullquote\nنص الاقتباس", "::: delegation\nوفد:\n\n- عضو: سامي بدر"],
)
def test_an_unclosed_fence_keeps_its_text(fence: str, here: Path) -> None:
    _write(here, {"a.md": f"{GOOD}\n{fence}\n"})
    result = _run("layout", "a.md")
    assert result.exit_code == 0
    assert "warning [fence-unclosed]" in result.stderr
    assert fence.rsplit(maxsplit=1)[-1] in result.stdout


def test_a_title_from_a_heading_is_a_note(here: Path) -> None:
    _write(here, {"a.md": "# عنوان من النص\n\nنص.\n"})
    result = _run("epub", "a.md")
    assert result.exit_code == 0
    assert "note [title-from-heading]" in result.stderr
    quiet = _run("epub", "a.md", "-q")
    assert quiet.stderr == ""


def test_a_bad_article_harms_no_other(here: Path) -> None:
    _write(here, {"one.md": GOOD, "bad.md": "", "two.md": GOOD})
    result = _run("docx", "one.md", "bad.md", "no.md", "two.md")
    assert result.exit_code == 1
    assert sorted(path.name for path in (here / "output").iterdir()) == ["one.docx", "two.docx"]
    assert result.stderr.count(": error [") == 2


def test_all_editions_or_none(here: Path) -> None:
    _write(here, {"a.md": GOOD.replace("نص ", "نص 𓀀")})
    result = _run("export", "a.md", "--to", "docx,pdf", "--strict")
    assert result.exit_code == 1
    assert "a.md:5:4: error [character-uncovered] PK0606" in result.stderr
    assert not (here / "output").exists()
    result = _run("export", "a.md", "--to", "docx,pdf")
    assert result.exit_code == 0
    assert "a.md:5:4: warning [character-uncovered] PK0606" in result.stderr


def test_from_stdin_to_stdout(here: Path) -> None:
    result = _run("docx", "-", "-o", "-", text=GOOD)
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(b"PK")
    assert list(here.iterdir()) == []
    again = _run("epub", "-", "-o", "-", text='{"title": "خبر", "language": "ar"}')
    assert again.stdout_bytes.startswith(b"PK")


def test_stdin_by_name_is_dash(here: Path) -> None:
    result = _run("docx", "-", "-o", "-", text="نص بلا عنوان. وجملة أخرى.")
    assert result.exit_code == 1
    assert result.stderr.startswith("-:1:1: error [title-missing]")
    assert result.stdout_bytes == b""


@pytest.mark.parametrize(
    ("args", "written"),
    [
        (("pdf", "a.md"), ["output/a.pdf"]),
        (("epub", "a.md", "-o", "new/x.epub"), ["new/x.epub"]),
        (("docx", "a.md", "-o", "new/"), ["new/a.docx"]),
        (("export", "a.md", "--to", "docx,epub", "-o", "new"), ["new/a.docx", "new/a.epub"]),
        (("docx", "a.md", "b.md"), ["output/a.docx", "output/b.docx"]),
    ],
)
def test_where_editions_land(args: tuple[str, ...], written: list[str], here: Path) -> None:
    _write(here, {"a.md": GOOD, "b.md": GOOD})
    result = _run(*args)
    assert result.exit_code == 0, result.stderr
    made = [path for path in here.rglob("*.*") if path.suffix != ".md" and path.is_file()]
    assert sorted(str(path.relative_to(here)) for path in made) == written
    assert all(name in result.stderr for name in written)


@pytest.mark.parametrize(
    "args",
    [
        ("pdf",),
        ("nothing",),
        ("pdf", "a.md", "--columns", "9"),
        ("export", "a.md", "--to", "pdf,html"),
        ("pdf", "a.md", "b.md", "-o", "-"),
        ("pdf", "a.md", "--output-format", "xml"),
    ],
)
def test_misuse_exits_2(args: tuple[str, ...], here: Path) -> None:
    _write(here, {"a.md": GOOD, "b.md": GOOD})
    result = _run(*args)
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert not (here / "output").exists()


def test_findings_as_json(here: Path) -> None:
    _write(here, {"a.md": "---\ntitle: خبر\ncolour: red\n---\n\nنص.\n"})
    result = _run("docx", "a.md", "--output-format", "json")
    document = json.loads(result.stderr)
    (found,) = document["diagnostics"]
    assert found["code"] == "front-matter-key"
    assert found["place"] == {"file": "a.md", "at": [3, 1]}
    (edition,) = document["editions"]
    assert edition["file"] == "output/a.docx"
    assert edition["bytes"] == (here / "output/a.docx").stat().st_size


def test_findings_for_github(here: Path) -> None:
    _write(here, {"a%.md": "---\ntitle: خبر\ncolour: red\n---\n\nنص.\n"})
    result = _run("docx", "a%.md", "--output-format", "github")
    assert result.exit_code == 0
    assert result.stderr.startswith(
        "::warning file=a%25.md,title=PK0202 front-matter-key,line=3,col=1::"
    )
    assert result.stderr.count("\n") == 1


def test_the_layout_is_json(here: Path) -> None:
    _write(here, {"a.md": GOOD})
    result = _run("layout", "a.md")
    assert json.loads(result.stdout)["metadata"]["title"] == "خبر قصير"


@pytest.mark.parametrize("record", ["article", "issue", "layout", "preflight", "publication"])
def test_schemas_are_json_schema(record: str) -> None:
    document = json.loads(_run("schema", record).stdout)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["$defs"]


def test_lists_of_themes_and_fonts() -> None:
    assert "sahifa" in _run("themes").stdout
    assert "Amiri" in _run("fonts").stdout


# What runs in a process of its own: imports, and runs that are killed.


def _imported(*args: str, folder: Path) -> set[str]:
    """The modules that a command imports."""
    probe = (
        "import sys\nfrom presskit.cli import main\nsys.argv = ['presskit', *sys.argv[1:]]\n"
        "try:\n    main()\nexcept SystemExit as done:\n    assert not done.code, done.code\n"
        "print('\\n' + ' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, *args],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_version_stays_light(tmp_path: Path) -> None:
    imported = _imported("--version", folder=tmp_path)
    heavy = {"msgspec", "weasyprint", "docx", "ebooklib", "jinja2", "PIL", "lxml", "babel"}
    heavy |= {"rich", "fontTools", "uharfbuzz", "markdown_it", "presskit.api"}
    assert not heavy & imported


@pytest.mark.parametrize("kind", ["epub", "docx"])
def test_an_edition_imports_only_its_own_libraries(kind: str, tmp_path: Path) -> None:
    _write(tmp_path, {"a.md": GOOD})
    imported = _imported(kind, "a.md", folder=tmp_path)
    assert f"presskit.render.{kind}" in imported
    assert not {"weasyprint", "pydyf", "cffi", "rich"} & imported
    assert ({"epub": "docx", "docx": "ebooklib"}[kind]) not in imported


def test_importing_the_package_stays_light() -> None:
    code = "import sys, presskit; print('msgspec' in sys.modules, 'click' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "False"]
    assert all(hasattr(package, name) for name in package.__all__)


def test_a_command_leaves_without_freeing_after_all_that_runs_at_exit(tmp_path: Path) -> None:
    code = (
        "import atexit, sys, threading, time\nfrom presskit.cli import main, version\n"
        "class Kept:\n    def __del__(self): print('freed')\nkept = Kept()\n"
        "def late():\n    time.sleep(0.2)\n    print('thread')\n"
        "def said():\n    atexit.register(print, 'at exit')\n"
        "    threading.Thread(target=late).start()\n    sys.exit(7)\n"
        "version.print_version = said\nsys.argv = ['presskit', 'version']\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split("\n")) == (7, ["thread", "at exit", ""])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_killed_while_it_renders_leaves_nothing(number: int, tmp_path: Path) -> None:
    _write(tmp_path, {"a.md": GOOD + "نص طويل يملأ الصفحات كلها. " * 4000})
    running = subprocess.Popen(
        [sys.executable, "-m", "presskit", "export", "a.md", "--to", "docx,pdf"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.DEVNULL,
    )
    time.sleep(0.8)
    running.send_signal(number)
    assert running.wait(10) in {-number, 128 + number}
    assert [path.name for path in tmp_path.rglob("*")] == ["a.md"]


def test_a_run_killed_while_it_writes_leaves_no_half_file(tmp_path: Path) -> None:
    """Killed before the finished file gets its name."""
    _write(tmp_path, {"a.md": GOOD, "output/a.docx": "the one from yesterday"})
    code = (
        "import os, signal, sys\nfrom presskit.cli.main import presskit\n"
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "presskit(['docx', 'a.md'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / "output/a.docx").read_text("utf-8") == "the one from yesterday"


def test_no_article_is_written_over(here: Path) -> None:
    run = CliRunner()
    (here / "b").mkdir()
    for path in ("a.md", "b/a.md"):
        (here / path).write_text(GOOD, encoding="utf-8")
    for args in (["docx", "a.md", "-o", "a.md"], ["export", "a.md", "--report", "a.md"]):
        assert run.invoke(presskit, args).exit_code != 0
        assert (here / "a.md").read_text(encoding="utf-8") == GOOD
    done = run.invoke(presskit, ["epub", "a.md", "b/a.md", "-o", "out"])
    assert done.exit_code == 1
    assert "output-exists" in done.output
    word = run.invoke(presskit, ["docx", "a.md", "-o", "."])
    assert word.exit_code == 0, word.output
    done = run.invoke(presskit, ["docx", "a.docx", "-o", "."])
    assert "written over the article" in done.output


def test_links_stay_and_pipes_are_written_to(here: Path) -> None:
    (here / "a.md").write_text(GOOD, encoding="utf-8")
    (here / "real").mkdir()
    (here / "link.docx").symlink_to("real/a.docx")
    assert CliRunner().invoke(presskit, ["docx", "a.md", "-o", "link.docx"]).exit_code == 0
    assert (here / "link.docx").is_symlink()
    assert (here / "real/a.docx").read_bytes().startswith(b"PK")
    os.mkfifo(here / "pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE) as reader:
        assert CliRunner().invoke(presskit, ["docx", "a.md", "-o", "pipe"]).exit_code == 0
        assert reader.communicate(timeout=20)[0] == (here / "real/a.docx").read_bytes()
    assert (here / "pipe").is_fifo()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ("pdf a.md -o x.epub", "presskit epub … -o x.epub"),
        ("docx a.md -o x.pdf", "x.docx"),
        ("epub a.md -o x", "x.epub or x/"),
        ("docx a.md -o issue.34", "ends in .docx"),
        ("docx --init-template -o x.pdf", "x.docx"),
        ("epub a.md b.md -o x.epub", "go into a folder"),
        ("export a.md -o x.pdf", "presskit pdf ARTICLE -o x.pdf"),
        ("digest a.md --title t -o x.epub", "go into a folder"),
        ("handoff a.md -o x.docx", "ends in .zip"),
        ("import a.txt -o x.pdf", "ends in .md"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(here: Path, args: str, says: str) -> None:
    for name in ("a.md", "b.md", "a.txt"):
        (here / name).write_text(GOOD, encoding="utf-8")
    before = sorted(here.rglob("*"))
    done = CliRunner().invoke(presskit, args.split())
    assert done.exit_code == 2, done.output
    assert says in " ".join(done.output.split())
    assert sorted(here.rglob("*")) == before


def test_the_press_has_a_file_of_its_own() -> None:
    assert package.Options(for_press=True).file_name("a", "pdf") == "a-press.pdf"
    assert package.Options(for_press=True).file_name("a", "epub") == "a.epub"
    assert package.Options().file_name("a", "pdf") == "a.pdf"
