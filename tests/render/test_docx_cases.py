"""Every case's DOCX keeps every rule, and a validator of the file format has nothing to say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casebook import ISSUE_NAMES, NAMES, article, manuscript
from docx_rules import MARKS, Docx, W, check, text_of
from presskit.model.blocks import DeskNote
from presskit.model.walk import walk

if TYPE_CHECKING:
    from casebook import Shelf

# What the article itself may hold: tatweel that its writer meant.
_OWN = "\u0640"


@pytest.mark.parametrize("name", NAMES)
def test_every_case_keeps_every_rule(name: str, shelf: Shelf) -> None:
    own = "".join(c for c in _OWN if c in article(name).read_text("utf-8"))
    assert check(shelf.data(name, "docx"), own) == []


def test_desk_notes_are_comments_on_what_stands_before(shelf: Shelf) -> None:
    docx = Docx(shelf.data("desk-notes", "docx"))
    comments = docx.parts["comments"]
    said = ["\n".join(text_of(p) for p in c.iter(f"{W}p")).translate(MARKS) for c in comments]
    notes = [n.text for n in walk(manuscript("desk-notes").article.body) if isinstance(n, DeskNote)]
    assert said == notes
    references = docx.parts["document"].iter(f"{W}commentReference")
    about = [text_of(next(r.iterancestors(f"{W}p"))) for r in references]
    assert about == [
        "يبدأ البيع في الثامنة مساء ويستمر حتى الفجر.",
        "95",
        "الدخول من البوابة البحرية",
    ]


@pytest.mark.parametrize("name", [*NAMES, *ISSUE_NAMES])
def test_every_case_is_valid(name: str, shelf: Shelf) -> None:
    audit = Path(sys.executable).with_name("openxml-audit")
    done = subprocess.run(
        [audit, shelf.path(name, "docx")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
