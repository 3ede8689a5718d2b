"""An article read from a DOCX: what opens it, its body, its notes, and what the file says of it."""

from __future__ import annotations

import datetime
import posixpath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.language.facts import direction_of
from presskit.language.words import join_names, labels_of
from presskit.model.article import Article, Note
from presskit.model.blocks import Figure, Heading, Paragraph
from presskit.model.ids import Ids
from presskit.model.inlines import Link, Text, plain
from presskit.model.walk import walk
from presskit.sources.edited.blocks import BlockReader
from presskit.sources.edited.dateline import run_out
from presskit.sources.edited.inlines import InlineReader
from presskit.sources.edited.lists import Lists
from presskit.sources.edited.notes import Notes
from presskit.sources.edited.opened import Opened
from presskit.wordml import marks, names
from presskit.wordml.bookmarks import bookmark_name
from presskit.wordml.hints import Carried
from presskit.wordml.xml import clark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presskit.diagnostics import Report
    from presskit.model.blocks import Block
    from presskit.model.inlines import Inlines
    from presskit.wordml.xml import Element

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_ISSUE = (names.SECTION.name, names.ISSUE_LINE.name)
_OPENING = {
    "Kicker": "kicker",
    "heading 1": "title",
    "Subtitle": "deck",
    "Byline": "byline",
    "Dateline": "dateline",
}


class Returned(Struct, frozen=True):
    """An article that came back, with the bytes of the pictures in the document by their `src`."""

    article: Article
    pictures: dict[str, bytes]


def read_docx(data: bytes, asked: Mapping[str, str], language: str, report: Report) -> Returned:
    """The article in a DOCX.

    `asked` are the names that the newsroom gives to styles, `language` is that of an article whose
    document doesn't say it. Fails with `docx-unreadable`, and adds to the report what is lost.
    """
    return read_opened(Opened(data, asked, report), language, report)


def read_opened(opened: Opened, language: str, report: Report) -> Returned:
    """What `read_docx` does, from a document that is open already."""
    return _Reader(opened, language, report).returned()


class _Reader:
    def __init__(self, opened: Opened, language: str, report: Report) -> None:
        self._opened = opened
        self._report = report
        core = opened.core()
        self._carried = opened.carried() or Carried(
            language=core["language"] or language,
            authors=tuple(filter(None, (name.strip() for name in core["creator"].split(";")))),
            tags=tuple(filter(None, (tag.strip() for tag in core["keywords"].split(",")))),
        )
        self._notes = Notes(opened)
        self._lists = Lists(opened)
        self._inlines = InlineReader(opened, self._notes.label_of, self._carried.ids)
        self._pictures: dict[str, bytes] = {}
        self._remarks = self._comments()

    def returned(self) -> Returned:
        carried = self._carried
        if any(self._style(p) in _ISSUE for p in self._opened.body):
            self._report.fail(
                "docx-issue",
                "this document holds a whole issue",
                hint="import the documents of its articles; presskit docx makes them",
            )
        opening: dict[str, Inlines] = {}
        lead: list[Paragraph] = []
        source: Inlines = ()
        image = self._blocks()
        body = self._blocks()
        has_body = False
        for element in self._opened.body:
            if element.tag not in (clark("p"), clark("tbl")):
                continue
            style = self._style(element)
            if style in _OPENING and _OPENING[style] not in opening and not has_body:
                opening[_OPENING[style]] = self._inlines.read(element)
                body.remark(element)
            elif style == "Lead" and not has_body:
                lead.append(Paragraph(self._inlines.read(element)))
                body.remark(element)
            elif style == "Source":
                source = self._inlines.read(element)
                body.remark(element)
            elif not has_body and self._is_main_picture(element, style, image):
                image.read(element)
            else:
                has_body = True
                body.read(element)
        (main, *more) = image.blocks() or (None,)
        if main is not None and not isinstance(main, Figure):
            more = [main, *more]
        dateline, text = plain(opening.get("dateline", ())), body.blocks()
        if not dateline:
            dateline, text = run_out(carried.dateline, text)
        blocks = (*more, *text)
        byline, date = self._byline(plain(opening.get("byline", ())))
        article = Article(
            title=plain(opening.get("title", ())),
            language=carried.language,
            kicker=plain(opening.get("kicker", ())),
            deck=plain(opening.get("deck", ())),
            byline=byline,
            authors=carried.authors,
            date=date,
            printed_date=carried.printed_date if carried.as_written else "",
            dateline=dateline,
            lead=tuple(paragraph for paragraph in lead if paragraph.children),
            tags=carried.tags,
            source=self._without_label(source),
            image=main if isinstance(main, Figure) else None,
            slug=carried.slug,
            body=blocks,
            notes=tuple(self._read_notes()),
            draft=carried.draft,
            extra=carried.extra,
        )
        if not article.title:
            self._report.add("title-missing", "no paragraph is in the style heading 1")
        return Returned(self._with_ids(article), self._pictures)

    def _blocks(self) -> BlockReader:
        return BlockReader(
            self._opened,
            self._inlines,
            self._lists,
            direction_of(self._carried.language),
            self._take,
            self._remarks,
            self._carried,
        )

    def _style(self, element: Element) -> str:
        style = element.find(f"{clark('pPr')}/{clark('pStyle')}")
        return "" if style is None else self._opened.style(style.get(clark("val"), ""))

    def _is_main_picture(self, element: Element, style: str, image: BlockReader) -> bool:
        """Whether this is the picture over the text, its caption or its credit."""
        if next(element.iter(_PICTURE), None) is not None:
            names = (one.get(clark("name"), "") for one in element.iter(clark("bookmarkStart")))
            return not image.blocks() and not any(map(marks.read, names))
        return style in ("caption", "Credit") and bool(image.blocks())

    def _read_notes(self) -> Iterable[Note]:
        for label, elements in self._notes.contents():
            reader = self._blocks()
            for element in elements:
                reader.read(element)
            yield Note(label, reader.blocks())

    def _comments(self) -> dict[str, str]:
        """The text of each comment by its id."""
        if not self._opened.has("comments"):
            return {}
        return {
            comment.get(clark("id"), ""): "\n".join(
                plain(self._inlines.read(paragraph)) for paragraph in comment.iter(clark("p"))
            )
            for comment in self._opened.part("comments")
        }

    def _take(self, element: Element) -> str:
        """Keep a picture's bytes; return the name that the article has for it."""
        blip = next(element.iter(_BLIP), None)
        if blip is None:
            return ""
        root = element.getroottree().getroot()
        member = self._opened.target(root, blip.get(clark("r:embed"), ""))
        name = next(element.iter(_PICTURE)).get("name", "")
        if not posixpath.splitext(name)[1] or name.startswith("/") or ".." in name.split("/"):
            name = f"images/{posixpath.basename(member)}"
        if member in self._opened.files:
            self._pictures[name] = self._opened.files[member]
        return name

    def _byline(self, line: str) -> tuple[str, datetime.date | None]:
        """The byline without the date after it, and the date."""
        carried = self._carried
        date = datetime.date.fromisoformat(carried.date) if carried.date else None
        printed = carried.printed_date.strip()
        if printed and line.endswith(printed):
            line = line.removesuffix(printed).rstrip().removesuffix("·").rstrip()
        elif printed:
            self._report.add(
                "docx-date",
                f"“{line}” doesn't end in the date {printed} any more; the date was kept",
                hint="write the date: key yourself",
            )
        if line == join_names(carried.authors, carried.language).strip():
            line = ""
        return line, date

    def _without_label(self, source: Inlines) -> Inlines:
        """The source without the word before it, which every edition adds."""
        label = f"{labels_of(self._carried.language).source}: "
        if (
            source
            and isinstance(first := source[0], Text)
            and first.text.startswith(label.rstrip())
        ):
            rest = first.text.removeprefix(label.rstrip()).lstrip()
            return ((Text(rest),) if rest else ()) + source[1:]
        return source

    def _with_ids(self, article: Article) -> Article:
        """The article whose headings have an id only where it isn't the one they get anyway."""
        ids = Ids("")
        wanted = {link.href.removeprefix("#") for link in walk(article) if isinstance(link, Link)}
        blocks: list[Block] = []
        for block in article.body:
            if isinstance(block, Heading):
                known = self._carried.ids.get(block.id, block.id)
                natural = ids.heading(plain(block.children), "")
                same = natural == known or bookmark_name(natural) == block.id
                keep = known and not same and (known in wanted or not known.startswith("h-"))
                blocks.append(replace(block, id=known if keep else ""))
            else:
                blocks.append(block)
        return replace(article, body=tuple(blocks))
