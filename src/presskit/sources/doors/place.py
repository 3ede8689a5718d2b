"""The parts of a page that are its article: the headline, what stands under it, and the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html
from msgspec import Struct

from presskit.sources.doors.about import is_deck, tells_about
from presskit.sources.doors.elements import HEADINGS, is_unseen, text_in
from presskit.sources.doors.figures import is_caption
from presskit.sources.doors.summaries import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.sources.doors.finding import Weights

_LEAVES = frozenset(["p", "li", "ul", "ol", "blockquote", "b", "span", "font", "dd", "dl"])
_SHORTEST_DECK, _LONGEST_DECK = 30, 400


class Place(Struct, frozen=True):
    """Where an article stands: the element of its text, and those between the headline and it."""

    root: html.HtmlElement
    headline: html.HtmlElement | None = None
    opening: tuple[html.HtmlElement, ...] = ()

    @property
    def parts(self) -> set[html.HtmlElement]:
        """All elements that are the article's."""
        head = () if self.headline is None else (self.headline,)
        return {self.root, *self.opening, *head}


def place_of_article(body: html.HtmlElement, weights: Weights, title: str) -> Place:
    """Where the article of a page stands; the whole body where no text is found."""
    root = weights.best()
    headline = _headline(body, title)
    if root is None or weights.is_alone(root, body):
        return Place(body, headline)
    while root.tag in _LEAVES and root is not body:
        root = root.getparent()
    if headline is None:
        return Place(root)
    if root in headline.iterancestors():
        return Place(root, headline, tuple(_inner_deck(headline, root, weights)))
    return Place(root, headline, tuple(_opening(body, headline, root, weights)))


def rest_of(body: html.HtmlElement, parts: set[html.HtmlElement]) -> str:
    """All that a reader sees of a page beside some of its elements, in one line."""
    said: list[str] = []
    waiting: list[html.HtmlElement | str] = [body]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            said.append(one)
            continue
        if one in parts or is_unseen(one):
            continue
        said.append(one.text or "")
        for child in reversed(one):
            waiting += [child.tail or "", child]
    return " ".join(" ".join(said).split())


def _headline(body: html.HtmlElement, title: str) -> html.HtmlElement | None:
    """The heading that says the title; else the only `h1`."""
    heads = [one for one in body.iter("h1", "h2") if text_in(one)]
    tops = [one for one in heads if one.tag == "h1"]
    same = [one for one in heads if bare(text_in(one)) == bare(title)]
    return next(iter(same or (tops if len(tops) == 1 else [])), None)


def _opening(
    body: html.HtmlElement, headline: html.HtmlElement, root: html.HtmlElement, weights: Weights
) -> Iterator[html.HtmlElement]:
    """What tells of the article between its headline and its text, from outside in."""
    is_under, has_deck = False, False
    waiting = [body]
    while waiting:
        one = waiting.pop()
        if one is root:
            return
        if one is headline:
            is_under = True
            continue
        if is_unseen(one) or weights.is_site(one):
            continue
        if is_under and (tells_about(one) or is_caption(one) or one.tag == "figure"):
            yield one
        elif is_under and not has_deck and _is_deck(one, weights):
            has_deck = True
            yield one
        else:
            waiting += reversed(one)


def _inner_deck(
    headline: html.HtmlElement, root: html.HtmlElement, weights: Weights
) -> Iterator[html.HtmlElement]:
    """The one text that stands with the headline in a box of their own, above the article's text."""
    for box in headline.iterancestors():
        prose = weights.of(box).prose
        if box is root or prose > _LONGEST_DECK:
            return
        if prose:
            yield from (one for one in box.iter("p") if weights.of(one).prose == prose)
            return


def _is_deck(element: html.HtmlElement, weights: Weights) -> bool:
    """Whether an element under the headline goes on where that ends."""
    if is_deck(element):
        return True
    weight = weights.of(element)
    if not _SHORTEST_DECK <= weight.letters <= _LONGEST_DECK or weight.linked * 4 > weight.letters:
        return False
    return element.tag in HEADINGS or (element.tag == "p" and weight.prose > 0)
