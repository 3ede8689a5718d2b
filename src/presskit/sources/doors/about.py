"""The lines of a page that tell of its article: who wrote it, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model.inlines import plain
from presskit.sources.doors.elements import BLOCKS, is_unseen, text_in
from presskit.sources.doors.inlines import collapsed, tell_left_out, text_of
from presskit.sources.doors.names import Role, roles_of
from presskit.sources.pasted.cutting import cut
from presskit.sources.pasted.dates import date_in, is_of_another_calendar
from presskit.sources.pasted.lines import (
    CLOSED,
    Kind,
    Line,
    is_byline,
    is_furniture,
    looks_like_name,
)

if TYPE_CHECKING:
    from lxml import html

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inline, Inlines
    from presskit.sources.doors.inlines import InlineReader

_LONGEST_ABOUT, _LONGEST_NAMES, _LONGEST_DECK, _LONGEST_KICKER = 300, 90, 400, 40


def roles_with_tag(element: html.HtmlElement) -> frozenset[Role]:
    """What the names of an element and its kind say that it is."""
    roles = roles_of(element)
    return roles | {Role.ABOUT, Role.DATE} if element.tag == "time" else roles


def tells_about(element: html.HtmlElement) -> bool:
    """Whether a short element says who wrote the article, when, and where it stands."""
    return Role.ABOUT in roles_with_tag(element) and len(text_in(element)) <= _LONGEST_ABOUT


def is_deck(element: html.HtmlElement) -> bool:
    """Whether an element says that it goes on where the headline ends."""
    return Role.DECK in roles_of(element) and len(text_in(element)) <= _LONGEST_DECK


class OpeningReader:
    """Reads what tells of an article over its text.

    `lines` say who wrote it and when, `stamps` are the times it gives programs; besides there are
    its `kicker` and its `deck`.
    """

    def __init__(self, report: Report, inlines: InlineReader, language: str) -> None:
        self._report, self._inlines, self._language = report, inlines, language
        self.lines: list[Line] = []
        self.stamps: list[str] = []
        self.kicker = ""
        self.deck = ""

    def about(
        self, element: html.HtmlElement, depth: int, roles: frozenset[Role] = frozenset()
    ) -> None:
        """Read who and when, each piece as a line of its own; what is neither is left out."""
        roles |= roles_with_tag(element)
        stamp = element.get("datetime") if element.tag == "time" else element.get("content")
        self.stamps += [stamp] if stamp else []
        waiting: list[Inline] = [text_of(element.text)] if element.text else []

        def close() -> None:
            self._put(cut(collapsed(waiting), 0, None), roles, element)
            waiting.clear()

        for child in element:
            if is_unseen(child):
                pass
            elif child.tag in BLOCKS or roles_with_tag(child) - roles:
                close()
                self.about(child, depth + 1, roles - {Role.DATE, Role.AUTHOR})
            elif child.tag == "br":
                close()
            else:
                waiting += self._inlines.of(child, depth)
            if child.tail:
                waiting.append(text_of(child.tail))
        close()

    def _put(self, inlines: Inlines, roles: frozenset[Role], element: html.HtmlElement) -> None:
        if not (text := plain(inlines)):
            return
        if kind := _kind(text, roles, self._language):
            number = len(self.lines) + 1
            self.lines.append(Line(text, number, 1, kind, gap=True, inlines=inlines))
        elif Role.KICKER in roles and not self.kicker and len(text) <= _LONGEST_KICKER:
            self.kicker = text
        else:
            tell_left_out(text, "a line about the article", element, self._report)


def _kind(text: str, roles: frozenset[Role], language: str) -> Kind | None:
    """What a line of such an element tells; None where it tells nothing of the article."""
    if is_furniture(text):
        return None
    if is_of_another_calendar(text, language) or date_in(text, language):
        return Kind.DATE
    if is_byline(text):
        return Kind.BYLINE
    is_short = len(text) <= _LONGEST_NAMES and not CLOSED.search(text)
    if is_short and (Role.AUTHOR in roles or looks_like_name(text)) and Role.DATE not in roles:
        return Kind.BYLINE
    return None
