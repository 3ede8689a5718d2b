"""A Markdown article: front matter and body made into one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.diagnostics import Position
from presskit.language.tags import language_named, language_tag
from presskit.model.article import Article
from presskit.model.blocks import Figure, Paragraph
from presskit.model.inlines import Text
from presskit.sources.dates import read_date
from presskit.sources.frontmatter import read_front_matter, read_nested
from presskit.sources.guessing import guess_language
from presskit.sources.leftovers import tell_of_markup
from presskit.sources.markdown import read_blocks, read_paragraphs
from presskit.sources.metadata import fields, image_fields, listed, switch_of
from presskit.sources.parser import notes_env
from presskit.sources.positions import Lines
from presskit.sources.structured import data_of, names_of
from presskit.sources.titles import title_in, title_of_name, without_title

if TYPE_CHECKING:
    import datetime

    from presskit.diagnostics import Report
    from presskit.model.blocks import Blocks
    from presskit.model.inlines import Inlines
    from presskit.model.publication import Publication
    from presskit.sources.front_values import Value
    from presskit.sources.metadata import Fields


def read_markdown(
    text: str, report: Report, publication: Publication, *, untitled: bool = False
) -> Article:
    """An article from Markdown with or without front matter.

    Without a title there, the first level-1 heading is the title, or what the text begins with
    where that is a heading or a bold line, or the words of a file's name that is made of words; an
    article that is `untitled` may do without. What cannot be read is added
    to the report; where that has errors, the article is not to be used. Fails with
    `front-matter-broken` or `nesting-too-deep` where reading on makes no sense.
    """
    matter = read_front_matter(text, report)
    lines = text.split("\n")[matter.lines :]
    body = Lines(lines, line=matter.lines + 1)
    found = fields(matter, report)
    return _ArticleReader(found, body, report, untitled=untitled).article(text, publication)


class _ArticleReader:
    """Reads the values of front matter and the body, which share their notes."""

    def __init__(self, found: Fields, body: Lines, report: Report, *, untitled: bool) -> None:
        self._untitled = untitled
        self._fields = found
        self._given = found.values
        self._body = body
        self._report = report
        self._env = notes_env(body)
        self._places: dict[int, Position] = {}

    def article(self, text: str, publication: Publication) -> Article:
        lead = self._paragraphs(self._given.get("lead"))
        source = self._inlines(self._given.get("source"))
        image = self._image()
        body, notes = read_blocks(self._body, self._env, self._report, self._places)
        title, body = self._title(body)
        language = self._language(text, publication)
        date, printed = self._date(language)
        return Article(
            title=title,
            language=language,
            kicker=self._line("kicker"),
            deck=self._line("deck"),
            byline=self._line("byline"),
            authors=self._authors(),
            date=date,
            printed_date=printed,
            dateline=self._line("dateline"),
            lead=lead,
            tags=self._tags(),
            source=source,
            image=image,
            slug=self._line("slug"),
            body=body,
            notes=notes,
            draft=self._draft(),
            extra={key: data_of(value) for key, value in self._fields.extra.items()},
        )

    def _date(self, language: str) -> tuple[datetime.date | None, str]:
        """The date, and how it is printed where its writer gave it in another calendar's days."""
        value, printed = self._given.get("date"), self._line("printed-date")
        if value is None or not value.text.strip():
            return None, printed
        date, as_written = read_date(value, language, self._report)
        return date, printed or as_written

    def _authors(self) -> tuple[str, ...]:
        value = self._given.get("authors")
        return tuple(names_of(data_of(value))) if value else ()

    def _tags(self) -> tuple[str, ...]:
        """The tags of all keys that give some, each once."""
        values = [self._given.get("tags"), *self._fields.more.get("tags", ())]
        return tuple(dict.fromkeys(tag for value in values if value for tag in listed(value)))

    def _draft(self) -> bool:
        value = self._given.get("draft")
        is_draft = bool(value and switch_of(value))
        if value and is_draft:
            self._report.add(
                "draft-made",
                "this article is a draft",
                value.at,
                "take the key out when it may be published",
            )
        return is_draft

    def _title(self, body: Blocks) -> tuple[str, Blocks]:
        if title := self._line("title"):
            return title, without_title(title, body, self._report)
        if found := title_in(body, self._report):
            return found
        if self._untitled:
            return "", body
        if title := title_of_name(self._report):
            return title, body
        value = self._given.get("title")
        self._report.add(
            "title-missing",
            "the article has no title",
            value.at if value else Position(1),
            "add a line title: … to the front matter, or a heading # …",
        )
        return "", body

    def _language(self, text: str, publication: Publication) -> str:
        """The tag given, else the publication's, else what the script suggests."""
        value = self._given.get("language")
        if value is None or not value.text.strip():
            return language_tag(publication.locale) or guess_language(text)
        tag = language_tag(value.text) or language_named(value.text)
        if tag is None:
            self._report.add(
                "language-unknown",
                f"“{value.text.strip()}” is not a language tag",
                value.at,
                "write ar, ar-EG, fa, ur, he, en …",
            )
        return tag or guess_language(text)

    def _line(self, key: str) -> str:
        value = self._given.get(key)
        line = _one_line(value)
        if value and key != "slug":
            tell_of_markup(line, value.at, self._report)
        return line

    def _paragraphs(self, value: Value | None) -> tuple[Paragraph, ...]:
        """A value's paragraphs, told apart by blank lines, with inline Markdown."""
        if value is None:
            return ()
        lines = Lines(value.text.split("\n"), value.at.line, value.at.column, value.indent)
        return read_paragraphs(lines, self._env, self._report, self._places)

    def _inlines(self, value: Value | None) -> Inlines:
        """A value's text on one line, with inline Markdown."""
        inlines: Inlines = ()
        for paragraph in self._paragraphs(value):
            inlines = (*inlines, Text(" "), *paragraph.children) if inlines else paragraph.children
        return inlines

    def _image(self) -> Figure | None:
        """The main picture: `image: FILE`, with `image-alt` and others beside, or keys under it."""
        value = self._given.get("image")
        if value is None or (not value.text.strip() and value.data is None):
            return None
        nested = read_nested(value, self._report)
        parts = image_fields(nested, self._report) if nested else {"src": value}
        parts |= {
            name: self._given[f"image-{name}"]
            for name in ("alt", "caption", "credit")
            if f"image-{name}" in self._given and name not in parts
        }
        src = parts.get("src")
        if src is None or not src.text.strip():
            self._report.add(
                "front-matter-broken", "image names no file", value.at, "write src: and the file"
            )
            return None
        return Figure(
            src=src.text.strip(),
            alt=_one_line(parts.get("alt")),
            caption=self._inlines(parts.get("caption")),
            credit=self._inlines(parts.get("credit")),
            at=src.at,
        )


def _one_line(value: Value | None) -> str:
    return " ".join(value.text.split()) if value else ""
