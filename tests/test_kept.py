"""What is kept between commands changes no byte, and is taken only from the user's own hands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presskit.cli.patterns import _Patterns, _read
from presskit.diagnostics import Report
from presskit.files.kept import START, keep, kept
from presskit.fonts.coverage import characters
from presskit.fonts.files import open_face
from presskit.fonts.library import load_library

if TYPE_CHECKING:
    from collections.abc import Callable

_ARTICLE = "---\ntitle: عنوان\nauthors: [سمر]\n---\n\nنصٌّ فيه 12 كلمة و«اقتباس».\n"
_NAME = "numbers"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of one's own; the folder in it is made when something is kept."""
    monkeypatch.setenv("PRESSKIT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / START


def test_what_is_kept_comes_back_and_is_for_the_user_alone(folder: Path) -> None:
    assert kept(_NAME) is None
    keep(_NAME, b"one")
    keep(_NAME, b"two")
    assert kept(_NAME) == b"two"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / _NAME).stat().st_mode & 0o777 == 0o600
    assert [one.name for one in folder.iterdir()] == [_NAME]


def _spoil(folder: Path) -> None:
    path = folder / _NAME
    path.write_bytes(path.read_bytes()[:-1] + b"X")


def _cut(folder: Path) -> None:
    path = folder / _NAME
    path.write_bytes(path.read_bytes()[:2])


def _link(folder: Path) -> None:
    (folder / _NAME).rename(folder / "other")
    (folder / _NAME).symlink_to(folder / "other")


@pytest.mark.parametrize(
    "change",
    [
        _spoil,
        _cut,
        _link,
        lambda folder: (folder / _NAME).chmod(0o644),
        lambda folder: folder.chmod(0o770),
        lambda folder: (folder / _NAME).unlink(),
    ],
    ids=["spoiled", "cut", "a link", "others may read it", "others may write there", "gone"],
)
def test_what_another_may_have_made_is_not_taken(
    folder: Path, change: Callable[[Path], object]
) -> None:
    keep(_NAME, b"one")
    change(folder)
    assert kept(_NAME) is None


def test_another_users_files_are_not_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(_NAME, b"one")
    other = os.geteuid() + 1
    monkeypatch.setattr("os.geteuid", lambda: other)
    assert kept(_NAME) is None
    keep(_NAME, b"mine")
    assert (folder / _NAME).read_bytes().endswith(b"one")


def test_a_folder_that_cannot_be_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSKIT_CACHE", os.devnull)
    keep(_NAME, b"one")
    assert kept(_NAME) is None


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        [r"(?P<year>\d{4})-(\d\d)?", r"[\w«»]+(?=\s)", r"(?i)(?:a|b{2,3})*c", "[^ء-ي]+?"]
    ),
    st.sampled_from([0, re.IGNORECASE, re.DOTALL | re.MULTILINE, re.ASCII]),
)
def test_a_kept_pattern_is_the_one_that_python_compiles(pattern: str, flags: int) -> None:
    compiler = import_module("re._compiler")
    stock = compiler.compile
    first = _Patterns(compiler, {})
    made = first.compile(pattern, flags)
    again = _Patterns(compiler, first._new).compile(pattern, flags)
    expected = stock(pattern, flags)
    for one in (made, again):  # patterns are equal when their code is
        assert one == expected
        assert (one.groupindex, one.groups) == (expected.groupindex, expected.groups)
        text = "2025-08 كلمة «نص» ABBc"
        assert [m.span() for m in one.finditer(text)] == [m.span() for m in expected.finditer(text)]


def test_a_pattern_that_is_spoiled_is_compiled_anew() -> None:
    compiler = import_module("re._compiler")
    spoiled = {("a+", 0): (32, b"\0" * 8, 0, {}, (None,))}
    assert _Patterns(compiler, spoiled).compile("a+") == re.compile("a+")


def _epub(article: Path, cache: Path) -> bytes:
    made = article.with_suffix(".epub")
    command = [sys.executable, "-m", "presskit", "epub", str(article), "-o", str(made), "-q"]
    environment = os.environ | {"PRESSKIT_CACHE": str(cache)}
    subprocess.run(command, check=True, env=environment)
    return made.read_bytes()


def test_an_edition_is_the_same_with_and_without_what_is_kept(folder: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    article.write_text(_ARTICLE, "utf-8")
    cache = folder.parent
    without = _epub(article, Path(os.devnull))
    assert _epub(article, cache) == without  # an empty one, which is filled
    names = sorted(one.name.split("-")[0] for one in folder.iterdir())
    assert set(names) == {"coverage", "patterns", "template"}
    patterns = len(_read(next(folder.glob("patterns-*")).name))
    assert patterns > 100
    times = {one: one.stat().st_mtime_ns for one in folder.iterdir()}
    assert _epub(article, cache) == without
    assert {one: one.stat().st_mtime_ns for one in folder.iterdir()} == times  # nothing anew
    for one in folder.iterdir():
        one.write_bytes(b"spoiled")
    assert _epub(article, cache) == without
    assert len(_read(next(folder.glob("patterns-*")).name)) == patterns


def test_what_a_face_covers_is_kept_and_holds_for_its_file_alone(folder: Path) -> None:
    face = load_library((), Report()).face("Amiri", 400)
    read = characters.__wrapped__
    expected = read(face)
    (path,) = folder.glob("coverage-*")
    assert read(face) == expected == frozenset(open_face(face).unicodes)
    stamp, times, codes = (kept(path.name) or b"").split(b"\0", 2)
    keep(path.name, b"\0".join([stamp, times, codes[: 4 * 3]]))
    assert len(read(face)) == 3  # so it is what is kept that is read
    keep(path.name, b"\0".join([stamp, b"1 2", codes[: 4 * 3]]))
    assert read(face) == expected  # of another file by that name it isn't
