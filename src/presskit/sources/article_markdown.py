"""A Markdown article: front matter and body made into one record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model.article import Article
from presskit.model.blocks import Figure, Heading, Paragraph
from presskit.model.inlines import plain
from presskit.sources.frontmatter import Value, read_front_matter
from presskit.sources.inlines import Lines
from presskit.sources.markdown import read_blocks, read_paragraphs
from presskit.sources.metadata import fields, listed, read_date

if TYPE_CHECKING:
    import datetime

    from presskit.diagnostics import Report
    from presskit.model.blocks import Blocks
    from presskit.model.inlines import Inlines
    from presskit.model.publication import Publication

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def read_markdown(text: str, report: Report, publication: Publication) -> Article:
    """An article from Markdown with or without front matter.

    Without a title there, the first level-1 heading is the title; without either, the article
    fails with `title-missing`.
    """
    matter = read_front_matter(text, report)
    given = fields(matter, report)
    rest = text.split("\n")[matter.lines :]
    body, notes = read_blocks("\n".join(rest), report, Lines(rest, line=matter.lines + 1))
    title, body = _title(given.get("title"), body, report)
    language = _language(given.get("language"), text, publication, report)

    def words(key: str) -> str:
        return _line(given[key]) if key in given else ""

    date: datetime.date | None = None
    if "date" in given:
        date = read_date(given["date"], language, report)
    return Article(
        title=title,
        language=language,
        kicker=words("kicker"),
        byline=words("byline"),
        authors=listed(given["authors"]) if "authors" in given else (),
        date=date,
        dateline=words("dateline"),
        lead=_paragraphs(given.get("lead"), report),
        tags=listed(given["tags"]) if "tags" in given else (),
        source=_inlines(given.get("source"), report),
        image=_image(given, report),
        slug=words("slug"),
        body=body,
        notes=notes,
    )


def _title(value: Value | None, body: Blocks, report: Report) -> tuple[str, Blocks]:
    if value is not None and value.text.strip():
        return _line(value), body
    for number, block in enumerate(body):
        if isinstance(block, Heading) and block.level == 1:
            title = plain(block.children)
            report.add(
                "title-from-heading",
                f"“{title}” is the title: the front matter gives none",
                block.at,
            )
            return title, (*body[:number], *body[number + 1 :])
    return report.fail(
        "title-missing",
        "the article has no title",
        value.at if value else Position(1),
        "add a line title: … to the front matter, or a heading # …",
    )


def _language(value: Value | None, text: str, publication: Publication, report: Report) -> str:
    """The tag given, else the publication's, else what the script suggests."""
    if value is None:
        return publication.locale or _guessed(text)
    tag = value.text.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        report.fail(
            "language-unknown",
            f"“{tag}” is not a language tag",
            value.at,
            "write ar, ar-EG, fa, ur, he, en …",
        )
    first, *more = tag.split("-")
    return "-".join([first.lower(), *(_subtag(part) for part in more)])


def _subtag(part: str) -> str:
    """Scripts are written Arab, regions EG (RFC 5646, 2.1.1)."""
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part


def _guessed(text: str) -> str:
    def count(letters: str) -> int:
        return len(re.findall(f"[{letters}]", text))

    arabic, hebrew, latin = (
        count("\u0620-\u064a\u066e-\u06d3"),
        count("\u05d0-\u05ea"),
        count("A-Za-z"),
    )
    if hebrew > max(arabic, latin):
        return "he"
    if arabic * 2 < latin:
        return "en"
    if count("ٹڈڑےہں") > arabic // 50:
        return "ur"
    return "fa" if count("پچژگکی") > arabic // 20 else "ar"


def _line(value: Value) -> str:
    return " ".join(value.text.split())


def _paragraphs(value: Value | None, report: Report) -> tuple[Paragraph, ...]:
    """A value's paragraphs, told apart by blank lines, with inline Markdown."""
    if value is None:
        return ()
    lines = Lines(value.text.split("\n"), value.at.line, value.at.column, value.indent)
    return read_paragraphs(lines, report)


def _inlines(value: Value | None, report: Report) -> Inlines:
    paragraphs = _paragraphs(value, report)
    return paragraphs[0].children if paragraphs else ()


def _image(given: dict[str, Value], report: Report) -> Figure | None:
    image = given.get("image")
    if image is None:
        return None
    table = image.table or {}
    src = table.get("src", None if image.table else image)
    if src is None or not src.text.strip():
        report.fail("front-matter-broken", "image names no file", image.at, "add src: FILE")

    def part(name: str) -> Value | None:
        return table.get(name) or given.get(f"image-{name}")

    alt = part("alt")
    figure = Figure(src=src.text.strip(), alt=_line(alt) if alt else "", at=src.at)
    return replace(
        figure, caption=_inlines(part("caption"), report), credit=_inlines(part("credit"), report)
    )
