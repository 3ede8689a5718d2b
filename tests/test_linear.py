"""Reading and layout take time in proportion to a paragraph, whatever it is made of."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest
from linear import HEAD, KINDS

from presskit import api

if TYPE_CHECKING:
    from pathlib import Path

_SMALL, _TIMES = 500, 4
_LONG = 40_000  # characters; what grew with their square took half a minute and more
_SECONDS = 6
# Numbers, escapes and tags are records of their own, and each half of a formula is looked at.
_TAKEN_ONE_BY_ONE = frozenset(
    ["backslashes", "tags", "digits and blanks", "Arabic digits and blanks", "dollars"]
)


def _composed(kind: str, size: int, folder: Path) -> None:
    path = folder / "article.md"
    path.write_text(HEAD + (KINDS[kind] * size)[:size] + " كلمة\n", "utf-8")
    api.compose(api.read_article(path))


def _calls(kind: str, size: int, folder: Path) -> int:
    """How many functions are called for a paragraph of so many characters."""
    count = 0

    def counting(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counting)
    try:
        _composed(kind, size, folder)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("kind", KINDS)
def test_calls_grow_as_the_text_does(kind: str, tmp_path: Path) -> None:
    _composed(kind, _SMALL, tmp_path)  # what is kept from the first time on doesn't count
    small, large = (_calls(kind, size, tmp_path) for size in (_SMALL, _SMALL * _TIMES))
    assert large < small * _TIMES * 1.2


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in _TAKEN_ONE_BY_ONE])
def test_what_begins_nothing_takes_no_more_than_letters(kind: str, tmp_path: Path) -> None:
    more = {}
    for one in ("letters", kind):
        _composed(one, _SMALL, tmp_path)
        more[one] = _calls(one, _SMALL * _TIMES, tmp_path) - _calls(one, _SMALL, tmp_path)
    assert more[kind] <= more["letters"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_pattern_searches_the_same_text_again_and_again(kind: str, tmp_path: Path) -> None:
    started = time.process_time()
    _composed(kind, _LONG, tmp_path)
    assert time.process_time() - started < _SECONDS
