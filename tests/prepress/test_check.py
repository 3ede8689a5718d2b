"""`presskit check` and `--preflight`: what is printed where, exit codes, what is imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from papers import Paper

from presskit.cli.main import presskit
from presskit.prepress.records import Preflight

TEXT = b"BT /F 10 Tf 50 700 Td (Some words) Tj ET"
ARTICLE = "---\ntitle: خبر قصير\n---\n\nنص قصير.\n"
MADE = ("output/a.pdf", "output/a.docx")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with an article, a sound PDF and one without its font."""
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(ARTICLE, "utf-8")
    Path("good.pdf").write_bytes(Paper(TEXT).font("F", "ABCDEF+Serif").data())
    Path("bad.PDF").write_bytes(Paper(TEXT).font("F", "Serif", embedded=False).data())
    return tmp_path


def _run(*args):
    return CliRunner().invoke(presskit, args, catch_exceptions=False)


def test_the_report_goes_to_stdout_and_findings_to_stderr(here):
    result = _run("check", "good.pdf")
    assert result.exit_code == 0
    assert result.stdout.startswith("good.pdf\n")
    for said in ("PDF 1.", "A title", "none claimed", "210 × 297 mm", "DeviceGray", "Serif"):
        assert said in result.stdout
    assert result.stderr.startswith("good.pdf: note [pdf-standard-none] ")
    quiet = _run("check", "good.pdf", "-q")
    assert (quiet.stdout, quiet.stderr) == ("", "")


def test_one_bad_file_fails_and_the_rest_is_checked(here):
    result = _run("check", "bad.PDF", "none.pdf", "good.pdf")
    assert result.exit_code == 1
    assert "bad.PDF: error [pdf-font-unembedded]" in result.stderr
    assert "none.pdf: error [file-missing]" in result.stderr
    assert "good.pdf" in result.stdout


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("none.pdf", "file-missing"),
        ("folder.pdf", "file-is-folder"),
        ("empty.pdf", "pdf-unreadable"),
        ("text.pdf", "pdf-unreadable"),
    ],
)
def test_files_that_cannot_be_checked(name, code, here):
    (here / "folder.pdf").mkdir()
    (here / "empty.pdf").touch()
    (here / "text.pdf").write_text("not a PDF")
    result = _run("check", name)
    assert result.exit_code == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{name}: error [{code}] ")
    assert line.endswith(")"), "what can be done about it?"


def test_json_is_a_record_a_line(here):
    result = _run("check", "good.pdf", "bad.PDF", "--output-format", "json")
    records = [msgspec.json.decode(line, type=Preflight) for line in result.stdout.splitlines()]
    assert [record.file for record in records] == ["good.pdf", "bad.PDF"]
    assert [font.embedded for record in records for font in record.fonts] == [True, False]
    found = json.loads(result.stderr)["diagnostics"]
    assert [one["code"] for one in found].count("pdf-font-unembedded") == 1
    fields = set(json.loads(result.stdout.splitlines()[0]))
    assert fields == set(Preflight.__struct_fields__), "no field may come and go"


def test_findings_for_github(here):
    result = _run("check", "bad.PDF", "--output-format", "github")
    assert result.stdout == ""
    assert "::error file=bad.PDF,title=PK0812 pdf-font-unembedded::" in result.stderr


def test_against_an_article(here):
    assert _run("pdf", "a.md").exit_code == 0
    right = _run("check", "output/a.pdf", "--article", "a.md")
    assert right.exit_code == 0
    assert "4 of the article's 4 come back (100 %)" in right.stdout
    wrong = _run("check", "good.pdf", "--article", "a.md")
    assert wrong.exit_code == 0
    assert "0 of the article's 4 come back (0 %)" in wrong.stdout
    assert "warning [pdf-words-missing]" in wrong.stderr
    none = _run("check", "good.pdf", "--article", "none.md")
    assert none.exit_code == 1
    assert none.stderr.startswith("none.md: error [file-missing]")


def test_a_preflight_of_what_is_made(here):
    result = _run("export", "a.md", "--to", "docx,pdf", "--preflight")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "4 of the article's 4 come back" in result.stderr
    assert "PDF/UA-1" in result.stderr
    assert all((here / name).exists() for name in MADE)
    piped = _run("pdf", "a.md", "-o", "-", "--preflight", "--output-format", "json")
    assert piped.stdout_bytes.startswith(b"%PDF")
    (record,) = json.loads(piped.stderr)["preflights"]
    assert record["recall"]["share"] == 1.0
    assert "preflights" not in json.loads(_run("pdf", "a.md", "--output-format", "json").stderr)


def test_a_preflight_with_errors_stops_the_editions(here, monkeypatch):
    bad = (here / "bad.PDF").read_bytes()
    monkeypatch.setattr("presskit.render.pdf.render", lambda *_, **__: bad)
    result = _run("export", "a.md", "--to", "docx,pdf", "--preflight")
    assert result.exit_code == 1
    assert result.stderr.count("error [pdf-font-unembedded]") == 1
    assert not (here / "output").exists()


@pytest.mark.parametrize("args", [("check",), ("epub", "a.md", "--preflight")])
def test_misuse_exits_2(args, here):
    assert _run(*args).exit_code == 2


def _imported(*args):
    code = (
        "import sys\nfrom presskit.cli.main import presskit\n"
        "presskit(sys.argv[1:], standalone_mode=False)\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.splitlines()[-1].split())


def test_pdf_readers_are_imported_only_when_something_is_checked(here):
    readers = {"pikepdf", "pypdfium2"}
    assert not readers & _imported("pdf", "a.md")
    assert not readers & _imported("schema", "preflight")
    assert readers <= _imported("check", "good.pdf")
    assert readers <= _imported("pdf", "a.md", "--preflight")
