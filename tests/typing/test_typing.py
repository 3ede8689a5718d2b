"""Types that mypy must know: those of the public names, and of the way to each renderer."""

from __future__ import annotations

import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import presskit.api

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/presskit/render"
RENDERERS = {
    "pdf/__init__.py": "render",
    "pdf/issue.py": "render_issue",
    "epub/__init__.py": "render",
    "epub/issue.py": "render_issue",
    "docx/__init__.py": "render",
    "docx/issue.py": "render_issue",
}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A copy of mypy's cache, where there is one: a run takes two seconds then, else a minute."""
    copy = tmp_path / "cache"
    if (ROOT / ".mypy_cache").is_dir():
        shutil.copytree(ROOT / ".mypy_cache", copy)
    return copy


def _mypy(cache: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(cache), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def test_public_names_have_the_types_that_are_documented(cache: Path) -> None:
    assert _mypy(cache, "tests/typing/public.py").startswith("Success")


def test_a_renderer_whose_function_is_renamed_does_not_pass(cache: Path, tmp_path: Path) -> None:
    shadows: list[str] = []
    for number, (name, function) in enumerate(RENDERERS.items()):
        text = (SOURCE / name).read_text("utf-8")
        renamed = text.replace(f"\ndef {function}(", f"\ndef {function}_renamed(")
        assert renamed != text
        shadow = tmp_path / f"{number}.py"
        shadow.write_text(renamed, "utf-8")
        shadows += ["--shadow-file", str((SOURCE / name).relative_to(ROOT)), str(shadow)]
    found = _mypy(cache, *shadows)
    assert found.count('got Module, expected "ArticleRenderer"') == 3, found
    assert found.count('got Module, expected "IssueRenderer"') == 3, found


@pytest.mark.parametrize("package", [presskit, presskit.api])
def test_no_module_takes_a_public_names_place(package: ModuleType) -> None:
    """A module becomes an attribute of its package as soon as anyone imports it."""
    modules = {one.name for one in pkgutil.iter_modules(package.__path__)}
    assert not modules & set(package.__all__)
