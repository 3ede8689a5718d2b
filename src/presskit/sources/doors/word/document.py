"""What all readers of one Word file share: its styles, numbers, notes, language, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.language.facts import direction_of
from presskit.sources.doors.word.notes import Notes
from presskit.sources.doors.word.numbers import Numbers
from presskit.sources.doors.word.pictures import Pictures
from presskit.sources.doors.word.styles import Styles, style_id
from presskit.sources.doors.word.told import LeftOut
from presskit.sources.doors.word.xml import VAL, W
from presskit.sources.guessing import guess_language

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.sources.doors.word.package import Package
    from presskit.sources.doors.word.xml import Element

_SAID = 60


class Document:
    """A Word file while it is read.

    `language` is the article's and `knows_languages` says that the file's own names of languages
    can be believed; `dead_links` are addresses that are none for a reader, with their text,
    `inner_links` the texts of links to a place in the document itself, `numbered` the numbers that
    Word counts before headings.
    """

    def __init__(self, package: Package, language: str, report: Report) -> None:
        self.package = package
        self.report = report
        self.left_out = LeftOut()
        self.dead_links: dict[str, str] = {}
        self.inner_links: list[str] = []
        self.numbered: list[str] = []
        styles, numbers = package.part("styles"), package.part("numbering")
        self.styles = Styles(styles.root if styles else None)
        self.numbers = Numbers(numbers.root if numbers else None)
        text = " ".join(one.text or "" for one in package.body.iter(f"{W}t"))
        guessed = guess_language(text)
        is_said = bool(language) and direction_of(language) == direction_of(guessed)
        self.language = language if is_said else guessed
        self.direction = direction_of(self.language)
        self.notes = Notes(package)
        self.pictures = Pictures(package, report)
        self.knows_languages = self._names_its_language(styles.root if styles else None)

    def tell(self) -> None:
        """Add what was left out to the report."""
        self.left_out.tell(self.report)
        for href, text in self.dead_links.items():
            said = f"“{text.strip()[:40]}” leads to “{href[:80]}”"
            self.report.add("copy-link", f"{said}, which is no address; its text stays")
        if self.numbered:
            first, last = self.numbered[0], self.numbered[-1]
            said = first if len(self.numbered) == 1 else f"{first} … {last}"
            what = f"the numbers that Word counts before headings ({said}) were left out"
            self.report.add("copy-left-out", what)
        said = " ".join(" ".join(self.inner_links).split())
        if said:
            begun = said if len(said) <= _SAID else f"{said[:_SAID].rstrip()}…"
            self.report.add("copy-link", f"“{begun}” leads to places in the file; its text stays")

    def _names_its_language(self, styles: Element | None) -> bool:
        """Whether most of the text is, as the file says, in the language that it is in.

        Word names the language of the keyboard; where that is wrong for the article, it says
        nothing of the words in it either.
        """
        name = f"{W}bidi" if self.direction == "rtl" else VAL
        below = (
            None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        )
        default = "" if below is None else below.get(name, "")
        right = wrong = 0
        for run in self.package.body.iter(f"{W}r"):
            lang = run.find(f"{W}rPr/{W}lang")
            said = default if lang is None else lang.get(name, default)
            length = sum(len(one.text or "") for one in run.iterfind(f"{W}t"))
            if said.split("-")[0] == self.language.split("-")[0]:
                right += length
            else:
                wrong += length
        return right > wrong


def kind_of(document: Document, paragraph: Element) -> str:
    """What the style of a paragraph is called, by its meaning."""
    return document.styles.of(style_id(paragraph.find(f"{W}pPr"))).kind
