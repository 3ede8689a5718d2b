"""Headings and unmarked lists: which units stand over others, and which are lines of a list."""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from presskit.sources.pasted.lines import Kind, labelled
from presskit.sources.pasted.people import is_member
from presskit.sources.pasted.pieces import ends_sentence, sentences
from presskit.sources.pasted.words import (
    count_words,
    has_any,
    key,
    keys,
    leaves_open,
    opens_with,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presskit.sources.pasted.wraps import Habits, Unit

_LONGEST = 95
_MOST_WORDS = 14
_LONGEST_ITEM = 110
_LONGEST_PLAIN_ITEM = 90
_FEWEST_ITEMS = 3
_LONGEST_FACT = 120
_LONGEST_FACT_LABEL = 40
_FACT_WORDS = 12
_OPEN_END = re.compile('[،,؛;:.۔…–—-]["”’»)\\]]*$')
_QUOTED = re.compile('[«“"„(][^«»“”"()]+[»”"″)][.!؟?]?')
_LONGEST_VERSE = 60
_FEWEST_REPEATED = 5
_LONGEST_REPEATED = 160
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)")
_VOWEL_SIGNS = re.compile("[\u064c-\u0650\u0652]")
_CONTACT = re.compile(r"@|\d{3,}.*\d{3}")  # an address, or a telephone number
_AND = "و"
_SO = "ف"


class Guess(NamedTuple):
    """How sure a reading is, and why."""

    confidence: float
    why: str


class Run(NamedTuple):
    """The units `start` to `end` (excluded) that are the items of a list."""

    start: int
    end: int
    guess: Guess


def heading_marks(units: Sequence[Unit], habits: Habits) -> dict[int, Guess]:
    """The numbers of units that are headings."""
    longest = _longest(units, habits)
    facts = {n for start, end in fact_runs(units) for n in range(start, end)}
    starred = {n for n, unit in enumerate(units[:-1]) if unit.first.starred}
    others = facts | starred | times(units) | repeated(units)
    others |= {n for start, end in verses(units, habits) for n in range(start, end)}
    looks = {n for n, unit in enumerate(units) if n not in others and _looks(unit, longest)}
    marks = dict.fromkeys(starred, Guess(0.9, "a line in bold"))
    number = 0
    while number < len(units):
        if number not in looks:
            number += 1
            continue
        end = number
        while end in looks and (end == number or not _starts_section(units, end, habits)):
            end += 1
        marks |= _of_run(units, number, end, habits)
        number = end
    return {n: guess for n, guess in marks.items() if not _opens_block(units, n, marks, habits)}


def _opens_block(
    units: Sequence[Unit], number: int, marks: dict[int, Guess], habits: Habits
) -> bool:
    """Whether a short line under a heading is the first of a block of short lines, as an address is."""
    if not habits.spaced or number - 1 not in marks or number + 1 >= len(units):
        return False
    after = units[number + 1]
    return units[number].gap and not after.gap and labelled(after.text) is not None


def _of_run(units: Sequence[Unit], start: int, end: int, habits: Habits) -> dict[int, Guess]:
    """The headings in a run of units that look like headings."""
    is_last = end >= len(units)
    length = end - start
    before = units[start - 1] if start else None
    if length == 1:
        guess = _alone(units, start, habits)
        return {start: guess} if guess else {}
    marks: dict[int, Guess] = {}
    if before is not None and before.kind is Kind.LABEL:
        # Lines under a label are its list; only the last can stand over what follows.
        items = length
    else:
        items = length - 1
        marks[start] = Guess(0.75, "the first of several short lines")
    opens_section = (
        not is_last
        and _takes_text(units[end])
        and not goes_on(units[end].text)
        and not (habits.spaced and units[end].gap and not units[end - 1].gap)
    )
    if opens_section and (items >= _FEWEST_ITEMS or units[end - 1].gap):
        marks[end - 1] = Guess(0.7, "a short line over text")
    elif opens_section and items:
        marks[end - 1] = Guess(0.6, "a short line over text, under another one")
    if is_last and items < 2:
        return {}
    return marks


def _alone(units: Sequence[Unit], number: int, habits: Habits) -> Guess | None:
    unit = units[number]
    before = units[number - 1] if number else None
    after = units[number + 1] if number + 1 < len(units) else None
    if after is None or after.kind in (Kind.SOURCE, Kind.TAGS, Kind.BYLINE, Kind.RULE):
        return None
    confidence = 0.75
    if before is None or before.is_closed or before.kind is not Kind.TEXT:
        confidence += 0.12
    elif len(before.text) < _LONGEST and not is_member(before):
        confidence -= 0.15
    if not habits.apart and unit.gap:
        confidence += 0.05
    if count_words(unit.text) <= 6:
        confidence += 0.05
    if opens_with(unit.text, words().speech):
        confidence -= 0.25
    if unit.text.startswith(("و", "ف", "كما ")) and not _is_noun_and(unit.text):
        confidence -= 0.1
    if unit.text.rstrip().endswith(("!",)):
        confidence -= 0.1
    if not number and after.kind is Kind.TEXT:
        why = "a short line right under the headline, which could be a picture's caption"
        return Guess(0.6, why)
    return Guess(min(confidence, 0.97), "a short line without a full stop, over text")


def _is_noun_and(text: str) -> bool:
    """Whether the و or ف that a text opens with is part of its first word, as in وزير and فوز."""
    return key(text.split(maxsplit=1)[0])[:3] in {key(word)[:3] for word in _WITH_WAW}


_WITH_WAW = ("وزير", "وفد", "وقف", "واشنطن", "وثيقة", "وجه", "وداع", "ورشة", "وضع", "وعود", "وكالة", "ولادة", "وصول", "وفاة", "واقع", "وظائف", "ورقة", "وحدة", "وساطة", "فوز", "فريق", "فرص", "فن", "فيلم", "فكرة", "فجوة", "فصل", "فلسطين", "فرنسا", "فعاليات", "فوائد")  # fmt: skip


def _starts_section(units: Sequence[Unit], number: int, habits: Habits) -> bool:
    """Whether a short line opens something new: it is parted from the one before it."""
    if not habits.spaced or not units[number].gap:
        return False
    if units[number - 1].gap and number > 1:
        return False  # that one stands alone and is the heading, and this opens its list
    after = units[number + 1] if number + 1 < len(units) else None
    return after is not None and not after.gap


def _takes_text(unit: Unit) -> bool:
    return unit.kind in (Kind.TEXT, Kind.ITEM, Kind.LABEL, Kind.CITED, Kind.TABLE)


def _longest(units: Sequence[Unit], habits: Habits) -> float:
    """The length up to which a line can be a heading."""
    if habits.width:
        return min(habits.full, _LONGEST)
    prose = [len(unit.text) for unit in units if unit.kind is Kind.TEXT and unit.is_closed]
    return min(_LONGEST, max(0.65 * median(prose), 45)) if prose else _LONGEST


def _looks(unit: Unit, longest: float) -> bool:
    text = unit.text
    if unit.kind is not Kind.TEXT or len(text) > longest or count_words(text) > _MOST_WORDS:
        return False
    if len(unit.lines) > 1 or _OPEN_END.search(text) or is_member(unit):
        return False
    if _QUOTED.fullmatch(text):
        return False
    if not any(map(str.isalpha, text)):
        return False
    if text[0].isascii() and text[0].islower():
        return False
    if (cut := labelled(text)) and _CONTACT.search(cut[1]):
        return False
    return text.endswith(("؟", "?", "!")) or not leaves_open(text.split()[-1])


def times(units: Sequence[Unit]) -> set[int]:
    """The units of a programme, which open with an hour."""
    found = {n for n, unit in enumerate(units) if unit.kind is Kind.TEXT and _TIME.match(unit.text)}
    return found if len(found) > 1 else set()


def repeated(units: Sequence[Unit]) -> set[int]:
    """The short units whose words stand in the text as well, as those of a pull quote do."""
    whole = " ".join(" ".join(unit.text.split()) for unit in units)
    return {
        n
        for n, unit in enumerate(units)
        if n
        and unit.kind is Kind.TEXT
        and count_words(unit.text) >= _FEWEST_REPEATED
        and len(unit.text) <= _LONGEST_REPEATED
        and not ends_sentence(unit.text)
        and whole.count(unit.text) > 1
    }


def verses(units: Sequence[Unit], habits: Habits) -> list[tuple[int, int]]:
    """From where to where lines are those of a poem: couplets, or a stanza with its vowel signs."""
    runs: list[tuple[int, int]] = []
    start = 0
    for number in range(len(units) + 1):
        if (
            number < len(units)
            and _is_verse(units[number])
            and (number == start or not (habits.spaced and units[number].gap))
        ):
            continue
        lines = units[start:number]
        couplets = sum(unit.kind is Kind.VERSE for unit in lines)
        signed = sum(bool(_VOWEL_SIGNS.search(unit.text)) for unit in lines)
        is_stanza = habits.spaced and len(lines) >= _FEWEST_ITEMS and signed * 2 > len(lines)
        if couplets == len(lines) > 0 or is_stanza:
            runs.append((start, number))
        start = number if number < len(units) and _is_verse(units[number]) else number + 1
    return runs


def _is_verse(unit: Unit) -> bool:
    is_short = len(unit.text) <= _LONGEST_VERSE and len(unit.lines) == 1
    return unit.kind is Kind.VERSE or (
        unit.kind is Kind.TEXT and is_short and not ends_sentence(unit.text)
    )


def numbered_headings(units: Sequence[Unit]) -> dict[int, Guess]:
    """Short numbered lines that stand alone, each over text: headings that carry numbers."""
    found = [
        number
        for number, unit in enumerate(units)
        if unit.kind is Kind.ITEM
        and unit.first.marker
        and unit.first.marker.number is not None
        and not unit.is_closed
        and len(unit.text) <= 80
        and number + 1 < len(units)
        and units[number + 1].kind is Kind.TEXT
        and (number == 0 or units[number - 1].kind is not Kind.ITEM)
    ]
    numbers = [marker.number for n in found if (marker := units[n].first.marker)]
    if len(found) < 2 or numbers != list(range(1, len(found) + 1)):
        return {}
    return dict.fromkeys(found, Guess(0.8, "short lines with rising numbers, each over text"))


def fact_runs(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """From where to where three lines or more are each a label and a few words."""
    runs: list[tuple[int, int]] = []
    start = 0
    for number in range(len(units) + 1):
        if number < len(units) and _is_fact(units[number]):
            continue
        if number - start >= _FEWEST_ITEMS:
            runs.append((start, number))
        start = number + 1
    return runs


def _is_fact(unit: Unit) -> bool:
    """Whether a unit is a label and a few words, and no sentence that someone says."""
    if unit.kind is not Kind.TEXT or len(unit.text) > _LONGEST_FACT or unit.is_closed:
        return False
    cut = labelled(unit.text)
    if cut is None or not cut[1] or len(cut[0]) > _LONGEST_FACT_LABEL:
        return False
    return opens_with(cut[0], words().speech) is None and count_words(cut[1]) <= _FACT_WORDS


def list_at(
    units: Sequence[Unit], start: int, marks: dict[int, Guess], heading: str, label: Unit | None
) -> Run | None:
    """The unmarked list that starts here, under a heading or a label."""
    end = start
    while end < len(units) and end not in marks and _can_be_item(units[end]):
        if label is not None and habit_break(units, start, end):
            break
        end += 1
    items = units[start:end]
    if len(items) < (_FEWEST_ITEMS if not label else 2):
        return None
    is_whole = end >= len(units) or end in marks or units[end].kind is not Kind.TEXT
    mean = sum(len(unit.text) for unit in items) / len(items)
    opened = sum(not ends_sentence(unit.text) for unit in items)
    if opened >= len(items) - (len(items) > _FEWEST_ITEMS) and mean <= _LONGEST_PLAIN_ITEM:
        if label is not None:
            return Run(start, end, Guess(0.85, "lines without full stops, under a label"))
        sure = 0.85 if has_any(heading, words().cue) else 0.72
        return Run(start, end, Guess(sure, "lines without full stops, under a heading"))
    if mean > _LONGEST_ITEM or len(items) < _FEWEST_ITEMS:
        return None
    if label is not None and is_whole:
        return Run(start, end, Guess(0.75, "one sentence a line, under a label"))
    if is_whole and has_any(heading, words().cue):
        return Run(start, end, Guess(0.85, "one sentence a line, under a heading that counts"))
    return None


def habit_break(units: Sequence[Unit], start: int, number: int) -> bool:
    """Whether a blank line parts this unit from a list whose items have none between them."""
    return number > start + 1 and units[number].gap and not units[start + 1].gap


def goes_on(text: str) -> bool:
    """Whether a text goes on with the one before it, so that it opens no section and no list."""
    first = text.split(maxsplit=1)[0]
    if first[0] in (_AND, _SO) and len(first) > 3 and not _is_noun_and(text):
        return True
    return opens_with(text, words().continuing) is not None


def _can_be_item(unit: Unit) -> bool:
    text = unit.text
    if unit.kind is not Kind.TEXT or sentences(text) > 1 or len(text) > 1.6 * _LONGEST_ITEM:
        return False
    if _QUOTED.fullmatch(text):
        return False
    is_said = opens_with(text, words().speech) and (ends_sentence(text) or labelled(text))
    if is_said or goes_on(text):
        return False
    return labelled(text) is None or keys(text.partition(":")[0])[:1] != ["قال"]
