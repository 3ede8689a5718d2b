"""An article's metadata as the front matter that `sources.frontmatter` reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.writers.inlines import write_inlines, write_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.article import Article

_NEEDS_QUOTES = re.compile(r"[\"'\[{|>&*!%@#`-]|.*[\s\"']$|\s", re.DOTALL)
_SHORT = 90
_NO_FLOW = re.compile(r"[,،\[\]\"'{}:]|^\s|\s$|^$")


def write_front_matter(article: Article) -> list[str]:
    """The lines of the front matter, its fences among them."""
    return ["---", *_lines(article), "---"]


def _lines(article: Article) -> Iterator[str]:
    yield f"title: {_scalar(article.title)}"
    yield f"language: {article.language}"
    for key in ("kicker", "deck", "byline"):
        if value := getattr(article, key):
            yield f"{key}: {_scalar(value)}"
    yield from _listed("authors", article.authors)
    if article.date:
        yield f"date: {article.date.isoformat()}"
    if article.printed_date:
        yield f"printed-date: {_scalar(article.printed_date)}"
    if article.dateline:
        yield f"dateline: {_scalar(article.dateline)}"
    yield from _listed("tags", article.tags)
    if article.slug:
        yield f"slug: {_scalar(article.slug)}"
    if article.draft:
        yield "draft: true"
    yield from _texts(article)
    yield from (f"{_key(key)}: {_flow(value, 0)}" for key, value in article.extra.items())


def _texts(article: Article) -> Iterator[str]:
    """What holds Markdown or stands on lines of its own."""
    if article.lead:
        paragraphs = "\n\n".join(write_inlines(paragraph.children) for paragraph in article.lead)
        yield from _block("lead", paragraphs)
    if image := article.image:
        yield "image:"
        yield f"  src: {_scalar(image.src)}"
        if image.alt:
            yield f"  alt: {_scalar(image.alt)}"
        for key, said in (("caption", image.caption), ("credit", image.credit)):
            if said:
                yield f"  {key}: {_scalar(write_line(said))}"
    if article.source:
        yield from _block("source", write_inlines(article.source))


def _block(key: str, text: str) -> Iterator[str]:
    """A text of inline Markdown: on the key's line where it is short, else under it."""
    if "\n" not in text and len(text) <= _SHORT and not _NEEDS_QUOTES.match(text):
        yield f"{key}: {text}"
        return
    yield f"{key}: |"
    yield from (f"  {line}".rstrip() for line in text.split("\n"))


def _listed(key: str, values: tuple[str, ...]) -> Iterator[str]:
    if not values:
        return
    if not any(map(_NO_FLOW.search, values)):
        yield f"{key}: [{', '.join(values)}]"
        return
    yield f"{key}:"
    yield from (f"  - {_scalar(value)}" for value in values)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[^\W\d][\w .-]*", key) else _quoted(key.replace('"', "'"))


def _flow(value: object, depth: int) -> str:
    """What a key of another program holds, on one line."""
    match value:
        case dict():
            pairs = (f"{_key(str(key))}: {_flow(one, depth + 1)}" for key, one in value.items())
            return f"{{{', '.join(pairs)}}}"
        case list() | tuple():
            return f"[{', '.join(_flow(one, depth + 1) for one in value)}]"
        case str() if not depth:
            return _scalar(value)
        case _:
            return _quoted(str(value))


def _scalar(value: str) -> str:
    """A value on one line, in quotes where it would be read as something else."""
    if not value or "\n" in value or _NEEDS_QUOTES.match(value):
        return _quoted(value)
    return value


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
