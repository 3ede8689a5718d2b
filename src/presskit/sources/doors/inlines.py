"""The text of an element with what its markup says of it: weight, links, directions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urljoin, urlsplit

from msgspec.structs import replace

from presskit.language.facts import direction_of
from presskit.language.tags import language_tag
from presskit.model.inlines import (
    Code,
    Dressed,
    Emphasis,
    Isolate,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
    plain,
)
from presskit.sources.doors.elements import (
    BLOCKS,
    is_bold,
    is_left_out,
    is_slanted,
    is_unseen,
    place_of,
    text_in,
)
from presskit.sources.inlines import joined
from presskit.sources.pasted.cutting import cut
from presskit.sources.pasted.lines import CLOSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml import html

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inline, Inlines

SAFE = re.compile(r"(?i)(?:https?|mailto|tel):")
DEEPEST = 150
_SAID = 60
# A no-break space beside another blank only sets text in, or apart.
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]{2,}|[ \t\r\n\f]")
_WORD = re.compile(r"\w")
_BLANKS = " \u00a0"
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class InlineReader:
    """Reads the inlines of elements.

    Pictures among them go to `take_picture`. `notes` are the labels of notes by the elements that
    lead to them, `base` is the address that links are relative to, `language` the article's.
    """

    def __init__(
        self,
        report: Report,
        take_picture: Callable[[html.HtmlElement], None],
        language: str,
        base: str,
        notes: Mapping[html.HtmlElement, str],
    ) -> None:
        self._report = report
        self._take_picture = take_picture
        self._language = language
        self._direction = direction_of(language)
        self._base = base
        self._notes = notes

    def read(self, element: html.HtmlElement, depth: int) -> Inlines:
        """All text inside an element."""
        return cut(collapsed(self.inside(element, depth)), 0, None)

    def inside(self, element: html.HtmlElement, depth: int) -> list[Inline]:
        """What stands in an element, with all its blanks."""
        done: list[Inline] = [text_of(element.text)] if element.text else []
        for child in element:
            if child.tag in BLOCKS and done:
                done.append(Text(" "))
            done += self.of(child, depth)
            if child.tag in BLOCKS:
                done.append(Text(" "))
            if child.tail:
                done.append(text_of(child.tail))
        return self.turned(element, done) if element.tag in BLOCKS else done

    def of(self, element: html.HtmlElement, depth: int) -> list[Inline]:
        """What an element that is no block becomes, with all its blanks."""
        tag = element.tag
        if is_unseen(element) or (tag == "rp" and not _WORD.search(element.text_content())):
            return []
        if is_left_out(element):
            leave_out(element, self._report)
            return []
        if tag in {"br", "img"}:
            return self._empty(element)
        if element in self._notes:
            return [NoteRef(self._notes[element])]
        if depth > DEEPEST:
            return [text_of(text_in(element))]
        if tag in {"code", "kbd", "samp", "tt"} and element.text_content().strip():
            text = _SPACES.sub(" ", element.text_content())
            before, after = text.startswith(" "), text.endswith(" ")
            return [*[Text(" ")] * before, Code(text.strip()), *[Text(" ")] * after]
        return self._dressed(element, self.inside(element, depth + 1))

    def _empty(self, element: html.HtmlElement) -> list[Inline]:
        if element.tag == "br":
            return [LineBreak()]
        if element.tag == "img":
            if is_sign(element):
                return [text_of(element.get("alt") or "")]
            self._take_picture(element)
        return []

    def _dressed(self, element: html.HtmlElement, inside: list[Inline]) -> list[Inline]:
        """Text in the markup of its element; blanks and notes need none."""
        tag = element.tag
        if not plain(tuple(inside)).strip():
            return inside
        if tag in {"sup", "sub"}:
            return shifted(inside, tag)
        if tag == "rt":  # a reading, as what cannot set it over its text shows it
            inside = [Text("("), *inside, Text(")")]
        if tag == "q":
            opening, closing = "«»" if self._direction == "rtl" else "“”"
            inside = [Text(opening), *inside, Text(closing)]
        if is_bold(element):
            inside = [Strong(tuple(inside))]
        if is_slanted(element):
            inside = [Emphasis(tuple(inside))]
        if tag in {"s", "del", "strike"}:
            inside = [Strike(tuple(inside))]
        if tag == "mark":
            inside = [Mark(tuple(inside))]
        if tag == "a" and (href := self._href(element)):
            inside = [Link(href, tuple(inside))]
        return inside if tag in BLOCKS else self.turned(element, inside)

    def turned(self, element: html.HtmlElement, inside: list[Inline]) -> list[Inline]:
        """Text that runs in another direction than the article does, as its markup says."""
        said = (element.get("dir") or "").lower()
        if said not in {"ltr", "rtl"} or said == self._direction:
            return inside
        if not plain(tuple(inside)).strip():
            return inside
        lang = language_tag(element.get("lang") or "")
        is_other = lang and lang.split("-")[0] != self._language.split("-")[0]
        direction = "ltr" if said == "ltr" else "rtl"
        return [Isolate(direction, tuple(inside), lang if is_other else None)]  # type: ignore[arg-type]

    def _href(self, element: html.HtmlElement) -> str:
        """Where a link leads; nothing, with a note, where that is no address for a reader."""
        said = "".join((element.get("href") or "").split())
        if not said or said.startswith("#"):
            return ""
        try:
            href = urljoin(self._base, said)
            address = urlsplit(href)
            query = parse_qs(address.query)
        except ValueError:
            href = ""
        else:
            if address.netloc in {"www.google.com", "google.com"} and address.path == "/url":
                href = query.get("q", query.get("url", [href]))[0]  # Google Docs leads by itself
        if SAFE.match(href):
            return href
        self._report.add(
            "copy-link",
            f"“{text_in(element)[:40]}” leads to “{said[:80]}”, which is no address; its text stays",
            place_of(element),
        )
        return ""


def is_sign(picture: html.HtmlElement) -> bool:
    """Whether a picture is a letter: an emoji that a page draws."""
    said = f"{picture.get('class') or ''} {picture.get('src') or ''}"
    return len(picture.get("alt") or "") <= 8 and bool(re.search(r"(?:^|\s|/)emoji(?:\s|/)", said))


def leave_out(element: html.HtmlElement, report: Report, why: str = "a part of the page") -> None:
    """Tell of an element that is no part of the article, by what it says or where it leads."""
    address = element.get("src") or element.get("data") or ""
    said = text_in(element) or element.get("title") or (address if SAFE.match(address) else "")
    if said:
        tell_left_out(said, f"{why} (<{element.tag}>)", element, report)


def tell_left_out(said: str, why: str, element: html.HtmlElement, report: Report) -> None:
    """Tell of a text that is left out, by its first words and how many it has."""
    count = len(said.split())
    begun = f"{said[:_SAID]}…” ({count} words)" if len(said) > _SAID else f"{said}”"
    report.add("copy-left-out", f"“{begun} was left out: {why}", place_of(element))


def text_of(text: str) -> Text:
    """Text as a browser shows it: blanks and line ends are one blank."""
    return Text(_SPACES.sub(" ", text))


def collapsed(inlines: list[Inline]) -> Inlines:
    """Inlines with one blank where texts meet, none beside line breaks, and like markup joined."""
    return joined(_without_blanks(_joined(inlines), [True]))


def _without_blanks(inlines: Inlines, after_blank: list[bool]) -> Inlines:
    done: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(text=text):
                text = text.lstrip(_BLANKS) if after_blank[0] else text
                if text:
                    after_blank[0] = text.endswith(tuple(_BLANKS))
                    done.append(Text(text))
            case LineBreak():
                after_blank[0] = True
                done.append(inline)
            case Code() | NoteRef():
                after_blank[0] = False
                done.append(inline)
            case _:
                done += _peeled(inline, _without_blanks(inline.children, after_blank))
    return tuple(done)


def _peeled(inline: Inline, children: Inlines) -> Iterator[Inline]:
    """Markup with the blanks at its edges outside of it."""
    text = plain(children)
    if text.startswith(" "):
        yield Text(" ")
    if children := cut(children, 0, None):
        yield replace(inline, children=children)
    if text.endswith(" ") and text.strip():
        yield Text(" ")


def _joined(inlines: Inlines | list[Inline]) -> Inlines:
    """Inlines in which markup that goes on in its neighbour is one: Word cuts where it likes."""
    done: list[Inline] = []
    for inline in joined(inlines):
        last = done[-1] if done else None
        if isinstance(inline, Text | Code | LineBreak | NoteRef):
            done.append(inline)
        elif last is not None and _is_alike(last, inline):
            done[-1] = replace(last, children=(*last.children, *inline.children))  # type: ignore[union-attr]
        else:
            done.append(inline)
    return tuple(
        one
        if isinstance(one, Text | Code | LineBreak | NoteRef)
        else replace(one, children=_joined(one.children))
        for one in done
    )


def _is_alike(last: Inline, inline: Inline) -> bool:
    match last, inline:
        case Dressed(), Dressed():
            return type(last) is type(inline)
        case Link(href=before), Link(href=href):
            return before == href
        case Isolate(direction=before, lang=said), Isolate(direction=direction, lang=lang):
            return (before, said) == (direction, lang)
    return False


def shifted(inside: list[Inline], tag: str) -> list[Inline]:
    """Text above or below the line: in characters of their own, where there are such."""
    table = _RAISED if tag == "sup" else _LOWERED
    text = plain(tuple(inside))
    if all(isinstance(one, Text) for one in inside) and all(ord(c) in table for c in text.strip()):
        return [Text(text.translate(table))]
    return [(Superscript if tag == "sup" else Subscript)(tuple(inside))]


def parted(inlines: Inlines, *, is_paragraph: bool = False) -> Iterator[Inlines]:
    """Inlines cut at line breaks, which end paragraphs in pasted copy.

    In a paragraph of HTML a line break stays one, unless a sentence or bold text ends before it.
    """
    pieces = list(_pieces(inlines))
    done: list[Inlines] = []
    was_empty = True
    for piece in pieces:
        is_empty = not plain(piece).strip()
        if done and is_paragraph and not is_empty and not was_empty and not _ends(done[-1]):
            done[-1] = (*done[-1], LineBreak(), *piece)
        elif not is_empty or any(isinstance(one, NoteRef) for one in piece):
            done.append(piece)
        was_empty = is_empty
    yield from done


def _ends(inlines: Inlines) -> bool:
    said = [one for one in inlines if plain((one,)).strip()]
    is_bold = len(said) == 1 and isinstance(said[0], Strong)
    return is_bold or CLOSED.search(plain(inlines).strip()) is not None


def _pieces(inlines: Inlines) -> Iterator[Inlines]:
    """What stands between line breaks, those inside markup too."""
    piece: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, LineBreak):
            yield tuple(piece)
            piece = []
        elif isinstance(inline, Text | Code | NoteRef):
            piece.append(inline)
        else:
            *before, last = _pieces(inline.children)
            for children in before:
                yield (*piece, replace(inline, children=children)) if children else tuple(piece)
                piece = []
            if last:
                piece.append(replace(inline, children=last))
    yield tuple(piece)


def unbold(inlines: Inlines) -> Inlines:
    """Inlines that are bold as a whole, without that: headings are bold by themselves."""
    if len(inlines) == 1 and isinstance(inlines[0], Strong):
        return cut(inlines[0].children, 0, None)
    return inlines
