"""The text of an element with what its markup says of it: weight, links, directions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.model.inlines import (
    Code,
    Emphasis,
    Isolate,
    LineBreak,
    Link,
    Strong,
    Text,
    plain,
)
from presskit.sources.doors.elements import BLOCKS, is_bold, is_slanted, is_unseen
from presskit.sources.inlines import joined
from presskit.sources.languages import language_tag
from presskit.sources.pasted.cutting import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import html

    from presskit.model.inlines import Inline, Inlines

SAFE = re.compile(r"(?i)(?:https?|mailto|tel):")
DEEPEST = 60
_SPACES = re.compile(r"[ \t\r\n\f]+")


class InlineReader:
    """Reads the inlines of elements; pictures among them go to `take_picture`."""

    def __init__(self, take_picture: Callable[[html.HtmlElement], None]) -> None:
        self._take_picture = take_picture

    def read(self, element: html.HtmlElement, depth: int, without: tuple[str, ...] = ()) -> Inlines:
        """All text inside an element, but for that of children `without` which it is read."""
        return cut(self._inside(element, depth, without), 0, None)

    def of(self, element: html.HtmlElement, depth: int) -> list[Inline]:
        """What an element that is no block becomes."""
        tag = element.tag
        if is_unseen(element) or tag in {"button", "input", "select"} or depth > DEEPEST:
            return []
        if tag == "br":
            return [LineBreak()]
        if tag == "img":
            self._take_picture(element)
            return []
        if tag in {"code", "kbd", "samp", "tt"}:
            return [Code(element.text_content())]
        children = self._inside(element, depth + 1, ())
        if not plain(children).strip():
            return [Text(" ")] if plain(children) else list(children)
        if tag == "a" and SAFE.match(href := (element.get("href") or "").strip()):
            return [Link(href, children)]
        if is_bold(element):
            children = (Strong(children),)
        if is_slanted(element):
            children = (Emphasis(children),)
        direction = (element.get("dir") or "").lower()
        if direction in {"ltr", "rtl"}:
            lang = language_tag(element.get("lang") or "")
            children = (Isolate("ltr" if direction == "ltr" else "rtl", children, lang),)
        return list(children)

    def _inside(self, element: html.HtmlElement, depth: int, without: tuple[str, ...]) -> Inlines:
        done: list[Inline] = []
        if element.text:
            done.append(text_of(element.text))
        for child in element:
            if isinstance(child.tag, str) and child.tag not in without:
                if child.tag in BLOCKS and done:
                    done.append(Text(" "))
                done += self.of(child, depth)
            if child.tail:
                done.append(text_of(child.tail))
        return joined(_one_blank(done))


def text_of(text: str) -> Text:
    """Text as a browser shows it: blanks and line ends are one blank."""
    return Text(_SPACES.sub(" ", text))


def _one_blank(inlines: list[Inline]) -> Iterator[Inline]:
    """Inlines without a second blank where one element's text meets another's."""
    ends_blank = True
    for inline in inlines:
        if isinstance(inline, Text):
            text = inline.text.lstrip(" ") if ends_blank else inline.text
            if text:
                ends_blank = text.endswith(" ")
                yield Text(text)
            continue
        ends_blank = isinstance(inline, LineBreak) or plain((inline,)).endswith(" ")
        yield inline


def parted(inlines: Inlines) -> Iterator[Inlines]:
    """Inlines cut at line breaks: pasted copy ends paragraphs with them."""
    part: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, LineBreak):
            yield tuple(part)
            part = []
        elif isinstance(inline, Strong | Emphasis) and any(
            isinstance(i, LineBreak) for i in inline.children
        ):
            *before, last = list(parted(inline.children))
            for piece in before:
                yield (*part, type(inline)(piece))
                part = []
            if last:
                part.append(type(inline)(last))
        else:
            part.append(inline)
    yield tuple(part)


def unbold(inlines: Inlines) -> Inlines:
    """Inlines that are bold as a whole, without that: headings are bold by themselves."""
    if len(inlines) == 1 and isinstance(inlines[0], Strong):
        return cut(inlines[0].children, 0, None)
    return inlines
