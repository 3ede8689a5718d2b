"""The opening of pasted copy: kicker, headline, deck, byline and date, in whatever order."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.model.inlines import Inlines
from presskit.sources.keys import ALIASES
from presskit.sources.metadata import normal
from presskit.sources.pasted.dates import date_in, find_date, is_of_another_calendar
from presskit.sources.pasted.lines import (
    Kind,
    is_byline,
    is_furniture,
    labelled,
    looks_like_name,
    names_photographer,
)
from presskit.sources.pasted.pieces import ends_sentence, sentences
from presskit.sources.pasted.words import count_words, key, opens_with, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presskit.model.decision import Taken
    from presskit.sources.pasted.wraps import Habits, Unit

_PROSE = 150
_SHORT_PROSE = 90
_LONGEST_TITLE = 170
_KICKER_WORDS = 3
_LONGEST_KICKER = 30
_DECK_WORDS = 6
_LONGEST_DECK = 300
_GREETING_WORDS = 6
_LETTERHEAD_WORDS = 7
_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"\s*[|•·]\s*|\s[>›]\s|\s{3,}")
_ARROWS = re.compile(r"\s+[>›»]\s+")
_CRUMBS = re.compile(r"(?<=\S)\s+[>›»/|]\s+")
_DATED = re.compile(r"(?P<who>[^،,]{3,60})[،,]\s*(?P<date>.*\d{4}.*)")
_AGENCY = re.compile(
    r"[^\s–—-][^–—-]{1,30}\s*[–—-]\s*[^–—-]{2,40}|[^\s()\d][^()\d]{1,30}\s\([^()\d]{2,40}\)"
)
_FIELDS = {normal(name): field for field, names in ALIASES.items() for name in (field, *names)}
_READ_FIELDS = ("title", "kicker", "byline", "authors", "date", "lead", "dateline")


class Given(Struct, frozen=True):
    """What is known of an article besides its text: from a page's head, or a wire's fields."""

    title: str = ""
    kicker: str = ""
    byline: str = ""
    date: datetime.date | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    lead: tuple[Inlines, ...] = ()
    source: Inlines = ()
    slug: str = ""
    dateline: str = ""
    deck: str = ""


class Opening:
    """What stands over the text of a copy; `used` is how many units that took.

    `captions`, `kept` and `left_out` are units for others: captions of pictures, texts of other
    articles, and lines that are not the article's.
    """

    def __init__(self, units: Sequence[Unit], habits: Habits, language: str, given: Given) -> None:
        self._units = units
        self._habits = habits
        self.language = language
        self.title, self.kicker, self.byline = given.title, given.kicker, ""
        self._given_byline = given.byline
        self.dateline = ""
        self.date: datetime.date | None = given.date
        self.deck: list[Unit] = []
        self.captions: list[Unit] = []
        self.sources: list[Unit] = []
        self.tags: list[Unit] = []
        self.taken: list[tuple[Taken, Unit, float, str]] = []
        self.used = 0
        self._subject = ""
        for unit in units:
            if not self._take(unit):
                break
            self.used += 1
        self.byline = self.byline or given.byline
        if not self.title and self._subject:
            self.title = self._subject

    def _take(self, unit: Unit) -> bool:
        match unit.kind:
            case Kind.FURNITURE | Kind.RULE:
                return self._note("left-out", unit, 0.95, "a line of the page around the article")
            case Kind.BYLINE:
                return self._take_parts(unit) or self._take_byline(
                    unit, 0.97, "opens as bylines do"
                )
            case Kind.DATE:
                return self._take_marked_date(unit)
            case Kind.CAPTION:
                self.captions.append(unit)
                return True
            case Kind.SOURCE:
                self.sources.append(unit)
                return True
            case Kind.TAGS:
                self.tags.append(unit)
                return True
            case Kind.TEXT:
                return (
                    self._take_letter(unit)
                    or self._take_crumbs(unit)
                    or self._take_letterhead(unit)
                    or self._take_parts(unit)
                    or self._take_date(unit)
                    or self._take_field(unit)
                    or self._take_text(unit)
                )
            case Kind.HEADING:
                return self._take_heading(unit)
            case Kind.ITEM:
                return not self.title and self._take_text(unit)
            case Kind.LABEL:
                return not self.title and self._take_text(unit)
        return False

    def _take_letter(self, unit: Unit) -> bool:
        """The head and the greeting of a letter to the desk, over the headline."""
        if self.title:
            return False
        cut, listed = labelled(unit.text), words()
        if cut and cut[1] and key(cut[0]) in listed.subject:
            self._subject = cut[1]
            return self._note("left-out", unit, 0.85, "the subject of a letter")
        is_mail = cut is not None and key(cut[0]) in listed.mail
        after = self._next(unit)
        if is_mail and (self._subject or (after and _is_mail(after))):
            return self._note("left-out", unit, 0.85, "the head of a letter")
        if opens_with(unit.text, listed.greeting) and _is_greeting(unit.text) and after:
            return self._note("left-out", unit, 0.75, "a greeting to the desk")
        return False

    def _take_letterhead(self, unit: Unit) -> bool:
        """Whose paper it is, over the date and the headline."""
        after = self._next(unit)
        if self.title or after is None or not opens_with(unit.text, words().institution):
            return False
        title = self._next(after)
        if unit.is_closed or count_words(unit.text) > _LETTERHEAD_WORDS or title is None:
            return False
        cut = labelled(after.text)
        dated = find_date(cut[1] if cut else after.text, self.language)
        if dated is None or dated.place or self._is_prose(title):
            return False
        self.sources.append(unit)
        return True

    def _note(self, taken: Taken, unit: Unit, confidence: float, why: str) -> bool:
        self.taken.append((taken, unit, confidence, why))
        return True

    @property
    def _has_byline(self) -> bool:
        return bool(self.byline or self._given_byline)

    def _take_byline(self, unit: Unit, confidence: float, why: str, text: str = "") -> bool:
        self.byline = " · ".join(filter(None, (self.byline, text or unit.text)))
        return self._note("byline", unit, confidence, why)

    def _take_date(self, unit: Unit, text: str = "") -> bool:
        found = find_date(text or unit.text, self.language)
        if found is None:
            return not text and self._take_other_date(unit)
        if found.place and self.dateline:
            return False
        if self.date is None:
            self.date = found.date
        self.dateline = self.dateline or found.place
        if found.place:
            return self._note("dateline", unit, 0.75, "a place and a date")
        self._note("date", unit, 0.95, "a date and nothing else")
        return True

    def _take_other_date(self, unit: Unit) -> bool:
        cut = labelled(unit.text)
        is_label = cut is not None and cut[1] and key(cut[0]) in words().date
        said = cut[1] if cut and is_label else unit.text
        if self.dateline or not is_of_another_calendar(said, self.language):
            return False
        self.dateline = said
        return self._note("dateline", unit, 0.8, "a date of another calendar, as it is printed")

    def _take_marked_date(self, unit: Unit) -> bool:
        """A line that its markup calls a date; what else it says may be the byline."""
        if self._take_parts(unit) or self._take_date(unit):
            return True
        found = date_in(unit.text, self.language)
        if found is None:
            return self._note("left-out", unit, 0.8, "a line about the article, with no date")
        said, date = found
        self.date = self.date or date
        before = unit.text[: unit.text.index(said)].strip(" ،,|/-–—·")
        if before and not self.byline and is_byline(before):
            return self._take_byline(unit, 0.85, "a byline and a date", before)
        return self._note("date", unit, 0.8, "its markup says that it is the date")

    def _take_field(self, unit: Unit) -> bool:
        """`القسم: اقتصاد`: a key of front matter."""
        cut = labelled(unit.text)
        field = _FIELDS.get(normal(cut[0])) if cut and cut[1] else None
        if cut is None or field not in _READ_FIELDS or (field == "byline" and self.byline):
            return False
        if field == "lead":
            return False
        if field == "authors":
            field = "byline"
        if field == "date":
            return self._take_date(unit, cut[1])
        if getattr(self, field):
            return False
        setattr(self, field, cut[1])
        taken: Taken = "headline" if field == "title" else field  # type: ignore[assignment]
        return self._note(taken, unit, 0.97, f"the line names itself: “{cut[0]}”")

    def _take_parts(self, unit: Unit) -> bool:
        """A line of several things with rules between them: a byline, a date, a section."""
        parts = [part for part in _PARTS.split(unit.text) if part.strip()]
        if len(parts) < 2 and (dated := _DATED.fullmatch(unit.text)):
            parts = [dated["who"], dated["date"]]
        if len(parts) < 2:
            parts = self._signed_and_dated(unit.text)
        if len(parts) < 2 or (len(parts) == 2 and self._is_place(unit, parts[0])):
            return False
        kinds = [self._part(part) for part in parts]
        if not all(kinds):
            return False
        if not {"byline", "date"} & set(kinds):
            return False
        for part, kind in zip(parts, kinds, strict=True):
            if kind == "byline":
                self.byline = " · ".join(filter(None, (self.byline, part)))
            elif kind == "kicker" and not self.kicker:
                self.kicker = part
            elif kind == "date" and self.date is None and (found := find_date(part, self.language)):
                self.date, self.dateline = found.date, found.place
        return self._note("byline", unit, 0.85, "byline and date in one line")

    def _signed_and_dated(self, text: str) -> list[str]:
        """`Par A. B. — Publié le …`: a byline and a date, with a dash between them."""
        parts = re.split(r"(?<=\S)\s+[–—-]\s+", text, maxsplit=1)
        is_both = len(parts) > 1 and is_byline(parts[0]) and find_date(parts[1], self.language)
        return parts if is_both else []

    def _is_place(self, unit: Unit, text: str) -> bool:
        """Whether what looks like a name is a place: where another line is the byline."""
        after = self._next(unit)
        is_other = self._has_byline or (after is not None and after.kind is Kind.BYLINE)
        return is_other and not is_byline(text) and key(text) not in words().section

    def _take_crumbs(self, unit: Unit) -> bool:
        """`الرئيسية | اقتصاد`: the way to the page, whose last section is the kicker."""
        parts = [part.strip() for part in _CRUMBS.split(unit.text)]
        if self.title or self.kicker or len(parts) < 2 or self._next(unit) is None:
            return False
        if "«" in unit.text:  # then » closes a quotation
            return False
        kinds = [self._part(part) for part in parts]
        is_short = all(0 < count_words(part) <= _KICKER_WORDS for part in parts)
        is_way = set(kinds) <= {"kicker", "left-out"} or (
            is_short
            and (
                _ARROWS.search(unit.text)
                or kinds[0] == "left-out"
                or opens_with(parts[0], words().section)
            )
        )
        sections = [p for p, kind in zip(parts, kinds, strict=True) if kind != "left-out"]
        if not is_way or not sections or "date" in kinds:
            return False
        self.kicker = sections[-1]
        return self._note("kicker", unit, 0.9, "the sections on the way to the page")

    def _part(self, text: str) -> str:
        if find_date(text, self.language):
            return "date"
        if is_furniture(text):
            return "left-out"
        if key(text) in words().section:
            return "kicker"
        is_credit = is_byline(text) or looks_like_name(text) or names_photographer(text)
        return "byline" if is_credit else ""

    def _take_text(self, unit: Unit) -> bool:
        after = self._next(unit)
        if not self.title:
            if self._is_name_over_opinion(unit, after):
                return self._take_byline(unit, 0.65, "a name by itself over the headline")
            if self._is_kicker(unit, after):
                self.kicker = unit.text.strip("|:/ ")
                sure = 0.98 if key(unit.text) in words().section else 0.8
                return self._note("kicker", unit, sure, "a word or two over the headline")
            return self._take_title(unit, after)
        if self._is_prose(unit):
            return self._take_closed_deck(unit, after)
        if not self._has_byline and self._is_bare_byline(unit, after):
            return self._take_byline(unit, 0.65, "a name by itself under the headline")
        if self._is_agency(unit, after):
            return self._take_byline(unit, 0.75, "a place or a name, a dash and a name")
        taken, last = self.taken[-1][:2] if self.taken else ("", unit)
        if taken == "headline" and self._goes_on(last, unit, after):
            self.title = f"{last.text} {unit.text}"
            return self._note("headline", unit, 0.7, "a second line of the headline")
        if not self.deck and self._is_deck(unit, after):
            self.deck.append(unit)
            return self._note("lead", unit, 0.72, "a deck: a longer line under the headline")
        return False

    def _take_closed_deck(self, unit: Unit, after: Unit | None) -> bool:
        """A deck with a full stop: only where the byline or the date comes after it."""
        last = self.taken[-1][0] if self.taken else ""
        if last != "headline" or after is None or len(unit.text) > _LONGEST_DECK:
            return False
        if after.kind is Kind.TEXT and looks_like_name(after.text) and (dated := self._next(after)):
            after = dated
        if after.kind is not Kind.BYLINE and not find_date(after.text, self.language):
            return False
        self.deck.append(unit)
        return self._note("lead", unit, 0.8, "a deck: text between the headline and the byline")

    def _take_heading(self, unit: Unit) -> bool:
        """A heading of markup is the headline where there is none; one like it is the same."""
        if not self.title:
            self.title = unit.text
            return self._note("headline", unit, 0.97, "the first heading")
        same_numbers = _DIGITS.findall(unit.text) == _DIGITS.findall(self.title)
        if key(unit.text) == key(self.title) and same_numbers:
            return self._note("headline", unit, 0.97, "the headline again")
        return False

    def _take_title(self, unit: Unit, after: Unit | None) -> bool:
        text = unit.text
        if len(text) > _LONGEST_TITLE or (sentences(text) > 1 and ends_sentence(text)):
            return False
        if ends_sentence(text) and (after is None or len(after.text) < len(text)):
            return False
        self.title = text.removesuffix(":").rstrip() if unit.kind is Kind.LABEL else text
        sure = 0.95 if not ends_sentence(text) else 0.7
        return self._note("headline", unit, sure, "the first line that is no kicker")

    def _next(self, unit: Unit) -> Unit | None:
        number = self._units.index(unit) + 1
        while number < len(self._units) and self._units[number].kind in (Kind.FURNITURE, Kind.RULE):
            number += 1
        return self._units[number] if number < len(self._units) else None

    def _is_kicker(self, unit: Unit, after: Unit | None) -> bool:
        if self.kicker or after is None or unit.kind is not Kind.TEXT:
            return False
        if key(unit.text) in words().section | words().opinion:
            return after.kind in (Kind.TEXT, Kind.LABEL) and not _is_text(after.text)
        is_short = count_words(unit.text) <= _KICKER_WORDS and len(unit.text) <= _LONGEST_KICKER
        if not is_short or unit.is_closed or after.kind not in (Kind.TEXT, Kind.LABEL):
            return False
        return not self._is_prose(after) and count_words(after.text) > _KICKER_WORDS

    def _is_prose(self, unit: Unit) -> bool:
        text = unit.text
        if ends_sentence(text):
            return True
        return len(text) >= _PROSE or (len(text) >= _SHORT_PROSE and sentences(text) > 1)

    def _is_name_over_opinion(self, unit: Unit, after: Unit | None) -> bool:
        """Whether a name stands between the section of opinions and a longer headline."""
        if key(self.kicker) not in words().opinion or self._has_byline or after is None:
            return False
        is_over_title = after.kind is Kind.TEXT and count_words(after.text) > len(unit.text.split())
        return is_over_title and looks_like_name(unit.text) and not looks_like_name(after.text)

    def _is_bare_byline(self, unit: Unit, after: Unit | None) -> bool:
        if not looks_like_name(unit.text) or len(unit.text.split()) > 4 or after is None:
            return False
        if after.kind in (Kind.CAPTION, Kind.DATE):
            return True
        is_dated = find_date(after.text, self.language) is not None
        return (
            self._is_prose(after) or is_dated or is_of_another_calendar(after.text, self.language)
        )

    def _is_agency(self, unit: Unit, after: Unit | None) -> bool:
        if self._has_byline or after is None or not _AGENCY.fullmatch(unit.text):
            return False
        return count_words(unit.text) <= 7 and not unit.is_closed

    def _goes_on(self, last: Unit, unit: Unit, after: Unit | None) -> bool:
        """Whether the headline was broken into two lines."""
        if unit.gap or after is None:
            return False
        if last.kind is Kind.LABEL:
            return not self._habits.apart and after.kind is not Kind.ITEM
        if not self._habits.spaced or last.is_closed:
            return False
        return after.gap and len(unit.text) <= 1.3 * len(last.text)

    def _is_deck(self, unit: Unit, after: Unit | None) -> bool:
        if count_words(unit.text) < _DECK_WORDS or after is None:
            return False
        if after.kind is Kind.BYLINE or find_date(after.text, self.language):
            return True
        return len(unit.text) > 70 and self._is_prose(after)


def _is_text(text: str) -> bool:
    """Whether a text is too long for a headline."""
    return len(text) >= _PROSE or (len(text) >= _SHORT_PROSE and ends_sentence(text))


def _is_mail(unit: Unit) -> bool:
    cut = labelled(unit.text)
    return cut is not None and key(cut[0]) in words().mail | words().subject


def _is_greeting(text: str) -> bool:
    """Whether what opens with a greeting is one to somebody: it stops after a few words."""
    before, comma, _ = re.split(r"([،,!؛:.]|$)", text, maxsplit=1)[:3]
    return len(before.split()) <= _GREETING_WORDS and (bool(comma) or text == before)
