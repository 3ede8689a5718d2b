"""The real article of the newsroom, where it is at hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from presskit.model.article import Article
from presskit.model.blocks import Delegations, Heading, List
from presskit.sources import read
from sources.reading import manuscript

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "alaska-summit.md"
needs_sample = pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not here")


@needs_sample
def test_sample() -> None:
    manuscript = read(SAMPLE)
    body = manuscript.article.body
    assert sum(isinstance(block, Heading) for block in body) == 7
    assert [len(block.items) for block in body if isinstance(block, List)] == [5, 7]
    (block,) = [block for block in body if isinstance(block, Delegations)]
    assert [len(party.members) for party in block.delegations] == [5, 6]
    assert (manuscript.article.language, len(manuscript.article.lead)) == ("ar", 1)
    assert manuscript.diagnostics == ()


def test_json_round_trip() -> None:
    path = Path(__file__).parents[1] / "cases" / "footnotes" / "article.md"
    article = read(path).article
    data = msgspec.json.encode(article)
    assert msgspec.json.decode(data, type=Article) == article
    assert manuscript(data, path.parent, "a.json").article == article


def test_reading_json_or_no_picture_stays_light() -> None:
    code = (
        "import sys; from pathlib import Path; from presskit.sources import read_bytes;"
        "read_bytes(b'{\"title\": \"x\"}', 'a.json', Path());"
        "assert not {'markdown_it', 'PIL', 'babel'} & set(sys.modules), 'json';"
        "read_bytes(b'# x', 'a.md', Path());"
        "assert not {'PIL', 'babel', 'ruamel'} & set(sys.modules), 'markdown'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
