"""Where a page's article is: the element under which most text stands and least of the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from presskit.sources.doors.elements import BLOCKS, HEADINGS, is_left_out, is_unseen, text_in
from presskit.sources.doors.names import Role, roles_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import html

_SENTENCE = re.compile("[.؟?!…۔։。！？:][\"'”’»›)\\]}*]*$")
# In these a short text is no sign of the site around the article.
_NEUTRAL = HEADINGS.keys() | {"td", "th", "caption", "dt", "dd", "li", "figcaption", "pre"}
_RUNNING, _SENTENCE_LETTERS, _LINKED_SENTENCE = 100, 15, 50
_SHORT, _NAMED_LINKS, _MAIN = 0.3, 0.25, 0.75
_SITE_TAGS = frozenset(["footer", "form", "menu", "nav"])
_BOXES = frozenset(
    ["article", "aside", "div", "dl", "header", "ol", "p", "section", "span", "table", "ul"]
)
_FEW = 2
_CARDS = frozenset(
    ["article", "aside", "div", "figure", "li", "section", "table", "td", "ul", "ol"]
)
_LONGEST_CARD, _LONGEST_KICKER = 450, 40
_FIRST_IDEOGRAPH, _IDEOGRAPH = "\u2e80", 3


class Weight(Struct):
    """What stands in an element, in letters.

    `linked` are those in links, `prose` those of running text, `own` those that stand in no block
    inside it, and `gain` is how much more of the article than of its site it holds.
    """

    letters: int = 0
    own: int = 0
    linked: int = 0
    prose: int = 0
    gain: float = 0


class Weights:
    """The weights of the elements under `top` that a reader sees; `host` is that of the page."""

    def __init__(self, top: html.HtmlElement, host: str = "") -> None:
        self._host = host
        self._seen: dict[html.HtmlElement, Weight] = {}
        self._texts: dict[html.HtmlElement, str] = {}
        order = list(_visible(top))
        linked = _inside_links(order)
        for element in reversed(order):
            self._weigh(element, is_linked=element in linked)
        self._texts.clear()
        self.page = self.of(top).prose
        self._cards = self._cards_of(order)
        self._furniture: set[html.HtmlElement] = set()
        for element in order:
            if element.getparent() in self._furniture or self._is_furniture(element):
                self._furniture.add(element)
        for element in reversed(order):
            self._gain(element)

    def of(self, element: html.HtmlElement) -> Weight:
        """The weight of an element; nothing weighs what no reader sees."""
        return self._seen.get(element) or Weight()

    def is_site(self, element: html.HtmlElement) -> bool:
        """Whether an element belongs to the site, or stands in what does."""
        return element in self._furniture

    def is_alone(self, element: html.HtmlElement, body: html.HtmlElement) -> bool:
        """Whether nothing around an element leads away: then its page has no site around it."""
        return self.of(body).linked - self.of(element).linked <= _FEW and not any(
            self.of(one).letters > _FEW for one in self._furniture
        )

    def best(self) -> html.HtmlElement | None:
        """The innermost element of the greatest gain; None where nothing is gained."""
        found, most = None, 0.0
        for element, weight in self._seen.items():  # the inner ones come first
            if weight.gain > most and element not in self._furniture:
                found, most = element, weight.gain
        return found

    def _weigh(self, element: html.HtmlElement, *, is_linked: bool) -> None:
        """Add up an element's own text, and what its children weigh."""
        weight = self._seen[element] = Weight()
        parts, linked = [element.text or ""], 0
        for child in element:
            inner = self._seen.get(child)
            if inner is None:
                parts.append(" ")
            elif child in self._texts:
                parts.append(self._texts[child])
                linked += inner.linked
            else:
                parts.append(" ")
                weight.letters += inner.letters
                weight.linked += inner.linked
                weight.prose += inner.prose
            parts.append(child.tail or "")
        text = "".join(parts)
        has_block = any(one in self._seen and one not in self._texts for one in element)
        if element.tag not in BLOCKS and not has_block:
            self._texts[element] = text
            weight.linked = letters_of(text) if is_linked else linked
            return
        letters = letters_of(text)
        linked = letters if is_linked else linked
        weight.own = letters
        weight.letters += letters
        weight.linked += linked
        weight.gain = _gain_of(text, letters, linked, element.tag)
        weight.prose += letters - linked if weight.gain > 0 else 0

    def _gain(self, element: html.HtmlElement) -> None:
        """Add the gains of the children; in furniture nothing is gained."""
        weight = self._seen[element]
        weight.gain += sum(self._seen[one].gain for one in element if one in self._seen)
        if element in self._furniture:
            weight.gain = -abs(weight.gain)
        elif Role.ARTICLE in roles_of(element):  # its links count for little
            weight.gain = max(weight.gain, weight.prose - weight.linked * _NAMED_LINKS)

    def _is_furniture(self, element: html.HtmlElement) -> bool:
        return (is_named_site(element) or self.is_card(element)) and not self.is_main(element)

    def is_card(self, element: html.HtmlElement) -> bool:
        """Whether a box presents another article: its title leads there, and little else is said.

        Where most of the page is in such boxes, they are none: a list of things is made so.
        """
        return element in self._cards

    def _cards_of(self, order: list[html.HtmlElement]) -> set[html.HtmlElement]:
        cards = {one for one in order if self._looks_like_card(one) and not self.is_main(one)}
        outer = [one for one in cards if one.getparent() not in cards]
        prose = sum(self.of(one).prose for one in outer)
        return cards if prose * 2 <= self.page else set()

    def _looks_like_card(self, element: html.HtmlElement) -> bool:
        if element.tag not in _CARDS and "-" not in element.tag:
            return False
        weight = self.of(element)
        if not weight.linked or weight.letters > _LONGEST_CARD:
            return False
        for one in element.iter():
            if one.tag in HEADINGS and self._leads_on(one):
                return True
            if one.tag == "h1" or (self.of(one).own > _LONGEST_KICKER and not self.of(one).linked):
                return False
        return False

    def _leads_on(self, heading: html.HtmlElement) -> bool:
        """Whether all of a heading is a link to a page of the same site."""
        said = len(text_in(heading))
        for link in (*heading.iter("a"), *heading.iterancestors("a")):
            href = (link.get("href") or "").strip()
            if not said or not href or href.startswith("#") or len(text_in(link)) < said:
                continue
            try:
                host = urlsplit(href).netloc
            except ValueError:
                continue
            if not host or host == self._host:
                return True
        return False

    def is_main(self, element: html.HtmlElement) -> bool:
        """Whether an element can be no furniture: with the headline, or most text of the page."""
        if element.find(".//h1") is not None:
            return True
        return self.of(element).prose > self.page * _MAIN


def is_named_site(element: html.HtmlElement) -> bool:
    """Whether an element's kind or its names say that it belongs to the site."""
    if element.tag in _SITE_TAGS:
        return True
    is_box = element.tag in _BOXES or "-" in element.tag
    return is_box and Role.SITE in roles_of(element)


def _gain_of(text: str, letters: int, linked: int, tag: str) -> float:
    """What a text of its own adds: running text its letters, links and scraps less than nothing."""
    if not letters or tag in HEADINGS:
        return 0
    unlinked = letters - linked
    is_closed = is_sentence(text)
    if unlinked >= _RUNNING or (is_closed and unlinked >= _LINKED_SENTENCE):
        return max(unlinked - linked, 1)
    if linked > unlinked:
        return -letters
    if letters >= _RUNNING or (is_closed and unlinked >= _SENTENCE_LETTERS):
        return unlinked - linked
    return 0 if tag in _NEUTRAL else -letters * _SHORT


def is_sentence(text: str) -> bool:
    """Whether a text ends as sentences do."""
    return _SENTENCE.search(text.rstrip()) is not None


def letters_of(text: str) -> int:
    """How long a text is without its blanks; an ideograph counts as a short word."""
    bare = "".join(text.split())
    if bare.isascii():
        return len(bare)
    return len(bare) + (_IDEOGRAPH - 1) * sum(one >= _FIRST_IDEOGRAPH for one in bare)


def _visible(top: html.HtmlElement) -> Iterable[html.HtmlElement]:
    """The elements that a reader sees, in their order, and none that an edition can't have."""
    waiting = [top]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [one for one in reversed(element) if not is_unseen(one) and not is_left_out(one)]


def leads_away(link: html.HtmlElement) -> bool:
    """Whether a link leads to another page, or does something; one to a place of its own doesn't."""
    href = (link.get("href") or "").strip()
    return bool(href) and (href == "#" or not href.startswith("#"))


def _inside_links(order: list[html.HtmlElement]) -> set[html.HtmlElement]:
    found: set[html.HtmlElement] = set()
    for element in order:
        if element.getparent() in found or (element.tag == "a" and leads_away(element)):
            found.add(element)
    return found
