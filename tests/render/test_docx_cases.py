"""Every case's DOCX keeps every rule, and a validator of the file format has nothing to say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casebook import ISSUE_NAMES, NAMES, article
from docx_rules import check

if TYPE_CHECKING:
    from casebook import Shelf

# What the article itself may hold: tatweel that its writer meant.
_OWN = "\u0640"


@pytest.mark.parametrize("name", NAMES)
def test_every_case_keeps_every_rule(name: str, shelf: Shelf) -> None:
    own = "".join(c for c in _OWN if c in article(name).read_text("utf-8"))
    assert check(shelf.data(name, "docx"), own) == []


@pytest.mark.parametrize("name", [*NAMES, *ISSUE_NAMES])
def test_every_case_is_valid(name: str, shelf: Shelf) -> None:
    audit = Path(sys.executable).with_name("openxml-audit")
    done = subprocess.run(
        [audit, shelf.path(name, "docx")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
