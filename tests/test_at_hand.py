"""What is at hand: commands that help themselves, texts as articles, editions that show themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from io import BytesIO

import pytest
from click.testing import CliRunner
from PIL import Image

import presskit
from presskit.cli.main import COMMANDS
from presskit.cli.main import presskit as command

TEXT = "---\ntitle: عنوان\nlanguage: ar\n---\n\nفقرة.\n"


def _run(*args: str):
    return CliRunner().invoke(command, args)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_that_of_the_command(name):
    assert _run("help", name).stdout == _run(name, "--help").stdout


def test_help_goes_into_groups_and_says_what_is_none():
    assert "Usage: presskit theme " in _run("help", "theme").stdout
    assert "no commands of its own" in _run("help", "pdf", "a").stderr
    assert _run("help").stdout == _run("--help").stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [("pfd", "Did you mean pdf"), ("exprot", "Did you mean export"), ("شيء", "No such command")],
)
def test_a_command_that_is_none_is_guessed(name, said):
    result = _run(name)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_file_in_a_commands_place_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.md").write_text(TEXT, encoding="utf-8")
    assert "presskit pdf article.md" in _run("article.md").stderr


def test_the_manual_page_is_one_that_man_reads():
    page = _run("help", "--man").stdout
    assert all(f"presskit {name}" in page for name in COMMANDS)
    assert "\\-\\-watch" in page
    if groff := shutil.which("groff"):
        call = [groff, "-man", "-Kutf8", "-Tutf8", "-ww", "-z"]
        made = subprocess.run(call, input=page, check=True, capture_output=True, text=True)
        assert made.stderr == ""


def test_what_was_made_is_opened(tmp_path, monkeypatch):
    opened = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("click.launch", opened.append)
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    assert _run("docx", "a.md", "--open").exit_code == 0
    assert opened == [os.path.join("output", "a.docx")]
    assert _run("docx", "a.md").exit_code == 0
    assert len(opened) == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(shell):
    result = _run("completion", shell)
    assert result.exit_code == 0
    assert "_PRESSKIT_COMPLETE" in result.stdout


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("presskit pdf --theme s", "plain,sahifa"),
        ("presskit pdf --paper a", "plain,a4"),
        ("presskit export --to pdf,e", "plain,pdf,epub"),
        ("presskit pdf art", "file,art"),
        ("presskit pre", "plain,preview"),
    ],
)
def test_what_a_shell_offers(words, offered):
    made = subprocess.run(
        [sys.executable, "-m", "presskit"],
        env=os.environ
        | {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
            "_PRESSKIT_COMPLETE": "bash_complete",
        },
        check=True,
        capture_output=True,
        text=True,
    )
    assert offered in made.stdout.splitlines()


@pytest.mark.parametrize(
    "text", [TEXT, "عنوان المقال\n\nفقرة أولى تنتهي بنقطة.\n", "<h1>عنوان</h1>\n<p>فقرة.</p>\n"]
)
def test_a_text_is_an_article(text):
    (edition,) = presskit.export(text, "docx")
    assert edition.name == "article.docx"


def test_a_name_is_no_text():
    with pytest.raises(presskit.PresskitError, match="file-missing"):
        presskit.export("no-such-file.md", "docx")


def test_an_edition_is_short_and_shows_its_first_page():
    pdf, epub = presskit.export(TEXT, ["pdf", "epub"])
    assert len(repr(pdf)) < 80
    shown = pdf._repr_mimebundle_()
    with Image.open(BytesIO(shown["image/jpeg"])) as page:
        assert page.height > page.width == 800
    assert epub._repr_mimebundle_() == {"text/plain": repr(epub)}


def test_what_is_at_the_top_is_there():
    assert all(getattr(presskit, name) for name in presskit.__all__)
