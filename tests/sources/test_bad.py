"""Bad input: each file in `bad` is answered with the lines of the `.said` file beside it.

A line is the place, the severity, the code and the message; hints may change freely. Dropping a
file in and running with `--update-cases` writes what is said of it; then read it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from presskit.diagnostics import Diagnostic, PresskitError
from presskit.sources import read

BAD = Path(__file__).parent / "bad"


def said(path: Path) -> str:
    try:
        diagnostics = read(path).diagnostics
    except PresskitError as error:
        diagnostics = error.diagnostics
    return "".join(map(line, diagnostics))


def line(found: Diagnostic) -> str:
    at = f"{found.place.at.line}:{found.place.at.column}" if found.place.at else "-"
    return f"{at} {found.severity} [{found.code}] {found.message}\n"


@pytest.mark.parametrize(
    "path", sorted(p for p in BAD.iterdir() if p.suffix != ".said"), ids=lambda path: path.name
)
def test_said(path: Path, pytestconfig: pytest.Config) -> None:
    expected = path.with_name(path.name + ".said")
    if pytestconfig.getoption("update_cases"):
        expected.write_text(said(path), "utf-8")
    assert said(path) == expected.read_text("utf-8")


def test_every_finding_has_a_hint() -> None:
    for path in BAD.glob("*.md"):
        try:
            diagnostics = read(path).diagnostics
        except PresskitError as error:
            diagnostics = error.diagnostics
        assert all(d.hint or d.severity == "note" for d in diagnostics)
