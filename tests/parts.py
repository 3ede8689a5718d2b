"""The tagged parts that a PDF must have, and those that it has, made comparable.

A tag's text is compared as a bag of characters: right-to-left lines are drawn from left to right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from readers.elements import visible
from says import labels, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.layout import Layout
    from readers import pdf

_MARK = re.compile(r"\[\^(\w+)\]")


class Part(NamedTuple):
    """A tagged part of a PDF: the sort of tag, and its text in whatever order."""

    tag: str
    text: str


_TAGS = {
    "heading": "H{}",
    "head": "head",
    "cell": "cell",
    "figure": "Figure",
    "term": "Lbl",
    "fact": "Lbl",
    "question": "Lbl",
    "moment": "Lbl",
} | dict.fromkeys(("caption", "credit", "table-caption", "party"), "Caption")


def parts_of(layout: Layout) -> Iterator[Part]:
    """The parts that the PDF must have besides the notes, in order."""
    numbers = labels(layout.body)
    for element in said(layout).elements:
        if element.kind == "item":
            yield Part("Lbl", next(numbers))
        tag = _TAGS.get(element.kind, "P").format(element.level)
        yield Part(tag, _MARK.sub(r"\1", element.text))


def notes_of(layout: Layout) -> Iterator[Part]:
    """The notes that the PDF must have, each with its mark and the labels of its lists."""
    for note, text in zip(layout.notes, said(layout).notes, strict=True):
        words = "".join((*labels(note.blocks), *(e.text for e in text.elements)))
        yield Part("note", f"{note.mark}." + _MARK.sub(r"\1", words))


def part_of(tagged: pdf.Tagged) -> Part:
    """A part as read, its tag made one of ours; a note is a span beside the text."""
    tag, above = tagged.type, tagged.above
    if tag in {"TH", "TD"}:
        tag = "head" if "THead" in above else "cell"
    elif tag == "Note":
        tag = "note"
    elif not re.fullmatch(r"H\d|Lbl|Caption|Figure", tag):
        tag = "P"
    return Part(tag, tagged.alt if tag == "Figure" else tagged.text)


def folded(wanted: list[Part], found: list[Part]) -> Iterator[tuple[Part, Part]]:
    """What was wanted beside what was found: the same part where the characters are the same.

    Lines, and what stands on either side of a page's end, are tagged one by one: they are put
    together while they are parts of what is wanted. A caption is tagged with its credit, so it is
    taken apart. The head of a table comes again on each page and counts once.
    """
    rest = [*found]
    for want in wanted:
        while rest and rest[0].tag == "head" != want.tag:
            rest.pop(0)
        have = rest.pop(0) if rest else Part("", "")
        while rest and rest[0].tag == have.tag and _continues(want.text, have.text, rest[0].text):
            have = Part(have.tag, have.text + rest.pop(0).text)
        if have.tag == "Caption" and bag(have.text) > bag(want.text):
            left = (bag(have.text) - bag(want.text)).elements()
            rest.insert(0, Part("Caption", "".join(left)))
            have = want
        yield want, want if have.tag == want.tag and bag(want.text) == bag(have.text) else have
    yield from ((Part("", ""), part) for part in rest if part.tag != "head")


def _continues(whole: str, text: str, more: str) -> bool:
    return bag(text) != bag(whole) and bag(text + more) <= bag(whole)


def bag(text: str) -> Counter[str]:
    """The characters of a text, however composed and in whatever order, without unseen ones."""
    seen = re.sub("[\\s\u200c\u200d]", "", visible(text))
    return Counter(unicodedata.normalize("NFKC", seen))
