"""What stands in an article's element and belongs to the site: taken out, and told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.sources.doors.about import is_deck, tells_about
from presskit.sources.doors.elements import (
    BLOCKS,
    HEADINGS,
    is_bold,
    is_left_out,
    is_unseen,
    text_in,
)
from presskit.sources.doors.figures import is_caption
from presskit.sources.doors.finding import is_named_site, is_sentence
from presskit.sources.doors.inlines import leave_out
from presskit.sources.doors.names import Role, roles_of
from presskit.sources.pasted.lines import is_furniture
from presskit.sources.pasted.words import keys, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import html

    from presskit.diagnostics import Report
    from presskit.sources.doors.finding import Weights

# Their texts aren't looked into: what stands in them is the article's.
_FACTS = frozenset(["table", "figcaption", "blockquote", "pre", "dl", *HEADINGS])
_CARD_TAGS = frozenset(["article", "aside", "div", "li", "section", "table", "ul", "ol", "figure"])
_LONGEST_CARD = 450
_ENDING = 4  # no more than a quarter of the text
_LONGEST_SCRAP, _LONGEST_INVITATION, _SHORTEST_SENTENCE = 120, 250, 10


class Trimmer:
    """Takes parts of the site out of the article's element: by names, by links, at its edges."""

    def __init__(self, weights: Weights, root: html.HtmlElement, report: Report) -> None:
        self._weights, self._root, self._report = weights, root, report
        self._prose = weights.of(root).prose

    def trim(self, *, is_page: bool) -> None:
        """Take out what belongs to the site; of a piece of HTML, only what says so."""
        waiting = list(self._root)
        while waiting:
            one = waiting.pop(0)
            if is_unseen(one) or is_left_out(one):
                continue
            if self._is_site(one) or (
                is_page
                and (
                    self._leads_away(one)
                    or self._is_card(one)
                    or self._is_gallery(one)
                    or self._is_biography(one)
                )
            ):
                self._take_out(one)
            elif one.tag not in _FACTS:
                waiting[:0] = one
        if is_page:
            self._ending()
            self._edges()

    def _take_out(self, element: html.HtmlElement) -> None:
        leave_out(element, self._report)
        element.drop_tree()

    def _take_text(self, leaf: html.HtmlElement) -> None:
        """Take out a block's own text, and the block where it holds no other."""
        inner = [one for one in leaf if self._weights.of(one).letters]
        if not inner:
            self._take_out(leaf)
            return
        for one in leaf:
            if one not in inner and one.tag != "img":
                self._take_out(one)

    def _is_site(self, element: html.HtmlElement) -> bool:
        if not is_named_site(element) or element.find(".//h1") is not None:
            return False
        return self._weights.of(element).prose * 2 <= self._prose

    def _leads_away(self, element: html.HtmlElement) -> bool:
        """Whether a block is made of links to other pages."""
        weight = self._weights.of(element)
        if element.tag not in BLOCKS or element.tag in _FACTS or element.find(".//h1") is not None:
            return False
        if weight.linked * 2 <= weight.letters or weight.prose * 4 > weight.letters:
            return False
        is_leaf = weight.own == weight.letters
        has_more = weight.letters - weight.linked >= _SHORTEST_SENTENCE
        return not (is_leaf and has_more and is_sentence(element.text_content()))

    def _is_card(self, element: html.HtmlElement) -> bool:
        is_small = self._weights.of(element).prose * 2 <= self._prose
        return is_small and self._weights.is_card(element)

    def _is_gallery(self, element: html.HtmlElement) -> bool:
        """Whether a box only shows pictures one after the other: nothing but captions is said."""
        if Role.GALLERY not in roles_of(element) or element.find(".//h1") is not None:
            return False
        has_pictures = any(one.tag == "img" or is_caption(one) for one in element.iter())
        return not has_pictures and not self._weights.of(element).prose

    def _is_biography(self, element: html.HtmlElement) -> bool:
        """Whether a box tells of the writer at length: no byline does."""
        if Role.AUTHOR not in roles_of(element) or element.find(".//h1") is not None:
            return False
        return 0 < self._weights.of(element).prose * 5 <= self._prose

    def _ending(self) -> None:
        """Take out what a page ends with under a heading of the site, such as its newsletters."""
        leaves = list(_leaves(self._root, self._weights))
        prose, begin = 0, len(leaves)
        for number in range(len(leaves) - 1, -1, -1):
            leaf = leaves[number]
            prose += self._weights.of(leaf).prose
            if prose * _ENDING > self._prose:
                break
            if (leaf.tag in HEADINGS or _is_all_bold(leaf)) and is_furniture(text_in(leaf)):
                begin = number
        for leaf in leaves[begin:]:
            self._take_text(leaf)

    def _edges(self) -> None:
        """Take out scraps over the first running text and under the last."""
        leaves = [one for one in _leaves(self._root, self._weights) if not is_caption(one)]
        running = [number for number, one in enumerate(leaves) if self._weights.of(one).prose]
        if not running:
            return
        for one in leaves[: running[0]]:
            if self._is_scrap(one, is_end=False):
                self._take_text(one)
        last = running[-1]
        while last > running[0] and last in running and self._invites(leaves[last]):
            self._take_out(leaves[last])
            last -= 1
        is_last = True
        for one in reversed(leaves[running[-1] + 1 :]):
            if self._is_scrap(one, is_end=True) and (is_last or one.tag not in HEADINGS):
                self._take_text(one)
            else:
                is_last = False

    def _invites(self, leaf: html.HtmlElement) -> bool:
        """Whether a short text at the end asks to follow or to subscribe, or keeps all rights."""
        text = text_in(leaf)
        if len(text) > _LONGEST_INVITATION:
            return False
        listed, said = words(), set(keys(text))
        is_newsletter = said & listed.subscribe and said & listed.newsletter
        return bool(is_newsletter) or len(said & listed.networks) > 1 or "©" in text

    def _is_scrap(self, leaf: html.HtmlElement, *, is_end: bool) -> bool:
        """Whether a short text at the edge is one of the page: no line of the copy's own kind."""
        if leaf.tag == "h1" or any(one.tag in _FACTS - HEADINGS.keys() for one in _around(leaf)):
            return False
        if leaf.tag in HEADINGS:
            return is_end
        weight = self._weights.of(leaf)
        if is_caption(leaf) or weight.own > _LONGEST_SCRAP:
            return False
        if tells_about(leaf) or is_deck(leaf) or any(map(tells_about, leaf.iterancestors())):
            return is_end and weight.linked > 0
        if leaf.tag in {"li", "dt", "dd"}:
            return weight.linked > 0
        is_plain = leaf.tag == "p" and not leaf.get("class")
        return weight.linked * 2 > weight.letters if is_plain else True


def _around(leaf: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield leaf
    yield from leaf.iterancestors()


def _leaves(root: html.HtmlElement, weights: Weights) -> Iterator[html.HtmlElement]:
    """The blocks with text of their own."""
    for one in root.iterdescendants():
        if weights.of(one).own:
            yield one


def _is_all_bold(leaf: html.HtmlElement) -> bool:
    """Whether all text of a block is bold, as headings without their tag are."""
    bold = sum(len(text_in(one)) for one in leaf if is_bold(one))
    return 0 < len(text_in(leaf)) <= bold
