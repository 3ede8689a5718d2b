"""Pasted copy made into an article, with the decisions that made it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.diagnostics import Position
from presskit.language.tags import language_tag
from presskit.model import blocks as model
from presskit.model.article import Article
from presskit.model.decision import Decision, Taken
from presskit.model.inlines import Strong
from presskit.sources.addresses import with_links
from presskit.sources.guessing import guess_language
from presskit.sources.pasted.body import Body
from presskit.sources.pasted.lines import labelled, read_lines
from presskit.sources.pasted.opening import Given, Opening
from presskit.sources.pasted.pieces import inlines_of, part_of
from presskit.sources.pasted.words import has_any, words
from presskit.sources.pasted.wraps import habits_of, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inlines
    from presskit.model.publication import Publication
    from presskit.sources.pasted.wraps import Habits, Unit

DOUBTFUL = 0.7
_MOST_LEAD = 3
_SAID = 40
_TAG = re.compile(r"#([\w\u200c]+)")


def read_copy(
    text: str, report: Report, publication: Publication, *, untitled: bool = False
) -> tuple[Article, tuple[Decision, ...]]:
    """An article from text without markup, and what its lines were taken for.

    Lines of the page around it are left out and noted as `copy-left-out`; what is doubtful is
    noted as `copy-doubtful`. A copy without a headline is an error (`title-missing`), unless it may
    be `untitled`.
    """
    lines = read_lines(text)
    habits = habits_of(lines)
    given = Given(language=language_tag(publication.locale) or guess_language(text))
    read, decisions = read_units(join(lines, habits), habits, given, report, untitled=untitled)
    return with_links(read), decisions


def read_units(
    units: list[Unit], habits: Habits, given: Given, report: Report, *, untitled: bool = False
) -> tuple[Article, tuple[Decision, ...]]:
    """What `read_copy` does, from lines that are put together already and with what is known."""
    return _Reader(units, habits, given, report, untitled=untitled).read()


class _Reader:
    def __init__(
        self,
        units: list[Unit],
        habits: Habits,
        given: Given,
        report: Report,
        *,
        untitled: bool,
    ) -> None:
        self._report = report
        self._untitled = untitled
        self._given = given
        self._opening = Opening(units, habits, given.language, given)
        rest = units[self._opening.used :]
        about = f"{self._opening.title} {self._opening.kicker} {self._opening.byline}"
        is_interview = has_any(about, words().interview)
        self._body = Body(rest, habits, self._opening, is_interview=is_interview).read()
        self._decisions: list[Decision] = []
        self._counts: dict[tuple[int, str], int] = {}  # of words, where more is left out than shown

    def read(self) -> tuple[Article, tuple[Decision, ...]]:
        """The article and the decisions, in the order of the lines."""
        opening = self._opening
        for taken, unit, confidence, why in opening.taken:
            self._decide(taken, [unit], confidence, why)
        for taken, units, guess, block in self._body.taken:
            self._decide(taken, units, guess.confidence, guess.why, block)
        captions = self._captions()
        lead, body, confidence = self._lead(tuple(self._body.blocks))
        self._shift(len(captions), lead, confidence)
        if not opening.title and not self._untitled:
            self._report.add(
                "title-missing",
                "no line of this copy is its headline",
                Position(1),
                "write the headline in a line of its own at the top",
            )
        article = Article(
            title=opening.title,
            language=self._given.language,
            kicker=opening.kicker,
            deck=self._given.deck,
            byline=self._byline(),
            date=opening.date or self._body.date,
            dateline=opening.dateline or self._given.dateline,
            lead=lead,
            tags=self._tags(),
            source=self._source() or self._given.source,
            slug=self._given.slug,
            body=(*captions, *body),
        )
        decisions = tuple(sorted(self._decisions, key=lambda d: (d.first, d.last)))
        self._tell(decisions)
        return article, decisions

    def _decide(
        self,
        taken: Taken,
        units: Sequence[Unit],
        confidence: float,
        why: str,
        block: int | None = None,
    ) -> None:
        text = units[0].text
        said = text if len(text) <= _SAID else text[:_SAID].rsplit(" ", 1)[0] + "…"
        first, last = units[0].span[0], units[-1].span[1]
        whole = " ".join(unit.text for unit in units)
        if taken == "left-out" and whole != said:
            self._counts[first, said] = len(whole.split())
        self._decisions.append(Decision(taken, first, last, round(confidence, 2), why, said, block))

    def _captions(self) -> tuple[model.Block, ...]:
        captions = self._opening.captions
        why = "a picture's caption, whose picture isn't here"
        for number, unit in enumerate(captions):
            self._decide("caption", [unit], 0.9, why, number - len(captions))
        return tuple(model.DeskNote(unit.text, unit.first.at) for unit in captions)

    def _lead(
        self, blocks: tuple[model.Block, ...]
    ) -> tuple[tuple[model.Paragraph, ...], tuple[model.Block, ...], float]:
        """The paragraphs that are the lead, the other blocks, and how sure that is."""
        if self._given.lead:
            return tuple(map(model.Paragraph, self._given.lead)), blocks, 1
        if self._opening.deck:
            deck = self._opening.deck
            return tuple(model.Paragraph(inlines_of(u), u.first.at) for u in deck), blocks, 1
        count = next((n for n, b in enumerate(blocks) if not _is_running(b)), len(blocks))
        after = blocks[count] if count < len(blocks) else None
        has_heading = isinstance(after, model.Heading | model.Paragraph)
        if not count or (count == 1 and after is None):
            return (), blocks, 1
        if not has_heading or count > _MOST_LEAD:
            count = 1
        lead = tuple(b for b in blocks[:count] if isinstance(b, model.Paragraph))
        return lead, blocks[count:], 0.9 if has_heading else 0.75

    def _shift(self, before: int, lead: tuple[model.Paragraph, ...], confidence: float) -> None:
        """Make decisions name blocks by their place in the article's body."""
        moved = 0 if self._opening.deck or self._given.lead else len(lead)
        for number, decision in enumerate(self._decisions):
            if decision.block is None:
                continue
            taken, sure, why = decision.taken, decision.confidence, decision.why
            block: int | None = decision.block - moved + before
            if 0 <= decision.block < moved:
                taken, block = "lead", None
                sure, why = min(sure, confidence), "the text over the first heading"
            elif decision.block < 0:
                block = decision.block + before
            self._decisions[number] = Decision(
                taken, decision.first, decision.last, sure, why, decision.text, block
            )

    def _byline(self) -> str:
        lines = [self._opening.byline, *(unit.text.strip("().") for unit in self._body.bylines)]
        return " · ".join(filter(None, lines))

    def _source(self) -> Inlines:
        units = [*self._opening.sources, *self._body.sources]
        for unit in self._opening.sources:
            self._decide("source", [unit], 0.92, "a line that names itself the source")
        if not units:
            return ()
        cut = labelled(units[0].text)
        start = units[0].text.index(cut[1]) if cut and cut[1] else 0
        first, *more = units
        inlines = part_of(first, start)
        for unit in more:
            inlines = (*inlines, *inlines_of(unit))
        return inlines

    def _tags(self) -> tuple[str, ...]:
        for unit in self._opening.tags:
            self._decide("tags", [unit], 0.92, "a line that names itself the tags")
        tags: list[str] = []
        for unit in (*self._opening.tags, *self._body.tags):
            cut = labelled(unit.text)
            said = cut[1] if cut else unit.text
            found = _TAG.findall(said) or re.split(r"[،,؛;|•·\-–]\s*", said)
            tags += [tag.replace("_", " ").strip(" .") for tag in found if tag.strip(" .")]
        return tuple(dict.fromkeys(tags)) or self._given.tags

    def _tell(self, decisions: Sequence[Decision]) -> None:
        for one in decisions:
            at = Position(one.first)
            if one.taken == "left-out":
                count = self._counts.get((one.first, one.text), 0)
                said = f"“{one.text}” ({count} words)" if count else f"“{one.text}”"
                self._report.add("copy-left-out", f"{said} was left out: {one.why}", at)
            elif one.confidence < DOUBTFUL:
                self._report.add(
                    "copy-doubtful",
                    f"“{one.text}” was read as a {one.taken}, which is not sure: {one.why}",
                    at,
                    "see what `presskit import --explain` says, and mend the Markdown",
                )


def _is_running(block: model.Block) -> bool:
    """Whether a block is a paragraph, and not a question of an interview."""
    if not isinstance(block, model.Paragraph):
        return False
    return not (len(block.children) == 1 and isinstance(block.children[0], Strong))
