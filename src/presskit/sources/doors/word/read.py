"""The article of a Word file that presskit didn't make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model.article import Note
from presskit.sources.bidi import without_strays_inside
from presskit.sources.changes import Changes
from presskit.sources.doors.lines import LineMaker, plain_blocks
from presskit.sources.doors.source import Source
from presskit.sources.doors.word.blocks import BlockReader, Story
from presskit.sources.doors.word.document import Document
from presskit.sources.doors.word.package import Package
from presskit.sources.doors.word.styles import style_id
from presskit.sources.doors.word.xml import W, number, value
from presskit.sources.pasted.dates import find_date
from presskit.sources.pasted.lines import Kind
from presskit.sources.pasted.opening import Given
from presskit.sources.pasted.words import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report
    from presskit.sources.doors.word.xml import Element
    from presskit.sources.pasted.lines import Line

_MOST_BEFORE = 100
_KICKER_WORDS, _LONGEST_KICKER = 5, 40
_MARGINS = "the header or footer of Word's pages"


def read_word(
    data: bytes, report: Report, language: str, changes: Changes = Changes.ACCEPT
) -> Source:
    """The article of a DOCX.

    `language` is that of articles whose letters run its way; `changes` says what becomes of tracked
    changes. What is left out is told of. Fails with `docx-unreadable` or `file-too-large`.
    """
    package = Package(data, changes, report)
    document = Document(package, language, report)
    made = LineMaker(has_opening=True)
    remarks = _remarks(document)
    reader = BlockReader(Story(document, package.document, made, remarks), _headline(document))
    reader.read(package.body)
    notes = tuple(_notes(document, remarks))
    _tell_of_margins(document)
    document.tell()
    lines = made.end()
    kicker = _kicker(lines[: reader.over], document.language)
    given = Given(
        title=reader.title,
        kicker=kicker,
        deck=reader.deck,
        byline=" · ".join(reader.authors),
        language=document.language,
    )
    return Source(
        lines=list(without_strays_inside(tuple(lines[bool(kicker) :]), report)),
        given=without_strays_inside(given, report),
        pictures=document.pictures.kept,
        notes=without_strays_inside(notes, report),
        spare_title=package.title(),
    )


def _headline(document: Document) -> Element | None:
    """The paragraph that is the headline by its style: Title, else the only one of level 1."""
    tops: list[Element] = []
    before = 0
    for paragraph in document.package.body.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        style = document.styles.of(style_id(properties))
        own = value(properties, "outlineLvl")
        is_top = number(own, 9) == 0 if own else style.level == 1
        if style.kind != "title" and not is_top:
            before = before if tops else max(before, len(_text_of(paragraph)))
            continue
        if not _text_of(paragraph).strip():
            continue
        if style.kind == "title":
            return paragraph
        tops.append(paragraph)
    return tops[0] if len(tops) == 1 and before <= _MOST_BEFORE else None


def _kicker(over: list[Line], language: str) -> str:
    """A few words by themselves over the headline; nothing, for a date, a name or more."""
    if len(over) != 1 or over[0].kind not in (Kind.TEXT, Kind.HEADING):
        return ""
    text = over[0].text
    is_short = count_words(text) <= _KICKER_WORDS and len(text) <= _LONGEST_KICKER
    return text if is_short and not find_date(text, language) and not over[0].is_closed else ""


def _remarks(document: Document) -> dict[str, str]:
    """What was said in comments, by their ids; a line is a paragraph."""
    part = document.package.part("comments")
    return {
        one.get(f"{W}id", ""): "\n".join(
            filter(None, (" ".join(_text_of(p).split()) for p in one.iter(f"{W}p")))
        )
        for one in (part.root if part else ())
    }


def _notes(document: Document, remarks: dict[str, str]) -> Iterator[Note]:
    for label, element, part in document.notes.used():
        made = LineMaker(has_opening=False)
        BlockReader(Story(document, part, made, remarks)).read(element)
        yield Note(label, tuple(plain_blocks(made.end())))


def _tell_of_margins(document: Document) -> None:
    """Note what headers and footers say, once each; page numbers alone say nothing."""
    parts = [*document.package.parts("header"), *document.package.parts("footer")]
    texts = (" ".join(" ".join(map(_text_of, part.root.iter(f"{W}p"))).split()) for part in parts)
    for text in dict.fromkeys(texts):
        if any(map(str.isalpha, text)):
            document.left_out.add(_MARGINS, text)


def _text_of(element: Element) -> str:
    signs = {f"{W}tab": " ", f"{W}br": " ", f"{W}noBreakHyphen": "\u2011"}
    found = element.iter(f"{W}t", *signs)
    return "".join(signs.get(str(one.tag), one.text or "") for one in found)
