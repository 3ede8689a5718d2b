"""The body of pasted copy: its units made into blocks, each with the decision behind it."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from presskit.model import blocks as model
from presskit.model.inlines import LineBreak, Strong, Text
from presskit.sources.pasted.dates import find_date
from presskit.sources.pasted.headings import (
    Guess,
    fact_runs,
    heading_marks,
    list_at,
    numbered_headings,
    repeated,
    verses,
)
from presskit.sources.pasted.interviews import turns
from presskit.sources.pasted.lines import Kind, is_sign, leads_elsewhere, looks_like_name
from presskit.sources.pasted.made import flat_list, nested_list, paragraph, row
from presskit.sources.pasted.people import Party, member, party_at
from presskit.sources.pasted.pieces import ends_sentence, inlines_of, part_of
from presskit.sources.pasted.words import count_words, key, opens_with, words

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from presskit.model.decision import Taken
    from presskit.sources.pasted.opening import Opening
    from presskit.sources.pasted.wraps import Habits, Unit

_QUOTED = re.compile('^[«“"„][^«»“”"]+[»”"″][.!؟?،]?$')
_QUOTED_AND_SAID = re.compile('^([«“"„][^«»“”"]+[»”"″][.،]?)\\s*[—–―-]\\s*(.{3,60})$')
_DASHES = ("—", "–", "―", "-", "--")
_LONGEST_ATTRIBUTION = 70
_FEWEST_QUOTED = 4
_FEWEST_TITLES = 2
_FEWEST_LABELS = 2
_ENDINGS = 6
_SIGNATURE_WORDS = 7
_LONGEST_OTHER = 110
_SHORTEST_REPEATED = 12


class Body:
    """Reads the units under the opening.

    `blocks` is what became of them and `taken` the decisions, each with the number of its block;
    `sources`, `tags` and `bylines` are units that tell of the article.
    """

    def __init__(
        self, units: Sequence[Unit], habits: Habits, opening: Opening, *, is_interview: bool
    ) -> None:
        self._units = units
        self._opening = opening
        self.date: datetime.date | None = None
        self._habits = habits
        self.blocks: list[model.Block] = []
        self.taken: list[tuple[Taken, Sequence[Unit], Guess, int | None]] = []
        self.sources: list[Unit] = []
        self.tags: list[Unit] = []
        self.bylines: list[Unit] = []
        self._turns = turns(units, is_interview=is_interview)
        self._numbered = numbered_headings(units)
        self._all = " ".join(" ".join(unit.text.split()) for unit in units)
        self._marks = {
            number: guess
            for number, guess in heading_marks(units, habits).items()
            if number not in self._turns
        } | self._numbered
        self._repeated = repeated(units)
        self._fact_runs = dict(fact_runs(units))
        self._verses = dict(verses(units, habits))
        self._stops = self._marks | dict.fromkeys(self._verses, Guess(0.8, "lines of a poem"))
        self._heading = ""

    def read(self) -> Body:
        """Read all units."""
        number = 0
        while number < len(self._units):
            number += self._read(number)
        return self

    def _put(
        self, taken: Taken, units: Sequence[Unit], guess: Guess, block: model.Block | None = None
    ) -> int:
        """Keep a decision, and the block made of it; how many units it took."""
        place = None
        if block is not None:
            place = len(self.blocks)
            self.blocks.append(block)
        self.taken.append((taken, units, guess, place))
        return len(units)

    def _read(self, number: int) -> int:  # noqa: C901, PLR0911, PLR0912 - a kind of unit each
        unit = self._units[number]
        if number in self._turns:
            return self._turn(unit, self._turns[number])
        if number in self._verses:
            return self._verse(self._units[number : self._verses[number]])
        if number in self._marks:
            return self._headed(number, unit)
        match unit.kind:
            case Kind.FURNITURE if self._is_over_others(number):
                why = "titles of other articles, at the end of the page"
                return self._put("left-out", self._units[number:], Guess(0.85, why))
            case Kind.FURNITURE if end := self._end_of_titles(number):
                why = "titles of other articles, among the text"
                return self._put("left-out", self._units[number:end], Guess(0.65, why))
            case Kind.FURNITURE:
                why = "a line of the page around the article"
                return self._put("left-out", [unit], Guess(0.95, why))
            case Kind.RULE:
                return self._rule(number, unit)
            case Kind.TEASER:
                why = "it seems to lead to another article: delete it if so"
                return self._paragraph(unit, Guess(0.5, why))
            case Kind.CAPTION:
                why = "a picture's caption, whose picture isn't here"
                note = model.DeskNote(unit.text, unit.first.at)
                return self._put("caption", [unit], Guess(0.9, why), note)
            case Kind.SOURCE:
                return self._aside(number, unit, self.sources, "source")
            case Kind.TAGS:
                return self._aside(number, unit, self.tags, "tags")
            case Kind.DATE:
                why = "a line about the article, as its markup says"
                return self._put("left-out", [unit], Guess(0.8, why))
            case Kind.BYLINE:
                return self._aside(number, unit, self.bylines, "byline")
            case Kind.CITED:
                return self._cited(number)
            case Kind.TABLE:
                return self._table(number)
            case Kind.ITEM:
                return self._marked(number)
            case Kind.HEADING:
                return self._given_heading(number, unit)
            case Kind.BLOCK:
                assert unit.first.block is not None
                guess = Guess(0.97, "its markup says so")
                return self._put("block", [unit], guess, unit.first.block)
            case Kind.LABEL:
                return self._label(number, unit)
        if found := self._signed(number, unit):
            return found
        if party := party_at(self._units, number, self._heading, None):
            return self._party(party, None)
        if found := self._facts(number):
            return found
        return self._quote(number, unit) or self._unmarked(number) or self._paragraph(unit)

    def _is_over_others(self, number: int) -> bool:
        """Whether it says that other articles follow, and only titles do, up to the end."""
        is_before_titles = self._titles_from <= number + 1 < len(self._units)
        return is_before_titles and _leads_elsewhere(self._units[number])

    def _end_of_titles(self, number: int) -> int:
        """Where the titles under a line that leads elsewhere end; 0 where there are none for sure.

        That is at the next heading, where two titles or more stand before it.
        """
        if not _leads_elsewhere(self._units[number]):
            return 0
        end = number + 1
        while end < len(self._units) and _could_be_title(self._units[end]):
            if end in self._marks and end > number + 1:
                return end if end - number > _FEWEST_TITLES else 0
            end += 1
        return 0

    @cached_property
    def _titles_from(self) -> int:
        """The unit from which on only short lines without a full stop stand."""
        start = len(self._units)
        while start and _could_be_title(self._units[start - 1]):
            start -= 1
        return start

    def _paragraph(self, unit: Unit, guess: Guess | None = None) -> int:
        guess = guess or Guess(0.9, "running text")
        return self._put("paragraph", [unit], guess, paragraph(unit))

    def _headed(self, number: int, unit: Unit) -> int:
        if self._is_party_label(number):
            party = party_at(self._units, number + 1, self._heading, unit)
            if party:
                return 1 + self._party(party, unit)
        if self._is_of_teaser(number):
            return self._paragraph(unit, Guess(0.5, "it seems to be another article's title"))
        self._heading = unit.text
        inlines = part_of(unit, 0, len(unit.text.rstrip(":： ")))
        if number in self._numbered and unit.first.marker:
            mark = unit.first.marker.text
            inlines = (Text(f"{mark} "), *inlines)
        block = model.Heading(2, inlines, "", unit.first.at)
        return self._put("heading", [unit], self._marks[number], block)

    def _is_of_teaser(self, number: int) -> bool:
        """Whether a short line stands between “read also” and a heading."""
        before = self._units[number - 1] if number else None
        if before is None or before.kind is not Kind.FURNITURE:
            return False
        return key(before.text) in words().teaser and number + 1 in self._marks

    def _given_heading(self, number: int, unit: Unit) -> int:
        if self._is_party_label(number) and (
            party := party_at(self._units, number + 1, self._heading, unit)
        ):
            return 1 + self._party(party, unit)
        self._heading = unit.text
        block = model.Heading(unit.first.level, inlines_of(unit), "", unit.first.at)
        return self._put("heading", [unit], Guess(0.97, "its markup says so"), block)

    def _is_party_label(self, number: int) -> bool:
        """Whether a short line stands for a party: over members, under a heading or a party."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, model.Delegations) and not last.delegations[-1].party:
            return False
        return isinstance(last, model.Heading | model.Delegations) and bool(
            party_at(self._units, number + 1, self._heading, self._units[number])
        )

    def _label(self, number: int, unit: Unit) -> int:
        after = self._units[number + 1] if number + 1 < len(self._units) else None
        if party := party_at(self._units, number + 1, self._heading, unit):
            return 1 + self._party(party, unit)
        run = list_at(self._units, number + 1, self._stops, self._heading, unit)
        is_over_list = run is not None or (after is not None and after.kind is Kind.ITEM)
        is_short = count_words(unit.text) <= 5 and (unit.gap or not self._habits.spaced)
        is_over = after is not None and after.kind in (Kind.TEXT, Kind.TABLE)
        if after is not None and opens_with(after.text, words().ordinal):
            is_over = False  # it leads to what is counted
        if (
            is_short
            and after is not None
            and (self._heads_with_colons if is_over_list else is_over)
        ):
            self._heading = unit.text
            inlines = part_of(unit, 0, len(unit.text.rstrip(":： ")))
            block = model.Heading(2, inlines, "", unit.first.at)
            sure = 0.75 if ends_sentence(after.text) else 0.6
            why = "a short line that ends in a colon, over text"
            return self._put("heading", [unit], Guess(sure, why), block)
        taken = self._paragraph(unit, Guess(0.9, "a line that leads to what follows"))
        if run:
            taken += self._list(self._units[run.start : run.end], run.guess)
        return taken

    @cached_property
    def _heads_with_colons(self) -> bool:
        """Whether the copy's headings end with a colon: several short ones stand over text."""
        over = [
            unit
            for unit, after in pairwise(self._units)
            if unit.kind is Kind.LABEL and after.kind is Kind.TEXT and after.is_closed
        ]
        return sum(count_words(unit.text) <= 5 for unit in over) >= _FEWEST_LABELS

    def _party(self, party: Party, label: Unit | None) -> int:
        units = self._units[party.start : party.end]
        name = part_of(label, 0, len(label.text.rstrip(":： "))) if label else ()
        at = label.first.at if label else units[0].first.at
        made = model.Delegation(name, tuple(map(member, units)), at)
        guess = Guess(party.confidence, party.why)
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, model.Delegations) and label:
            self.blocks[-1] = model.Delegations((*last.delegations, made), last.at)
            place = len(self.blocks) - 1
            self.taken.append(("delegation", [*([label] if label else []), *units], guess, place))
        else:
            self._put(
                "delegation",
                [*([label] if label else []), *units],
                guess,
                model.Delegations((made,), at),
            )
        return len(units)

    def _facts(self, number: int) -> int:
        """A list of facts, where one starts here."""
        end = self._fact_runs.get(number)
        if end is None:
            return 0
        guess = Guess(0.8, "short lines of a label and what it says")
        return self._list(self._units[number:end], guess)

    def _unmarked(self, number: int) -> int:
        last = self.blocks[-1] if self.blocks else None
        if not isinstance(last, model.Heading):
            return 0
        run = list_at(self._units, number, self._stops, self._heading, None)
        return self._list(self._units[run.start : run.end], run.guess) if run else 0

    def _list(self, units: Sequence[Unit], guess: Guess) -> int:
        return self._put("list", units, guess, flat_list(units))

    def _marked(self, number: int) -> int:
        """Units with markers: a list, or the attribution of a quote, or a single line."""
        end = number
        while (
            end < len(self._units)
            and self._units[end].kind is Kind.ITEM
            and (end not in self._marks and end not in self._turns)
        ):
            end += 1
        units = self._units[number:end]
        first = units[0]
        if first.first.marker and first.first.marker.text in _DASHES and self._attributes(first):
            return 1
        if party := party_at(self._units, number, self._heading, self._label_before(number)):
            label = self._label_before(number)
            if label:
                self._unput()
            return self._party(party, label)
        if len(units) == 1 and not self._is_item(number):
            mark = first.first.marker.text if first.first.marker else ""
            inlines = (Text(f"{mark} "), *inlines_of(first))
            why = "one line with a marker, by itself"
            sure = 0.75 if is_sign(mark) else 0.6
            return self._put(
                "paragraph", units, Guess(sure, why), model.Paragraph(inlines, first.first.at)
            )
        return self._put("list", units, Guess(0.97, "lines with markers"), nested_list(list(units)))

    def _is_item(self, number: int) -> bool:
        """Whether a lone marked line is an item: under a label, or one of a list cut by text."""
        marker = self._units[number].first.marker
        if number and self._units[number - 1].kind is Kind.LABEL:
            return True
        return marker is not None and not (marker.text in _DASHES or is_sign(marker.text))

    def _label_before(self, number: int) -> Unit | None:
        before = self._units[number - 1] if number else None
        return before if before is not None and before.kind is Kind.LABEL else None

    def _unput(self) -> None:
        self.blocks.pop()
        self.taken.pop()

    def _attributes(self, unit: Unit) -> bool:
        """Put a dashed line under the quote before it, if it says whose words those are."""
        last = self.blocks[-1] if self.blocks else None
        if not isinstance(last, model.BlockQuote | model.PullQuote) or last.attribution:
            return False
        if len(unit.text) > _LONGEST_ATTRIBUTION or ends_sentence(unit.text):
            return False
        self.blocks[-1] = type(last)(last.blocks, inlines_of(unit), last.at)
        taken, units, guess, place = self.taken[-1]
        self.taken[-1] = (taken, [*units, unit], guess, place)
        return True

    def _quote(self, number: int, unit: Unit) -> int:
        said: tuple[model.Inlines, model.Inlines] | None = None  # type: ignore[name-defined]
        if match := _QUOTED_AND_SAID.match(unit.text):
            said = part_of(unit, 0, match.end(1)), part_of(unit, match.start(2))
        elif number in self._repeated or (
            _QUOTED.match(unit.text) and count_words(unit.text) >= _FEWEST_QUOTED
        ):
            said = inlines_of(unit), ()
        if said is None:
            return 0
        words_of = re.sub('[«»“”"„″.]', "", unit.text).strip()
        repeats = self._all.count(words_of) > 1 and len(words_of) >= _SHORTEST_REPEATED
        kind = model.PullQuote if repeats else model.BlockQuote
        block = kind((model.Paragraph(said[0], unit.first.at),), said[1], unit.first.at)
        why = "words of the text, repeated by themselves" if repeats else "all of it is in quotes"
        units = [unit]
        after = self._units[number + 1] if number + 1 < len(self._units) else None
        taken = self._put("pull-quote" if repeats else "quote", units, Guess(0.85, why), block)
        if after and after.kind is Kind.TEXT and not said[1] and number + 1 not in self._turns:
            is_name = looks_like_name(after.text) or _is_titled_name(after.text)
            is_alone = number + 1 not in self._marks or looks_like_name(after.text)
            if is_name and is_alone and not after.gap and self._attributes(after):
                taken += 1
        return taken

    def _cited(self, number: int) -> int:
        end = number
        while end < len(self._units) and self._units[end].kind is Kind.CITED:
            end += 1
        units = self._units[number:end]
        block = model.BlockQuote(tuple(map(paragraph, units)), (), units[0].first.at)
        return self._put("quote", units, Guess(0.95, "lines that open with >"), block)

    def _verse(self, units: Sequence[Unit]) -> int:
        """Lines of a poem: one paragraph, each line by itself."""
        first, *rest = map(inlines_of, units)
        inlines = first
        for line in rest:
            inlines = (*inlines, LineBreak(), *line)
        block = model.Paragraph(inlines, units[0].first.at)
        return self._put("paragraph", units, Guess(0.8, "lines of a poem"), block)

    def _table(self, number: int) -> int:
        end = number
        while end < len(self._units) and self._units[end].kind is Kind.TABLE:
            end += 1
        units = self._units[number:end]
        if len(units) < 2:
            return self._paragraph(units[0])
        rows = [row(unit) for unit in units]
        block = model.Table(rows[0], tuple(rows[1:]), (), (), units[0].first.at)
        return self._put("table", units, Guess(0.85, "lines with tabs"), block)

    def _turn(self, unit: Unit, guess: Guess) -> int:
        if unit.kind is Kind.ANSWER or guess.why.endswith("answers"):
            return self._put("answer", [unit], guess, paragraph(unit))
        self._heading = ""
        block = model.Paragraph((Strong(inlines_of(unit)),), unit.first.at)
        return self._put("question", [unit], guess, block)

    def _rule(self, number: int, unit: Unit) -> int:
        if not self.blocks or number + 1 >= len(self._units):
            why = "a rule at the edge of the text"
            return self._put("left-out", [unit], Guess(0.95, why))
        block = model.Break(unit.first.at)
        return self._put("break", [unit], Guess(0.9, "a line of signs"), block)

    def _signed(self, number: int, unit: Unit) -> int:
        """The date, or who wrote it, at the end of a copy whose opening says neither."""
        if self._left[number] > _ENDINGS or ends_sentence(unit.text):
            return 0
        dated = find_date(unit.text, self._opening.language)
        if dated and not dated.place and self._opening.date is None and self.date is None:
            self.date = dated.date
            return self._put("date", [unit], Guess(0.85, "a date and nothing else, at the end"))
        name, dash, _ = re.split(r"(\s[-–—]\s|$)", unit.text, maxsplit=1)
        is_name = dash and looks_like_name(name) and count_words(unit.text) <= _SIGNATURE_WORDS
        if is_name and number + 1 == len(self._units) and not self._opening.byline:
            self.bylines.append(unit)
            return self._put("byline", [unit], Guess(0.7, "a name and a post, at the end"))
        return 0

    @cached_property
    def _left(self) -> list[int]:
        """For each unit, how many there are up to the article's end, without those of the page."""
        left = [0]
        for number, unit in reversed(list(enumerate(self._units))):
            is_text = unit.kind is not Kind.FURNITURE
            left.append(0 if self._is_over_others(number) else left[-1] + is_text)
        return left[:0:-1]

    def _aside(self, number: int, unit: Unit, kept: list[Unit], taken: Taken) -> int:
        """A source, tags or a byline: near the end it tells of the article, else it is text."""
        if self._left[number] > _ENDINGS:
            return self._paragraph(unit, Guess(0.6, f"it could be the {taken}, but text follows"))
        kept.append(unit)
        return self._put(taken, [unit], Guess(0.92, f"a line that names itself the {taken}"))


def _leads_elsewhere(unit: Unit) -> bool:
    listed = words()
    return key(unit.text) in listed.others | listed.teaser or leads_elsewhere(unit.text)


def _could_be_title(unit: Unit) -> bool:
    is_plain = unit.kind in (Kind.TEXT, Kind.ITEM, Kind.FURNITURE)
    return is_plain and not ends_sentence(unit.text) and len(unit.text) <= _LONGEST_OTHER


def _is_titled_name(text: str) -> bool:
    """`فلان، وزير الخارجية`: a name, a comma and a role."""
    name, comma, _ = text.partition("،") if "،" in text else text.partition(",")
    if not comma or len(text) > _LONGEST_ATTRIBUTION or ends_sentence(text):
        return False
    return looks_like_name(name.strip())
