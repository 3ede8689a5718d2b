"""Reading, layout and writing of articles grow as what an article has: counted in calls, not in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from growth import SIZES, article
from PIL import Image

from presskit import api
from steps import steps

if TYPE_CHECKING:
    from pathlib import Path

    from presskit.api import Format

_SMALL, _TIMES = 25, 4
_MOST = 4.6  # what is sorted grows a little faster than its number


def _make(kind: str, count: int, to: Format, folder: Path) -> None:
    name, text = article(kind, count)
    (folder / name).write_text(text, "utf-8")
    api.export(api.read_article(folder / name), [to])


@pytest.mark.parametrize("to", ["docx", "epub"])
@pytest.mark.parametrize("kind", SIZES)
def test_calls_grow_as_an_article_does(kind: str, to: Format, tmp_path: Path) -> None:
    for number in range(_SMALL * _TIMES):
        Image.new("RGB", (8, 6), (number, 9, 9)).save(tmp_path / f"p{number}.png")
    _make(kind, _SMALL, to, tmp_path)  # what is kept from the first time on doesn't count
    none, small, large = (
        steps(lambda count=count: _make(kind, count, to, tmp_path))
        for count in (1, _SMALL, _SMALL * _TIMES)
    )
    assert (large - none) < (small - none) * _MOST
