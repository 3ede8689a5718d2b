"""Every string of one character a class, in every edition, against the rules of docs/direction.md.

`PRESSKIT_EVERY_STRING=1` takes all strings of up to five characters (`.ci/run` does); without it all of
up to two and some of the longer ones are taken.
"""

from __future__ import annotations

import os
import random
import re
from itertools import islice, product
from typing import TYPE_CHECKING

import pytest

from direction.editions import shown
from direction.oracle import seen
from outline import marked
from presskit.layout.direction import isolate
from presskit.layout.symbols import symbols_of
from presskit.model.inlines import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.model.inlines import Direction

_LETTERS = {"R": "بتثجدذرزسشصض", "L": "abcdefghijkl", "E": "012345678912", "A": "١٢٣٤٥٦٧٨٩١٢٣"}
# The characters that the rules tell apart and that the algorithm does; `_MORE` in random strings only.
_CLASSES = ["R", "L", "E", "A", *" -+./()%$–"]
_MORE = [*_CLASSES, *':,،&!\u00a0°="«»×½−', *"EEEA  --"]
_EVERY = os.environ.get("PRESSKIT_EVERY_STRING") == "1"
_PARTS = 8
_BASES: tuple[Direction, ...] = ("rtl", "ltr")


def _written(classes: Iterable[str]) -> str:
    """A string whose letters and digits differ from place to place."""
    return "".join(
        _LETTERS[name][place % 12] if name in _LETTERS else name
        for place, name in enumerate(classes)
    )


def _short(length: int) -> Iterator[str]:
    return map(_written, product(_CLASSES, repeat=length))


def _drawn(seed: int, count: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(count):
        yield _written(chance.choices(_MORE, k=chance.randint(3, 18)))


def _wrong(texts: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    for text in texts:
        for base in _BASES:
            right = seen(text, base)
            for edition, order in shown(text, base).items():
                if order.replace("\u00a0", " ") != right.replace("\u00a0", " "):
                    yield base, edition, text, f"{order} for {right}"


@pytest.mark.parametrize("part", range(_PARTS))
def test_every_short_string_stands_as_the_rules_say(part: int) -> None:
    longest, step = (5, _PARTS) if _EVERY else (3, _PARTS * 10)
    texts = (
        text
        for length in range(1, longest + 1)
        for text in islice(_short(length), part, None, step if length > 1 else _PARTS)
    )
    assert list(islice(_wrong(texts), 5)) == []


@pytest.mark.parametrize("part", range(_PARTS))
def test_long_strings_stand_as_the_rules_say(part: int) -> None:
    assert list(islice(_wrong(_drawn(part, 25)), 5)) == []


def test_no_group_of_digits_changes_its_order() -> None:
    for text in _drawn(99, 5000 if _EVERY else 200):
        for base in _BASES:
            for edition, order in shown(text, base).items():
                groups = re.findall(r"[0-9]+|[٠-٩]+", text)
                assert sorted(groups) == sorted(re.findall(r"[0-9]+|[٠-٩]+", order)), edition


def test_kin_and_marks_make_no_difference() -> None:
    kin = str.maketrans({"-": "\u2011", "$": "₪", "ب": "ש", "E": "۵", " ": "\u2009"})
    for text in _drawn(7, 200):
        assert symbols_of(text.translate(kin)) == symbols_of(text)
        with_marks = re.sub("(.)", "\\1\u0301", text)
        for base in _BASES:
            plain = marked(isolate((Text(text),), base))
            again = marked(isolate((Text(with_marks),), base))
            assert again.replace("\u0301", "") == plain
