"""The cover of an article: its headline has the room between the top and the byline, and no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from presskit import api
from presskit.render.epub.shapes import flat_shapes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from presskit.fonts.flat import Box, Placed
    from presskit.fonts.outline import Line

_INK = "#1c1a17"


@pytest.mark.parametrize("words", [2, 12, 25, 60])
@pytest.mark.parametrize("writers", [1, 40])
def test_a_headline_stays_between_the_top_and_the_byline(
    words: int, writers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def watched(svg: str, kept: Sequence[Line]) -> list[Box | Placed] | None:
        drawn.append(svg)
        return flat_shapes(svg, kept)

    monkeypatch.setattr("presskit.render.epub.cover.flat_shapes", watched)
    names = ", ".join(f"اسم {number}" for number in range(writers))
    title = " ".join(["مفاوضات"] * words)
    text = f"---\ntitle: {title}\nauthors: [{names}]\n---\n\nنص.\n"
    article = tmp_path / "a.md"
    article.write_text(text, "utf-8")
    api.export(api.read_article(article), ["epub"])
    (svg,) = drawn
    lines = re.findall(r'translate\([\d.]+,([\d.]+)\)" fill="(#\w+)"', svg)
    headline = [float(y) for y, colour in lines if colour == _INK]
    byline = [float(y) for y, colour in lines if colour != _INK]
    (foot,) = (float(y) for y in re.findall(r'y="([\d.]+)" width="180"', svg))
    assert 250 < headline[0] <= headline[-1] < foot - 40
    assert foot < byline[0] <= byline[-1] < 1600 - 60
