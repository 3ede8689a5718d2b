"""Golden cases: the layout of every article in tests/cases is what was judged right."""

from __future__ import annotations

import re

import msgspec
import pytest

import casebook
from casebook import FOLDER, NAMES
from outline import outline
from presskit.model import layout as says
from presskit.model.layout import Layout


@pytest.mark.parametrize("name", NAMES)
def test_layout_is_golden(name: str, pytestconfig: pytest.Config) -> None:
    layout, findings = casebook.composed(name)
    made = {"layout.json": casebook.pretty(layout), "outline.txt": outline(layout, findings)}
    for file, text in made.items():
        path = FOLDER / name / file
        if pytestconfig.getoption("update_cases"):
            path.write_text(text, "utf-8")
        assert path.exists(), f"{file} is missing; make it with --update-cases"
        assert text == path.read_text("utf-8")
    golden = (FOLDER / name / "layout.json").read_bytes()
    assert msgspec.json.decode(golden, type=Layout) == layout


def test_every_case_is_explained() -> None:
    table = re.findall(
        r"^\| `([\w-]+)` \|", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert table == list(NAMES)


def test_the_sample_is_read_whole() -> None:
    if not casebook.SAMPLE.exists():
        pytest.skip("the newsroom's sample is not on this machine")
    layout = casebook.layout("sample")
    kinds = [type(block).__name__ for block in layout.body]
    assert kinds.count("LayoutHeading") == 7
    assert kinds.count("LayoutParagraph") == 9
    lists = [block for block in layout.body if isinstance(block, says.LayoutList)]
    assert [len(block.items) for block in lists] == [5, 7]
    parties = [block for block in layout.body if isinstance(block, says.LayoutDelegations)]
    assert [[len(table.rows) for table in block.tables] for block in parties] == [[5, 6]]
