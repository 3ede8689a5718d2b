"""bin/setup.sh with a Python that does nothing: what is made, found again, and made anew."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[1] / "bin" / "setup.sh"
PYTHON = """#!/bin/sh
# Makes environments, finds all modules but what PANGO says, and installs nothing.
echo "$*" >>"$LOG"
case "$*" in
"-m venv --clear "*)
  dir=$4; rm -rf "$dir"/bin "$dir"/lib; mkdir -p "$dir/bin" "$dir/lib/python3/site-packages"
  cp "$STUB" "$dir/bin/python" ;;
*"weasyprint.text.ffi"*) [ "${PANGO:-yes}" = yes ] ;;
*get_path*) echo "$(dirname "$0")/../lib/python3/site-packages" ;;
esac
"""
COMMAND = """set -eu
here=$1 found=
. "$here/bin/setup.sh"
set_up requirements.lock
need_pango
echo ready
"""


class Checkout:
    """A checkout with the script, and a Python for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        (self.folder / "bin").mkdir(parents=True)
        shutil.copy(SETUP, self.folder / "bin")
        (self.folder / "requirements.lock").write_text("a==1\n")
        self._tools = folder / "tools"
        self._tools.mkdir()
        self._stub = self._tools / "python"
        self._stub.write_text(PYTHON)
        self._stub.chmod(0o755)
        self._log = folder / "log"

    def tool(self, name: str, text: str) -> None:
        """Put a program before those of the system."""
        path = self._tools / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    def run(self, **env: str) -> tuple[str, list[str]]:
        """What it says on stdout and stderr, and what Python was asked to make."""
        self._log.write_text("")
        given = {
            "PATH": f"{self._tools}:{os.environ['PATH']}",
            "PRESSKIT_PYTHON": str(self._stub),
            "STUB": str(self._stub),
            "LOG": str(self._log),
        }
        done = subprocess.run(
            ["/bin/sh", "-c", COMMAND, "sh", str(self.folder)],
            env=given | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=60,
        )
        made = [line for line in self._log.read_text().splitlines() if line.startswith("-m ")]
        return done.stdout, made


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path)
    said, asked = made.run()
    assert said.endswith("ready\n")
    assert [line.split()[1] for line in asked] == ["venv", "pip"]
    return made


def test_what_is_there_is_used(checkout: Checkout) -> None:
    assert checkout.run() == ("ready\n", [])


@pytest.mark.parametrize("how", ["moved", "copied", "its Python is gone", "a new lock"])
def test_it_heals(checkout: Checkout, how: str) -> None:
    folder = checkout.folder
    if how == "moved":
        checkout.folder = folder.rename(folder.with_name("elsewhere"))
    elif how == "copied":
        checkout.folder = Path(shutil.copytree(folder, folder.with_name("copy")))
    elif how == "its Python is gone":
        python = folder / ".venv/bin/python"
        python.unlink()
        python.symlink_to("/nowhere/python3")
    else:
        (folder / "requirements.lock").write_text("a==2\n")
    said, asked = checkout.run()
    assert "presskit: " in said
    assert said.endswith("ready\n")
    wanted = ["pip"] if how == "a new lock" else ["venv", "pip"]
    assert [line.split()[1] for line in asked] == wanted
    (place,) = (checkout.folder / ".venv").glob("lib/*/site-packages/presskit.pth")
    assert place.read_text() == f"{checkout.folder}/src\n"
    assert checkout.run() == ("ready\n", [])


def test_a_marker_that_cannot_be_written_is_no_error(checkout: Checkout) -> None:
    (checkout.folder / ".venv/pango").unlink()
    checkout.tool("touch", "exit 1")
    assert checkout.run() == ("ready\n", [])


def test_pango_is_what_weasyprint_finds(checkout: Checkout) -> None:
    (checkout.folder / ".venv/pango").unlink()
    checkout.tool("uname", "echo Darwin")
    assert checkout.run()[0] == "ready\n"
    (checkout.folder / ".venv/pango").unlink()
    assert "brew install pango" in checkout.run(PANGO="no")[0]
    checkout.tool("uname", "echo Linux")
    checkout.tool("id", "echo 1000")
    checkout.tool("sudo", "exit 1")
    said = checkout.run(PANGO="no")[0]
    assert "libpango-1.0-0 libpangoft2-1.0-0\n" in said
    assert "subset" not in said
